"""All settings, read from the environment (and a ``.env`` file) in this one place, and imported from here."""

from bot.settings.load import load_settings, unknown_names
from bot.settings.model import MODEL_STEPS
from bot.settings.settings import Settings

__all__ = ["MODEL_STEPS", "Settings", "load_settings", "unknown_names"]
