"""Things to be exchanged: broken ones for which a new one is wished, and the orders that are only named with them.

"Swap the jacket from order A-1 for an L" does not ask how that order stands. Other wishes to exchange: ``unsaid``.
"""

import re
from collections.abc import Sequence

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.implied.own_things import Found, Things, found
from workflows.rules.products.renewals import wish_for_new
from workflows.rules.returns.returns import Return
from workflows.rules.syntax.clauses import Clause, Message

_ITS_ORDER = lazy(
    r"[\s,(]{1,3}(?:(?:(?:i|we)\s)?(?:bought|ordered|got)\s)?(?:(?:from|of|in|on|with|under)\s)?(?:(?:my|our|the|this|that)\s)?(?:last\s)?"
    r"(?:(?:orders?|purchase|delivery|parcel)\b)?[\s:.]{0,2}(?:(?:number|no|nr|id)\b[\s:.]{0,2})?\#?",
    re.IGNORECASE,
)
_CLOSED = lazy(r"\s?\)?,?")
_ASKED_AFTER = lazy(
    r"\b(?:where|status|track\w*|when|eta|arriv\w*|news|updates?|deliver\w*|ship\w*|late|delayed|lost|never|yet)\b",
    re.IGNORECASE,
)

_UNFIT = lazy(
    r"\btoo\s(?:\w{2,8}\s)?(?:small|big|large|tight|short|long|wide|narrow|loose)\b|(?:n't|\bnot|nt)\s(?:\w{3,8}\s)?(?:fit|suit)\b",
    re.IGNORECASE,
)

_FAULT = lazy(
    r"\b(?:broke(?:n)?|defective|faulty|smashed|shattered|cracked|snapped|torn|ripped|dented|bent|chipped|dead|bust(?:ed)?|kaputt?|damaged|leaks?|flickers?)\b"
    r"|(?:n't|\bnot)\s(?:\w{3,8}\s)?(?:work|turn\son|start|charge|heat)\w{0,4}\b|\bstopped\s\w{3,14}ing\b|\bno\slonger\s\w{3,12}s\b",
    re.IGNORECASE,
)
# What came so is a complaint about what was sent: a person's.
_CAME = lazy(r"\b(?:came|arrived?|arrives|delivered|turned\sup|unpacked|reached)\b", re.IGNORECASE)


def renewed(things: Things, number: int) -> Found:
    """Read "my lamp is broken, send me a new one"."""
    clause, plain = things.message.clauses[number], things.plain
    wish = wish_for_new(plain, clause.start, clause.end)
    begin = things.message.clauses[max(0, number - 2)].start
    end = things.message.clauses[min(number + 1, len(things.message.clauses) - 1)].end
    if wish is None or not _FAULT.search(plain, begin, end) or _CAME.search(plain, begin, end):
        return None
    if things.is_blocked(*wish):
        return None
    return found(things, number, wish, things.the_one(number, wish[0]), "swap")


def past_its_order(message: Message, at: int) -> int:
    """Return where the order ends that a thing named up to ``at`` is said to be from; ``at`` if none is named there."""
    before = _ITS_ORDER.match(message.plain, at)
    order = next((one for one in message.ids if before and at < one.start <= before.end() < one.end), None)
    closed = order and _CLOSED.match(message.plain, order.end)
    return closed.end() if closed else at


def without_its_order(message: Message, ids: Sequence[FoundId], swapped: Sequence[Return]) -> list[FoundId]:
    """Return ``ids`` but for the orders that only say where the things to be exchanged are from."""
    return [one for one in ids if not (swapped and _is_its_order(message, one, swapped))]


def _is_its_order(message: Message, one: FoundId, swapped: Sequence[Return]) -> bool:
    """Tell whether an order is only that of a thing to be exchanged: named with it, or where it is said not to fit."""
    if one.kind != "order":
        return False
    clause = next((clause for clause in message.clauses if clause.start <= one.start < clause.end), None)
    if clause is None or _ASKED_AFTER.search(message.plain, clause.start, clause.end):
        return False
    return any(clause in back.used or _tells_why(message, clause, back) for back in swapped)


def _tells_why(message: Message, clause: Clause, back: Return) -> bool:
    """Tell whether ``clause`` says in the same sentence that something does not fit."""
    is_beside = clause.sentence == back.used[0].sentence
    return is_beside and _UNFIT.search(message.plain, clause.start, clause.end) is not None
