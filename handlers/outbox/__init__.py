"""Whatever is posted to Slack, exactly once: planned, claimed, sent; and to whom alone it may be shown.

Not the words of a reply (see ``perform``), and not the call to Slack (``bot.slack``).
"""
