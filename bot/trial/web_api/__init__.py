"""Slack's Web API as the trial serves it."""
