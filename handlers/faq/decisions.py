"""What staff decide about single entries of a set: approve, reject, edit, add. Permission comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.faq.acts import FaqActor, see_entry, see_set, staff_only
from handlers.faq.made import NOTHING_MADE
from storage import faq_entries, faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import EntryState, FaqEntry, FaqSet
from workflows.faq.same import written_one_way
from workflows.faq.verbatim import is_verbatim
from workflows.masking.mask import mask

QUESTION, ANSWER = "question", "answer"
QUESTION_CHARS, ANSWER_CHARS = 300, 3000  # an answer: what a field of a Slack modal holds
MOST_ENTRIES = 500  # of a set
OURS: Mapping[str, Any] = {"engine": "staff", "sources": [], "quotes": []}  # no quote proves the words of our team
OWN_SET = "Answers by our team"
OVERTAKEN = "somebody has changed or decided this entry meanwhile: look at it as it is now"


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as somebody saw it: the number of its set, its place there, its version (None: whatever it is)."""

    number: int
    position: int
    version: int | None = None


def problems(question: str, answer: str) -> dict[str, str]:
    """Return what is wrong with an entry that staff wrote, by field; {}: nothing."""
    found = {}
    if not 0 < len(question) <= QUESTION_CHARS:
        found[QUESTION] = f"A question has 1 to {QUESTION_CHARS} characters; this one has {len(question)}."
    if not 0 < len(answer) <= ANSWER_CHARS:
        found[ANSWER] = f"An answer has 1 to {ANSWER_CHARS:,} characters; this one has {len(answer):,}."
    return found


def clean(question: str, answer: str) -> tuple[str, str]:
    """Return question and answer as they may be kept: the question on one line, cards and secrets masked."""
    return " ".join(mask(question[: 2 * QUESTION_CHARS]).split()), mask(answer[: 2 * ANSWER_CHARS]).strip()


def approve(tx: Tx, actor: FaqActor, seen: Seen, now: datetime) -> FaqSet:
    """Stand by an entry as it was seen: it is published with its set, at once if that is published.

    If its source says no more what it quotes, the answer is our team's from now on, and customers are told so.
    """
    return _decide(tx, actor, seen, "approved", now)


def reject(tx: Tx, actor: FaqActor, seen: Seen, now: datetime) -> FaqSet:
    """Keep an entry from customers: it is not published any more, until somebody approves it."""
    return _decide(tx, actor, seen, "rejected", now)


def _decide(tx: Tx, actor: FaqActor, seen: Seen, state: EntryState, now: datetime) -> FaqSet:
    faq, entry = _held(tx, actor, seen)
    if entry.state == state and entry.decided_by == actor.user:
        return faq  # pressed twice
    _as_seen(entry, seen)
    published = state == "approved" and faq.published
    new = {"state": state, "published": published, **(_unproved(tx, entry) if state == "approved" else {})}
    faq_entries.change_entry(tx, faq, entry, new, actor.user, now)
    return faq


def _unproved(tx: Tx, entry: FaqEntry) -> dict[str, Any]:
    """Return what changes in an entry whose quotes stand in its documents no more: it is our team's; else {}."""
    if not entry.quotes:
        return {}
    texts = {one.position: one.text for one in faqs.documents_of(tx, entry.set_id)}
    stand = all(texts.get(one["document"], "")[one["start"] : one["end"]] == one["text"] for one in entry.quotes)
    return {} if stand else dict(OURS)


def edit(tx: Tx, actor: FaqActor, seen: Seen, question: str, answer: str, now: datetime) -> tuple[FaqSet, FaqEntry]:
    """Put what staff wrote in place of an entry; they stand by it. ``clean`` and without ``problems``.

    Another answer is in our team's words: no quote proves it, and customers are told so. If it is the quote word for
    word, or only the question is another, what proves the answer stays, as long as its source still says it.

    Raises
    ------
    Refused
        The actor is not staff, or the entry is not as it was seen.
    """
    faq, entry = _held(tx, actor, seen)
    _as_seen(entry, seen)
    new = {QUESTION: question, ANSWER: answer, "state": "approved", "published": faq.published}
    if answer != entry.answer and not is_verbatim(answer, [quote["text"] for quote in entry.quotes]):
        new |= OURS
    else:
        new |= _unproved(tx, entry)
    faq_entries.change_entry(tx, faq, entry, new, actor.user, now)
    return faq, faqs.entry_at(tx, faq.id, entry.position) or entry


def add(tx: Tx, actor: FaqActor, number: int, question: str, answer: str, now: datetime) -> tuple[FaqSet, FaqEntry]:
    """Add an entry in staff's words to a finished set; it answers at once if the set is published.

    ``question`` and ``answer``: ``clean`` and without ``problems``.
    """
    faq = see_set(tx, actor, number)
    staff_only(actor, "write entries")
    faqs.hold_sets(tx, [faq.id])
    faq = see_set(tx, actor, number)
    if faq.state != "done":
        msg = f"set {number} is not finished, so nothing can be added to it"
        raise Refused(msg)
    if len(faqs.entries_of(tx, faq.id)) >= MOST_ENTRIES:
        msg = f"set {number} has {MOST_ENTRIES} entries, as many as there can be"
        raise Refused(msg)
    new = {QUESTION: question, ANSWER: answer, "sources": [], "quotes": [], "published": faq.published}
    return faq, faq_entries.add_entry(tx, faq, new, actor.user, now)


def add_own(tx: Tx, actor: FaqActor, question: str, answer: str, now: datetime) -> tuple[FaqSet, FaqEntry]:
    """Publish an answer that no document is behind, in the set that staff write themselves.

    Raises
    ------
    Refused
        The actor is not staff, or an entry there answers the very question: of two staff at once the second is told.
    """
    staff_only(actor, "write entries")
    about = {"team_id": actor.team_id, "owner": actor.user, "title": OWN_SET, "created_at": now}
    own = faqs.own_set(tx, {**about, "report": NOTHING_MADE.model_dump(mode="json")})
    asked = written_one_way(question)
    for entry in faqs.entries_of(tx, own.id):
        if entry.published and written_one_way(entry.question) == asked:
            msg = f"set {own.number}, entry {entry.position} answers this already: edit that one"
            raise Refused(msg)
    return add(tx, actor, own.number, question, answer, now)


def _held(tx: Tx, actor: FaqActor, seen: Seen) -> tuple[FaqSet, FaqEntry]:
    """Return a set that nobody else changes until the transaction ends, and its entry as it is now."""
    faq = see_set(tx, actor, seen.number)
    staff_only(actor, "approve, edit or reject entries")
    faqs.hold_sets(tx, [faq.id])
    return see_entry(tx, actor, seen.number, seen.position)


def _as_seen(entry: FaqEntry, seen: Seen) -> None:
    if seen.version not in {None, entry.version}:
        raise Refused(OVERTAKEN)
