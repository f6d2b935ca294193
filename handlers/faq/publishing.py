"""Which entries of a set customers are answered from: what staff stand by, and what is surely sound by itself.

Surely sound is what code has checked word for word, has a question with its answer, and is asked in a form that went
wrong nowhere (docs/decisions/0080-what-is-published-by-itself.md). Other questions that rules worded wait for a look,
and a model's if few of its words are in the sentences that the model points at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from handlers.faq.acts import FaqActor, see_set, staff_only
from handlers.faq.decisions import OVERTAKEN
from storage import faq_entries, faqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_records import EntryEngine, FaqEntry, FaqSet
from workflows.faq.gate import why_it_waits
from workflows.faq.kept_back import KEPT_BACK, is_kept_back
from workflows.faq.reasons import LINKED
from workflows.faq.related import shares_words
from workflows.faq.sections import BETWEEN
from workflows.faq.sound import is_surely_sound
from workflows.faq.verbatim import is_verbatim
from workflows.receipts.check import outside

NAMED = 10  # positions that a sentence lists
UNCHECKED = "the answer is not the quote word for word"
WORDED = "Frontdesk worded the question"
DISTANT = "few words of the question are in the answer"


def is_checked(entry: FaqEntry) -> bool:
    """Say whether code has checked all of an answer: it is its quote, word for word."""
    return _is_checked(entry.answer, entry.quotes)


def waits(entry: FaqEntry) -> bool:
    """Say whether an entry waits for staff: nobody has decided, and it needs a decision or a look."""
    return is_for_a_look(entry) or (_is_open(entry) and _flaw(entry) is not None)


def is_for_a_look(entry: FaqEntry) -> bool:
    """Say whether an entry waits for nothing but a look: it is word for word, and nothing is against it.

    Rules worded its question, or few words of a model's are in its answer. What is published already, by an older
    version, stays so.
    """
    return _is_open(entry) and not entry.published and _flaw(entry) is None and _why_look(entry) is not None


def why_waiting(entry: FaqEntry) -> str | None:
    """Return why an entry waits for staff, in words; None: it does not wait."""
    if not waits(entry):
        return None
    return _flaw(entry) or _why_look(entry)


def may_answer(entry: FaqEntry) -> bool:
    """Say whether customers may be answered from an entry once its set is published."""
    if entry.removed_by is not None:
        return False
    return entry.state == "approved" or (_is_open(entry) and entry.was is None and answers_by_itself(entry))


def answers_by_itself(entry: FaqEntry) -> bool:
    """Say whether what an entry asks and answers is published with its set although nobody has looked at it."""
    return by_itself(entry.question, entry.answer, entry.quotes, entry.engine)


def by_itself(question: str, answer: str, proof: Sequence[Mapping[str, Any]], engine: EntryEngine) -> bool:
    """Say the same of what is no entry yet. ``proof``: its quotes, each with text, title and what ``place_in`` says."""
    return why_by_itself_not(question, answer, proof, engine) is None


def why_by_itself_not(
    question: str, answer: str, proof: Sequence[Mapping[str, Any]], engine: EntryEngine
) -> str | None:
    """Return why what is no entry yet would wait for staff, in words; None: it would not."""
    if not _is_checked(answer, proof):
        return UNCHECKED
    if _is_kept_back(answer, proof):
        return KEPT_BACK
    return why_it_waits(question, answer) or _unsure(question, answer, proof, engine)


def _is_open(entry: FaqEntry) -> bool:
    return entry.removed_by is None and entry.state == "proposed"


def _flaw(entry: FaqEntry) -> str | None:
    if entry.was is not None:
        return "its source has changed"
    if not is_checked(entry):
        return UNCHECKED
    if _is_kept_back(entry.answer, entry.quotes):
        return KEPT_BACK
    return why_it_waits(entry.question, entry.answer)


def _why_look(entry: FaqEntry) -> str | None:
    return _unsure(entry.question, entry.answer, entry.quotes, entry.engine)


def _unsure(question: str, answer: str, proof: Sequence[Mapping[str, Any]], engine: EntryEngine) -> str | None:
    """Return why somebody should look at a question with its answer that has nothing against it; None: nobody need."""
    if engine == "staff":
        return None
    if outside(answer):
        return LINKED
    heading = _heading(proof)
    if doubt := _doubt(proof):
        return doubt if engine == "model" or is_surely_sound(question, answer, heading) else WORDED
    if is_surely_sound(question, answer, heading):
        return None
    if engine == "rules":
        return WORDED
    return None if shares_words(question, answer, heading) else DISTANT


def _is_checked(answer: str, proof: Sequence[Mapping[str, Any]]) -> bool:
    return is_verbatim(answer, [str(quote.get("text", "")) for quote in proof])


def _is_kept_back(answer: str, proof: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether an answer, what stands over it, or the section it is from says that it is for nobody outside."""
    path = [part for one in proof for part in (str(one.get("title", "")), *str(one.get("section", "")).split(BETWEEN))]
    return any(one.get("kept_back") for one in proof) or is_kept_back(path, answer)


