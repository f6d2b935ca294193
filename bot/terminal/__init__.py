"""The command line: commands, tables, prints; no Slack listener."""
