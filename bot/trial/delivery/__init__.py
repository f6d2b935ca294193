"""What the trial sends to the bot: signed requests, sockets, payloads."""
