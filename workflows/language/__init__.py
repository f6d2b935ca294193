"""Texts as such: folding, sentences, contexts of words, detection of the language, links; nothing about desks."""
