"""What is known of a conversation, as plain values: what was read in it, which lines are one turn, what its case holds.

Nothing is decided, done or written here, and nothing here knows the desk.
"""
