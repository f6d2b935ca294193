"""Danger to people or property in a message, found before anything else; its words are data."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from workflows.rules.beyond import Beyond
from workflows.rules.route import Terms, words_of

FOOD = "something swallowed or poisonous"
READ_CHARS = 12_000  # no kept message is longer
_INTO = frozenset({"in", "inside", "into"})
_SENTENCE = re.compile(r"[.!?;\n]+")


@dataclass(frozen=True, slots=True)
class _Lists:
    harmless: Terms
    foreign: Terms
    foods: Terms
    entries: tuple[tuple[Beyond, Terms], ...]


@cache
def _lists() -> _Lists:
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries = [(Beyond(one["name"], one["opening"], urgent=True), Terms(one["terms"])) for one in data["danger"]]
    return _Lists(Terms(data["not"]), Terms(data["foreign"]), Terms(data["foods"]), tuple(entries))


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    Words count within one sentence each; look-alikes ("fire sale", "shock absorber") are taken out first.
    """
    for sentence in _SENTENCE.split(text[:READ_CHARS]):
        words = _without_look_alikes(words_of(sentence, READ_CHARS))
        for danger, terms in _lists().entries:
            if terms.find(words) or (danger.name == FOOD and _is_in_food(words)):
                return danger
    return None


def _is_in_food(words: list[str]) -> bool:
    """Tell whether a thing stands in food: at most two words before "in", and the food at most four after it."""
    things = {span.end for span in _lists().foreign.spans(words)}
    foods = {span.start for span in _lists().foods.spans(words)} if things else set()
    inside = [at for at, word in enumerate(words) if word in _INTO] if foods else []
    return any(things & set(range(at - 2, at + 1)) and foods & set(range(at + 1, at + 5)) for at in inside)


def _without_look_alikes(words: list[str]) -> list[str]:
    harmless = _lists().harmless
    spans = list(harmless.spans(words))
    meant = harmless.complete({span.term for span in spans})
    whole = {part for term in meant for part in term.split(" + ")}
    off = {at for span in spans if span.term in whole for at in range(span.start, span.end)}
    return ["-" if at in off else word for at, word in enumerate(words)]
