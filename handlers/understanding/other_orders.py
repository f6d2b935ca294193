"""The one other order that a short message names after a look-up: "mine is A-2", "ah, A-52091, sorry"."""

import re

from handlers.conversation.reading import Understanding
from handlers.desk import Conversation
from workflows.answers import Task
from workflows.ids.comparing import id_key, is_near
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.corrections.number_alone import only_corrects
from workflows.rules.escalation.beyond import beyond_us

SHORT = 120  # characters of a message that does no more than name another order
# Whose the number is, or that it is the right one; what is said of the order itself is more than that.
_MINE = lazy(
    r"\b(?:mine|ours|right\sone|correct\sone|my\s(?:own\s|other\s)?(?:one|order|number)|the\s(?:one|number))\s?(?:is|was|should\sbe|would\sbe|:|=|'s)",
    re.IGNORECASE,
)
# Beside a number that differs by a slip from the one that was looked up, these say that it was one.
_SLIP = lazy(
    r"\b(?:sorry|oops|typo|mistyped|misread|my\s(?:mistake|bad|fault|eyes|specs|glasses)|fat\sfingers?|a+h+|argh|i\smean)\b",
    re.IGNORECASE,
)

_BEFORE = lazy(
    r"(?:^|[.,;:!?\n\u2013\u2014-])\s{0,2}(?:(?:a+h+|oh|sorry|oops|argh|i\smeant?|it'?s|no|should\sbe|typo|make\sthat|rather)\b\W{0,3}){0,3}(?:order\s)?\#?$",
    re.IGNORECASE,
)
_BEHIND = lazy(r"\s?(?:$|[.,;!)\u2013\u2014]|\s-|\s(?:sorry|typo|my\s(?:mistake|bad)|i\smeant?)\b)", re.IGNORECASE)


def another_order(found: Understanding, conversation: Conversation, whole: str) -> Task | None:
    """Return the look-up of the one other order that a short message names after a look-up: "mine is A-2"."""
    ids, held = find_ids(whole), conversation.held
    is_next = held.last == {"StatusUpdate"} and conversation.from_requester and len(whole) <= SHORT
    if not is_next or len(ids) != 1 or ids[0].kind not in {"order", "unknown"}:
        return None
    if _says_slip(whole, ids[0].start, ids[0].end) and any(
        is_near(ids[0].value, one.told.order_id) for one in held.orders
    ):
        return Task(query_type="StatusUpdate", order_id=ids[0].value)
    if not (_MINE.search(whole) or only_corrects(whole)):
        return None
    known = {id_key(one.told.order_id) for one in held.orders}
    if found.asks or id_key(ids[0].value) in known or beyond_us(whole) is not None:
        return None
    return Task(query_type="StatusUpdate", order_id=ids[0].value)


def _says_slip(whole: str, start: int, end: int) -> bool:
    """Say whether a number stands alone in its sentence, with an apology: "A-2 came broken, sorry" is none."""
    alone = _BEFORE.search(whole, 0, start) and _BEHIND.match(whole, end)
    return alone is not None and "?" not in whole and _SLIP.search(whole) is not None
