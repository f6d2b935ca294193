"""Questions about our own numbers (RMA-…, INV-CASE-…, CASE-…): what the records say, to their owner only."""

from collections.abc import Iterable
from typing import assert_never

from handlers.desk import Conversation, Desk, Response
from storage import cases, runs, tasks
from storage.database import Tx
from storage.records import Case, Investigation, Rma
from workflows.ids.grammar import FoundId, find_ids
from workflows.reply import Fact, Section
from workflows.results import day

IN_THE_MAKING = "A request of yours is still being worked on; its answer tells you its number."
LIVE = {"issued", "open"}  # states of an RMA, and of an investigation
OURS = {"rma", "investigation", "case"}
Record = Rma | Investigation | Case
STATUS_WORDS = {
    "open": "we are working on it",
    "waiting": "we are waiting for something from you",
    "answered": "answered",
    "escalated": "waiting for a person from our support team",
    "resolved": "resolved",
}


def own_numbers(text: str) -> list[FoundId]:
    """Return our own numbers in a text."""
    return [found for found in find_ids(text) if found.kind in OURS][:10]


async def tell(desk: Desk, conversation: Conversation, numbers: Iterable[tuple[str, str]]) -> Response:
    """Tell how each of these records (kind, number) stands. Somebody else's is answered like one that is not there."""
    each = list(dict.fromkeys(numbers))
    sections = await desk.db.read(lambda tx: [_section(tx, conversation, kind, number) for kind, number in each])
    return Response(tuple(sections), "general_question", by_rule=True)


def _section(tx: Tx, conversation: Conversation, kind: str, number: str) -> Section:
    """Tell how a record stands; one that no reply has told of yet may still be taken back, and is not there so far."""
    record = _record(tx, conversation, kind, number)
    if isinstance(record, Rma | Investigation) and not runs.announced(tx, record.case_id, [record.number]):
        more = f" {IN_THE_MAKING}" if record.state in LIVE else ""
        return Section(text=f"I find no {number} of yours.{more}")
    if record is None:
        return Section(text=f"I find no {number} of yours.")
    return Section(heading=number, facts=tuple(Fact(label=label, value=value) for label, value in _facts(record)))


def _record(tx: Tx, conversation: Conversation, kind: str, number: str) -> Record | None:
    team_id, asker = conversation.case.team_id, conversation.turn.row.author
    if kind == "rma":
        return tasks.find_rma(tx, team_id, number, asker)
    if kind == "investigation":
        return tasks.find_investigation(tx, team_id, number, asker)
    case = cases.find_case(tx, number, team_id)
    return case if case is not None and case.requester == asker else None


def _facts(record: Record) -> list[tuple[str, str]]:
    match record:
        case Rma():
            issued = ("Issued on", day(record.created_at.date()))
            return [("Product", record.product_name), ("State", record.state), issued]
        case Investigation():
            due = ("Answer expected by", day(record.eta))
            return [("Invoice", record.invoice_number), ("State", record.state), due]
        case Case():
            opened = ("Opened on", day(record.opened_at.date()))
            return [("Subject", record.subject), ("State", STATUS_WORDS[record.status]), opened]
        case _:
            assert_never(record)
