"""What people do to a case: see, claim, assign, note, resolve, reopen, hand back, change route and priority.

Each act is a function of a transaction: permission first, then a conditional change, then a line on the timeline. It
returns the fresh case. Who may not, and a case that does not exist, are answered in the same words. Posting is not done
here. ``now`` is the time of the act.

Status: claiming an open case makes it ``escalated``, for the bot will be silent and a person owes; so does reopening.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import cases, journal, messages, notes, replies, runs, tasks, turns
from storage.database import Tx
from storage.errors import Refused
from storage.records import Case, Message, MessageKey, TimelineRow, Turn
from workflows.language.automatic import is_automatic
from workflows.masking.mask import mask
from workflows.routes import ROUTES
from workflows.rules.frame.smalltalk import is_small_talk

OPERATOR = "operator"  # who acts in a terminal: whoever may open the database may do what staff may
NOTE_LENGTH = 3000  # what a field of a Slack modal holds
PRIORITIES = ("low", "normal", "high", "urgent")
PRESSED_TWICE = timedelta(minutes=1)
TAKEN = {"claimed": "claimed it", "assigned": "assigned it", "taken over": "took over", "handed back": "handed it back"}
STILL_WAITS = "nobody has answered yet: it still waits for a person"
MESSAGES_READ = 50  # messages looked at for the last words


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``is_staff`` is worked out on the server from the settings, never from what was sent."""

    team_id: str
    user: str
    is_staff: bool


class Unread(Refused):
    """Something was written in a case that whoever acts has not seen, and that nobody has answered."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            f"In {case.number} something was written since, and nobody has answered it. Nothing was changed."
        )
        self.case_id = case.id


class Overtaken(Refused):
    """Somebody else was first. ``by`` is that person's id as it is in the text, ``at`` the time."""

    def __init__(self, message: str, by: str, at: datetime) -> None:
        super().__init__(message)
        self.by = by
        self.at = at


def see(tx: Tx, actor: Actor, number: str) -> Case:
    """Return the case ``number`` to staff or to its requester."""
    case = cases.find_case(tx, number, actor.team_id)
    if case is None or not (actor.is_staff or case.requester == actor.user):
        raise Refused(_unknown(number))
    return case


def claim(tx: Tx, actor: Actor, number: str, now: datetime) -> Case:
    """Take the case over: it is the actor's, and the bot is silent in its thread from now on."""
    case = _live(_staffs(tx, actor, number))
    if case.assignee == actor.user and case.taken_over:
        return case
    status = "escalated" if case.status == "open" else case.status
    changes = {"assignee": actor.user, "taken_over": True, "remind_at": None, "status": status}
    free = {"assignee": actor.user if case.assignee == actor.user else None, "status": case.status}
    if not cases.change_case(tx, case, now, free, **changes):
        raise _overtaken(tx, case, now, TAKEN)
    return _written(tx, case, actor, now, "claimed")


def assign(tx: Tx, actor: Actor, number: str, to: str | None, expected: str | None, now: datetime) -> Case:
    """Give the case to ``to`` (None: to nobody) if it is still ``expected``'s, as the actor saw it. The bot goes on.

    That ``to`` is staff is for the caller to check. A case that waits for a person reminds again once it is nobody's;
    one in which the bot is silent cannot be nobody's: no one would answer.
    """
    case = _live(_staffs(tx, actor, number))
    if case.assignee == to:
        return case
    if to is None and case.taken_over and case.assignee == expected:
        msg = f"A person has taken over {case.number}, and the bot is silent in it: hand it back instead."
        raise Refused(msg)
    remind_at = now if to is None and case.status == "escalated" else None
    free = {"assignee": expected, "status": case.status}
    if not cases.change_case(tx, case, now, free, assignee=to, remind_at=remind_at):
        raise _overtaken(tx, case, now, TAKEN)
    return _written(tx, case, actor, now, "assigned", f"to {to}" if to else "to nobody")


def note(tx: Tx, actor: Actor, number: str, text: str, now: datetime) -> Case:
    """Write an internal note; cards and secrets in it are masked. Never shown to customers."""
    case = _staffs(tx, actor, number)
    words = mask(text).strip()
    if not words or len(words) > NOTE_LENGTH:
        msg = f"A note holds 1 to {NOTE_LENGTH:,} characters; this one has {len(words):,}."
        raise Refused(msg)
    latest = notes.notes_of(tx, case.id, 1)
    if any((one.author, one.text) == (actor.user, words) and now - one.at < PRESSED_TWICE for one in latest):
        return case
    notes.add_note(tx, case, actor.user, words, now)
    cases.update_case(tx, case.id, now, erased_at=None)
    return _written(tx, case, actor, now, "noted")


