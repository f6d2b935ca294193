"""The door to the model: client, breaker, reading of answers, threads for long texts."""
