"""First responses by rule: chosen by word lists kept as data, written so that nothing in them needs proof."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from workflows.language.lazy import lazy
from workflows.language.sentences import sentences_of_piece
from workflows.language.word_files import read_words
from workflows.rules.escalation.broken import has_broken_part, is_broken
from workflows.rules.frame.greetings import greets
from workflows.rules.frame.smalltalk import is_bitter

READ_CHARS = 4_000
STEM = 5  # letters by which "restarted" and "restart" are the same
ALL_TRIED = (
    "Thank you for trying all that: what I would suggest is among it. "
    "Please tell me the exact error message if there is one, and which device and version you use; "
    "if you would rather have a person look at it now, just say so."
)
BROKEN = (
    "I am sorry to hear that. Would you like to send it back? Please tell me which product it is, and the number of "
    "its order if you have it. If you would rather have a replacement, say so, and a person sees to it."
)
WHICH = "I am sorry to hear that. What is it that does not work, and what happens when you try?"
_WORD = lazy(r"[a-z]{5,}")
_DEED = lazy(r"\b[a-z]{3,}(?:ed|ing)\b|\breset\b")
_WITH = lazy(r"\btried\s(?:the|a|an|another|using|with|different|all|both|every)\b(?P<what>[^.!?;]{0,120})")
_DONE = lazy(r"\b(?:already|tried|i\shave|i've|we\shave|we've|i\sdid|have\sdone|did\s(?:all|that|everything))\b")
_PAST = lazy(r"\s{0,3}(?:and\s|also\s|then\s|i\s|we\s)*+(?!how|what|where|when|can|could)[a-z]{2,}ed\b")
_JUST_BROKEN = lazy(
    r"(?:(?:hi|hello|hey|help|so|well|ok|and|but)[\s,!.]{1,3}){0,3}(?:it|this|that|the\s(?:thing|product|item|device)|mine)(?:'s|\s(?:is|just|simply|still|does|really)){0,3}\s?(?:doesn'?t|isn'?t|does\snot|is\snot|not|won'?t|stopped|will\snot)\s(?:work(?:ing|s)?|run(?:ning)?|do\sanything)(?:\s(?:any\s?more|at\sall|properly|again))?[\s.!?]{0,4}",
    re.IGNORECASE,
)
GREETING_WORDS = 6  # a greeting longer than this holds a question
THANKS_AMONG = 4  # words that thanks begin with: those that end a long message are its courtesy


@cache
def _tables() -> Mapping[str, Sequence[dict[str, Any]]]:
    return read_words("workflows.rules.words", "first_aid.toml")


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
    if (not entry["words"] or has_broken_part(text)) and (asked := _asked_first(text)):
        return asked
    tried = _tried(text)
    left = [step for step in entry["try"] if not tried & _stems(step)]
    if not left:
        return ALL_TRIED
    steps = "\n".join(f"• {step}" for step in left)
    return (
        f"Thanks for reporting this. It sounds like {entry['problem']}; here is what often helps:\n{steps}\n"
        "If that does not help, please tell me what you have already tried, the exact error message if there is one, "
        "and which device and version you use."
    )


def _asked_first(text: str) -> str:
    """Return what is asked before any help: which thing it is, or what is to be done with one that is broken."""
    if is_broken(text):
        return BROKEN
    return WHICH if _JUST_BROKEN.fullmatch(" ".join(text[:READ_CHARS].split())) else ""


def _tried(text: str) -> frozenset[str]:
    """Return the beginnings of the words that tell what was done already: "already restarted it, updated it"."""
    plain = text[:READ_CHARS].lower()
    deeds, goes_on = set[str](), False
    for said in (plain[one.start : one.upto] for one in sentences_of_piece(plain)):
        done = _DONE.search(said)
        goes_on = done is not None or (goes_on and _PAST.match(said) is not None)
        if goes_on:
            deeds |= {one[:STEM] for one in _DEED.findall(said, done.start() if done else 0)}
            deeds |= {one[:STEM] for found in _WITH.finditer(said) for one in _WORD.findall(found["what"])}
    return frozenset(deeds - {"tried", "worki"})


def _stems(words: str) -> frozenset[str]:
    return frozenset(one[:STEM] for one in _WORD.findall(words.lower()))


def billing(text: str) -> str:
    """Return an acknowledgement of a billing question."""
    return f"Thanks for writing. I understand that this is about {_choose('billing', text)['concern']}."


def general(text: str) -> tuple[str, bool]:
    """Return a reply to a general question, and whether it answers it."""
    entry = _tables()["general"][-1] if is_bitter(text) else _choose("general", text)
    is_long = len(text.split()) > GREETING_WORDS and not greets(text)
    if (entry.get("whole") and is_long) or (entry is _tables()["general"][0] and _says_more(text)):
        entry = _tables()["general"][-1]
    return entry["reply"], entry["answered"]


def _says_more(text: str) -> bool:
    """Say whether a message that holds thanks asks something as well, or only ends in them."""
    words = text.split()
    opens = _pattern(tuple(_tables()["general"][0]["words"])).search(" ".join(words[:THANKS_AMONG]))
    return "?" in text or (len(words) > GREETING_WORDS and opens is None)
