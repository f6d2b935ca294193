"""The durable engine: jobs in lanes, recovery, crashes, chores."""
