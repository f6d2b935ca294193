"""Whether words are in a text: the one fold that every proof against a customer's words uses."""

import unicodedata
from functools import cached_property, lru_cache

from workflows.language.folding import fold_characters
from workflows.language.lazy import lazy
from workflows.language.normal import normal

_QUOTES = str.maketrans(
    {**dict.fromkeys("\u2018\u2019", "'"), **dict.fromkeys("\u201c\u201d", '"')}
    | dict.fromkeys("\u2010\u2011\u2013\u2014\u2015\u2212", "-")
)
REMEMBERED = 8  # texts
_SPACE = lazy(r"\s+")
_UNUSUAL = lazy(r"[^\n\t\x20-\x7e]")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_BLANKS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe0e\ufe0f"
)  # letters and marks that show nothing
_ID_GLUE = lazy(r"[\s#\-_]+")


def plain(text: str) -> str:
    """Return ``text`` as it looks: styled letters made plain, what shows nothing or turns text round left out."""
    if not _UNUSUAL.search(text):
        return text
    text = normal("NFKC", fold_characters(text))
    return "".join(
        char for char in text if char in "\n\t" or (unicodedata.category(char) not in _UNSEEN and char not in _BLANKS)
    )


def fold(text: str) -> str:
    """Fold case, typographic quotes and dashes, and white space; what shows nothing does not count."""
    return _fold(text)


@lru_cache(maxsize=REMEMBERED)
def _fold(text: str) -> str:
    return _SPACE.sub(" ", plain(text).translate(_QUOTES)).strip().casefold()


def stands_in(words: str, text: str) -> bool:
    """Say whether ``words`` stand in ``text`` after folding. "INV-7890" is in "inv 7890"; "789" does not."""
    return _ground(text).holds(words)


class Ground:
    """A text in which many words are looked for; it is folded once."""

    def __init__(self, text: str) -> None:
        self._hay = fold(text)

    @cached_property
    def _glued(self) -> str:
        return _ID_GLUE.sub("", self._hay)

    def holds(self, words: str) -> bool:
        """Say whether ``words`` stand in the text, as ``stands_in`` does."""
        needle = fold(words).strip("\"'.,;:!?")
        if _bounded(needle, self._hay):
            return True
        return any(char.isdigit() for char in needle) and _bounded(_ID_GLUE.sub("", needle), self._glued, loose=True)


@lru_cache(maxsize=REMEMBERED)
def _ground(text: str) -> Ground:
    """Fold a text; the last few are remembered, for a message is asked for each field of a plan."""
    return Ground(text)


def _bounded(needle: str, hay: str, *, loose: bool = False) -> bool:
    """Find ``needle`` not continued by a letter or digit on either side (``loose``: by a digit)."""
    goes_on = str.isdecimal if loose else _is_of_a_word
    found = hay.find(needle) if needle else -1
    while found >= 0:
        before, after = hay[found - 1 : found], hay[found + len(needle) : found + len(needle) + 1]
        if not goes_on(before) and not goes_on(after):
            return True
        found = hay.find(needle, found + 1)
    return False


def _is_of_a_word(char: str) -> bool:
    return char.isalnum() or char == "_"
