"""``frontdesk cases``: one file per kind of command; ``group.py`` holds the list of them."""
