"""What a writer takes back in one text, and what they mean instead.

First the editing terms (``correction_words``), then what is meant (``repairs``) and what it replaces (``taken_back``);
``corrections`` gives the text as meant. ``named_anew`` reads what has no editing term.
"""