def _heading(proof: Sequence[Mapping[str, Any]]) -> str:
    """Return the heading that the answer stands under; "" if there is none."""
    return str(proof[0].get("section", "")).rpartition(BETWEEN)[2] if proof else ""


def _doubt(proof: Sequence[Mapping[str, Any]]) -> str | None:
    """Return what around an entry in its document wants a look (``workflows/faq/doubts.py``), kept with its quote."""
    return next((str(quote["doubt"]) for quote in proof if quote.get("doubt")), None)


@dataclass(frozen=True, slots=True)
class Publishing:
    """What became of a set that was published or withdrawn: how many entries, and the places of those left out.

    ``worded``: wait for a look, since rules worded their questions; ``distant``: since few words of a model's questions
    are in their answers; ``linked``: since there is an address in them; ``doubted``: since their documents say
    something around them, with what. ``waiting``: their answers are not the quote.
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
    worded: tuple[int, ...] = ()
    distant: tuple[int, ...] = ()
    linked: tuple[int, ...] = ()
    doubted: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def left_out(self) -> str:
        """How many entries are not published and why, in a sentence or two; "" if all are."""
        return " ".join(filter(None, (self.to_look_at, self.to_decide)))

    @property
    def to_look_at(self) -> str:
        """How many entries wait for a look and why, in a sentence or two; "" if none does."""
        said = []
        if self.worded:
            questions = "its question" if len(self.worded) == 1 else "their questions"
            said.append(f"{_wait(self.worded)} for a look, as Frontdesk worded {questions}: {_listed(self.worded)}.")
        if self.distant:
            both = "the question are in its answer" if len(self.distant) == 1 else "the questions are in their answers"
            said.append(f"{_wait(self.distant)} for a look, as few words of {both}: {_listed(self.distant)}.")
        if self.linked:
            answers = "its answer holds" if len(self.linked) == 1 else "their answers hold"
            what = "a link, an address or a mention"
            said.append(f"{_wait(self.linked)} for a look, as {answers} {what}: {_listed(self.linked)}.")
        said += [f"{_wait(places)} for a look: {why}: {_listed(places)}." for why, places in self.doubted]
        return " ".join(said)

    @property
    def to_decide(self) -> str:
        """How many others are left out and why, in a sentence or two; "" if none is."""
        said = []
        if self.waiting:
            said.append(
                f"{_wait(self.waiting)} for a decision, as the answer is not the quote word for word: "
                f"{_listed(self.waiting)}."
            )
        if self.unfit:
            one = (
                "its question or answer does not stand by itself"
                if len(self.unfit) == 1
                else "their questions or answers do not stand by themselves"
            )
            said.append(f"{_wait(self.unfit)} for a decision, as {one}: {_listed(self.unfit)}.")
        if self.changed:
            said.append(
                f"{_wait(self.changed)} for a decision, as the source says it otherwise now: {_listed(self.changed)}."
            )
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
        looks = (self.worded, self.distant, self.linked, *(places for _, places in self.doubted))
        left = (self.waiting, self.rejected, self.renewed, self.changed, self.unfit, *looks)
        whole = self.count + sum(map(len, left))
        return (
            f"{self.count} of {whole} entries {'is' if self.count == 1 else 'are'} published. {self.left_out}".strip()
        )


def _wait(places: Sequence[int]) -> str:
    return "1 waits" if len(places) == 1 else f"{len(places)} wait"


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

    def places(which: Callable[[FaqEntry], bool]) -> tuple[int, ...]:
        return tuple(entry.position for entry in there if which(entry))

    def decides(entry: FaqEntry) -> bool:
        return not entry.published and waits(entry) and not entry.was and not is_for_a_look(entry)

    return Publishing(
        faq,
        sum(entry.published for entry in there),
        places(lambda one: decides(one) and not is_checked(one)),
        places(lambda one: one.state == "rejected"),
        places(lambda one: faq.published and not one.published and may_answer(one)),
        places(lambda one: waits(one) and one.was is not None),
        places(lambda one: decides(one) and is_checked(one)),
        worded=places(partial(_is_looked_at_for, why=WORDED)),
        distant=places(partial(_is_looked_at_for, why=DISTANT)),
        linked=places(partial(_is_looked_at_for, why=LINKED)),
        doubted=tuple((why, found) for why in _doubts(there) if (found := places(partial(_is_looked_at_for, why=why)))),
    )


def _doubts(entries: Sequence[FaqEntry]) -> list[str]:
    """Return what is said around the entries that wait for a look, each once."""
    return list(dict.fromkeys(why for one in entries if (why := _why_look(one)) and why == _doubt(one.quotes)))


def _is_looked_at_for(entry: FaqEntry, why: str) -> bool:
    return is_for_a_look(entry) and _why_look(entry) == why


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody saw that waits for a look: how many entries, and how often all of them were changed."""

    count: int
    versions: int

    @classmethod
    def at(cls, entries: Sequence[FaqEntry]) -> "Looked":
        """Return what is there to look at now."""
        there = [entry for entry in entries if is_for_a_look(entry)]
        return cls(len(there), sum(entry.version for entry in there))


