"""Follow-ups: questions and wishes about what the desk told before in the same case. Whether it did is not known here.

What a sentence asks is said by the trained reader; a message is a follow-up only if every sentence of it is one, or
thanks. What names an order or an invoice is a message of its own.
"""

import re
from typing import Literal

from workflows.answers import Answer
from workflows.ids.grammar import FoundId, find_ids
from workflows.language.lazy import lazy
from workflows.rules.followups.plainly_asked import as_asked, says_why
from workflows.understanding.turns import LOOK_UPS, Awaits, Does, Said, turn_of

Kind = Literal[
    "when",
    "where",
    "carrier",
    "tracking",
    "number",
    "send_to",
    "valid",
    "take",
    "refund",
    "carriage",
    "done",
    "person",
    "cancel",
    "works",
]
About = Literal["order", "return", "investigation", "case"]
NOTHING: frozenset[Does] = frozenset({"thanks", "wait"})
ENDS: frozenset[Does] = frozenset({"cancel", "works"})
_OWN: dict[str, About] = {"rma": "return", "investigation": "investigation", "case": "case"}
_ASKED: dict[Does, tuple[Kind, About | None]] = {
    "when": ("when", "order"),
    "where": ("where", "order"),
    "carrier": ("carrier", "order"),
    "tracking": ("tracking", "order"),
    "number_return": ("number", "return"),
    "number_investigation": ("number", "investigation"),
    "number": ("number", None),
    "send_to": ("send_to", "return"),
    "valid": ("valid", "return"),
    "take": ("take", None),
    "done": ("done", None),
    "person": ("person", "case"),
    "cancel": ("cancel", None),
    "works": ("works", None),
}
_ABOUT: dict[About, re.Pattern[str]] = {
    "order": lazy(r"\b(?:orders?|parcels?|packages?|delivery|deliveries|shipments?|shipping)\b"),
    "return": lazy(r"\b(?:returns?|returning|rmas?|labels?|sen[dt](?:ing)?(?: it| them)? back|keep(?:ing)?)\b"),
    "investigation": lazy(r"\b(?:investigat\w+|invoices?|bills?|billing|department|overcharge)\b"),
    "case": lazy(r"\b(?:case|ticket)\b"),
}
_JUST_WHEN = lazy(r"\W*(?:and |so |ok |but )?(?:by )?when\W*", re.IGNORECASE)
_ON_THE_BOX = lazy(r"\b(?:write|put|stick|box|parcel|package|carton|label|outside)\b", re.IGNORECASE)


# Why it is asked for again: "my phone cut it off", "the printer swallowed the last line".
_LOST = lazy(
    r"\W*(?:(?:because|since|as|but|sorry|and|somehow)\W{1,2}){0,2}(?:(?:i|we)\s(?:did\snot|didn'?t|forgot\sto|could\snot|couldn'?t)\s(?:write|note|save|copy|jot|print)\s(?:it|that|this|the\snumber)\b[^.!?,;]{0,30}[.!?\s]*|(?:my|our|the)\s(?:(?!return|refund)[\w'-]{2,20}\s){1,3}?(?:(?:has|have|had|just|only|somehow|must\shave)\s){0,2}"
    r"(?:cuts?|ate|eats|eaten|swallow\w*|chew\w*|delet\w*|lost|loses|hid|hides|hidden|only\sshow\w*|shows?\sonly|garbl\w*|smudg\w*|wiped|closed)\s(?:off\s|up\s)?"
    r"(?:it|that|this|them|half|(?:the|your|its|my)\s(?:\w{2,12}\s){0,2}(?:number|message|page|note|e?mail|address|rest|line|text|end|digits?|reference|link|letter))\b[^.!?,;]{0,30}[.!?\s]*)",
    re.IGNORECASE,
)


