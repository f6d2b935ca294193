"""Danger to people or property, found before anything else by a trained reader."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from math import log

from workflows.language.detection import detect, may_be_in
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.escalation.strangers import in_other_hands
from workflows.rules.route import MARKUP
from workflows.understanding.dangers import read_danger
from workflows.understanding.dangers_closely import read_danger_closely

SHORT_CHARS = 100  # characters of a cry, which is too short for its language to be known
SHORT_WORDS = 8
READ_CHARS = 12_000  # no kept message is longer
SURE = 0.35  # docs/decisions/0025
# Of a message that is read closely, too, the two readings are weighed in logarithms of odds (docs/decisions/0100).
COUNTS = 0.5  # its words, beside the close reading ...
AT_MOST = 5.0  # ... of which they cannot be surer
# Where words are as sure as this they say it alone; 0 is no certainty, but what a long story comes to.
CALM, CLEAR = 0.005, 0.9
# Foreign words of danger that are English words as well: they tell of it beside a small word of their language only.
_ENGLISH = lazy(
    r"(?:brand|fume|expl|allergi|hospital|ambulance|suicid|menac|fondu|smelt|rook|tonto|tox|inconscient|hip|electro|blaren|open|scintill|siffl|choque|frac|calambre|schok|funk|marea|mareo|roken|emergenc|urgenc)"
)


@cache
def _dangers() -> Mapping[str, Beyond]:
    """Return what is said first of each danger, by its name and by what the trained reader calls it."""
    entries: list[dict[str, str]] = read_words("workflows.rules.words", "danger.toml")["danger"]
    named = [(one, Beyond(one["name"], one["opening"], urgent=True)) for one in entries]
    return {key: danger for one, danger in named for key in (one["kind"], one["name"])}


@cache
def _foreign() -> Mapping[str, re.Pattern[str]]:
    """Return what tells of danger in small letters, by language other than English; "denied": what denies it."""
    read: dict[str, dict[str, list[str]]] = read_words("workflows.rules.words", "danger.toml")
    return {
        language: lazy(rf"\b(?P<denied>(?:{_any(read['denied'][language])})\s(?:\w++\s){{0,2}})?(?:{_any(terms)})\b")
        for language, terms in read["foreign"].items()
    }


def _any(terms: Iterable[str]) -> str:
    return "|".join(re.escape(term).replace(r"\*", r"\w*") for term in terms)


def find_danger(text: str, *, closely: bool = False) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    What is denied, weighed, told of others or asked before buying is no danger. ``closely``: have it read by a sentence
    transformer as well, where one is installed, if its words leave a doubt; not on the event loop.
    """
    start = text[:READ_CHARS]
    if (language := detect(start)) in _foreign():
        found = _foreign()[language].finditer(start.lower())
        return _dangers()["safety"] if any(one["denied"] is None for one in found) else None
    if _is_foreign_cry(start):
        return _dangers()["safety"]
    plain = MARKUP.sub(" ", start) if "<" in start or ":" in start else start
    kind, likely = read_danger(plain)
    if not (_is_told(plain, likely) if closely and language == "en" else likely >= SURE):
        return _dangers()["account"] if in_other_hands(plain) else None  # what was ordered may leave in minutes
    return _dangers().get(kind) or _dangers()["safety"]  # a danger in words that nobody taught has no kind


def _is_told(text: str, likely: float) -> bool:
    """Tell whether both readings of a text, or the one that there is, make it a danger; ``likely``: by its words."""
    read = None if 0 < likely < CALM or likely > CLEAR else read_danger_closely(text)
    if read is None:
        return likely >= SURE
    words = log(likely / (1 - likely)) if likely else -AT_MOST
    return COUNTS * max(-AT_MOST, min(AT_MOST, words)) + read >= 0


def _is_foreign_cry(text: str) -> bool:
    """Tell whether a text of a few words tells of danger in another language: "Der Toaster brennt!"."""
    if len(text) > SHORT_CHARS or len(text.split()) > SHORT_WORDS or (hinted := may_be_in(text)) is None:
        return False
    return any(
        found["denied"] is None and (language in hinted or _ENGLISH.match(found[0]) is None)
        for language, pattern in _foreign().items()
        for found in pattern.finditer(text.lower())
    )
