"""The bot of ``frontdesk demo``: ``serve`` on a clock that can be moved; started by its name, imported by nothing."""
