"""What the trial's page asks of the server."""
