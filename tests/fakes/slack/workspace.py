"""The state of the workspace; it lives in ``bot.trial.workspace.workspace``."""

from bot.trial.workspace.workspace import STAMPS, Channel, Clock, Json, Message, Stamps, User, Workspace

__all__ = ["STAMPS", "Channel", "Clock", "Json", "Message", "Stamps", "User", "Workspace"]
