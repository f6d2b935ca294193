"""Keeping what people write: who wrote it, whose case it is, and whether an answer is owed. Changes rows at once."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from handlers.cases import thread_notes
from handlers.cases.escalation import escalate
from handlers.conversation.gathering import AT_ONCE, Gathering, Line, is_complete, line_of, only_greets
from handlers.conversation.reading import cut
from handlers.conversation.subjects import subject_of
from handlers.desk import MISSED, NOWHERE, HandoffSettings
from handlers.intake.find_case import Found, find, find_in_dm, find_told_alone
from handlers.intake.follow import follow, is_past
from handlers.intake.for_us import is_for_case, is_heard_greeting, is_to_customer, note_greeting, only_seen, opens_case
from handlers.intake.keep_edits import edit_known, edit_unknown, keep_deletion, known_message
from storage import attached, cases, messages, tombstones, turns
from storage.attached import AttachedFile
from storage.database import Tx
from storage.places import Place, hold_place
from storage.records import PRIVATE, AuthorKind, Case, Message, MessageKey, Tombstone, Turn
from workflows.language.passages import MOST_PASSED_ON, Passage, composed
from workflows.masking.mask import mask
from workflows.rules.frame.smalltalk import is_small_talk

Late = Literal["no", "for people", "answered"]
"""Whether a message was read long after it was said: then people answer it, or have answered it already."""

MOST_MASKED = 60_000  # more than Slack takes: of a text that shrinks by masking what is kept is still whole


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message somebody wrote. ``thread_ts`` is the thread's first message, None at top level.

    ``addressed``: meant for the desk by itself (a DM, a mention, a top-level message in a support channel); a message
    that is not may still belong to a thread the desk is working in. ``to_other``: it starts by addressing somebody
    else, the first of those ``named`` in it; ``to_group``: a user group. ``text`` is plain and untrusted, as it stood
    at ``edited_ts``; ``passages`` is what it passes on, until it is ``masked``: then all is one text. ``opened_by``:
    who had a case opened from it. ``user_team``: the author's organisation, if it is another one; ``in_support``: in
    this channel the author is a customer. ``line``: what it is as one of several lines, by its masked text. ``late``:
    it was said while no desk listened, and is not answered now. ``among_others``: people read along there who shall not
    read everything; None: that is not known now. ``pressed``: a button says it, complete by itself.
    """

    key: MessageKey
    thread_ts: str | None
    author: str
    text: str
    is_dm: bool
    addressed: bool
    mentions_bot: bool
    to_other: bool = False
    to_group: bool = False
    named: tuple[str, ...] = ()
    edited_ts: str | None = None
    opened_by: str = ""
    passages: tuple[Passage, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    user_team: str | None = None
    in_support: bool = False
    line: Line = "whole"
    late: Late = "no"
    among_others: bool | None = None
    pressed: bool = False

    @property
    def place(self) -> Place:
        """Where it was written, and by whom."""
        return Place(self.key.team_id, self.key.channel, self.thread_ts, self.author)


@dataclass(frozen=True, slots=True)
class Edit:
    """A message got another text; ``was``: the one before. ``addressed``: it may be for us, as far as that shows.

    ``sent``: the message as if it had been sent so.
    """

    key: MessageKey
    text: str
    edited_ts: str
    author: str = ""
    thread_ts: str | None = None
    addressed: bool = False
    passages: tuple[Passage, ...] = ()
    was: str = ""
    sent: Incoming | None = None


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message was deleted."""

    key: MessageKey


Change = Incoming | Edit | Deletion


def masked(change: Change) -> Change:
    """Return ``change`` as it may be kept: one text, without card numbers and secrets, no longer than ``MAX_TEXT``.

    Masked first, then cut: half a card number would not be recognised. Ten thousand characters take milliseconds, made
    to take long some forty; call it before the transaction.
    """
    if isinstance(change, Deletion):
        return change
    if isinstance(change, Edit) and change.sent is not None:
        sent = masked(change.sent)
        assert isinstance(sent, Incoming)  # noqa: S101 - masking changes no kind
        change = replace(change, sent=sent)
    passages = [masked_passage(passage) for passage in change.passages]
    text = composed(mask(change.text[:MOST_MASKED]), passages)
    if not isinstance(change, Incoming):
        return replace(change, text=cut(text), passages=())
    files = tuple(replace(file, name=mask(file.name)) for file in change.files)
    return replace(change, text=cut(text), passages=(), line=line_of(text), files=files)


def masked_passage(passage: Passage) -> Passage:
    """Mask what is passed on by itself: set off, a number that runs over a line would not be recognised."""
    text, is_cut = passage.text[: 2 * MOST_PASSED_ON], passage.is_cut or len(passage.text) > 2 * MOST_PASSED_ON
    return replace(passage, origin=mask(passage.origin), text=mask(text), is_cut=is_cut)


def keep(
    tx: Tx,
    change: Change,
    staff: frozenset[str],
    now: datetime,
    handoff: HandoffSettings = NOWHERE,
    gathering: Gathering = AT_ONCE,
) -> Turn | None:
    """Make ``change`` durable; return its message's turn if that is owed an answer, else None. Repeats change nothing.

    Any order of a message, its edits and its deletion ends in the newest text, or in nothing. ``change`` is ``masked``
    before: in here every other message would wait for it. ``handoff``: where people learn that a case they had taken
    over is open again; what staff write there in the thread of a card is a note (``thread_notes``). ``gathering``: how
    long the answer to what is not complete waits for more; the turn says until when.

    Raises
    ------
    Transient
        It may be a note on a card of which we do not know yet that it stands.
    """
    match change:
        case Incoming():
            return _keep_incoming(tx, change, staff, now, handoff, gathering)
        case Edit():
            return _keep_edit(tx, change, staff, now, handoff, gathering)
        case Deletion():
            return keep_deletion(tx, change.key, now)


def _keep_incoming(
    tx: Tx, incoming: Incoming, staff: frozenset[str], now: datetime, handoff: HandoffSettings, gathering: Gathering
) -> Turn | None:
    hold_place(tx, incoming.key, incoming.place)
    known, later = _kept_of(tx, incoming.key)
    if known is not None:
        return _if_owed(turns.turn_of(tx, known))
    if later is not None and later.deleted_at is not None:
        return None
    if later is not None and later.text is not None and (incoming.edited_ts or "") < (later.edited_ts or ""):
        incoming = replace(incoming, text=later.text, edited_ts=later.edited_ts, line=line_of(later.text))
    about = thread_notes.case_of_card(tx, handoff.staff_channel, incoming.key, incoming.thread_ts)
    if about is not None:
        if incoming.author in staff:
            thread_notes.keep_note(tx, about, incoming.key, incoming.author, incoming.text, incoming.edited_ts, now)
        return None
    if incoming.author in staff:
        thread_notes.wait_for_card(tx, handoff.staff_channel, incoming.key, incoming.thread_ts)
    found = _find(tx, incoming, staff, now, gathering)
    kind = _author_kind(incoming, found.case, staff) if found.case else "third"
    if found.case is None or not is_for_case(incoming, found.case, kind, staff):
        return None
    if later is not None:
        tombstones.drop_tombstone(tx, incoming.key)
    turn = _insert(tx, incoming, found, kind, now, gathering)
    follow(tx, incoming, found.case, kind, now, handoff)
    if turn is None or incoming.late == "no":
        return turn
    _leave_to_people(tx, incoming, turn, found.case, now, handoff)
    return None


def _kept_of(tx: Tx, key: MessageKey) -> tuple[Message | None, Tombstone | None]:
    """Return the message, if it is kept, and what came before it. Of most there is neither: that is one statement."""
    if tombstones.is_new(tx, key):
        return None, None
    return messages.get_message(tx, key), tombstones.tombstone_of(tx, key)


def _leave_to_people(
    tx: Tx, incoming: Incoming, turn: Turn, case: Case, now: datetime, handoff: HandoffSettings
) -> None:
    """Owe no answer of ours to what was said long ago: people owe one, unless they have given it."""
    is_listed = incoming.late == "for people" and not is_past(incoming)
    turns.settle(tx, turn.id, "given_up" if is_listed else "dropped", now)
    if is_listed:
        escalate(tx, handoff, case, (MISSED,), now)


def _if_owed(turn: Turn | None) -> Turn | None:
    return turn if turn is not None and turn.is_owed else None


def _find(tx: Tx, incoming: Incoming, staff: frozenset[str], now: datetime, gathering: Gathering) -> Found:
    """Return the case this message belongs to, held, and opened if need be, and the turn it goes on with.

    No case: it is not for us.
    """
    key = incoming.key
    if incoming.is_dm and incoming.thread_ts is None:
        joined = find_in_dm(tx, key, incoming.place, incoming.line, now, gathering)
        if joined is not None:
            return joined
    if incoming.is_dm and incoming.thread_ts is not None:
        told = find_told_alone(tx, key, incoming.place, now)
        if told is not None:
            return told
    # What is not said to us is at most another line of what is.
    said_to_us = incoming.addressed and not incoming.to_other and not only_seen(incoming, staff)
    known = find(tx, key, incoming.place, incoming.line if said_to_us else "whole", now, gathering)
    if known.case is not None and is_heard_greeting(tx, incoming):
        known = Found(None)
    if known.case is not None or incoming.to_other or not opens_case(tx, incoming, staff):
        return known
    if _is_automatic(incoming, gathering):
        return known
    if incoming.line == "small talk" and not (gathering.keeps_greetings or incoming.opened_by):
        note_greeting(tx, incoming, staff, now)
        return known
    return Found(_open(tx, incoming, now), is_new=True)


def _is_automatic(incoming: Incoming, gathering: Gathering) -> bool:
    """Say whether a mailbox wrote it by itself; what staff open a case from, or is typed in a terminal, is answered."""
    return incoming.line == "automatic" and not (incoming.opened_by or gathering.keeps_greetings)


def _open(tx: Tx, incoming: Incoming, now: datetime) -> Case:
    return cases.open_new_case(
        tx,
        team_id=incoming.key.team_id,
        channel=incoming.key.channel,
        thread_ts=incoming.thread_ts or incoming.key.ts,
        is_dm=incoming.is_dm,
        requester=incoming.author,
        subject=subject_of(incoming.text),
        now=now,
        opened_by=incoming.opened_by,
        privacy=PRIVATE if incoming.among_others else None,
    )


def _author_kind(incoming: Incoming, case: Case, staff: frozenset[str]) -> AuthorKind:
    if incoming.author == case.requester:
        return "customer"
    if incoming.author not in staff:
        return "third"
    return "staff" if incoming.mentions_bot or is_to_customer(incoming, case) else "colleague"


def _insert(
    tx: Tx, incoming: Incoming, found: Found, kind: AuthorKind, now: datetime, gathering: Gathering
) -> Turn | None:
    """Store the message, as another line of its turn or, if an answer is owed to it, with the turn that it begins.

    Nobody else keeps it meanwhile.
    """
    assert found.case is not None  # noqa: S101 - it belongs to one
    key, case, turn = incoming.key, found.case, None
    if _is_automatic(incoming, gathering) or incoming.to_other:
        pass
    elif found.turn is not None and incoming.late == "no" and not incoming.pressed:
        turn = found.turn.row
        turns.next_line(tx, turn.id, _ready_with(incoming, found.turn, now, gathering))
    elif not case.taken_over and (kind == "customer" or incoming.mentions_bot):
        ready_at, place = _ready_alone(incoming, case, now, gathering), incoming.place.name
        turn = turns.open_turn(tx, case, key, incoming.author, now, place=place, ready_at=ready_at)
    values: dict[str, Any] = {
        "team_id": key.team_id,
        "case_id": case.id,
        "turn_id": None if turn is None else turn.id,
        "channel": key.channel,
        "ts": key.ts,
        "thread_ts": case.thread_ts,
        "author": incoming.author,
        "author_kind": kind,
        "text": incoming.text,
        "is_dm": incoming.is_dm,
        "edited_ts": incoming.edited_ts,
        "user_team": incoming.user_team,
        "files": attached.to_rows(incoming.files),
        "kept_at": now,
    }
    message_id = messages.keep_message(tx, values, case, is_first=found.is_new)
    assert message_id is not None  # noqa: S101 - it was not there, and its key is held
    is_older = kind == "customer" and _may_be_older(incoming, found, case)
    if is_older and message_id == messages.first_of_requester(tx, case.id):
        cases.update_case(tx, case.id, now, subject=subject_of(incoming.text))  # it was said before the others
    if turn is None or (found.turn is not None and turn.id == found.turn.id):
        return None if turn is None else turns.turn_at(tx, turn.id)
    return Turn(turn, (Message(id=message_id, progress_ts=None, deleted_at=None, **values),))


def _may_be_older(incoming: Incoming, found: Found, case: Case) -> bool:
    """Say whether a message may have been said before the others in its case, though it came later."""
    if found.turn is not None and incoming.key.ts < found.turn.key.ts:
        return True
    return float(incoming.key.ts) < case.opened_at.timestamp() and subject_of(incoming.text) != case.subject


def _ready_alone(incoming: Incoming, case: Case, now: datetime, gathering: Gathering) -> datetime:
    """Return when the turn that a message begins is ready: what is complete at once."""
    at_once = incoming.opened_by or incoming.pressed or is_complete(incoming.line, incoming.text, case)
    return now if at_once else gathering.ready_at(now, now)


def _ready_with(incoming: Incoming, turn: Turn, now: datetime, gathering: Gathering) -> datetime:
    """Return when a turn is ready that has got this line: after mere greetings as if that were its first."""
    if only_greets(turn) and incoming.line in {"follow-up", "whole"}:
        return now
    return gathering.ready_at(now, turn.row.opened_at)


def _keep_edit(
    tx: Tx, edit: Edit, staff: frozenset[str], now: datetime, handoff: HandoffSettings, gathering: Gathering
) -> Turn | None:
    known = known_message(tx, edit.key)
    if known is not None:
        return edit_known(tx, edit, known, now, gathering)
    if edit.sent is not None and is_small_talk(edit.was):
        # It was left out of all cases as it was, or is still to come; what it says now is all that counts.
        return _keep_incoming(tx, edit.sent, staff, now, handoff, gathering)
    edit_unknown(tx, edit, now, handoff)
    return None
