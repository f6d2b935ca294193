"""Runs of what a pattern itself repeats, each alternative by itself: its worst text is where two of them are one.

"(?:[ ,]|re|regarding|re)*" reads a run of "re " in 2^n ways when what follows fits none. No list of words made for all
patterns holds that one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, product
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

FEWEST = 4  # repeats from which on a run can be long
MOST_UNITS = 160  # of one pattern
MOST_WAYS = 12  # of one alternative that has others within
LIKELY = " -,.'a1)(:!?_\n"
TAILS = ("\x01", "?")  # what hardly a pattern goes on with: it tries each other way then


def own_texts(pattern: re.Pattern[str]) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield the runs in which a pattern may be lost: their names, and how to make them of about so many characters."""
    for unit in islice(dict.fromkeys(_units(parser.parse(pattern.pattern, pattern.flags))), MOST_UNITS):
        yield from runs_of(unit)


def runs_of(unit: str) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield texts that begin with a unit, and end with something else."""
    for tail in TAILS:
        yield f"{unit!r} before {tail!r}", lambda size, tail=tail: unit * (size // len(unit)) + tail  # type: ignore[misc]


def _units(parts: Iterable[Any]) -> Iterator[str]:
    """Yield what each repeated part may be: alone, and as a word before a blank."""
    for kind, value in parts:
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT} and value[1] >= FEWEST:
            for said in _samples(value[2]):
                if said:
                    yield from (said, f"{said} ") if said[-1].isalnum() else (said,)
        for inner in _within(kind, value):
            yield from _units(inner)


def _within(kind: object, value: Any) -> list[Any]:  # noqa: ANN401 - the parser's own records
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        return [value[2]]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind is kinds.ATOMIC_GROUP:
        return [value]
    if kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
        return [value[1]]
    return list(value[1]) if kind is kinds.BRANCH else []


def _samples(parts: Iterable[Any]) -> list[str]:
    """Return short texts that fit a part of a pattern: one for each of its alternatives, at whatever depth."""
    each = [_samples_of(kind, value) for kind, value in parts]
    if sum(len(one) > 1 for one in each) <= 1:
        ways: Iterable[tuple[str, ...]] = product(*each)
    else:  # not each with each: every one beside the first of the others
        ways = chain.from_iterable(
            product(*(few[:1] if n != at else few for n, few in enumerate(each))) for at in range(len(each))
        )
        ways = islice(ways, MOST_WAYS * len(each))
    return list(dict.fromkeys("".join(one) for one in ways))


def _samples_of(kind: object, value: Any) -> list[str]:  # noqa: ANN401
    if kind in {kinds.LITERAL, kinds.NOT_LITERAL}:
        return [chr(value)] if kind is kinds.LITERAL else [next(one for one in LIKELY if ord(one) != value)]
    if kind in {kinds.ANY, kinds.IN}:
        return _of_class(value) if value else ["a"]
    if kind is kinds.BRANCH:
        return [one for way in value[1] for one in _samples(way)]
    inner = _within(kind, value)
    if kind in {kinds.SUBPATTERN, kinds.ATOMIC_GROUP}:
        return _samples(inner[0])
    if kind not in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        return [""]
    return ([""] if value[0] == 0 else []) + [one * max(1, value[0]) for one in _samples(inner[0])]


def _of_class(members: list[Any]) -> list[str]:
    """Return a likely character of a class, and one more that stands in it by itself."""
    named = [chr(value) for kind, value in members if kind is kinds.LITERAL]
    negated = bool(members) and members[0][0] is kinds.NEGATE
    fitting = [one for one in LIKELY if _is_in(members, one) is not negated]
    return (fitting[:2] or ["\u00e9"]) if negated else (fitting[:2] or named[:1] or _first_of_range(members))


def _is_in(members: list[Any], letter: str) -> bool:
    known: dict[object, Callable[[str], bool]] = {
        kinds.CATEGORY_SPACE: str.isspace,
        kinds.CATEGORY_DIGIT: str.isdigit,
        kinds.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
        kinds.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
        kinds.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
        kinds.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
    }
    return any(
        (kind is kinds.LITERAL and chr(value) == letter)
        or (kind is kinds.RANGE and value[0] <= ord(letter) <= value[1])
        or (kind is kinds.CATEGORY and known[value](letter))
        for kind, value in members
    )


def _first_of_range(members: list[Any]) -> list[str]:
    return [chr(value[0]) for kind, value in members if kind is kinds.RANGE][:1] or ["\u00e9"]
