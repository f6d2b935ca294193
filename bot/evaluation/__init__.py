"""Measuring on labelled rows: routing, splitting, dialogues, acts, dangers: rows, runs, scores, the report."""
