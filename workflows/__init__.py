"""The model steps, how they chain, and the doors to the model and the durable engine."""
