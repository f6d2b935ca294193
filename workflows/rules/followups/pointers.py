"""Words that point at one of several things told before by place or by time: "the later one", "the first order"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.rules.followups.followups import About

LONGEST = 120  # characters: who writes more tells a story of their own
PLACES = {
    **dict.fromkeys(("first", "1st", "former"), 0),
    **dict.fromkeys(("second", "2nd"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("fourth", "4th"), 3),
    **dict.fromkeys(("last", "latter"), -1),
}
_TIMES = {
    **dict.fromkeys(("earlier", "older", "oldest", "earliest"), 0),
    **dict.fromkeys(("later", "newer", "newest", "latest", "more recent", "most recent"), -1),
}
_NOUNS: tuple[tuple[About, str], ...] = (
    ("order", r"orders?|parcels?|packages?|deliver(?:y|ies)|shipments?"),
    ("return", r"returns?|rmas?"),
    ("investigation", r"invoices?|bills?|investigations?"),
)
_NAMED = "|".join(f"(?P<{about}>{nouns})" for about, nouns in _NOUNS)
_POINTER = lazy(
    rf"\bthe\s(?P<which>{'|'.join((*PLACES, *_TIMES))})"
    rf"(?:\s(?:ones?|{_NAMED})\b|\sof\s(?:the|those|these|them|both)\b(?:\s(?:two|three|four)\b)?|(?<=former)|(?<=latter)|(?=(?:[,\s]+(?:please|pls|thanks))?\W*$))",
    re.IGNORECASE,
)
_LEAD = lazy(
    r"(?:(?:it'?s|it\sis|that'?s|that\sis|i\smeant?|i'?d\ssay|oh|ah|ok|okay|yes|yeah|no|sorry|well|just|only|please|thanks|thank\syou|for|about|what|how|and|so)\b[\s,.!:-]*)*",
    re.IGNORECASE,
)
_TAIL = lazy(r"(?:[\s,]*(?:please|pls|thanks|thank\syou|of\scourse|i\sthink))*\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What is pointed at: the one at ``place`` in the order of naming, or ``by_time``; -1 is the last.

    ``about``: what it is called, if it is. ``text``: the message with "it" in its place; "" if it says nothing else.
    """

    place: int
    by_time: bool
    about: About | None
    text: str
    span: tuple[int, int]

    def pick(self, named: Sequence[tuple[str, date]]) -> str | None:
        """Return the number that is meant of at least two, each with its day; None if there is none at that place."""
        ordered = sorted(named, key=lambda one: one[1]) if self.by_time else list(named)
        return ordered[self.place][0] if self.place < len(ordered) and len(ordered) > 1 else None


def pointer_in(text: str) -> Pointer | None:
    """Return what a short ``text`` (untrusted) points at; None if it is more than one thing, or none."""
    plain = fold(text)
    if len(plain) > LONGEST or len(plain) != len(text) or find_ids(plain):
        return None
    found = list(_POINTER.finditer(plain))
    if len(found) != 1:
        return None
    one, which = found[0], " ".join(found[0]["which"].lower().split())
    lead = _LEAD.match(plain)
    is_alone = lead is not None and lead.end() == one.start() and _TAIL.match(plain, one.end()) is not None
    return Pointer(
        {**PLACES, **_TIMES}[which],
        which in _TIMES,
        next((about for about, _ in _NOUNS if one[about]), None),
        "" if is_alone else f"{text[: one.start()]}it{text[one.end() :]}",
        one.span(),
    )