class NothingYet(Refused):
    """All of a set waits for staff; ``to_look_at``: some of it for no more than a look."""

    def __init__(self, msg: str, *, to_look_at: bool) -> None:
        super().__init__(msg)
        self.to_look_at = to_look_at


def publish(tx: Tx, actor: FaqActor, number: int, *, published: bool) -> Publishing:
    """Publish or withdraw a set; the next message is answered accordingly.

    Published is what staff approved, and what nobody decided about and is surely sound. What rules worded
    waits for a look, a paraphrase for a decision; what is rejected stays out.

    Raises
    ------
    Refused
        The actor is not staff, or the set has nothing to publish (``NothingYet``: before staff have seen to it).
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
        told = outcome(faq, there)
        msg = f"nothing of set {number} can be published yet. {told.left_out}"
        raise NothingYet(msg, to_look_at=bool(told.to_look_at))
    faqs.publish(tx, faq.id, published=True, only=chosen)
    return outcome(faq, faqs.entries_of(tx, faq.id))


def publish_all(tx: Tx, actor: FaqActor, number: int, now: datetime, seen: Looked | None = None) -> Publishing:
    """Publish a set with all that waits for nothing but a look: whoever presses has looked, and stands by it.

    ``seen``: what they saw; None: whatever there is. What needs a decision still waits for it.

    Raises
    ------
    Refused
        As ``publish``; or somebody has changed what was seen meanwhile.
    """
    faq = see_set(tx, actor, number)
    staff_only(actor, "publish or withdraw FAQs")
    faqs.hold_sets(tx, [faq.id])
    there = faqs.entries_of(tx, faq.id)
    if seen is not None and seen != Looked.at(there):
        raise Refused(OVERTAKEN)
    for entry in filter(is_for_a_look, there):
        faq_entries.change_entry(tx, faq, entry, {"state": "approved", "published": faq.published}, actor.user, now)
    return publish(tx, actor, number, published=True)