def resolve(tx: Tx, actor: Actor, number: str, now: datetime, heard: int | None = None) -> Case:
    """Close the case. What the bot has not answered yet it will not answer any more.

    ``heard``: how much the actor has seen of what was written there (``messages.times_heard``), so that nobody closes a
    case over words that came meanwhile; None: they read along.
    """
    case = _staffs(tx, actor, number)
    if case.status == "resolved":
        return _first_here(tx, case, actor, now, {"resolved": "resolved it"})
    if heard is not None and messages.times_heard(tx, case.id) > heard and _waits_for_a_word(tx, case):
        raise Unread(case)
    changes = {"status": "resolved", "resolved_at": now, "remind_at": None, "erased_at": None}
    if not cases.change_case(tx, case, now, {"status": case.status}, **changes):
        raise _overtaken(tx, case, now, {"resolved": "resolved it", "claimed": "claimed it"})
    for owed in _still_owed(tx, case):
        replies.supersede_planned(tx, owed.first.id)
        runs.take_back(tx, owed, now)
        turns.settle(tx, owed.id, "dropped", now)
    return _written(tx, case, actor, now, "resolved")


def reopen(tx: Tx, actor: Actor, number: str, now: datetime) -> Case:
    """Open a resolved case again: a person owes something, for the bot has nothing to answer."""
    case = _staffs(tx, actor, number)
    if case.status != "resolved":
        return _first_here(tx, case, actor, now, {"reopened": "reopened it"})
    changes = {"status": "escalated", "resolved_at": None, "erased_at": None}
    if not cases.change_case(tx, case, now, {"status": "resolved"}, **changes):
        raise _overtaken(tx, case, now, {"reopened": "reopened it"})
    return _written(tx, case, actor, now, "reopened")


def hand_back(tx: Tx, actor: Actor, number: str, now: datetime) -> tuple[Case, Turn | None]:
    """Let the bot go on in the thread; nobody is assigned any more.

    A case that was given to people, none of whom has written since, still waits for one. If the last words are the
    requester's and nobody answered them, they are owed an answer, as one turn, which is returned: the caller queues it
    with ``Engine.enqueue_again``, for its workflow may have ended in silence. To thanks alone nobody owes a word.
    """
    case = _live(_staffs(tx, actor, number))
    if not case.taken_over:
        return _first_here(tx, case, actor, now, {"handed back": "handed it back"}), None
    owed = _unanswered_last_words(tx, case)
    still_waits = not owed and _waits_in_vain(tx, case)
    status = "open" if owed else "escalated" if still_waits else case.status_unowed
    expected = {"taken_over": True, "status": case.status, "assignee": case.assignee}
    remind_at = now if still_waits else None
    changes = {"taken_over": False, "assignee": None, "status": status, "remind_at": remind_at, "unsure_count": 0}
    if not cases.change_case(tx, case, now, expected, **changes):
        raise _overtaken(tx, case, now, {"handed back": "handed it back", "resolved": "resolved it"})
    turn = _owed_again(tx, case, owed, now) if owed else None
    return _written(tx, case, actor, now, "handed back", STILL_WAITS if still_waits else ""), turn


def change_route(tx: Tx, actor: Actor, number: str, route: str, expected: str | None, now: datetime) -> Case:
    """Say where the case belongs, if it is still routed as the actor saw it; the correction is kept to learn from."""
    case = _staffs(tx, actor, number)
    names = [one.name for one in ROUTES]
    if route not in names:
        msg = f"There is no such route; choose one of: {', '.join(names)}."
        raise Refused(msg)
    if case.route == route:
        return case
    if not cases.change_case(tx, case, now, {"route": expected}, route=route):
        raise _overtaken(tx, case, now, {"route changed": "changed the route"})
    first = messages.first_of_requester(tx, case.id)
    if first is not None:
        notes.add_correction(tx, case, first, route, actor.user, now)
    return _written(tx, case, actor, now, "route changed", f"{expected or 'none'} to {route}")


def change_priority(tx: Tx, actor: Actor, number: str, priority: str, expected: str, now: datetime) -> Case:
    """Set the priority if it is still the one the actor saw."""
    case = _staffs(tx, actor, number)
    if priority not in PRIORITIES:
        msg = f"There is no such priority; choose one of: {', '.join(PRIORITIES)}."
        raise Refused(msg)
    if case.priority == priority:
        return case
    if not cases.change_case(tx, case, now, {"priority": expected}, priority=priority):
        raise _overtaken(tx, case, now, {"priority changed": "changed the priority"})
    return _written(tx, case, actor, now, "priority changed", f"{expected} to {priority}")


def _staffs(tx: Tx, actor: Actor, number: str) -> Case:
    """Return the case, locked, to staff; to anybody else there is none."""
    if not actor.is_staff:
        raise Refused(_unknown(number))
    return cases.lock_case(tx, see(tx, actor, number).id)


def _unknown(number: str) -> str:
    """The one answer to a number that does not exist and to one that is not the asker's; odd input is not echoed."""
    digits = number.strip().upper().removeprefix("#").removeprefix("CASE-")
    named = f"case CASE-{digits}" if digits.isascii() and digits.isdecimal() and len(digits) <= 18 else "such case"
    return f"I find no {named} that you may work on."


def _live(case: Case) -> Case:
    if case.status == "resolved":
        msg = f"{case.number} is resolved. Reopen it first."
        raise Refused(msg)
    return case


