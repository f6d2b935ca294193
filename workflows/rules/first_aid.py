"""First responses by rule: chosen by word lists kept as data, written so that nothing in them needs proof."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from workflows.rules.smalltalk import is_bitter

GREETING_WORDS = 6  # a greeting longer than this holds a question
THANKS_AMONG = 4  # words that thanks begin with: those that end a long message are its courtesy


@cache
def _tables() -> Mapping[str, Sequence[dict[str, Any]]]:
    text = (resources.files("workflows.rules.words") / "first_aid.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


def _choose(table: str, text: str) -> dict[str, Any]:
    """Return the entry of ``table`` with the most hits in ``text``; the last one if none hits."""
    entries = _tables()[table]
    hits = [len(_pattern(tuple(entry["words"])).findall(text[:4000])) if entry["words"] else 0 for entry in entries]
    best = max(hits)
    return entries[hits.index(best)] if best else entries[-1]


def is_thanks(text: str) -> bool:
    """Say whether a message is nothing but thanks."""
    if len(text.split()) > GREETING_WORDS or is_bitter(text):
        return False
    return _choose("general", text) is _tables()["general"][0]


def technical(text: str) -> str:
    """Return first help for a technical problem, and the question for what is missing."""
    entry = _choose("technical", text)
    steps = "\n".join(f"• {step}" for step in entry["try"])
    return (
        f"Thanks for reporting this. It sounds like {entry['problem']}; here is what often helps:\n{steps}\n"
        "If that does not help, please tell me what you have already tried, the exact error message if there is one, "
        "and which device and version you use."
    )


def billing(text: str) -> str:
    """Return an acknowledgement of a billing question."""
    return f"Thanks for writing. I understand that this is about {_choose('billing', text)['concern']}."


def general(text: str) -> tuple[str, bool]:
    """Return a reply to a general question, and whether it answers it."""
    entry = _tables()["general"][-1] if is_bitter(text) else _choose("general", text)
    is_long = len(text.split()) > GREETING_WORDS
    if (entry.get("whole") and is_long) or (entry is _tables()["general"][0] and _says_more(text)):
        entry = _tables()["general"][-1]
    return entry["reply"], entry["answered"]


def _says_more(text: str) -> bool:
    """Say whether a message that holds thanks asks something as well, or only ends in them."""
    words = text.split()
    opens = _pattern(tuple(_tables()["general"][0]["words"])).search(" ".join(words[:THANKS_AMONG]))
    return "?" in text or (len(words) > GREETING_WORDS and opens is None)
