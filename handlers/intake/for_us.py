"""Which messages are for the desk: what opens a case, where and by whom; and what in a case is said to whom."""

from datetime import datetime
from typing import TYPE_CHECKING

from storage import app_roots, greetings
from storage.database import Tx
from storage.records import AuthorKind, Case, MessageKey

if TYPE_CHECKING:
    from handlers.intake.keep import Incoming


def opens_case(tx: Tx, incoming: "Incoming", staff: frozenset[str]) -> bool:
    """Say whether a message in no case opens one. Staff are customers only where they call the desk themselves."""
    if incoming.addressed or incoming.thread_ts is None:
        return incoming.addressed and not only_seen(incoming, staff)
    root = _root(incoming)
    if _greeted_us(tx, incoming, root):
        return True
    if not incoming.in_support or only_seen(incoming, staff):
        return False
    return app_roots.is_of_app(tx, root.team_id, root.channel, root.ts)


def is_for_case(incoming: "Incoming", case: Case, kind: AuthorKind, staff: frozenset[str]) -> bool:
    """Say whether a message that stands where a case does is part of it.

    What begins by addressing somebody else is none of our business, unless staff say it, or it is said in its thread to
    one of them, or to anybody while a person has the case: then people answer, and who has the case must see it.
    """
    if not incoming.to_other or kind in {"staff", "colleague"}:
        return True
    is_with_people = case.taken_over or incoming.named[0] in staff or incoming.named[0] == case.assignee
    return incoming.thread_ts is not None and is_with_people


def is_to_customer(incoming: "Incoming", case: Case) -> bool:
    """Say whether words of staff in the thread of a case are said to its customer, and not to a colleague."""
    return case.requester in incoming.named or not (incoming.to_other or incoming.to_group)


def only_seen(incoming: "Incoming", staff: frozenset[str]) -> bool:
    """Say whether it is a member of staff who writes, and not to the desk."""
    return incoming.author in staff and not (incoming.mentions_bot or incoming.is_dm)


def note_greeting(tx: Tx, incoming: "Incoming", staff: frozenset[str], now: datetime) -> None:
    """Note who greeted the desk in which thread, without a word: what they write there next is meant for it.

    Not of staff in the thread of somebody else, to whom they may go on to speak.
    """
    if incoming.is_dm or (incoming.author in staff and incoming.thread_ts is not None):
        return
    greetings.keep_greeting(tx, _root(incoming), incoming.author, now, called=incoming.mentions_bot)


def _greeted_us(tx: Tx, incoming: "Incoming", root: MessageKey) -> bool:
    """Say whether its author greeted the desk in this thread: by its name, or at the top of a support channel.

    The second only until somebody else has said more there than a greeting: then people speak with each other.
    """
    greeted = greetings.greeted_in(tx, root)
    if incoming.line != "small talk" and any(not called for who, called in greeted.items() if who != incoming.author):
        greetings.drop_uncalled(tx, root, incoming.author)
    called = greeted.get(incoming.author)
    return called is True or (called is False and incoming.in_support)


def _root(incoming: "Incoming") -> MessageKey:
    """Return the first message of the thread in which a message stands, or which it begins."""
    key = incoming.key
    return MessageKey(key.team_id, key.channel, incoming.thread_ts or key.ts)
