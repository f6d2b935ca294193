"""Danger to people or property in a message, found before anything else by the roles its words play; the words are data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from workflows.rules.beyond import Beyond
from workflows.rules.roles import Lexicon

READ_CHARS = 12_000  # no kept message is longer
_DENIED = 3  # words after "no" and its like that it denies
_ASKED = 12  # words after the opening of a question before buying that it asks about


@dataclass(frozen=True, slots=True)
class _Made:
    """A role that a word gets because another stands before it."""

    first: int
    then: int
    via: int
    within: int
    gives: int


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Roles that make a danger where they meet, and roles that unmake it."""

    danger: Beyond
    wanted: int
    unless: int


@dataclass(frozen=True, slots=True)
class _Lists:
    lexicon: Lexicon
    quiet: int
    no: int
    shop: int
    stop: int
    made: tuple[_Made, ...]
    one: tuple[_Meeting, ...]
    two: tuple[_Meeting, ...]


@cache
def _lists() -> _Lists:
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    made_roles: dict[str, Sequence[str]] = {one["gives"]: () for one in data["made"]}
    lexicon = Lexicon(made_roles | data["roles"])
    bits = lexicon.bits
    made = [
        _Made(bits[one["first"]], bits[one["then"]], bits[one["via"]] if "via" in one else 0, one["within"], bits[one["gives"]])
        for one in data["made"]
    ]
    return _Lists(
        lexicon,
        lexicon.mask(*data["quiet"]),
        bits["no"],
        bits["shop"],
        bits["stop"],
        tuple(made),
        _meetings(data["danger"], "when", bits),
        _meetings(data["danger"], "across", bits),
    )


def _meetings(dangers: Sequence[Mapping[str, Any]], key: str, bits: Mapping[str, int]) -> tuple[_Meeting, ...]:
    found = []
    for one in dangers:
        danger = Beyond(one["name"], one["opening"], urgent=True)
        for rule in one.get(key, ()):
            wanted, *unless = rule.split(" - ")
            roles = [sum(bits[name] for name in part) for part in (wanted.split(" + "), unless)]
            found.append(_Meeting(danger, *roles))
    return tuple(found)


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    Roles meet within one sentence, a few in two neighbouring ones; what is denied or asked before buying plays none.
    """
    lists = _lists()
    before = 0
    for words in lists.lexicon.sentences(text[:READ_CHARS]):
        mask = _meant(words, lists)
        danger = _met(mask, lists.one) or (_met(mask | before, lists.two) if mask and before else None)
        if danger:
            return danger
        before = mask
    return None


def _met(mask: int, meetings: Sequence[_Meeting]) -> Beyond | None:
    return next((one.danger for one in meetings if mask & one.wanted == one.wanted and not mask & one.unless), None)


def _meant(words: list[int], lists: _Lists) -> int:
    """Return the roles of a sentence: without what is denied or only asked about, with those made of several words."""
    mask = _joined(words)
    if not mask & ~lists.quiet:
        return 0
    if mask & (lists.no | lists.shop):
        _hush(words, lists)
        mask = _joined(words)
    for made in lists.made:
        if mask & made.first and mask & made.then:
            _make(words, made)
            mask = _joined(words)
    return mask


def _joined(words: list[int]) -> int:
    mask = 0
    for roles in words:
        mask |= roles
    return mask


def _hush(words: list[int], lists: _Lists) -> None:
    """Take the telling roles from the words after "no" and after the opening of a question before buying."""
    upto = 0
    for at, roles in enumerate(words):
        if roles & lists.stop:
            upto = 0
        elif at < upto:
            words[at] &= lists.quiet
        if roles & (lists.no | lists.shop):
            upto = at + 1 + (_ASKED if roles & lists.shop else _DENIED)


def _make(words: list[int], made: _Made) -> None:
    """Give the role ``made.gives`` to each word that stands so behind another."""
    for at, roles in enumerate(words):
        if roles & made.first:
            for other in range(at + 1, min(at + 1 + made.within, len(words))):
                if words[other] & made.then:
                    words[other] |= made.gives
                    break
                if made.via and not words[other] & made.via:
                    break
