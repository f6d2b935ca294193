"""What is asked in so many words to go back: by whom, which things, why, and how plainly.

First the request (``leave``, ``asking``), then the things (``counted``, ``antecedents``) and the reasons (``reasons``,
``nearby``); ``returns`` joins them, ``weighing`` follows.
"""
