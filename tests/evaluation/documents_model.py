"""A scripted model that is honest: it asks what careful people ask, and quotes what answers it if it is shown that.

Used by ``tests.evaluation.documents --model``. What it quotes has to be delivered; nothing here knows the rules.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.desk import open_desk
from bot.settings import Settings
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import FaqOrder, open_faq
from tests.evaluation.careful import Row, holds, words_of
from tests.fakes.model import KEY, FakeModel, Say
from workflows.faq.documents import Document, sentences_of
from workflows.faq.proof import QUOTE_WORDS

NOT_THERE: dict[str, Any] = {"answerable": False, "answer": "", "quotes": []}
_HEAD = re.compile(r"^\[[^\n]*\]\n", re.MULTILINE)  # over each passage that the step shows


@dataclass(slots=True)
class ModelFigures:
    """What was counted: ``shown`` the answer stood in what the model was shown, ``delivered`` of these as an entry."""

    questions: int = 0
    shown: int = 0
    delivered: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    unseen: int = 0


def quoted(passages: str, row: Row) -> str | None:
    """Return the least run of sentences and lines in what is shown that holds the answer; None: it is not shown.

    Of several the one that shares most words with the question: cells of a table are often the same.
    """
    asked = set(words_of(row.question))
    found = [one for text in _HEAD.split(passages) for one in _runs(text, row.answer_quote)]
    return max(found, key=lambda one: len(asked & set(words_of(one))), default=None)


def _runs(text: str, quote: str) -> Iterator[str]:
    """Yield the least runs of pieces of a passage that hold a quote, long enough to be one."""
    pieces = list(_pieces(text))
    last = -1
    for first in range(len(pieces)):
        end = next((at for at in range(first, len(pieces)) if holds(_run(text, pieces, first, at), quote)), None)
        if end is None:
            return
        if end == last or (first + 1 < len(pieces) and holds(_run(text, pieces, first + 1, end), quote)):
            continue
        last, begin = end, first
        while len(words_of(_run(text, pieces, begin, end))) < QUOTE_WORDS and (begin or end + 1 < len(pieces)):
            begin, end = (begin - 1, end) if begin else (begin, end + 1)
        yield _run(text, pieces, begin, end)


def _run(text: str, pieces: Sequence[tuple[int, int]], first: int, last: int) -> str:
    return text[pieces[first][0] : pieces[last][1]]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences; where they run over lines that may be rows or items, these lines."""
    for start, end in sentences_of(text, 0, len(text)):
        at = start
        for line in text[start:end].split("\n"):
            if line.strip():
                yield at, at + len(line)
            at += len(line) + 1


async def ask(document: Document, rows: Sequence[Row], kept: Path, figures: ModelFigures) -> None:
    """Make a set of one document with the model, and count what became of each question."""
    shown: set[str] = set()
    by_question = {row.question: row for row in rows}

    def answer(given: dict[str, str], _good: object) -> object:
        row = by_question.get(given["question"])
        sentence = quoted(given["passages"], row) if row else None
        if row is None or sentence is None:
            return NOT_THERE
        shown.add(row.question)
        return {"answerable": True, "answer": sentence, "quotes": [sentence]}

    def questions(given: dict[str, str], _good: object) -> object:
        known = {line.removeprefix("- ") for line in given.get("known", "").splitlines()}
        return {"questions": [one for one in by_question if " ".join(one.split()) not in known]}

    async with FakeModel() as model:
        model.script("faq_questions", Say(twist=questions), times=None)
        model.script("faq_answer", Say(twist=answer), times=None)
        known = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 60.0}
        settings = Settings.model_validate({"database_url": f"sqlite:///{kept}", **known})
        async with open_desk(settings) as desk:
            opened = await open_faq(desk, FaqOrder("EVAL", "MODEL", document.title, (document,), len(rows)))
            made = await make_faq(desk, opened.id, settings.faq_limits())
    _count(made, rows, shown, figures)


def _count(made: MadeFaq, rows: Sequence[Row], shown: set[str], figures: ModelFigures) -> None:
    entries = {one.question: one.answer for one in made.entries}
    dropped = {one.question: one for one in made.report.dropped}
    for row in rows:
        figures.questions += 1
        figures.shown += row.question in shown
        if holds(entries.get(row.question, ""), row.answer_quote):
            figures.delivered += 1
        elif row.question not in shown:
            figures.unseen += 1
        elif row.question in dropped:
            one = dropped[row.question]
            figures.lost[f"{one.why}: {one.reason.partition(':')[0].partition('“')[0].strip()}"] += 1
        else:
            told = row.question in entries
            figures.lost["other sentences were delivered" if told else "was not tried"] += 1
