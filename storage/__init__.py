"""Records, tables, queries, database engines and migrations; the only place that knows SQL."""
