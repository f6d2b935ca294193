"""Tokens of a message: each id is one, so are words, runs of punctuation and line breaks; and where sentences end."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy

# Words, with what is glued on to them; Slack's emoji and mentions; runs of one mark.
_TOKEN = lazy(r"\n|\w+(?:['\-/]\w+)*+|:[a-z_+\-]{2,30}:|<[@#!][^<>\n]{1,200}+>|([^\w\s])\1*+")
_WORD = lazy(r"\w+")
_ENDS = frozenset(".?!;\n…")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: where it stands, what is written, in lower case, and the kind of id it is ("" if none)."""

    start: int
    end: int
    text: str
    low: str
    id_kind: str = ""

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.low[0] in _ENDS


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` in its order; offsets are those of ``text``. Linear in its length."""
    plain = fold(text)
    tokens: list[Token] = []
    at = 0
    for one in find_ids(text):
        tokens += _words(plain, at, one.start)
        tokens.append(Token(one.start, one.end, plain[one.start : one.end], f"<{one.kind}>", one.kind))
        at = one.end
    return tokens + _words(plain, at, len(plain))


def may_hold(words: Iterable[str], text: str) -> bool:
    """Tell whether any of ``words`` may be a token of ``text``, which is not taken apart: all begin with letters."""
    return not _beginnings(frozenset(words)).isdisjoint(_WORD.findall(fold(text).lower()))


@lru_cache(maxsize=1)
def _beginnings(words: frozenset[str]) -> frozenset[str]:
    return frozenset(found[0] for one in words if (found := _WORD.match(one)))


def _words(plain: str, start: int, end: int) -> list[Token]:
    return [Token(*one.span(), one[0], one[0].lower()) for one in _TOKEN.finditer(plain, start, end)]


def sentences_of(tokens: list[Token]) -> list[range]:
    """Return the sentences of ``tokens`` as ranges; a line break ends one too."""
    ends = [n + 1 for n, one in enumerate(tokens) if one.ends_sentence]
    starts = [0, *ends]
    return [range(a, b) for a, b in zip(starts, [*ends, len(tokens)], strict=True) if a < b]
