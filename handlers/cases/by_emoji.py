"""What an emoji of staff on a message does to its case: it is claimed or resolved. Nothing is posted here."""

from dataclasses import dataclass
from datetime import datetime

from handlers.cases import acts, closing
from handlers.cases.acts import Actor
from storage import cases, messages
from storage.database import Tx
from storage.errors import Refused
from storage.records import Case

REACTED = "reacted"


@dataclass(frozen=True, slots=True)
class Mark:
    """One reaction: which emoji (by name, untrusted), and when it was put there, a Slack ``ts``."""

    emoji: str
    at: str

    @property
    def name(self) -> str:
        """What names it for ever, on the timeline."""
        return f":{self.emoji[:100]}: at {self.at}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``refused``: why it could not be done. It is kept, so it is no error of the transaction."""

    refused: Refused | None = None


def act_by_emoji(tx: Tx, actor: Actor, case: Case, act: str, mark: Mark, now: datetime) -> Outcome:
    """Do it (``claim`` or ``resolve``), or keep that it could not be done.

    Delivered again, also much later, it changes nothing any more; delivered late, it closes no case over words that
    came after it.
    """
    case = cases.lock_case(tx, case.id)
    if cases.has_event(tx, case.id, actor.user, REACTED, mark.name):
        return Outcome()
    outcome = Outcome()
    try:
        if act == "claim":
            acts.claim(tx, actor, case.number, now)
        else:
            heard = messages.times_heard(tx, case.id, until=mark.at)
            closing.resolve(tx, actor, case.number, now, heard)
    except Refused as error:
        outcome = Outcome(error)
    cases.add_event(tx, case, now, actor=actor.user, event=REACTED, detail=mark.name)
    return outcome
