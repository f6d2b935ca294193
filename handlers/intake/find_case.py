"""Which case a message belongs to, and which turn it goes on with, by where and when its author wrote before."""

from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.gathering import Gathering, Line, begins_whole
from storage import cases, places, turns
from storage.database import Tx
from storage.places import Here, Place, ToldAlone
from storage.records import AWAITING_DETAILS, Case, MessageKey, Turn, TurnRow

CLOSE_S = 120.0  # of Slack's own time: lines that it delivers at once, though hours lie between them, are no burst


@dataclass(frozen=True, slots=True)
class Found:
    """The case a message belongs to, held, and the turn that it becomes part of; None: it begins one.

    ``is_new``: the case was opened for this message a moment ago.
    """

    case: Case | None
    turn: Turn | None = None
    is_new: bool = False


def find(tx: Tx, key: MessageKey, place: Place, line: Line, now: datetime, gathering: Gathering) -> Found:
    """Return where a channel's message, or one in a thread, belongs. A thread's case comes before all others."""
    root = place.root or key.ts
    here = places.cases_here(tx, place, root, now - gathering.joins)
    # A thread may hang on any line of a case; in it nothing else was written last.
    its_own = next((one for one in here if place.root is not None or one.case.thread_ts == root), None)
    before = next((one for one in here if one.newest is not None), None)
    if before is not None and before.newest is not None and _are_close(key, before.newest):
        turn = _gathering(tx, before, now)
        if turn is not None:
            return Found(before.case, turn)
        if its_own is None and before.newest.state != "dropped" and _joins(line, before.case):
            return Found(before.case)
    return Found(None if its_own is None else its_own.case)


def find_in_dm(tx: Tx, key: MessageKey, place: Place, line: Line, now: datetime, gathering: Gathering) -> Found | None:
    """Return where a direct message outside of threads belongs; None: to no case that there is.

    It joins the newest unresolved case if that waits for something, is a person's or is under 30 minutes old; or the
    case of a channel about which its writer was told something here alone since.
    """
    here = places.dm_case(tx, place, now - gathering.joins)
    told = places.told_alone(tx, place, now - places.DM_JOIN_AGE)
    if told is not None and (here is None or here.case.updated_at < told.sent_at):
        return _about_told(tx, key, place, told, now)
    if here is None or not _goes_on(here.case, line, now):
        return None
    held = Here(cases.lock_case(tx, here.case.id), here.newest)
    is_close = held.newest is not None and _are_close(key, held.newest)
    return Found(held.case, _gathering(tx, held, now) if is_close else None)


def find_told_alone(tx: Tx, key: MessageKey, place: Place, now: datetime) -> Found | None:
    """Return where a message in the thread of a direct message of ours belongs that told what was not for others."""
    told = places.told_alone(tx, place, None)
    return None if told is None else _about_told(tx, key, place, told, now)


def _about_told(tx: Tx, key: MessageKey, place: Place, told: ToldAlone, now: datetime) -> Found:
    """Return the case of what was told alone, held, and the turn here that still waits for more lines about it."""
    case = cases.lock_case(tx, told.case_id)
    newest = places.newest_here(tx, place, now)
    if newest is None or newest.case_id != case.id or not _are_close(key, newest):
        return Found(case)
    return Found(case, _gathering(tx, Here(case, newest), now))


def _joins(line: Line, case: Case) -> bool:
    """Say whether a line of a channel belongs to the case before it.

    A statement does not after the answer to a question or a task, unless the desk asked for what it may state: "in
    other words" asks for the question again.
    """
    if line != "statement":
        return line in {"part", "follow-up"}
    asked_anew = case.awaiting == AWAITING_DETAILS and case.route == "general_question"
    is_answered = case.first_response_at is not None and case.status in {"answered", "waiting", "resolved"}
    is_done_with = is_answered and not case.taken_over and (case.awaiting is None or asked_anew)
    return not (is_done_with and begins_whole(case.subject))


def _goes_on(case: Case, line: Line, now: datetime) -> bool:
    """Say whether a direct message goes on with this case.

    A person has it, and 30 minutes have passed in which they neither wrote nor wait for what they asked: what is
    complete by itself is not for them to be found, days later, and is answered in a case of its own.
    """
    if case.taken_over:
        is_quiet = case.asked_at is None and now - case.updated_at >= places.DM_JOIN_AGE
        return not (is_quiet and line == "whole")
    return case.awaiting is not None or now - case.opened_at < places.DM_JOIN_AGE


def _gathering(tx: Tx, here: Here, now: datetime) -> Turn | None:
    """Return the turn if it still waits for more lines; read anew, since its case is held only now."""
    if here.newest is None or here.case.taken_over or not here.newest.gathers(now):
        return None
    turn = turns.turn_at(tx, here.newest.id)
    return turn if turn is not None and turn.row.gathers(now) else None


def _are_close(key: MessageKey, newest: TurnRow) -> bool:
    return abs(float(key.ts) - float(newest.ts)) <= CLOSE_S
