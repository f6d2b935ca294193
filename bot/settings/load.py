"""Reading the settings, and what is said of those that are wrong."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.settings.settings import Settings
from storage.errors import Misconfigured

OURS = "FRONTDESK_"
NOT_SETTINGS = {"FRONTDESK_TEXT"}  # `make ask` hands the message over in it
PYDANTIC = "Value error, "  # stands before the words of a validator of ours


def unknown_names(env: Mapping[str, str] = os.environ, file: Path = Path(".env")) -> list[str]:
    """Return a sentence for each ``FRONTDESK_…`` name in the environment or ``.env`` that is no setting."""
    known = {str(info.alias or name.upper()) for name, info in Settings.model_fields.items()}
    given = {name.upper() for name in (*env, *_names_in(file)) if name.upper().startswith(OURS)}
    return [_unknown(name, known) for name in sorted(given - known - NOT_SETTINGS)]


def _names_in(file: Path) -> list[str]:
    """Return the names in a file of settings; of one that cannot be read ``load_settings`` says what is wrong."""
    try:
        return list(dotenv_values(file))
    except UnicodeDecodeError:
        return []


def _unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"{name} is no setting" + (f": did you mean {close[0]}?" if close else "")


def load_settings() -> Settings:
    """Read the settings.

    Raises
    ------
    Misconfigured
        A value is not valid; the message names each setting and what is wrong with it, never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            ": ".join(filter(None, [".".join(map(str, item["loc"])).upper(), item["msg"].removeprefix(PYDANTIC)]))
            for item in error.errors()
        ]
        msg = "settings are not valid:\n  " + "\n  ".join(problems)
        raise Misconfigured(msg) from None  # the values are in pydantic's error
    except UnicodeDecodeError as error:
        msg = "the file .env is not UTF-8: save it as UTF-8 (or plain ASCII) and try again"
        raise Misconfigured(msg) from error
