"""In which contexts the words of an English text stand: denied, past, weighed, conditional, a matter of rules, others'.

The scheme is ConText (Harkema, Dowling, Thornblade, Chapman: "ConText: an algorithm for determining negation,
experiencer, and temporal status from clinical reports", J. Biomed. Inform. 42, 2009), which extends NegEx: a cue has a
direction, and a scope that goes to the end of its clause or sentence unless a terminating term ends it before; a
pseudo-cue looks like one and is none. What is a cue, and of what, is data: ``cues.toml``. Nothing is decided here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from workflows.language.folding import PLAIN_QUOTES, small
from workflows.language.lazy import lazy
from workflows.language.phrases import Phrases
from workflows.language.sentences import clause_starts, sentences
from workflows.language.word_files import read_words

Category = Literal["negated", "past", "hypothetical", "conditional", "policy", "third_person"]
CATEGORIES: tuple[Category, ...] = get_args(Category)

_TOKEN = lazy(r"[^\W_]++(?:'[^\W_]++)*+|[,;()]")
_QUOTES = str.maketrans(PLAIN_QUOTES)
_TO_ANY_END = 1_000_000  # words
_GOING_ON = [[word] for word in ("the", "a", "an", "any", "my", "our", "this", "that", "these", "those", "or", "nor")]
_JOINS = frozenset({"or", "nor"})
_APOSTROPHE = lazy(r"\b([a-z]+)'(t|m|ve)\b")


class Hit(NamedTuple):
    """A cue, and its scope from ``start`` to ``end``, the cue with it; ``kind`` tells cues of policy apart."""

    category: Category
    start: int
    end: int
    cue_start: int
    cue_end: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Cue:
    """What a cue says, of what is after it or before it, and how far; ``category`` None: it is no cue after all."""

    category: Category | None = None
    forward: bool = False
    backward: bool = False
    words: int = _TO_ANY_END
    in_sentence: bool = False
    kind: str = ""


class _End(NamedTuple):
    """A term that ends the scopes of a category; ``of_clauses``: not those that go to the end of a sentence."""

    category: Category
    of_clauses: bool


_ALL_ENDS = [_End(one, of_clauses) for one in CATEGORIES for of_clauses in (False, True)]


class _Bounds(NamedTuple):
    """Numbers of the words with which sentences and clauses begin, each list in order, with the end of all words.

    Of sentences without a cue the clauses are not told: no scope ends in them.
    """

    sentences: list[int]
    clauses: list[int]


@cache
def _lists() -> tuple[Phrases[_Cue], Phrases[_End]]:
    """Read the cues and the terms that end a scope, once."""
    data = read_words("workflows.language", "cues.toml")
    sets = {name: _with_short(words, " ") for name, words in data["sets"].items()}
    cues = [(_with_short(term), _cue(entry)) for entry in data["cue"] for term in entry["terms"]]
    none = [(_with_short(term), _Cue()) for entry in data["none"] for term in entry["terms"]]
    ends = [
        (term, _End(category, of_clauses="of" in entry))
        for entry in data["end"]
        for category in entry["categories"]
        for term in entry["terms"]
    ]
    return Phrases([*cues, *none], sets), Phrases(ends, sets)


def _with_short(words: str, by: str = "/") -> str:
    """Return words with those beside them that are typed without their apostrophe: "don't" is "dont" as well."""
    return _APOSTROPHE.sub(rf"\g<0>{by}\1\2", words)


def _cue(entry: dict[str, Any]) -> _Cue:
    reach = entry.get("reach")
    return _Cue(
        category=entry["category"],
        forward=entry["direction"] in {"forward", "both"},
        backward=entry["direction"] in {"backward", "both"},
        words=reach if isinstance(reach, int) else _TO_ANY_END,
        in_sentence=reach == "sentence",
        kind=entry.get("kind", ""),
    )


def contexts(text: str) -> tuple[Hit, ...]:
    """Return the cues of ``text`` with their scopes, in the order of the cues.

    Offsets are those of ``text``. Untrusted text of any length; linear. A cue may be one of several contexts, and so is
    a hit of each; scopes may overlap.
    """
    low = small(text).translate(_QUOTES)
    written = _TOKEN.findall(low)
    cues = _cues(written)
    if not cues:
        return ()
    words = [found.span() for found in _TOKEN.finditer(low)]
    ends, bounds = _ends(written), _bounds(low, words, cues)
    return tuple(_hit(words, at, upto, cue, bounds, ends) for at, upto, cue in cues)


def of_span(hits: Iterable[Hit], start: int, end: int) -> frozenset[Category]:
    """Return the contexts in which any of the text from ``start`` to ``end`` stands; see ``ContextIndex`` for many."""
    return frozenset(hit.category for hit in hits if hit.start < end and start < hit.end)


class ContextIndex:
    """The hits of a text, for whom many spans are asked for: each in a time that does not grow with the text."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self._cues = [hit.cue_start for hit in hits]
        self._scopes = {category: _merged(hit for hit in hits if hit.category == category) for category in CATEGORIES}

    def of_span(self, start: int, end: int) -> frozenset[Category]:
        """Return the contexts in which any of the text from ``start`` to ``end`` stands."""
        return frozenset(category for category, scopes in self._scopes.items() if _meets(scopes, start, end))

    def cues(self, start: int, end: int) -> Sequence[Hit]:
        """Return the hits whose cues begin from ``start`` to ``end``."""
        return self.hits[bisect_left(self._cues, start) : bisect_left(self._cues, end)]


