"""Small raised characters: marks of footnotes, which are no digits of a price, and those that mean something."""

import re

_WORD_END = re.compile(r"[^a-zA-Z0-9]")
_AREAS = frozenset(("m", "mm", "cm", "dm", "km", "ft", "in", "yd", "mi"))
_NO_POWER = frozenset("a")  # a letter that is a word
_SIGNED = re.compile(r"[-+\u2212\u2013]\d{1,3}")
_CENTS = re.compile(r"\d\d\s{0,2}(?:[^\W\d]{0,3}|[$\u20ac\u00a3])")  # 99, also with the currency behind it
_POINTED = re.compile(r"[.,](?:\d\d|[-\u2013\u2014])\s{0,2}(?:[^\W\d]{0,3}|[$\u20ac\u00a3])")
# Of a price, up to its point; "2019." ends with a year.
_WHOLE = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,\u2019' ]\d{3}){0,3}|(?!19|20)\d{4,6})[.,]$")
_PRICED = re.compile(r"[$\u20ac\u00a3]\s?[\d.,]{1,12}$")
_DIVIDED = re.compile(r"\s{0,2}[/\u2044]\s{0,2}\d")
_FRACTION = re.compile(r"\d{1,3}\s?[/\u2044]\s?\d{1,3}")
_NOTES = re.compile(
    r"(?:\[[^\[\]]{1,60}\][\s,]{0,3}){1,9}|\(?\d[\d\s,;\u2013-]{0,40}\)?|\(?[^\W\d](?:[,;]\s?[^\W\d])*\)?"
    r"|(?:foot)?notes?\s?\d{0,3}",
    re.IGNORECASE,
)
_SIGNS = frozenset("$\u20ac\u00a3%\u00b0\u00bd\u00bc\u00be")
_DEGREE = re.compile(r"\s?[CF]\b")


def raised(before: str, text: str, after: str = "", *, linked: bool = False) -> str:
    """Return what raised ``text`` is written as between two others: nothing, if it marks a footnote.

    ``after`` is as much as is known of what follows. ``linked``: it leads somewhere, as a mark does and no figure.
    """
    shown = text.strip()
    counted = before[-1:].isdigit()
    word = _WORD_END.split(before[-8:])[-1]
    if linked and _NOTES.fullmatch(shown):
        return ""
    if _FRACTION.fullmatch(shown) or (shown.isdecimal() and _DIVIDED.match(after)):
        return f" {shown}" if counted else shown  # 1 1/2, which is not 11/2
    if (counted and _POINTED.fullmatch(shown)) or (_WHOLE.search(before[-16:]) and _CENTS.fullmatch(shown)):
        return shown
    if counted and shown in {"0", "o", "\u00ba"} and _DEGREE.match(after):
        return "\u00b0"
    return _power(before, word, shown) or _told(shown, counted=counted)


def _power(before: str, word: str, shown: str) -> str:
    """Return what is raised as a power is written; "" if it is none."""
    unit = word.lstrip("0123456789")
    if shown in {"2", "3"} and unit in _AREAS:
        return shown
    if _SIGNED.fullmatch(shown) and word:
        return f"^{shown}"
    if not shown.isdecimal() or shown == "1":
        return ""
    letter = len(unit) == 1 and unit.islower() and unit not in _NO_POWER
    return f"^{shown}" if letter or (word == "10" and not _PRICED.search(before[-16:])) else ""


def _told(shown: str, *, counted: bool) -> str:
    """Return raised words, and figures that may be cents; a mark of a note is nothing."""
    if len(shown) > 1 and shown.isdecimal() and counted:
        return f" {shown}"  # perhaps cents
    if _NOTES.fullmatch(shown) or not any(char.isalnum() or char in _SIGNS for char in shown):
        return ""
    return f" {shown}" if " " in shown or (counted and shown[0].isdigit()) else shown
