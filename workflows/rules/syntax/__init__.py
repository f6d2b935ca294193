"""How a text falls into sentences and clauses, and the contexts its words stand in: no meaning is decided here.

First the closed lists (``vocabulary``, ``statements``), then ``spelling``, ``clauses``, ``negation``.
"""
