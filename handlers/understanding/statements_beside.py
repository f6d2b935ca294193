"""Sentences of a later message that only tell something beside what it asks: they need no answer of their own."""

import re

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.broken import fails, wants_new_one
from workflows.rules.escalation.complaints import complains
from workflows.rules.planning.candidates import candidates
from workflows.understanding.turns import LOOK_UPS, Said

VERY_SURE = 0.8  # for what is acted on: a yes, a number looked up, a person called
MOST_WORDS = 16  # of a sentence that only tells something
# Something else is wanted, or is to be done: "my boss is asking for a discount", "he wants it cancelled".
_WANTED = lazy(
    r"\b(?:ask\w*\s(?:for|if|whether|you)|(?:want|need|demand|expect|require|insist|hope|wish|prefer|like)(?:s|ed)?\b(?!\sto\sknow)|would|could|should|can|must"
    r"|please|pls|instead|cancel\w*|chang\w+|return\w*|refund\w*|money|discount|wrong|angry|furious|fed\sup|unacceptable|don'?t\s(?:know|understand)|how|why)\b",
    re.IGNORECASE,
)


def without_statements(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return ``said`` without sentences that say why, or say something, beside what is surely asked or called off.

    "Cancel that return. My neighbour wants it.", "Boss is asking. What was the status of that one?".
    """
    if any(one.does == "cancel" or (one.does == "contradicts" and one.share >= VERY_SURE) for one in said):
        return tuple(one for one in said if one.does != "other" or _asks_for_more(one.text))
    if any(one.does in LOOK_UPS and one.share >= VERY_SURE for one in said):
        return tuple(one for one in said if one.does != "other" or not _only_tells(one.text))
    return said


def _only_tells(text: str) -> bool:
    """Tell whether a sentence tells of nothing that is wished, asked or wrong."""
    if len(text.split()) > MOST_WORDS or _WANTED.search(text):
        return False
    return not (_asks_for_more(text) or complains(text) or fails(text) or wants_new_one(text))


def _asks_for_more(text: str) -> bool:
    return "?" in text or bool(find_ids(text)) or bool(candidates(text)) or beyond_us(text) is not None
