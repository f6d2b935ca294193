"""What was decided is done, by workers and handlers at the same time, stored at once, and put into one reply.

Posting the reply stands in ``outbox``.
"""
