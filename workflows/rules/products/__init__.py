"""Which things a text names, whatever is wanted of them.

First noun phrases (``sizes``, ``products``), then which of them can be sent back (``things``), then those near a place
(``nearby_things``).
"""
