"""The questions that got no answer, as a modal, and the form to answer one of them. Pure."""

from collections.abc import Sequence

from bot.slack.blocks import Json, button, modal, note, section
from bot.slack.faqs.entry_form import ADDED, Written, entry_form
from bot.slack.faqs.entry_views import fitted
from bot.slack.faqs.result_views import OPEN
from bot.slack.render import escape
from handlers.faq.gaps import Gap, GapDraft

ANSWER, FORM = "faq_gap_answer", "faq_gap_form"
TITLE = "Unanswered questions"
THEIR_WORDS = (
    "The question is in a customer's own words: write it as anybody would ask it, and stay close to these words, so "
    "that it is found. Nobody's name or order belongs in it."
)
DRAFT = ":memo: *Draft* from {}: what your team wrote there last. Take out what is about one customer."


def gaps_modal(gaps: Sequence[Gap], notice: str = "") -> Json:
    """Return the questions without an answer, most asked first; ``notice``: what there is to say above them."""
    above = [note(f":information_source: {escape(notice)}")] if notice else []
    if not gaps:
        return modal(TITLE, [*above, section("None: every question so far got an answer.")])
    head = note(
        "What people asked and no published FAQ answers, most asked first. Answer it, or publish a set that does."
    )
    return modal(TITLE, [*above, head, *(_gap_line(gap) for gap in gaps)])


def _gap_line(gap: Gap) -> Json:
    times = f"asked {gap.count} times" if gap.count > 1 else "asked once"
    text = f"*{fitted(gap.question, 500)}*\n{times} · last on {gap.last_asked:%Y-%m-%d} · {', '.join(gap.cases)}"
    if gap.waiting is None:
        return section(text, button(ANSWER, "Answer this", str(gap.ids[0])))
    number, position = gap.waiting
    return section(f"{text}\n:eyes: Entry {position} of set {number} answers it, and waits for you.", _open(number))


def _open(number: int) -> Json:
    return button(OPEN, "Open the set", str(number))


def gap_form(draft: GapDraft, metadata: str) -> Json:
    """Return the form to answer a question, with what staff said in a case as a draft, if they did."""
    drafted = (DRAFT.format(draft.case),) if draft.case else ()
    notes = (*drafted, THEIR_WORDS, ADDED)
    form = entry_form("Answer this", Written(draft.question, draft.answer), metadata, notes, submit="Publish")
    return {**form, "callback_id": FORM}
