"""Danger to people or property, found before anything else by a trained reader and the frame of a danger."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from workflows.language.detection import detect
from workflows.rules.beyond import Beyond
from workflows.rules.roles import tokens_of
from workflows.rules.route import MARKUP
from workflows.understanding.dangers import read_danger
from workflows.understanding.perils import SENTENCE_ENDS, find_peril, likely_rules, slots_of

READ_CHARS = 12_000  # no kept message is longer
SURE = 0.3  # docs/decisions/0025: of held-out dangers 89 % are found, of ordinary later messages 2 % are alarms


@cache
def _dangers() -> Mapping[str, Beyond]:
    """Return what is said first of each danger, by its name and by what the trained reader calls it."""
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    entries: list[dict[str, str]] = tomllib.loads(text)["danger"]
    named = [(one, Beyond(one["name"], one["opening"], urgent=True)) for one in entries]
    return {key: danger for one, danger in named for key in (one["kind"], one["name"])}


@cache
def _foreign() -> Mapping[str, re.Pattern[str]]:
    """Return what tells of danger in small letters, by language other than English."""
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    terms: dict[str, list[str]] = tomllib.loads(text)["foreign"]
    words = {one: "|".join(re.escape(term).replace(r"\*", r"\w*") for term in some) for one, some in terms.items()}
    return {language: re.compile(rf"\b(?:{some})\b") for language, some in words.items()}


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    What is denied, weighed, told of others or asked before buying is no danger.
    """
    start = text[:READ_CHARS]
    if name := _peril(start):
        return _dangers()[name]
    if (language := detect(start)) in _foreign():
        return _dangers()["safety"] if _foreign()[language].search(start.lower()) else None
    kind, likely = read_danger(MARKUP.sub(" ", start) if "<" in start or ":" in start else start)
    return _dangers()[kind] if likely >= SURE else None


def _peril(text: str) -> str | None:
    """Return the name of the danger whose frame the words of a sentence fill."""
    tokens = tokens_of(text)
    rules = likely_rules(tokens)
    if not rules:
        return None
    sentence: list[str] = []
    for token in [*tokens, "."]:
        if token not in SENTENCE_ENDS:
            sentence.append(token)
        elif name := find_peril(slots_of(sentence), rules):
            return name
        else:
            sentence = []
    return None
