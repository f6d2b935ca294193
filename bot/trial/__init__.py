"""The local trial workspace: a small Slack-compatible server and its page. Only the command ``demo`` imports it.

The tests' strict fake Slack is the same server (``tests/fakes/slack`` re-exports it): there is no second fake.
"""
