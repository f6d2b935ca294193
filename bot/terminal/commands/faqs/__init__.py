"""The commands under ``frontdesk faq``: each in a file of its own, imported when it is called."""
