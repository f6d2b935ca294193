"""Which entries of a set customers are answered from: what staff approved, and what code has checked word for word.

What code has checked has to be a question with its answer too (docs/decisions/0077-one-gate-before-customers.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.faq.acts import FaqActor, see_set, staff_only
from storage import faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import FaqEntry, FaqSet
from workflows.faq.gate import why_it_waits
from workflows.faq.verbatim import is_verbatim

NAMED = 10  # positions that a sentence lists


def is_checked(entry: FaqEntry) -> bool:
    """Say whether code has checked all of an answer: it is its quote, word for word."""
    return is_verbatim(entry.answer, [str(quote.get("text", "")) for quote in entry.quotes])


def waits(entry: FaqEntry) -> bool:
    """Say whether an entry waits for staff: no decision, and there is something against it."""
    return entry.removed_by is None and entry.state == "proposed" and not _answers_by_itself(entry)


def why_waiting(entry: FaqEntry) -> str | None:
    """Return why an entry waits for staff, in words; None: it does not wait."""
    if not waits(entry):
        return None
    if entry.was is not None:
        return "its source has changed"
    if not is_checked(entry):
        return "the answer is not the quote word for word"
    return why_it_waits(entry.question, entry.answer)


def may_answer(entry: FaqEntry) -> bool:
    """Say whether customers may be answered from an entry once its set is published."""
    if entry.removed_by is not None:
        return False
    return entry.state == "approved" or (entry.state == "proposed" and _answers_by_itself(entry))


def _answers_by_itself(entry: FaqEntry) -> bool:
    return is_checked(entry) and entry.was is None and why_it_waits(entry.question, entry.answer) is None


@dataclass(frozen=True, slots=True)
class Publishing:
    """What became of a set that was published or withdrawn: how many entries, and the places of those left out.

    ``renewed``: word for word, and made anew in a published set by its owner, who may not publish. ``changed``: wait
    since their source has changed. ``unfit``: word for word, but no question with its answer as they stand.
    """

    faq: FaqSet
    count: int
    waiting: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()
    renewed: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()

    @property
    def left_out(self) -> str:
        """How many entries are not published and why, in a sentence or two; "" if all are."""
        said = []
        if self.waiting:
            wait = "1 waits" if len(self.waiting) == 1 else f"{len(self.waiting)} wait"
            said.append(
                f"{wait} for a decision, as the answer is not the quote word for word: {_listed(self.waiting)}."
            )
        if self.unfit:
            wait = "1 waits" if len(self.unfit) == 1 else f"{len(self.unfit)} wait"
            one = (
                "its question or answer does not stand by itself"
                if len(self.unfit) == 1
                else "their questions or answers do not stand by themselves"
            )
            said.append(f"{wait} for a decision, as {one}: {_listed(self.unfit)}.")
        if self.changed:
            wait = "1 waits" if len(self.changed) == 1 else f"{len(self.changed)} wait"
            said.append(f"{wait} for a decision, as the source says it otherwise now: {_listed(self.changed)}.")
        if self.renewed:
            anew = f"{len(self.renewed)} {_was(self.renewed)} made anew since, by who may not publish"
            said.append(
                f"{anew}, and {'waits' if len(self.renewed) == 1 else 'wait'} for a decision: {_listed(self.renewed)}."
            )
        if self.rejected:
            said.append(f"{len(self.rejected)} {_be(self.rejected)} rejected: {_listed(self.rejected)}.")
        return " ".join(said)

    def sentence(self) -> str:
        """Return how many of how many entries are published, and what is left out and why."""
        left = (self.waiting, self.rejected, self.renewed, self.changed, self.unfit)
        whole = self.count + sum(map(len, left))
        return (
            f"{self.count} of {whole} entries {'is' if self.count == 1 else 'are'} published. {self.left_out}".strip()
        )


def _be(places: Sequence[int]) -> str:
    return "is" if len(places) == 1 else "are"


def _was(places: Sequence[int]) -> str:
    return "was" if len(places) == 1 else "were"


def _listed(places: Sequence[int]) -> str:
    shown = ", ".join(map(str, places[:NAMED]))
    more = len(places) - NAMED
    return f"{'entry' if len(places) == 1 else 'entries'} {shown}{f' and {more} more' if more > 0 else ''}"


def outcome(faq: FaqSet, entries: Sequence[FaqEntry]) -> Publishing:
    """Return which entries of a set are published, and which are left out and why."""
    there = [entry for entry in entries if entry.removed_by is None]
    return Publishing(
        faq,
        sum(entry.published for entry in there),
        tuple(
            one.position for one in there if not one.published and waits(one) and not one.was and not is_checked(one)
        ),
        tuple(entry.position for entry in there if entry.state == "rejected"),
        tuple(entry.position for entry in there if faq.published and not entry.published and may_answer(entry)),
        tuple(entry.position for entry in there if waits(entry) and entry.was),
        tuple(one.position for one in there if not one.published and waits(one) and not one.was and is_checked(one)),
    )


def publish(tx: Tx, actor: FaqActor, number: int, *, published: bool) -> Publishing:
    """Publish or withdraw a set; the next message is answered accordingly.

    Published is what staff approved, and what nobody decided about and is its quote word for word: code has checked
    that. A paraphrase waits for a decision; what is rejected stays out.

    Raises
    ------
    Refused
        The actor is not staff, or the set has nothing to publish.
    """
    faq = see_set(tx, actor, number)
    staff_only(actor, "publish or withdraw FAQs")
    faqs.hold_sets(tx, [faq.id])
    there = [entry for entry in faqs.entries_of(tx, faq.id) if entry.removed_by is None]
    if faq.state != "done" or not there:
        msg = f"set {number} is not finished or empty, so there is nothing to publish"
        raise Refused(msg)
    if not published:
        faqs.publish(tx, faq.id, published=False)
        return Publishing(faq, len(there))
    chosen = [entry.id for entry in there if may_answer(entry)]
    if not chosen:
        msg = f"nothing of set {number} can be published yet. {outcome(faq, there).left_out}"
        raise Refused(msg)
    faqs.publish(tx, faq.id, published=True, only=chosen)
    return outcome(faq, faqs.entries_of(tx, faq.id))
