"""Keeping what people write: who wrote it, whose case it is, and whether an answer is owed. Changes rows at once."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.cases import thread_notes
from handlers.cases.escalation import await_person, take_over
from handlers.cases.unanswered import asks
from handlers.desk import NOWHERE, HandoffSettings
from handlers.reading import CUT, MAX_TEXT
from handlers.subjects import subject_of
from storage import app_roots, attached, cases, erase, faq_aliases, faq_gaps, messages, runs, search, tombstones, turns
from storage.attached import AttachedFile
from storage.database import Tx
from storage.records import AuthorKind, Case, Message, MessageKey, Turn
from workflows.language.passages import MOST_PASSED_ON, Passage, carried, composed
from workflows.masking.mask import mask
from workflows.rules.plan import make_plan
from workflows.rules.route import classify
from workflows.rules.smalltalk import is_small_talk

MOST_MASKED = 60_000  # more than Slack takes: of a text that shrinks by masking what is kept is still whole


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message somebody wrote. ``thread_ts`` is the thread's first message, None at top level.

    ``addressed``: meant for the desk by itself (a DM, a mention, a top-level message in a support channel); a message
    that is not may still belong to a thread the desk is working in. ``to_other``: it starts by addressing somebody
    else. ``text`` is plain and untrusted, as it stood at ``edited_ts``; ``passages`` is what it passes on, until it is
    ``masked``: then all is one text. ``opened_by``: who had a case opened from it. ``user_team``: the author's
    organisation, if it is another one; ``in_support``: in this channel the author is a customer.
    """

    key: MessageKey
    thread_ts: str | None
    author: str
    text: str
    is_dm: bool
    addressed: bool
    mentions_bot: bool
    to_other: bool = False
    edited_ts: str | None = None
    opened_by: str = ""
    passages: tuple[Passage, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    user_team: str | None = None
    in_support: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A message got another text. ``addressed``: the message may be for the desk, as far as the edit shows."""

    key: MessageKey
    text: str
    edited_ts: str
    author: str = ""
    thread_ts: str | None = None
    addressed: bool = False
    passages: tuple[Passage, ...] = ()


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
    passages = [masked_passage(passage) for passage in change.passages]
    text = composed(mask(change.text[:MOST_MASKED]), passages)
    change = replace(change, text=text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}{CUT}", passages=())
    if isinstance(change, Incoming) and change.files:
        change = replace(change, files=tuple(replace(file, name=mask(file.name)) for file in change.files))
    return change


def masked_passage(passage: Passage) -> Passage:
    """Mask what is passed on by itself: set off, a number that runs over a line would not be recognised."""
    text, is_cut = passage.text[: 2 * MOST_PASSED_ON], passage.is_cut or len(passage.text) > 2 * MOST_PASSED_ON
    return replace(passage, origin=mask(passage.origin), text=mask(text), is_cut=is_cut)


def keep(
    tx: Tx, change: Change, staff: frozenset[str], now: datetime, handoff: HandoffSettings = NOWHERE
) -> Turn | None:
    """Make ``change`` durable; return its message's turn if that is owed an answer, else None. Repeats change nothing.

    Any order of a message, its edits and its deletion ends in the newest text, or in nothing. ``change`` is ``masked``
    before: in here every other message would wait for it. ``handoff``: where people learn that a case they had taken
    over is open again; what staff write there in the thread of a card is a note (``thread_notes``).

    Raises
    ------
    Transient
        It may be a note on a card of which we do not know yet that it stands.
    """
    match change:
        case Incoming():
            return _keep_incoming(tx, change, staff, now, handoff)
        case Edit():
            return _keep_edit(tx, change, now, handoff)
        case Deletion():
            return _keep_deletion(tx, change.key, now)


def _keep_incoming(
    tx: Tx, incoming: Incoming, staff: frozenset[str], now: datetime, handoff: HandoffSettings
) -> Turn | None:
    tombstones.hold_key(tx, incoming.key)
    known = messages.get_message(tx, incoming.key)
    if known is not None:
        return _if_owed(turns.turn_of(tx, known))
    later = tombstones.tombstone_of(tx, incoming.key)
    if later is not None and later.deleted_at is not None:
        return None
    if later is not None and later.text is not None:
        if (incoming.edited_ts or "") < (later.edited_ts or ""):
            incoming = replace(incoming, text=later.text, edited_ts=later.edited_ts)
        tombstones.drop_tombstone(tx, incoming.key)
    about = thread_notes.case_of_card(tx, handoff.staff_channel, incoming.key, incoming.thread_ts)
    if about is not None:
        if incoming.author in staff:
            thread_notes.keep_note(tx, about, incoming.key, incoming.author, incoming.text, incoming.edited_ts, now)
        return None
    if incoming.author in staff:
        thread_notes.wait_for_card(tx, handoff.staff_channel, incoming.key, incoming.thread_ts)
    case = _case_for(tx, incoming, staff, now)
    kind = _author_kind(incoming, case, staff) if case else "third"
    # Words to somebody else are not for us, except that staff who speak to the customer in a thread take it over.
    if case is None or (incoming.to_other and kind != "staff"):
        return None
    turn = _insert(tx, incoming, case, kind, now)
    _follow(tx, incoming, case, kind, now, handoff)
    return turn


def _if_owed(turn: Turn | None) -> Turn | None:
    return turn if turn is not None and turn.is_owed else None


def _case_for(tx: Tx, incoming: Incoming, staff: frozenset[str], now: datetime) -> Case | None:
    """Return the case this message belongs to, locked, and opened if need be; None: not for us."""
    key = incoming.key
    if incoming.is_dm and incoming.thread_ts is None:
        joined = cases.dm_case_to_join(tx, key.team_id, key.channel, now)
        if joined is not None:
            return cases.lock_case(tx, joined.id)
    root = incoming.thread_ts or key.ts
    known = cases.lock_case_of_thread(tx, key.team_id, key.channel, root)
    if known is not None or incoming.to_other or not _is_for_us(tx, incoming, staff):
        return known
    return cases.open_new_case(
        tx,
        team_id=key.team_id,
        channel=key.channel,
        thread_ts=root,
        is_dm=incoming.is_dm,
        requester=incoming.author,
        subject=subject_of(incoming.text),
        now=now,
        opened_by=incoming.opened_by,
    )


def _is_for_us(tx: Tx, incoming: Incoming, staff: frozenset[str]) -> bool:
    """Say whether a message in no case opens one. Staff are customers only where they call the desk themselves."""
    if incoming.author in staff and not (incoming.mentions_bot or incoming.is_dm):
        return False
    if incoming.addressed or incoming.thread_ts is None or not incoming.in_support:
        return incoming.addressed
    return app_roots.is_of_app(tx, incoming.key.team_id, incoming.key.channel, incoming.thread_ts)


def _author_kind(incoming: Incoming, case: Case, staff: frozenset[str]) -> AuthorKind:
    if incoming.author == case.requester:
        return "customer"
    return "staff" if incoming.author in staff else "third"


def _insert(tx: Tx, incoming: Incoming, case: Case, kind: AuthorKind, now: datetime) -> Turn | None:
    """Store the message and, if an answer is owed to it, the turn that it begins; nobody else keeps it meanwhile."""
    key, turn = incoming.key, None
    if not case.taken_over and (kind == "customer" or incoming.mentions_bot):
        turn = turns.open_turn(tx, case, key, incoming.author, now, is_dm=incoming.is_dm)
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
    message_id = messages.keep_message(tx, values, case)
    assert message_id is not None  # noqa: S101 - it was not there, and its key is held
    if turn is None:
        return None
    return Turn(turn, (Message(id=message_id, progress_ts=None, deleted_at=None, **values),))


def _follow(tx: Tx, incoming: Incoming, case: Case, kind: AuthorKind, now: datetime, handoff: HandoffSettings) -> None:
    """Do what follows from a new message: reopened by its requester, taken over by staff."""
    if case.status == "resolved":
        cases.update_case(tx, case.id, now, erased_at=None)  # there is something new to erase, in its own time
    if case.asked_at is not None:
        # Its customer has written; or others have, and the question stands, but nobody is reminded of it so soon.
        asked_at = None if kind == "customer" else now
        cases.update_case(tx, case.id, now, asked_at=asked_at, nudged_at=None)
    if kind == "customer":
        _reopen(tx, case, now, handoff)
        if case.status == "escalated" and case.waits_since is None and not is_small_talk(incoming.text):
            cases.update_case(tx, case.id, now, waits_since=now)  # a person has answered, and is asked again
    if kind == "staff" and not incoming.mentions_bot:
        if not case.taken_over:
            take_over(tx, case, incoming.author, "wrote in the thread", now)
        first, asked_at = case.first_response_at or now, now if asks(incoming.text) else None
        cases.update_case(tx, case.id, now, first_response_at=first, waits_since=None, asked_at=asked_at)


def _reopen(tx: Tx, case: Case, now: datetime, handoff: HandoffSettings) -> None:
    """A requester's message moves a waiting, answered or resolved case to open, or to the person who took it over."""
    if case.status == "resolved":
        cases.add_event(tx, case, now, actor=case.requester, event="reopened", detail="wrote again")
    if case.status in {"waiting", "answered", "resolved"}:
        status = "escalated" if case.taken_over else "open"
        cases.update_case(tx, case.id, now, status=status, resolved_at=None)
        if case.taken_over:
            await_person(tx, handoff, case, now)


def _keep_edit(tx: Tx, edit: Edit, now: datetime, handoff: HandoffSettings) -> Turn | None:
    known = _known(tx, edit.key)
    if known is None:
        if thread_notes.change_note(tx, edit.key, edit.text, edit.edited_ts, now):
            return None
        about = thread_notes.case_of_card(tx, handoff.staff_channel, edit.key, edit.thread_ts)
        if about is None:
            thread_notes.wait_for_card(tx, handoff.staff_channel, edit.key, edit.thread_ts)
        if about is not None or _may_be_ours(tx, edit):
            tombstones.keep_edit(tx, edit.key, edit.author, edit.text, edit.edited_ts, now)
        return None
    edit = replace(edit, text=carried(edit.text, known.text))
    is_changed = messages.edit_message(tx, edit.key, edit.text, edit.edited_ts)
    turn = turns.turn_of(tx, known)
    if not is_changed:
        return _if_owed(turn)
    case = cases.get_case(tx, known.case_id)
    if turn is not None:
        faq_gaps.reword_gap(tx, turn.first.id, turn.text)
        faq_aliases.erase_of_message(tx, turn.first.id)
        if not turn.is_owed:
            _stop_asking(tx, case, turn, now)
    when = "before" if turn is not None and turn.is_owed else "after"
    cases.add_event(tx, case, now, actor=known.author, event="edited", detail=f"{when} the answer")
    if known.id == messages.first_of_requester(tx, case.id):
        cases.update_case(tx, case.id, now, subject=subject_of(edit.text))
    search.index_case(tx, case.id)
    return _if_owed(turn)


def _keep_deletion(tx: Tx, key: MessageKey, now: datetime) -> Turn | None:
    known = _known(tx, key)
    if known is None:
        if not thread_notes.erase_note(tx, key, now):
            tombstones.keep_deletion(tx, key, now)
        return None
    erase.erase_message(tx, key, now)
    if known.author_kind == "staff" and known.turn_id is None:
        cases.update_case(tx, known.case_id, now, asked_at=None, nudged_at=None)  # what a person asked is taken back
    turn = turns.turn_of(tx, known)
    if turn is not None and turn.standing and not turn.is_owed:
        _stop_asking(tx, cases.get_case(tx, known.case_id), turn, now)
    return _if_owed(turn)


def _known(tx: Tx, key: MessageKey) -> Message | None:
    """Return the message and hold its case; None: it has not come, and does not come while this transaction lasts."""
    known = messages.get_held(tx, key)
    if known is None:
        tombstones.hold_key(tx, key)
        known = messages.get_held(tx, key)
    return known


def _may_be_ours(tx: Tx, edit: Edit) -> bool:
    """Say whether the message of an edit, should it still come, may be for the desk: nobody else's words are kept."""
    team_id, channel = edit.key.team_id, edit.key.channel
    return edit.addressed or bool(edit.thread_ts and cases.case_of_thread(tx, team_id, channel, edit.thread_ts))


def _stop_asking(tx: Tx, case: Case, turn: Turn, now: datetime) -> None:
    """Let go of what the answer to the old text asked for, unless the new text still wants it."""
    asked = runs.asked_for(tx, turn)
    if asked:
        wanted = {task.query_type for task in make_plan(turn.text).tasks}
        runs.stop_asking(tx, case, turn, now, but=asked & wanted)
    elif runs.asked_details(tx, case, turn) and classify(turn.text).route != case.route:
        runs.wait_for_nothing(tx, case, now)
