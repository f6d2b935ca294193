"""Patterns that are tried only where a text holds letters that they cannot do without. What is found stays the same.

Which letters these are is read off the pattern itself, as RE2 does for its prefilter
(https://github.com/google/re2/blob/main/re2/prefilter.h): every text that it finds holds one of a few strings. Most
clauses hold none, and to look for twenty strings takes a tenth of the time that Python takes for the pattern.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # the only reader of patterns; so named since 3.11
from typing import Any, NamedTuple

_NO_CASE = int(re.IGNORECASE)
_EVERYWHERE = 1_000_000_000
_MOST = 60  # strings: to look for more would take as long as the pattern
_MOST_WHOLE = 24  # strings that are grown by what follows them
_UNSIFTED = 8  # looks before the strings are read off
_SHORTEST, _LONG = 2, 3  # letters: shorter strings are everywhere, and longer ones tell no more


class _Read(NamedTuple):
    """What a part of a pattern finds: ``whole``, all there is if that is few, and ``some``, strings of which one is in.

    None: that is not known.
    """

    whole: frozenset[str] | None
    some: frozenset[str] | None


_NOTHING = _Read(frozenset({""}), None)
_ANYTHING = _Read(None, None)


class Sifted:
    """A pattern that minds no case, if ``flags`` say nothing else; texts that are not ASCII are not sifted.

    ``strings``: in small letters, one of which stands in all that the pattern finds; none if there are no such strings.
    They are read off it once it was put to some texts: that takes as long as to compile it, and a command has one text.
    """

    __slots__ = ("_flags", "_looks", "pattern", "strings", "written")

    pattern: re.Pattern[str]
    strings: tuple[str, ...]

    def __init__(self, written: str, flags: int = _NO_CASE) -> None:
        self.written, self._flags, self._looks = written, flags, 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - called for what is not there yet
        if name == "pattern":
            self.pattern = re.compile(self.written, self._flags)
        elif name == "strings":
            found = _sequence(_parser.parse(self.written, self._flags)).some
            strings = _shortest(found) if found else ()
            self.strings = strings if len(strings) <= _MOST else ()
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def may_find(self, text: str, start: int = 0, end: int = _EVERYWHERE) -> bool:
        """Tell whether ``text`` from ``start`` to ``end`` holds what the pattern cannot do without."""
        if self._looks < _UNSIFTED:
            self._looks += 1
            return True
        part = text[start:end]
        return not part.isascii() or not self.strings or holds_any(part.lower(), self.strings)

    def search(self, text: str, start: int = 0, end: int = _EVERYWHERE) -> re.Match[str] | None:
        """Search as the pattern does."""
        return self.pattern.search(text, start, end) if self.may_find(text, start, end) else None

    def fullmatch(self, text: str, start: int = 0, end: int = _EVERYWHERE) -> re.Match[str] | None:
        """Match as the pattern does."""
        return self.pattern.fullmatch(text, start, end) if self.may_find(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = _EVERYWHERE) -> Iterator[re.Match[str]]:
        """Find all as the pattern does."""
        return self.pattern.finditer(text, start, end) if self.may_find(text, start, end) else iter(())

    def sub(self, put: str, text: str) -> str:
        """Replace as the pattern does."""
        return self.pattern.sub(put, text) if self.may_find(text) else text


def holds_any(text: str, strings: Iterable[str]) -> bool:
    """Tell whether one of ``strings`` stands in ``text``."""
    for one in strings:  # noqa: SIM110 - "any" takes three times as long
        if one in text:
            return True
    return False


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Read:
    """Read parts that stand one after the other: each of them is in what is found."""
    known: list[frozenset[str]] = []
    at = frozenset({""})
    is_whole = True
    for here in _read(parts):
        if here.some:
            known.append(here.some)
        if here.whole is not None and len(here.whole) * len(at) <= _MOST_WHOLE:
            at = frozenset([before + after for before in at for after in here.whole])
            continue
        known.append(at)
        at, is_whole = here.whole or frozenset({""}), False
    return _Read(at if is_whole else None, _best([*known, at]))


def _read(parts: Iterable[tuple[Any, Any]]) -> Iterator[_Read]:
    """Read each of the parts; letters that follow one another are read as one."""
    letters = ""
    for kind, value in parts:
        letter = chr(value).lower() if kind is _parser.LITERAL else ""
        if letter and letter.isascii():
            letters += letter
            continue
        if letters:
            yield _Read(frozenset({letters}), None)
            letters = ""
        yield _KINDS[kind](value) if kind in _KINDS else _ANYTHING
    if letters:
        yield _Read(frozenset({letters}), None)


def _branches(value: Any) -> _Read:  # noqa: ANN401 - the parser has no types
    branches = [_sequence(one) for one in value[1]]
    whole = _union(one.whole for one in branches)
    return _Read(whole if whole and len(whole) <= _MOST_WHOLE else None, _union(one.some for one in branches))


def _repeated(value: Any) -> _Read:  # noqa: ANN401 - the parser has no types
    least, most, part = value
    once = _sequence(part)
    if (least, most) == (1, 1):
        return once
    if least:
        return _Read(None, once.some)
    return _Read(once.whole | {""} if most == 1 and once.whole else None, None)


def _ahead(value: Any) -> _Read:  # noqa: ANN401 - the parser has no types
    """Read what follows: it is in the text as well, up to where it is read; what stands before may not be."""
    return _Read(frozenset({""}), _sequence(value[1]).some if value[0] > 0 else None)


def _union(each: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """Return what is in any; None if of one nothing is known."""
    found = frozenset[str]()
    for one in each:
        if one is None:
            return None
        found |= one
    return found


def _best(known: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """Return the strings that say most: no short ones, and few."""
    telling = [(min(map(len, one)), one) for one in known]
    telling = [(least, one) for least, one in telling if least >= _SHORTEST]
    if not telling:
        return None
    return max(telling, key=lambda one: (min(one[0], _LONG), -len(one[1])))[1]


def _shortest(strings: frozenset[str]) -> tuple[str, ...]:
    """Return the strings without those in which another stands, the short ones first."""
    kept: list[str] = []
    for one in sorted(strings, key=lambda one: (len(one), one)):
        if not any(shorter in one for shorter in kept):
            kept.append(one)
    return tuple(kept)


_KINDS: dict[Any, Callable[[Any], _Read]] = {
    _parser.BRANCH: _branches,
    _parser.SUBPATTERN: lambda value: _sequence(value[3]),
    _parser.ATOMIC_GROUP: _sequence,
    _parser.MAX_REPEAT: _repeated,
    _parser.MIN_REPEAT: _repeated,
    _parser.POSSESSIVE_REPEAT: _repeated,
    _parser.ASSERT: _ahead,
    _parser.ASSERT_NOT: lambda _: _NOTHING,
    _parser.AT: lambda _: _NOTHING,
}
