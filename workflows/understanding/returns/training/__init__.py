"""How the tagger of returns is made from annotated messages; nothing here runs when messages are read."""
