"""What a turn says, read once, by grammars, trained readers and model steps. What is done about it: see ``policy``."""
