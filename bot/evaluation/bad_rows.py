"""What is wrong with a labelled row, and the reading that all kinds of rows share."""

from collections.abc import Mapping
from typing import Any


class BadRowError(Exception):
    """A line that cannot be measured; the text says why."""


def text_of(found: Mapping[str, Any], field: str = "text") -> str:
    """Return a field that must hold words."""
    text = found.get(field)
    if not isinstance(text, str) or not text.strip():
        msg = f'"{field}" is missing or blank'
        raise BadRowError(msg)
    return text


def strings_of(found: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """Return a field that is a list of words, or is not there."""
    listed = found.get(field, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and one.strip() for one in listed):
        msg = f'"{field}" must be a list of strings'
        raise BadRowError(msg)
    return tuple(one.strip() for one in listed)
