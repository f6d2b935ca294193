"""The local trial workspace: a small Slack-compatible server and its page. Only the command ``demo`` imports it.

``server.SlackServer`` is the one door to its rooms. The tests' strict fake Slack (``tests/fakes/slack``) is a subclass
that keeps what it saw, holds the bot to the rules and lets things go wrong: there is no second fake.
"""
