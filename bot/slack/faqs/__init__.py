"""FAQs in Slack: the form, the run behind it, the result and what can be done with it."""
