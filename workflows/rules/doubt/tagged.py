"""What the tagger reads, as a return of the rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflows.language.lazy import lazy
from workflows.rules.products.complements import head_before
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.asking import ANCHOR
from workflows.rules.returns.returns import Return
from workflows.rules.syntax.clauses import Clause, Message
from workflows.understanding.returns.reader import ReadReturn

_WITHIN = 40  # characters
_WITH = lazy(r"(?<!\S)([\w-]{3,20})\swith\s(?:an?\s)?$", re.IGNORECASE)
# What a thing shows, sounds or smells like is no thing that goes back.
_SHOWS = lazy(
    r"(?P<whole>[^']{2,40})'s\s(?:(?:whole|entire|own|main)\s)?(?:picture|image|display|screen|sound|noise|smell|colou?r|battery|motor|light|quality|volume|signal|surface|finish|fit|size)",
    re.IGNORECASE,
)


def return_of(message: Message, read: ReadReturn, ruled: Return | None = None) -> Return:
    """Return what the tagger read as a return, with the clauses it was read in."""
    reason = read.reason or (ruled.reason if ruled and ruled.reason and not holds(ruled.reason, read.product) else None)
    spans = [*read.places, *([read.reason] if read.reason else [])]
    own = [one for one in message.clauses if any(one.start < end and start < one.end for start, end in spans)]
    own = own or list(message.clauses[-1:])
    more = ruled.used if ruled else _asking_near(message, own)
    used = tuple(sorted({*own, *more}, key=lambda one: one.start))
    product = _whole(message, read.product)
    return Return(*product, product, reason, used)


def _whole(message: Message, product: tuple[int, int]) -> tuple[int, int]:
    """Return the thing that what was read is only a part of: of a "lamp with clamp" the lamp goes back."""
    near = max(0, product[0] - _WITHIN)
    found = _WITH.search(message.plain[near : product[0]])
    return (near + found.start(1), near + found.end(1)) if found and holds_goods(found[1]) else product


def holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Tell whether a span holds another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _asking_near(message: Message, own: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with a word of returning in or next to the sentences of ``own``."""
    numbers = {one.sentence for one in own}
    return [
        one
        for one in message.clauses
        if any(abs(one.sentence - number) <= 1 for number in numbers)
        and ANCHOR.search(message.plain, one.start, one.end)
        and not message.ids_in(one.start, one.end)
    ]


def of_its_head(message: Message, read: ReadReturn) -> ReadReturn:
    """Return what was read of a thing that only says what another is for as read of that: "a lamp for my desk".

    So too of "the webcam's picture", which is what a thing shows or sounds like.
    """
    start = read.product[0]
    shown = _SHOWS.fullmatch(message.plain, *read.product)
    if shown and holds_goods(shown["whole"]):
        return replace(read, product=shown.span("whole"))
    own = next((one for one in message.clauses if one.start <= start < one.end), None)
    head = head_before(message, own.start, start) if own else None
    return replace(read, product=(head.start, head.end)) if head else read
