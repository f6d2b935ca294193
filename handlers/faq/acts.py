"""What people may do with a set of FAQs: see, cancel, remove an entry. Permission comes first."""

from dataclasses import dataclass
from datetime import datetime

from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqEntry, FaqSet


@dataclass(frozen=True, slots=True)
class FaqActor:
    """Who asks. Owners and staff see a set; publishing is for staff."""

    team_id: str
    user: str
    is_staff: bool


def see_set(tx: Tx, actor: FaqActor, number: int) -> FaqSet:
    """Return the set with this number.

    Raises
    ------
    Refused
        There is none, or the actor may not see it: the message is the same.
    """
    faq = faqs.find_set(tx, actor.team_id, number)
    if faq is None or not (actor.is_staff or faq.owner == actor.user):
        msg = f"there is no set {number} of FAQs{'' if actor.is_staff else ' of yours'}"
        raise Refused(msg)
    if faq.state == "erased":
        msg = f"set {number} was erased"
        raise Refused(msg)
    return faq


def see_entry(tx: Tx, actor: FaqActor, number: int, position: int) -> tuple[FaqSet, FaqEntry]:
    """Return an entry of a set that the actor may see."""
    faq = see_set(tx, actor, number)
    entry = faqs.entry_at(tx, faq.id, position)
    if entry is None or entry.removed_by is not None:
        msg = f"entry {position} of set {number} was removed, or never was"
        raise Refused(msg)
    return faq, entry


def cancel(tx: Tx, actor: FaqActor, number: int, now: datetime) -> FaqSet:
    """Give up a set that is being made.

    Raises
    ------
    Refused
        It is not being made any more.
    """
    faq = see_set(tx, actor, number)
    if not faqs.cancel_set(tx, faq.id, now):
        msg = f"set {number} is not being made any more"
        raise Refused(msg)
    return faq


def remove_entry(tx: Tx, actor: FaqActor, number: int, position: int) -> FaqSet:
    """Take an entry out of its set; removing it twice is one removal."""
    faq = see_set(tx, actor, number)
    entry = faqs.entry_at(tx, faq.id, position)
    if entry is not None:
        faqs.remove_entry(tx, faq.team_id, entry, actor.user)
    return faq


def staff_only(actor: FaqActor, what: str) -> None:
    """Raise ``Refused`` unless the actor is staff; ``what`` says what is asked: "publish or withdraw FAQs"."""
    if not actor.is_staff:
        msg = f"only support staff can {what}"
        raise Refused(msg)
