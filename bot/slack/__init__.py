"""Everything that speaks Slack: the app, events in, messages out, dialogs; nothing of the terminal."""
