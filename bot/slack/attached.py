"""A file as Slack describes it, before anything is read of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as Slack describes it; everything here is untrusted."""

    name: str
    url: str
    size: int