# "He asks for the return number. Which one was it?": what is asked stands in the sentence before.
_WHICH_WAS_IT = lazy(
    r"\W*(?:(?:and|so|sorry|please|just)\W{1,2}){0,2}(?:which|what)(?:\sone|\snumber)?\s?(?:was|is|'s)\s(?:it|that)(?:\s(?:again|please|now|though)){0,2}\W*",
    re.IGNORECASE,
)
_SPOKEN_OF: tuple[tuple[Does, re.Pattern[str]], ...] = (
    ("number_return", lazy(r"\b(?:return|rma)(?:'s)?\s(?:number|no\b|code|reference)|\brma\b", re.IGNORECASE)),
    (
        "number_investigation",
        lazy(r"\b(?:investigation|inquiry|enquiry)(?:'s)?\s(?:number|no\b|reference)", re.IGNORECASE),
    ),
    ("tracking", lazy(r"\btracking\b|\bconsignment\snumber", re.IGNORECASE)),
    ("carrier", lazy(r"\b(?:carrier|courier|delivery\scompany)\b(?!\s(?:is|came|was)\b)", re.IGNORECASE)),
    ("number", lazy(r"\b(?:the|that|a|my|your|its)\s(?:number|reference|code)\b", re.IGNORECASE)),
)


class FollowUp(Answer):
    """One thing asked about what is known. ``thing``: the product it names; ``number``: our own number it names."""

    kind: Kind
    about: About | None = None
    thing: str = ""
    number: str = ""


def follow_ups(text: str, awaits: Awaits = "nothing") -> tuple[FollowUp, ...]:
    """Return what ``text`` (untrusted) asks about things told before, in its order; () if it says anything else."""
    ids = find_ids(text)
    if len(ids) > 1 or not all(one.kind in _OWN for one in ids):
        return ()
    said = without_excuses(turn_of(with_it(text, ids), awaits))
    if not all(one.does in LOOK_UPS | ENDS | NOTHING for one in said):
        return ()
    return asked_by(said, ids)


def asked_by(said: tuple[Said, ...], ids: list[FoundId]) -> tuple[FollowUp, ...]:
    """Return what sentences ask; the one number of ours among ``ids``, if there is one, is what they ask about."""
    number, about = (ids[0].value, _OWN[ids[0].kind]) if ids and ids[0].kind in _OWN else ("", None)
    asking = [one for one in said if one.does in _ASKED]
    if any(one.does == "person" for one in asking):  # who still waits for somebody does not say that all is well
        asking = [one for one in asking if one.does != "works"]
    return tuple(dict.fromkeys(_follow_up(one, number, about) for one in asking))


def without_excuses(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return ``said`` without the sentences that only tell why something is asked for again."""
    said = _pointing_back(tuple(map(as_asked, said)))
    if not any(one.does in LOOK_UPS for one in said):
        return said
    return tuple(one for one in said if one.does in LOOK_UPS or not _says_why(one.text))


def _says_why(text: str) -> bool:
    return says_why(text) or _LOST.fullmatch(text) is not None


def _pointing_back(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """Return ``said`` with "which one was it?" and the sentence before it as one question about what that names."""
    asks = next((n for n, one in enumerate(said) if n and _WHICH_WAS_IT.fullmatch(one.text)), 0)
    before = said[asks - 1] if asks else None
    does = next((kind for kind, named in _SPOKEN_OF if before and named.search(before.text)), None)
    if before is None or does is None or "?" in before.text:
        return said
    return (*said[: asks - 1], Said(f"{before.text} {said[asks].text}", does, said[asks].share), *said[asks + 1 :])


def with_it(text: str, ids: list[FoundId]) -> str:
    """Return ``text`` with "it" in place of the first of ``ids``."""
    return f"{text[: ids[0].start]} it {text[ids[0].end :]}" if ids else text


def _follow_up(one: Said, number: str, about: About | None) -> FollowUp:
    kind, its = _ASKED[one.does]
    low = one.text.lower()
    if kind == "when" and _JUST_WHEN.fullmatch(low):
        its = None
    if one.does == "number_return" and _ON_THE_BOX.search(low):
        kind = "send_to"
    if kind == "take" and re.search(r"\bwhen\b", low):
        kind, its = "when", "investigation"
    if its is None and kind != "works":
        named = [name for name, pattern in _ABOUT.items() if pattern.search(low)]
        its = named[0] if len(named) == 1 else None
    return FollowUp(kind=kind, about=about or its, number=number)
