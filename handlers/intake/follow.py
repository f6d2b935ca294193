"""What follows from a message that is kept: its case is opened again, taken over, waits for somebody or for nobody."""

from datetime import datetime
from typing import TYPE_CHECKING

from handlers.cases.closing import tell_open_again
from handlers.cases.escalation import await_person, take_over
from handlers.cases.unanswered import asked_by
from handlers.desk import HandoffSettings
from storage import cases
from storage.database import Tx
from storage.records import HERE, PRIVATE, AuthorKind, Case
from workflows.rules.frame.smalltalk import is_small_talk

if TYPE_CHECKING:
    from handlers.intake.keep import Incoming


def follow(tx: Tx, incoming: "Incoming", case: Case, kind: AuthorKind, now: datetime, handoff: HandoffSettings) -> None:
    """Do what follows from a new message: reopened by its requester, taken over by staff; nothing from a mailbox's."""
    if incoming.line == "automatic":
        return
    if case.status == "resolved":
        cases.update_case(tx, case.id, now, erased_at=None)  # there is something new to erase, in its own time
    if kind == "colleague" or (kind != "staff" and incoming.to_other and not case.taken_over):
        return  # said to one of staff, who has not answered: what anybody owes stands
    if (
        incoming.among_others is not None
        and case.privacy != HERE
        and incoming.among_others != (case.privacy == PRIVATE)
    ):
        cases.update_case(tx, case.id, now, privacy=PRIVATE if incoming.among_others else None)
    if case.asked_at is not None:
        # Its customer has written; or others have, and the question stands, but nobody is reminded of it so soon.
        asked_at = None if kind == "customer" else now
        cases.update_case(tx, case.id, now, asked_at=asked_at, nudged_at=None)
    if kind == "customer":
        _go_on(tx, incoming, case, now, handoff)
    if kind == "staff" and not incoming.mentions_bot:
        if not case.taken_over:
            take_over(tx, case, incoming.author, "wrote in the thread", now)
        first, asked_at = case.first_response_at or now, asked_by(case, incoming.text, now)
        cases.update_case(tx, case.id, now, first_response_at=first, waits_since=None, asked_at=asked_at)


def _go_on(tx: Tx, incoming: "Incoming", case: Case, now: datetime, handoff: HandoffSettings) -> None:
    """Its requester has written: a case is opened again, and who has it owes a word."""
    if case.taken_over or not is_past(incoming):  # else it would be open, and nobody would owe a word in it
        _reopen(tx, incoming, case, now, handoff)
    if case.status == "escalated" and case.waits_since is None and not is_small_talk(incoming.text):
        cases.update_case(tx, case.id, now, waits_since=now)  # a person has answered, and is asked again


def _reopen(tx: Tx, incoming: "Incoming", case: Case, now: datetime, handoff: HandoffSettings) -> None:
    """A requester's message moves a waiting, answered or resolved case to open, or to the person who took it over.

    Nothing of ours answers it then: so they are told that the case is open again.
    """
    if case.status == "resolved":
        cases.add_event(tx, case, now, actor=case.requester, event="reopened", detail="wrote again")
    if case.status in {"waiting", "answered", "resolved"}:
        status = "escalated" if case.taken_over else "open"
        cases.update_case(tx, case.id, now, status=status, resolved_at=None)
        if case.taken_over:
            await_person(tx, handoff, case, now)
        if case.taken_over and case.status == "resolved" and not is_small_talk(incoming.text):
            tell_open_again(tx, case, incoming.key.ts, now)


def is_past(incoming: "Incoming") -> bool:
    """Say whether it is small talk of long ago: nobody answers it any more."""
    return incoming.late == "for people" and is_small_talk(incoming.text)
