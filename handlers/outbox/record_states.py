"""The states of the RMAs and investigations that a reply names, compared again before it is posted."""

from storage import tasks
from storage.database import Tx
from workflows.language.lazy import lazy
from workflows.reply import Reply

_NUMBERS = lazy(r"(?<![\w-])(?:RMA|INV-CASE)-[0-9A-Z]++(?:-[0-9A-Z]++)*+")  # as code writes them


def record_states(tx: Tx, team_id: str, reply: Reply) -> dict[str, str]:
    """Return the state of each RMA and investigation that the reply names; one that we do not have is left out."""
    numbers = set(_NUMBERS.findall(reply.plain()))
    return tasks.states_of(tx, team_id, numbers) if numbers else {}
