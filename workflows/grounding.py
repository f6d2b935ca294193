"""Whether words stand in a text: the one fold that every proof against a customer's words uses."""

import re
import unicodedata

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"})  # noqa: RUF001 - these are the characters to fold
_SPACE = re.compile(r"\s+")
_ID_GLUE = re.compile(r"[\s#\-_]+")


def fold(text: str) -> str:
    """Fold case, typographic quotes and dashes, and white space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).translate(_QUOTES)).strip().casefold()


def stands_in(words: str, text: str) -> bool:
    """Say whether ``words`` stand in ``text`` after folding. "INV-7890" stands in "inv 7890"; "789" does not."""
    needle, hay = fold(words).strip("\"'.,;:!?"), fold(text)
    if _bounded(needle, hay):
        return True
    return any(char.isdigit() for char in needle) and _bounded(
        _ID_GLUE.sub("", needle), _ID_GLUE.sub("", hay), loose=True
    )


def _bounded(needle: str, hay: str, *, loose: bool = False) -> bool:
    """Find ``needle`` not continued by a letter or digit on either side (``loose``: by a digit)."""
    edge = r"\d" if loose else r"\w"
    return bool(needle) and re.search(rf"(?<!{edge}){re.escape(needle)}(?!{edge})", hay) is not None
