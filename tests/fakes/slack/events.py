"""The builders of Slack's events; they live in ``bot.trial.events``."""

from bot.trial.events import (
    ANOTHER_BOT,
    Where,
    app_home_opened,
    bot_message,
    deleted,
    dm,
    edited,
    joined,
    mention,
    mention_twice,
    message,
    own_message,
    thread_broadcast,
    unfurled,
)

__all__ = [
    "ANOTHER_BOT",
    "Where",
    "app_home_opened",
    "bot_message",
    "deleted",
    "dm",
    "edited",
    "joined",
    "mention",
    "mention_twice",
    "message",
    "own_message",
    "thread_broadcast",
    "unfurled",
]