def _merged(hits: Iterable[Hit]) -> tuple[list[int], list[int]]:
    """Return where scopes begin and end, those that overlap as one."""
    starts, ends = list[int](), list[int]()
    for start, end in sorted((hit.start, hit.end) for hit in hits):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _meets(scopes: tuple[list[int], list[int]], start: int, end: int) -> bool:
    starts, ends = scopes
    at = bisect_right(ends, start)
    return at < len(starts) and starts[at] < end and start < ends[at]


def _cues(written: Sequence[str]) -> list[tuple[int, int, _Cue]]:
    """Return the cues with the numbers of their words; a word is in one cue only, of the longest phrase."""
    phrases, upto = _lists()[0], 0
    found: list[tuple[int, int, _Cue]] = []
    for at in phrases.beginnings(written):
        here = phrases.longest(written, at) if at >= upto else None
        if here is None:
            continue
        upto, meant = here
        if all(cue.category for cue in meant):
            found += [(at, upto, cue) for cue in dict.fromkeys(meant)]
    return found


def _ends(written: Sequence[str]) -> dict[_End, list[int]]:
    """Return the numbers of the words at which a terminating term begins, of each kind."""
    phrases = _lists()[1]
    found: dict[_End, list[int]] = {end: [] for end in _ALL_ENDS}
    for at in phrases.beginnings(written):
        here = None if _lists_more(written, at) else phrases.longest(written, at)
        for end in here[1] if here else ():
            found[end].append(at)
    return found


def _lists_more(written: Sequence[str], at: int) -> bool:
    """Tell whether a comma stands in a list that goes on: "not the lamp, the chair or the table"."""
    if written[at] != "," or written[at + 1 : at + 2] not in _GOING_ON:
        return False
    return not _JOINS.isdisjoint(written[at + 1 : at + 6])


def _bounds(low: str, words: Sequence[tuple[int, int]], cues: Iterable[tuple[int, int, _Cue]]) -> _Bounds:
    starts = [start for start, _ in words]
    found = list(sentences(low))
    of_sentences = [bisect_left(starts, one.start) for one in found]
    with_cue = {bisect_right(of_sentences, at) - 1 for first, upto, _ in cues for at in (first, upto - 1)}
    of_clauses = []
    for number, one in enumerate(found):
        begins = clause_starts(low, one.start, one.end) if number in with_cue else (one.start,)
        of_clauses += [bisect_left(starts, at) for at in begins]
    return _Bounds([*of_sentences, len(words)], [*of_clauses, len(words)])


def _hit(
    words: Sequence[tuple[int, int]], at: int, upto: int, cue: _Cue, bounds: _Bounds, ends: dict[_End, list[int]]
) -> Hit:
    """Return the scope of the cue whose words are number ``at`` up to ``upto``."""
    assert cue.category  # noqa: S101 - what has none was left out
    within = bounds.sentences if cue.in_sentence else bounds.clauses
    stops = [ends[_End(cue.category, of)] for of in ((False,) if cue.in_sentence else (False, True))]
    first, last = at, upto
    if cue.forward:
        last = min(within[bisect_right(within, upto - 1)], upto + cue.words)
        last = min([last, *(one[found] for one in stops if (found := bisect_left(one, upto)) < len(one))])
    if cue.backward:
        first = max(within[max(bisect_right(within, at) - 1, 0)], at - cue.words)
        first = max([first, *(one[found - 1] + 1 for one in stops if (found := bisect_left(one, at)))])
    return Hit(cue.category, words[first][0], words[last - 1][1], words[at][0], words[upto - 1][1], cue.kind)
