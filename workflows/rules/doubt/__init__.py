"""Whether what was read is wanted: then it is done, else asked about or left.

First the tagger's reading beside ours (``second_opinion``, with what speaks ``against`` it), then the words around what
is sure (``doubt``), last a transformer's (``third_reading``), weighed with the others (``all_readings``).
"""
