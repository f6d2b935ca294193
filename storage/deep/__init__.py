"""A deep look at a database: what is owed, and what must not be. Reads only, one statement after the other."""
