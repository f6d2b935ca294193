"""Which case a message belongs to, wherever it stands: in a case's thread, in the thread of its card, or the card."""

from handlers.cases import thread_notes
from storage import cases, messages
from storage.database import Tx
from storage.records import Case, MessageKey


def case_at(tx: Tx, staff_channel: str | None, key: MessageKey, thread_ts: str | None) -> Case | None:
    """Return the case that a message belongs to, kept or not; ``thread_ts``: its thread's root, None if it is one."""
    kept = messages.get_message(tx, key)
    if kept is not None:
        return cases.get_case(tx, kept.case_id)
    root = thread_ts or key.ts
    about = thread_notes.case_of_card(tx, staff_channel, key, root)
    return about or cases.case_of_thread(tx, key.team_id, key.channel, root)
