"""Danger to people or property in a message, found before anything else by the roles of its words; they are data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from workflows.rules.beyond import Beyond
from workflows.rules.roles import Lexicon, Made, Meeting, joined, lexicon_of, played

READ_CHARS = 12_000  # no kept message is longer
_DENIED = 3  # words after "no" and its like that it denies
_ASKED = 12  # words after the opening of a question before buying that it asks about


_Met = tuple[Meeting, Beyond]


@dataclass(frozen=True, slots=True)
class _Lists:
    lexicon: Lexicon
    made: tuple[Made, ...]
    quiet: int
    no: int
    shop: int
    stop: int
    one: tuple[_Met, ...]
    two: tuple[_Met, ...]


@cache
def _lists() -> _Lists:
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    lexicon, made = lexicon_of(data)
    no, shop, stop = (lexicon.mask(name) for name in ("no", "shop", "stop"))
    one, two = (_meetings(data["danger"], key, lexicon) for key in ("when", "across"))
    return _Lists(lexicon, made, lexicon.mask(*data["quiet"]), no, shop, stop, one, two)


def _meetings(dangers: Sequence[Mapping[str, Any]], key: str, lexicon: Lexicon) -> tuple[_Met, ...]:
    named = [(Beyond(one["name"], one["opening"], urgent=True), one.get(key, ())) for one in dangers]
    return tuple((lexicon.meeting(rule), danger) for danger, rules in named for rule in rules)


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    Roles meet within one sentence, a few in two neighbouring ones; what is denied or asked before buying plays none.
    """
    lists = _lists()
    before = 0
    for words in lists.lexicon.sentences(text[:READ_CHARS]):
        roles = _meant(words, lists)
        danger = roles and (_met(roles, lists.one) or (before and _met(roles | before, lists.two)))
        if danger:
            return danger
        before = roles
    return None


def _met(roles: int, meetings: Sequence[_Met]) -> Beyond | None:
    return next(
        (danger for one, danger in meetings if roles & one.wanted == one.wanted and not roles & one.unless), None
    )


def _meant(words: list[int], lists: _Lists) -> int:
    """Return the roles of a sentence: without what is denied or only asked about, with those made of several words."""
    roles = joined(words)
    if not roles & ~lists.quiet:
        return 0
    if roles & (lists.no | lists.shop):
        _hush(words, lists)
    return played(words, lists.made)


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
