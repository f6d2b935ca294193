"""What staff write in the thread of a card, reminder or warning: a private note on its case, as the message stands."""

from datetime import datetime

from storage import cases, notes, posts
from storage.database import Tx
from storage.errors import Transient
from storage.records import Case, MessageKey

CLOCKS_DIFFER_S = 60  # Slack's from ours, at most
NOTED, CHANGED, DELETED = "noted", "changed a note", "deleted a note"


def case_of_card(tx: Tx, staff_channel: str | None, key: MessageKey, thread_ts: str | None) -> Case | None:
    """Return the case whose card, reminder or warning a message stands under; None for any other message."""
    if thread_ts is None or staff_channel is None or key.channel != staff_channel:
        return None
    case_id = posts.case_of_staff_post(tx, key.team_id, key.channel, thread_ts)
    return None if case_id is None else cases.get_case(tx, case_id)


def wait_for_card(tx: Tx, staff_channel: str | None, key: MessageKey, thread_ts: str | None) -> None:
    """Refuse for now what may be written under a card that stands in Slack a moment longer than we know of it.

    What is not acknowledged Slack delivers again; then we know. Threads that are older than the card are no matter.

    Raises
    ------
    Transient
        The thread may be that of a card which is on its way.
    """
    if thread_ts is None or staff_channel is None or key.channel != staff_channel:
        return
    planned_at = posts.oldest_on_its_way(tx, key.team_id, key.channel)
    if planned_at is None or cases.case_of_thread(tx, key.team_id, key.channel, thread_ts) is not None:
        return
    if thread_ts >= f"{planned_at.timestamp() - CLOCKS_DIFFER_S:.6f}":
        msg = "a card is on its way, and this may be a note on it"
        raise Transient(msg)


def keep_note(  # noqa: PLR0913, PLR0917 - a message, and what is known of it
    tx: Tx, case: Case, key: MessageKey, author: str, text: str, edited_ts: str | None, now: datetime
) -> None:
    """Keep a message as a note; ``text`` is masked. A message without words is none; repeats change nothing."""
    case = cases.lock_case(tx, case.id)
    if text and notes.add_note(tx, case, author, text, now, key, edited_ts):
        cases.update_case(tx, case.id, now, erased_at=None)
        cases.add_event(tx, case, now, actor=author, event=NOTED, detail="")


def change_note(tx: Tx, key: MessageKey, text: str, edited_ts: str, now: datetime) -> bool:
    """Let the note say what its message says now; False if no note is kept of that message."""
    case = _case_of(tx, key)
    if case is None:
        return False
    if notes.change_note(tx, key, text, edited_ts):
        _written(tx, case, key, CHANGED, now)
    return True


def erase_note(tx: Tx, key: MessageKey, now: datetime) -> bool:
    """Erase the words of the note whose message was deleted; False if no note is kept of that message."""
    case = _case_of(tx, key)
    if case is None:
        return False
    if notes.erase_note(tx, key):
        _written(tx, case, key, DELETED, now)
    return True


def _case_of(tx: Tx, key: MessageKey) -> Case | None:
    note = notes.note_at(tx, key)
    return None if note is None else cases.lock_case(tx, note.case_id)


def _written(tx: Tx, case: Case, key: MessageKey, event: str, now: datetime) -> None:
    note = notes.note_at(tx, key)
    assert note is not None  # noqa: S101 - notes are never deleted, and its case is held
    cases.update_case(tx, case.id, now)
    cases.add_event(tx, case, now, actor=note.author, event=event, detail="")
