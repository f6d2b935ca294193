"""What customers asked and nothing published answers: grouped for staff, most asked first, and answered by them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.faq.acts import FaqActor
from handlers.faq.decisions import add_own
from handlers.runtime.published_cache import PublishedFaqs
from storage.database import Tx
from storage.errors import Refused
from storage.faq_gaps import GapRow, last_words_of_staff, newest_gaps, question_of
from storage.faq_records import FaqEntry, FaqSet
from storage.published import left_entries
from workflows.faq.groups import grouped
from workflows.faq.questions_in_messages import questions_in
from workflows.language.grounding import fold

SHOWN_CASES = 3
MOST_LISTED = 200
DRAFTED_FROM = 200  # askings of a gap, the newest, whose cases may hold an answer
GONE = "this question has been answered or deleted meanwhile: look at the list again"
GROUPED_BY = 400  # characters of a question: whole messages that begin alike ask the same


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer. ``question``: the commonest wording, or its newest; ``cases``: newest first.

    It holds people's own words, masked but not escaped. ``ids``: what is kept of it, newest first. ``waiting``: the
    numbers of the set and of its entry that would answer it, and waits for staff; None: there is none.
    """

    ids: tuple[int, ...]
    question: str
    count: int
    last_asked: datetime
    cases: tuple[str, ...]
    routes: tuple[str, ...]
    waiting: tuple[int, int] | None = None


async def list_gaps(desk: Desk, team_id: str | None, limit: int = 20) -> list[Gap]:
    """Return what a team's (None: all teams') customers asked without an answer, most asked first.

    What a set published since then answers is left out, as it would be answered now.
    """

    def load(tx: Tx) -> tuple[list[GapRow], dict[str, PublishedFaqs], dict[str, PublishedFaqs]]:
        rows = newest_gaps(tx, team_id)
        teams = {row.team_id for row in rows}
        left = {team: PublishedFaqs(tuple(left_entries(tx, team))) for team in teams}
        return rows, {team: desk.published_faqs.faqs_of(tx, team) for team in teams}, left

    rows, faqs, left = await desk.db.read(load)
    return await desk.published_faqs.aside(lambda: _gaps(rows, faqs, left, min(limit, MOST_LISTED)))


@dataclass(frozen=True, slots=True)
class GapDraft:
    """What a form to answer a gap begins with. ``case``: the resolved case whose last staff message is the answer."""

    question: str
    answer: str = ""
    case: str = ""


async def draft_for(desk: Desk, team_id: str, gap_id: int) -> GapDraft:
    """Return what the answer to a gap begins with: the question, and how staff answered it in a case, if they did.

    Raises
    ------
    Refused
        It is no gap any more: answered, or deleted by its writer.
    """
    gaps = await list_gaps(desk, team_id, MOST_LISTED)
    gap = next((one for one in gaps if gap_id in one.ids), None)
    if gap is None:
        raise Refused(GONE)
    said = await desk.db.read(lambda tx: last_words_of_staff(tx, gap.ids[:DRAFTED_FROM]))
    return GapDraft(gap.question, *(said or ()))


async def answer_gap(desk: Desk, actor: FaqActor, gap_id: int, question: str, answer: str) -> tuple[FaqSet, FaqEntry]:
    """Publish staff's answer to a gap. ``question`` and ``answer``: as ``decisions.add`` takes them.

    Raises
    ------
    Refused
        The actor is not staff, the gap was deleted by its writer meanwhile, or somebody has answered it.
    """
    if await is_closed(desk, actor.team_id, gap_id):
        raise Refused(GONE)
    now = desk.now()

    def publish(tx: Tx) -> tuple[FaqSet, FaqEntry]:
        if question_of(tx, actor.team_id, gap_id) is None:
            raise Refused(GONE)
        return add_own(tx, actor, question, answer, now)

    return await desk.db.write(publish)


async def is_closed(desk: Desk, team_id: str, gap_id: int) -> bool:
    """Say whether what was asked is answered now, or was deleted.

    It is not if staff changed the question so much that what was asked does not lead to it.
    """

    def load(tx: Tx) -> tuple[str | None, PublishedFaqs]:
        return question_of(tx, team_id, gap_id), desk.published_faqs.faqs_of(tx, team_id)

    question, faqs = await desk.db.read(load)
    return question is None or await desk.published_faqs.aside(lambda: _is_answered(faqs, question))


def _gaps(
    rows: list[GapRow], faqs: dict[str, PublishedFaqs], waiting: dict[str, PublishedFaqs], limit: int
) -> list[Gap]:
    """Group what is unanswered; seconds for thousands of rows, so never in a transaction or on the event loop."""
    asked = {(row.team_id, fold(row.question)): row for row in rows}
    answered = {same for same, row in asked.items() if _is_answered(faqs[row.team_id], row.question)}
    left = [row for row in rows if (row.team_id, fold(row.question)) not in answered]
    groups = grouped([row.question[:GROUPED_BY] for row in left])[:limit]
    return [_gap([left[place] for place in group], waiting) for group in groups]


def _is_answered(faqs: PublishedFaqs, text: str) -> bool:
    if faqs.asked_word_for_word(text) is not None:
        return True
    questions = questions_in(text) if faqs.entries else []
    return bool(questions) and all(faqs.answer_to(question) for question in questions)


def _gap(rows: list[GapRow], waiting: dict[str, PublishedFaqs]) -> Gap:
    """Make a gap of rows that ask the same, newest first."""
    wordings = Counter(fold(row.question) for row in rows)
    most = max(wordings.values())
    title = next(row.question for row in rows if wordings[fold(row.question)] == most)
    cases = tuple(dict.fromkeys(row.case_number for row in rows))
    routes = tuple(dict.fromkeys(row.route for row in rows))
    ids = tuple(row.id for row in rows)
    question = " ".join(title.split())
    found = waiting[rows[0].team_id].answer_to(question[:GROUPED_BY])
    answering = (found.set_number, found.position) if found else None
    return Gap(ids, question, len(rows), rows[0].asked_at, cases[:SHOWN_CASES], routes, answering)
