"""What somebody wants FAQs of: the order, its limits, and the set that is opened for it. Nothing is made here."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.desk import Desk
from handlers.faq.readings import reading_of
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqDocument, FaqSet
from workflows.faq.blocks import Replaced, moved, packed
from workflows.faq.documents import Document
from workflows.language.grounding import fold
from workflows.masking.mask import mask_shapes, shapes_in

MOST_CHARS = 200_000
MOST_DOCUMENTS = 10  # that somebody types or attaches
MOST_READ = 100  # with those that are read from a site or a folder
MOST_QUESTIONS = 25
MOST_AT_WORK = 5  # sets of one owner that are being made, or wait for it
TOO_MANY = f"{MOST_AT_WORK} of your sets are being made or wait: send this when one is done, or cancel one first"


@dataclass(frozen=True, slots=True)
class FaqOrder:
    """What somebody wants FAQs of. ``count`` 1 to 25; ``language`` None: the documents'.

    ``channel``: where the result goes in Slack, a channel or the owner's own id; None: the terminal.
    """

    team_id: str
    owner: str
    title: str
    documents: tuple[Document, ...]
    count: int
    language: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class FaqLimits:
    """How many model calls at once, and how many seconds a set may wait for models in all; then it goes on by rule."""

    concurrency: int
    timeout_s: float


def problems_of(order: FaqOrder) -> list[str]:
    """Return what keeps an order from being made, in words that say what to do; [] if nothing."""
    titles = [fold(document.title) for document in order.documents]  # as sources are told apart
    twice = next((doc.title for doc in order.documents if titles.count(fold(doc.title)) > 1), None)
    chars = sum(len(document.text) for document in order.documents)
    empty = [document.title for document in order.documents if not document.text.strip()]
    found = [
        (not order.documents, "there is no document: give at least one"),
        (
            len(order.documents) > MOST_READ or sum(not doc.address for doc in order.documents) > MOST_DOCUMENTS,
            f"there are more than {MOST_DOCUMENTS} documents, or {MOST_READ} from sites and folders: leave some out",
        ),
        (twice is not None, f"two documents are titled “{twice}”: give each a title of its own"),
        (bool(empty), f"there is no text in “{empty[0] if empty else ''}”: leave it out, or give a text"),
        (
            chars > MOST_CHARS,
            f"the documents have {chars:,} characters, {MOST_CHARS:,} is the most: leave some out",
        ),
        (
            not 1 <= order.count <= MOST_QUESTIONS,
            f"ask for 1 to {MOST_QUESTIONS} questions, not {order.count}",
        ),
    ]
    return [problem for wrong, problem in found if wrong]


async def open_faq(desk: Desk, order: FaqOrder) -> FaqSet:
    """Store an order as a set to be made; the owner's same order that a crash interrupted is taken up again.

    Card numbers, keys and tokens in the documents are masked: answers quote them to customers.

    Raises
    ------
    Refused
        The order has problems, or so many of the owner's sets wait already; the text says which and what to do.
    """
    if problems := problems_of(order):
        raise Refused("; ".join(problems))
    now = desk.now()
    values, rows = await desk.published_faqs.aside(lambda: _as_stored(order, now))

    def opened(tx: Tx) -> FaqSet:
        # Those of a terminal are made one by one, while somebody looks on.
        if order.channel is not None and faqs.others_at_work(tx, values) >= MOST_AT_WORK:
            raise Refused(TOO_MANY)
        return faqs.open_set(tx, values, rows)

    return await desk.db.write(opened)


def _as_stored(order: FaqOrder, now: datetime) -> tuple[dict[str, Any], list[FaqDocument]]:
    """Return the set and its documents as they are kept; on long ones it takes a while."""
    order = _masked(order)
    asked = [[(doc.title, doc.text) for doc in order.documents], order.count, order.language, order.channel]
    values = {
        "team_id": order.team_id,
        "owner": order.owner,
        "title": order.title,
        "digest": hashlib.sha256(json.dumps(asked).encode("utf-8", "replace")).hexdigest(),
        "language": order.language,
        "asked": order.count,
        "channel": order.channel,
        "created_at": now,
    }
    return values, [_row(at, document, now) for at, document in enumerate(order.documents)]


def _row(position: int, document: Document, now: datetime) -> FaqDocument:
    address, read_at = document.address or None, now if document.address else None
    return FaqDocument(position, document.title, address=address, read_at=read_at, **content_of(document))


def content_of(document: Document) -> dict[str, Any]:
    """Return what is kept of what was read, by the names of ``FaqDocument``."""
    read = reading_of(document)
    blocks = None if document.blocks is None else packed(document.blocks)
    losses = list(read.losses)
    return {"text": document.text, "blocks": blocks, "losses": losses, "sections": read.sections, "pages": read.pages}


def _masked(order: FaqOrder) -> FaqOrder:
    documents = tuple(map(masked_document, order.documents))
    return replace(order, title=mask_shapes(order.title), documents=documents)


def masked_document(document: Document) -> Document:
    """Return a document without card numbers, keys and tokens: answers quote it to customers."""
    spans = [Replaced(*span) for span in shapes_in(document.text)]
    title, text, blocks = mask_shapes(document.title), mask_shapes(document.text), document.blocks
    if spans and blocks is not None:
        cells = ((one, tuple(map(mask_shapes, one.cells))) for one in moved(blocks, spans))
        blocks = tuple(replace(one, cells=masked) for one, masked in cells)
    return replace(document, title=title, text=text, blocks=blocks)
