"""Texts as such: folding, detection of the language, links; nothing about desks."""
