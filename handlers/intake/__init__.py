"""A message, an edit or a deletion is kept: whose case it is, which turn, whether an answer is owed.

This happens before Slack gets its answer. What the message says is read later, in ``understanding``.
"""
