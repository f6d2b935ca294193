"""Which thing a trained reading is of: of "a lamp for my desk" the lamp, of a "lamp with clamp" the lamp."""

import re
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.rules.products.complements import head_before
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Message
from workflows.understanding.returns.reader import ReadReturn

_WITH = lazy(r"(?<!\S)([\w-]{3,20})\swith\s(?:an?\s)?$", re.IGNORECASE)
_WITHIN = 40  # characters


def of_its_head(message: Message, read: ReadReturn) -> ReadReturn:
    """Return what was read of a thing that only says what another is for as read of that one."""
    start = read.product[0]
    own = next((one for one in message.clauses if one.start <= start < one.end), None)
    head = head_before(message, own.start, start) if own else None
    return replace(read, product=(head.start, head.end)) if head else read


def whole_of(message: Message, product: Span) -> Span:
    """Return the thing that what was read is only a part of."""
    near = max(0, product[0] - _WITHIN)
    found = _WITH.search(message.plain[near : product[0]])
    return (near + found.start(1), near + found.end(1)) if found and holds_goods(found[1]) else product
