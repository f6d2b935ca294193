"""Answers that need no worker: published FAQs, documents, what may be meant, and what a case's own records say.

Nothing is posted here.
"""
