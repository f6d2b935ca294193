"""The record of staff's words for many cases."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedReply:
    """Words of staff for many cases; ``text`` holds variables in braces. ``version`` counts its changes."""

    id: int
    name: str
    text: str
    version: int
