"""What a reply says of our own records: how each RMA and investigation it names stands, compared before it goes."""

from storage import work
from storage.database import Tx
from workflows.reply import Reply
from workflows.rules.ids import find_ids


def standing(tx: Tx, team_id: str, reply: Reply) -> dict[str, str]:
    """Return the state of each RMA and investigation that the reply names; one that we do not have is left out."""
    text = reply.plain()
    if "RMA-" not in text and "INV-CASE-" not in text:
        return {}
    found = {one.value: _state(tx, team_id, one.kind, one.value) for one in find_ids(text)}
    return {number: state for number, state in found.items() if state is not None}


def _state(tx: Tx, team_id: str, kind: str, number: str) -> str | None:
    if kind == "rma":
        rma = work.rma_numbered(tx, team_id, number)
        return rma.state if rma is not None else None
    if kind == "investigation":
        investigation = work.investigation_numbered(tx, team_id, number)
        return investigation.state if investigation is not None else None
    return None
