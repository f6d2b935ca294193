"""Promises about the desk seen from outside: metrics, traces, lines of the log."""
