"""Danger to people or property in a message, found before anything else; its words are data."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from workflows.rules.beyond import Beyond
from workflows.rules.route import Span, Terms, words_of

FOOD = "something swallowed or poisonous"
READ_CHARS = 12_000  # no kept message is longer
_INTO = frozenset({"in", "inside", "into"})
_IT = frozenset({"it", "them", "there"})
_OUT_OF = ["out", "of"]
_HOLDERS = frozenset(  # what holds or makes food is none: "the metal in my food processor"
    {
        "box",
        "boxes",
        "bowl",
        "bowls",
        "container",
        "containers",
        "processor",
        "storage",
        "maker",
        "machine",
        "grinder",
        "pot",
    }
    | {
        "cutter",
        "bag",
        "bags",
        "glass",
        "cup",
        "cups",
        "mug",
        "frother",
        "dispenser",
        "table",
        "press",
        "cooker",
        "stool",
    }
)
_SENTENCE = re.compile(r"[.!?;\n]+")


@dataclass(frozen=True, slots=True)
class _Lists:
    """All terms in one tree, so that a message is read once; and each list by itself, to complete its pairs."""

    every: Terms
    harmless: Terms
    foreign: frozenset[str]
    foods: frozenset[str]
    entries: tuple[tuple[Beyond, Terms], ...]


@cache
def _lists() -> _Lists:
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries = [(Beyond(one["name"], one["opening"], urgent=True), Terms(one["terms"])) for one in data["danger"]]
    terms = [term for one in data["danger"] for term in one["terms"]]
    every = Terms([*data["not"], *data["foreign"], *data["foods"], *terms])
    return _Lists(every, Terms(data["not"]), frozenset(data["foreign"]), frozenset(data["foods"]), tuple(entries))


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    Words count within one sentence each; look-alikes ("fire sale", "shock absorber") are taken out first.
    """
    lists = _lists()
    for sentence in _SENTENCE.split(text[:READ_CHARS]):
        words = words_of(sentence, READ_CHARS)
        spans = _without_look_alikes(list(lists.every.spans(words)))
        if not spans:
            continue
        found = {span.term for span in spans}
        for danger, terms in lists.entries:
            if terms.complete(found) or (danger.name == FOOD and _is_in_food(words, spans)):
                return danger
    return None


def _is_in_food(words: list[str], spans: list[Span]) -> bool:
    """Tell whether a thing is in food: near before "in", the food near after it, or before "in it"."""
    lists = _lists()
    things = {span.end for span in spans if span.term in lists.foreign}
    held = [*words, ""]
    foods = {s.start for s in spans if s.term in lists.foods and held[s.end] not in _HOLDERS} if things else set()
    inside = [at for at, word in enumerate(words) if word in _INTO or words[at : at + 2] == _OUT_OF] if foods else []
    first = min(foods, default=len(words))
    return any(
        things & set(range(at - 2, at + 1))
        and (foods & set(range(at + 1, at + 5)) or (first < at and held[at + 1] in _IT))
        for at in inside
    )


def _without_look_alikes(spans: list[Span]) -> list[Span]:
    """Return the terms found that overlap no look-alike."""
    meant = _lists().harmless.complete({span.term for span in spans})
    if not meant:
        return spans
    parts = {part for term in meant for part in term.split(" + ")}
    off = {at for span in spans if span.term in parts for at in range(span.start, span.end)}
    return [span for span in spans if off.isdisjoint(range(span.start, span.end))]
