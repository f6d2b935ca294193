"""A text as a reader sees it: the one fold before anything is understood. Nothing that is stored is changed here."""

import re
import unicodedata
from dataclasses import dataclass

from workflows.language.lazy import lazy

_UNUSUAL = lazy(r"[^\n\r\t\x20-\x7e]")
# What looks like a hyphen wherever it stands. En and em dashes also divide sentences; beside a digit, without a blank,
# they are part of an id or a range.
_HYPHENS = frozenset("\u2010\u2011\u2012\u2043\u2212\u02d7\ufe58\ufe63\uff0d")
_DASH_INSIDE = lazy("(?<=[^\\W_])[\u2013\u2014\u2015](?=[0-9])|(?<=[0-9])[\u2013\u2014\u2015](?=[^\\W_])")
# Marks, letters and fillers that show nothing, beside the format characters (category Cf).
_EMPTY = frozenset(
    [*"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))]
)
_MORE_SELECTORS = range(0xE0100, 0xE01F0)
_SHOWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
# Between letters of other scripts and in emoji these shape what is seen: non-joiner, joiner, emoji style, flag tags.
_SHAPING = lazy("[\u200c\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]+")
# What `re.IGNORECASE` takes for an i or an s, besides I and S; the sign for Kelvin is a k to both.
_ODD = str.maketrans("\u0130\u0131\u017f", "iis")
MOST_KNOWN = 5_000
# Typographic quotes, which no fold of a whole text changes, and the plain ones they are matched as: one for one.
PLAIN_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """``text`` as it is seen; ``places[n]`` is where its character n is in the original, one more for its end."""

    text: str
    places: range | tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]``, which is not empty, is in the original."""
        return self.places[start], self.places[end - 1] + 1


def fold_with_places(text: str) -> FoldedText:
    """Return ``text`` (untrusted, any length) folded, with the places of its characters; linear.

    What shows nothing goes (zero-width characters, soft hyphens, word joiners, bidi marks, variation selectors), except
    inside emoji and words of other scripts, where it shapes what is seen. Digits of any script, full-width and
    mathematical letters, look-alike hyphens and odd blanks become plain ones. Quotes and case stay.
    """
    if not _UNUSUAL.search(text):
        return FoldedText(text, range(len(text) + 1))
    line = text.translate(_PLAIN)
    at: range | list[int] = range(len(text))
    if len(line) < len(text):
        at = [place for place, char in enumerate(text) if _PLAIN[ord(char)]]
    unseen = {n for run in _SHAPING.finditer(line) if not _shapes(line, run) for n in range(*run.span())}
    if unseen:
        at = [place for n, place in enumerate(at) if n not in unseen]
        line = "".join(char for n, char in enumerate(line) if n not in unseen)
    return FoldedText(_DASH_INSIDE.sub("-", line), (*at, len(text)))


def fold_characters(text: str) -> str:
    """Return ``text`` folded as ``fold_with_places`` does; folding twice changes nothing."""
    return fold_with_places(text).text


def small(text: str) -> str:
    """Return ``text`` in small letters, of the same length; a letter is a small a where ``re.IGNORECASE`` reads one."""
    return text.lower() if text.isascii() else text.translate(_ODD).lower()


def _plain(char: str) -> str:  # noqa: PLR0911 - one line a kind of character
    """Return one character as a plain one, as itself, or "" if it shows nothing."""
    if not _UNUSUAL.match(char) or _SHAPING.match(char):
        return char
    category = unicodedata.category(char)
    if category in {"Nd", "No"}:
        digit = unicodedata.digit(char, None)
        return char if digit is None or char in "\u00b2\u00b3" else str(digit)  # "20 m²" is a size, not 202
    if category == "Zs" or char == "\u2800":
        return " "
    if category in {"Zl", "Zp"} or char == "\x85":
        return "\n"
    if (category in {"Cc", "Cf"} and char not in _SHOWN_FORMATS) or char in _EMPTY or ord(char) in _MORE_SELECTORS:
        return ""
    if char in _HYPHENS:
        return "-"
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if len(compatible) == 1 and compatible.isascii() else char


def _shapes(line: str, run: re.Match[str]) -> bool:
    """Tell whether a run of joiners and the like is part of an emoji or of a word in another script."""
    before, after = line[max(0, run.start() - 1) : run.start()], line[run.end() : run.end() + 1]
    return not before.isascii() and not (after.isascii() and after.isalnum())


class _Plain(dict[int, str]):
    """What each character is folded to; the few thousand that are met first are worked out once."""

    def __missing__(self, code: int) -> str:
        folded = _plain(chr(code))
        if len(self) < MOST_KNOWN:
            self[code] = folded
        return folded


_PLAIN = _Plain()
