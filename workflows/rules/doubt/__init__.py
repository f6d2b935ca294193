"""Whether what was read is wanted: then it is done, else asked about or left.

First the tagger's reading beside ours (``second_opinion``, with what speaks ``against`` it), then a transformer's
(``third_reading``), last the words around what is sure (``doubt``).
"""
