"""By what a task is seen in a message: whether that makes it sure or likely, and how often it is right."""

from functools import cache
from typing import Literal

from workflows.language.word_files import read_words

Certainty = Literal["sure", "likely"]
Kind = Literal[
    "explicit",
    "listed",
    "awaited",
    "spoken_of",
    "leave_with_reason",
    "read",
    "unnamed",
    "rule_alone",
    "read_likely",
    "money_back",
    "leave",
    "bare_question",
    "hedged",
    "misfit",
    "weary",
    "leaning",
    "unwanted",
    "handed_over",
    "model_alone",
    "conditional",
    "bare_number",
    "unclear",
    "doubted",
    "swap",
    "one_of_several",
    "choice",
    "about",
    "passed_on",
]

WHICH: frozenset[Kind] = frozenset({"choice", "one_of_several"})
"""A return is asked for, and which of the things that are named is meant is not clear."""


@cache
def _table() -> dict[str, tuple[Certainty, float]]:
    data: dict[Certainty, dict[str, float]] = read_words("workflows.rules.words", "evidence.toml")  # type: ignore[assignment]
    return {kind: (certainty, confidence) for certainty, kinds in data.items() for kind, confidence in kinds.items()}


def certainty_of(kind: Kind) -> Certainty:
    """Return whether a task seen by ``kind`` is done at once or asked first."""
    return _table()[kind][0]


def confidence_of(kind: Kind) -> float:
    """Return how often, from 0 to 1, a task seen by ``kind`` is one that the customer wants."""
    return _table()[kind][1]
