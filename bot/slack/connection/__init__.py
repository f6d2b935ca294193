"""How Slack and the desk reach each other: HTTP behind the guard, Socket Mode, proxies, name look-ups; what was missed.

What is done with what comes stands in ``intake`` and with the listeners.
"""
