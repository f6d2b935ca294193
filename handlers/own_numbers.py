"""Questions about our own numbers (RMA-…, INV-CASE-…, CASE-…): what the records say, to their owner only."""

from collections.abc import Iterable

from handlers.desk import Conversation, Desk, Response
from storage import cases, tasks
from storage.database import Tx
from workflows.ids.grammar import FoundId, find_ids
from workflows.reply import Fact, Section
from workflows.results import day

OURS = {"rma", "investigation", "case"}
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
    facts = _facts(tx, conversation, kind, number)
    if facts is None:
        return Section(text=f"I find no {number} of yours.")
    return Section(heading=number, facts=tuple(Fact(label=label, value=value) for label, value in facts))


def _facts(tx: Tx, conversation: Conversation, kind: str, number: str) -> list[tuple[str, str]] | None:
    team_id, asker = conversation.case.team_id, conversation.turn.row.author
    if kind == "rma":
        rma = tasks.find_rma(tx, team_id, number, asker)
        if rma is None:
            return None
        return [("Product", rma.product_name), ("State", rma.state), ("Issued on", day(rma.created_at.date()))]
    if kind == "investigation":
        found = tasks.find_investigation(tx, team_id, number, asker)
        if found is None:
            return None
        due = ("Answer expected by", day(found.eta))
        return [("Invoice", found.invoice_number), ("State", found.state), due]
    case = cases.find_case(tx, number, team_id)
    if case is None or case.requester != asker:
        return None
    return [("Subject", case.subject), ("State", STATUS_WORDS[case.status]), ("Opened on", day(case.opened_at.date()))]
