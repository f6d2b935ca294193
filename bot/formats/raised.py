"""Small raised characters: marks of footnotes, which are no digits of a price, and those that mean something."""

import re

_WORD_END = re.compile(r"[^a-zA-Z0-9]")


def raised(before: str, text: str) -> str:
    """Return what raised ``text`` is written as behind ``before``: nothing, if it marks a footnote."""
    mark = text.strip().strip("[]()")
    word = _WORD_END.split(before[-8:])[-1]
    if not mark.isdecimal():
        return text if mark.isalpha() and len(mark) > 1 else ""  # 3rd, TM; no star, no letter of a note
    if mark in {"2", "3"} and word in {"m", "mm", "cm", "km", "ft", "in"}:
        return mark
    if word == "10":
        return f"^{mark}"
    return "" if len(mark) == 1 or not before[-1:].isdigit() else f" {mark}"  # two digits: perhaps cents
