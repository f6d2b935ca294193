"""Danger to people or property in a message, found before anything else by the roles of its words; they are data."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from workflows.rules.beyond import Beyond
from workflows.rules.perils import find_peril, likely_rules
from workflows.rules.roles import SENTENCE_ENDS, Lexicon, Made, Meeting, joined, lexicon_of, played, tokens_of

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
    named: Mapping[str, Beyond]


@cache
def _lists() -> _Lists:
    text = (resources.files("workflows.rules.words") / "danger.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    lexicon, made = lexicon_of(data)
    no, shop, stop = (lexicon.mask(name) for name in ("no", "shop", "stop"))
    one, two = (_meetings(data["danger"], key, lexicon) for key in ("when", "across"))
    named = {danger["name"]: Beyond(danger["name"], danger["opening"], urgent=True) for danger in data["danger"]}
    return _Lists(lexicon, made, lexicon.mask(*data["quiet"]), no, shop, stop, one, two, named)


def _meetings(dangers: Sequence[Mapping[str, Any]], key: str, lexicon: Lexicon) -> tuple[_Met, ...]:
    named = [(Beyond(one["name"], one["opening"], urgent=True), one.get(key, ())) for one in dangers]
    return tuple((lexicon.meeting(rule), danger) for danger, rules in named for rule in rules)


def find_danger(text: str) -> Beyond | None:
    """Return what is dangerous in the first 12,000 characters of ``text``; None if nothing is.

    Each sentence is read by the frame of a danger, then by the roles of its words, which meet within one sentence, a
    few in two neighbouring ones. What is denied, weighed, told of others or asked before buying is no danger.
    """
    tokens = tokens_of(text[:READ_CHARS])
    rules = likely_rules(tokens)
    if not rules and _by_roles(_lists().lexicon.roles_of(tokens)) is None:
        return None
    sentences = []
    for sentence in _sentences(tokens):
        name, real = find_peril(sentence, rules)
        if name:
            return _lists().named[name]
        sentences += _lists().lexicon.roles_of(real)
    return _by_roles(sentences)


def _sentences(tokens: list[str]) -> Iterator[list[str]]:
    start = 0
    for at, token in enumerate(tokens):
        if token in SENTENCE_ENDS:
            yield tokens[start:at]
            start = at + 1
    yield tokens[start:]


def _by_roles(sentences: Iterable[list[int]]) -> Beyond | None:
    """Return the danger that roles tell which meet in one sentence, or a few in two neighbouring ones."""
    lists = _lists()
    before = 0
    for words in sentences:
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