def _written(tx: Tx, case: Case, actor: Actor, now: datetime, event: str, detail: str = "") -> Case:
    cases.add_event(tx, case, now, actor=actor.user, event=event, detail=detail)
    return cases.get_case(tx, case.id)


def _first_here(tx: Tx, case: Case, actor: Actor, now: datetime, did: dict[str, str]) -> Case:
    """Return the case, which is as the actor wants it already; say so if another person made it so."""
    first = cases.last_event(tx, case.id, tuple(did))
    if first is None or first.actor in {actor.user, "frontdesk"}:
        return case
    raise _overtaken(tx, case, now, did)


def _overtaken(tx: Tx, case: Case, now: datetime, did: dict[str, str]) -> Refused:
    """Say who was first, what that was, and when."""
    first = cases.last_event(tx, case.id, tuple(did))
    if first is None:
        return Refused(f"{case.number} was changed a moment ago. Look at it again.")
    return Overtaken(_who_was_first(case, first, did[first.event], now), first.actor, first.at)


def _who_was_first(case: Case, first: TimelineRow, did: str, now: datetime) -> str:
    return f"{case.number}: {first.actor} {did} {_ago(now - first.at)}. Nothing was changed."


def _ago(since: timedelta) -> str:
    minutes = int(since.total_seconds() // 60)
    if minutes < 1:
        return "a moment ago"
    if minutes < 120:
        return "a minute ago" if minutes == 1 else f"{minutes} minutes ago"
    return f"{minutes // 60} hours ago" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days ago"


def _owed_again(tx: Tx, case: Case, said: Sequence[Message], now: datetime) -> Turn | None:
    """Owe an answer to these lines, oldest first, and return the turn of the first.

    Those of one place that had none, since the bot was silent, become part of the turn before them, or begin one.
    """
    keys: dict[str, MessageKey] = {}
    for message in said:
        turn, key = turns.turn_of(tx, message), keys.get(message.channel)
        if turn is not None:
            _owe_anew(tx, turn, now)
            keys.setdefault(message.channel, turn.key)
        elif key is not None and (begun := turns.get_turn(tx, key)) is not None:
            messages.put_into_turn(tx, message.id, begun.id)
        else:
            place = message.channel if message.is_dm else ""
            opened = turns.open_turn(tx, case, message.key, message.author, now, place=place)
            assert opened is not None  # noqa: S101 - the message is part of none, and its case is held
            messages.put_into_turn(tx, message.id, opened.id)
            keys[message.channel] = message.key
    return turns.get_turn(tx, next(iter(keys.values())))


def _owe_anew(tx: Tx, turn: Turn, now: datetime) -> None:
    replies.set_aside(tx, turn.first.id)
    tasks.set_aside(tx, turn.run)
    journal.set_aside(tx, turn.run)
    turns.owe_again(tx, turn.id, now)


def _waits_in_vain(tx: Tx, case: Case) -> bool:
    """Say whether the case was given to people and none of them has written to its requester since."""
    given = cases.last_event(tx, case.id, ("escalated", "staff replied"))
    if case.status != "escalated" or given is None or given.event != "escalated":
        return False
    written = messages.transcript(tx, case.id, MESSAGES_READ)
    return not any(one.author_kind == "staff" and one.kept_at >= given.at for one in written)


def _waits_for_a_word(tx: Tx, case: Case) -> bool:
    """Say whether the desk or a person owes a word in a case that is not on its way."""
    return bool(_still_owed(tx, case)) or bool(_unanswered_last_words(tx, case))


def _still_owed(tx: Tx, case: Case) -> list[Turn]:
    """Return what the desk owes an answer that is not on its way yet; what was edited after its answer is owed another.

    Whoever is sending one finds out by themselves that the case was closed.
    """
    owed = turns.owed_of_case(tx, case.id)
    unfinished = {turn.id: replies.unfinished_of(tx, turn.first.id) for turn in owed}
    return [turn for turn in owed if (reply := unfinished[turn.id]) is None or reply.state != "sending"]


def _unanswered_last_words(tx: Tx, case: Case) -> list[Message]:
    """Return what the requester has written since the last word of staff, or the last answer; by Slack's own order.

    Nothing if it is small talk and no more; what a mailbox writes by itself is no word of anybody's. What was
    unanswered when a person resolved the case is settled, unless it was opened again.
    """
    last = cases.last_event(tx, case.id, ("resolved", "reopened"))
    resolved = last if last is not None and last.event == "resolved" else None
    standing = [one for one in messages.transcript(tx, case.id, MESSAGES_READ) if not one.deleted_at]
    said: list[Message] = []
    for one in sorted(standing, key=lambda one: one.ts, reverse=True):
        if one.author_kind == "staff" or (resolved is not None and one.kept_at <= resolved.at):
            break
        if one.author_kind != "customer" or is_automatic(one.text):
            continue
        turn = turns.turn_of(tx, one)
        if turn is not None and replies.answers_to(tx, turn.first.id):
            break
        said.insert(0, one)
    return [] if all(is_small_talk(one.text) for one in said) else said
