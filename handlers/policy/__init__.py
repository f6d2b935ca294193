"""What is done about a message: a list of actions, decided from plain values, and the words in which the desk asks.

Nothing is read, done or stored here; ``docs/policy.md`` shows it as a table.
"""
