"""The keyless engine: a rule for each step, pure functions of text."""
