"""The model steps, how they chain, and the only modules that import ``openai`` and ``dbos``."""
