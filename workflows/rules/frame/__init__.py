"""What stands around a request and asks for nothing.

First the mails below a reply (``mail_history``), then lines that only open what follows (``openers``), then
``smalltalk``.
"""
