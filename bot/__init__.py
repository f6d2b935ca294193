"""The process and everything Slack: settings, wiring, listeners, views, delivery, command line."""
