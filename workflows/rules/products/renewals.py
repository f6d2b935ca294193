"""Wishes for another one in place of a thing: "send me a new one", "can I get another?", "I want a new kettle"."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.things import holds_goods

_ANOTHER = (
    r"(?:(?:an?|the)\s)?(?:(?:new|working|intact|different|fresh|undamaged)\s(?P<what>ones?\b|[\w'-]{3,20}(?:\s[\w'-]{3,20})?)|another\b(?:\sone\b)?|replacements?\b)"
    r"(?!\s(?:link|code|password|invoice|date|mail|e-?mail|time))"
)
_NEW_ONE = lazy(
    rf"\b(?:(?:send|give|get|ship|post|mail|bring|order)\s(?:me|us|out)|(?:can|could|may|will|would|do)\s(?:i|we)\s(?:please\s|kindly\s)?(?:get|have)"
    rf"|(?:i|we)(?:'d|\swould)?\s(?:really\s|just\s|now\s)?(?:want|need|like|expect|would\slike)|(?:^|[.!?,;])\W{{0,3}}(?:please\s)?(?:want|need|send|would\slike))\s(?:to\s(?:have|get)\s)?(?:please\s)?{_ANOTHER}",
    re.IGNORECASE,
)
_ONES = ("one", "ones")
# Said elsewhere: one is bought there, and nothing is asked of the shop.
_ELSEWHERE = lazy(
    r"\b(?:elsewhere|already\s(?:bought|ordered|have)|from\s(?:another|a\sdifferent)\sshop)\b", re.IGNORECASE
)
_REFUSED = lazy(r"(?:n't|\bnot|\bno\sneed(?:\sto)?|\bnever)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def wish_for_new(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where ``plain`` asks for another one between ``start`` and ``end``; None if it does not."""
    found = _NEW_ONE.search(plain, start, end)
    if found is None or _ELSEWHERE.search(plain, start, end) or _REFUSED.search(plain, start, found.start()):
        return None
    what = (found["what"] or "one").lower()
    return found.span() if what in _ONES or holds_goods(what) else None
