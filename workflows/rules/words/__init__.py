"""Word lists as data: what the rules engine looks for. No code lives here."""
