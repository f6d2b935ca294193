"""Several processes on one PostgreSQL that are killed, stopped and upgraded while messages come; outside CI."""
