"""Backups of the case database and their way back: SQLite by itself, PostgreSQL by its own tools."""
