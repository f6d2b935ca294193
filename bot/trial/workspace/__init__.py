"""The trial workspace itself: people, channels, messages, what is kept."""
