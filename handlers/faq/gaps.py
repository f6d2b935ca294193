"""What customers asked and nothing published answers: grouped for staff, most asked first."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.published_cache import PublishedFaqs
from storage.database import Tx
from storage.faq_gaps import GapRow, newest_gaps
from workflows.faq.groups import grouped
from workflows.faq.questions_in_messages import questions_in
from workflows.language.grounding import fold

SHOWN_CASES = 3
MOST_LISTED = 200
GROUPED_BY = 400  # characters of a question: whole messages that begin alike ask the same


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer. ``question``: the commonest wording, or its newest; ``cases``: newest first.

    It holds people's own words, masked but not escaped.
    """

    question: str
    count: int
    last_asked: datetime
    cases: tuple[str, ...]
    routes: tuple[str, ...]


async def list_gaps(desk: Desk, team_id: str | None, limit: int = 20) -> list[Gap]:
    """Return what a team's (None: all teams') customers asked without an answer, most asked first.

    What a set published since then answers is left out, as it would be answered now.
    """

    def load(tx: Tx) -> tuple[list[GapRow], dict[str, PublishedFaqs]]:
        rows = newest_gaps(tx, team_id)
        return rows, {team: desk.published_faqs.faqs_of(tx, team) for team in {row.team_id for row in rows}}

    rows, faqs = await desk.db.read(load)
    return await desk.published_faqs.aside(lambda: _gaps(rows, faqs)[: min(limit, MOST_LISTED)])


def _gaps(rows: list[GapRow], faqs: dict[str, PublishedFaqs]) -> list[Gap]:
    """Group what is unanswered; seconds for thousands of rows, so never in a transaction or on the event loop."""
    asked = {(row.team_id, fold(row.question)): row for row in rows}
    answered = {same for same, row in asked.items() if _is_answered(faqs[row.team_id], row.question)}
    left = [row for row in rows if (row.team_id, fold(row.question)) not in answered]
    groups = grouped([row.question[:GROUPED_BY] for row in left])
    return [_gap([left[place] for place in group]) for group in groups]


def _is_answered(faqs: PublishedFaqs, text: str) -> bool:
    if faqs.asked_word_for_word(text) is not None:
        return True
    questions = questions_in(text) if faqs.entries else []
    return bool(questions) and all(faqs.answer_to(question) for question in questions)


def _gap(rows: list[GapRow]) -> Gap:
    """Make a gap of rows that ask the same, newest first."""
    wordings = Counter(fold(row.question) for row in rows)
    most = max(wordings.values())
    title = next(row.question for row in rows if wordings[fold(row.question)] == most)
    cases = tuple(dict.fromkeys(row.case_number for row in rows))
    routes = tuple(dict.fromkeys(row.route for row in rows))
    return Gap(" ".join(title.split()), len(rows), rows[0].asked_at, cases[:SHOWN_CASES], routes)
