"""Reviewing cases in Slack: Home, ``/cases``, the modal of a case and what can be done in it."""
