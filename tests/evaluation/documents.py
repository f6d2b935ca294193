"""What is made of a folder of documents without a model, held against questions that a careful person asks of them.

``python -m tests.evaluation.documents FOLDER [QUESTIONS]``: QUESTIONS (else the one .jsonl of the folder) holds a row a
question: {"document": file name, "question": …, "answer_quote": words that stand in the document and answer it}.
Without questions the other figures are printed. ``--rows`` prints the entries, ``--missed`` what is not answered.
``--model`` asks the same questions with a model that quotes the answer where it is shown it; only totals are printed.
"""

import argparse
import asyncio
import logging
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.desk import open_desk
from bot.formats.documents import read_document
from bot.logs import set_up_logging
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import MOST_QUESTIONS, FaqOrder, open_faq
from handlers.faq.publishing import is_for_a_look, may_answer, why_waiting
from storage.errors import FrontdeskError
from storage.faq_records import FaqEntry
from storage.passages import PassageIndex
from tests.evaluation.careful import Row, holds, read_rows, words_of
from tests.evaluation.documents_model import ModelFigures, ask
from tests.evaluation.rating import files_of
from workflows.faq.chain import ANSWER_CHARS, PASSAGES
from workflows.faq.documents import Document
from workflows.faq.gate import why_it_waits
from workflows.faq.section_questions import survey_of
from workflows.faq.sections import passages_of
from workflows.faq.verbatim import is_verbatim

_FRAME = re.compile(
    r"^(?:what should i know about|what does the (?:text|document)|tell me about|what is said)", re.IGNORECASE
)
_MARKUP = re.compile(
    r"\*\*|__\w|\]\(|`|</?[a-z][^>\n]{0,200}>|^\s{0,3}#{1,6}\s|\|\s*-{3}|^\s*\||&[a-z]{2,8};|^\s*(?:Q|A)\d{0,2}[:.]\s|<!--",
    re.MULTILINE,
)


@dataclass(slots=True)
class Figures:
    """What was counted over all documents."""

    documents: int = 0
    refused: list[str] = field(default_factory=list)
    entries: int = 0
    published: int = 0  # by itself: no person has looked at it
    for_a_look: int = 0  # wait for nothing but a look: one press publishes all of them
    flawed: int = 0  # of these, what the gate says something against
    none: int = 0
    frames: int = 0
    quotes: int = 0
    verbatim: int = 0
    marked: int = 0
    questions: int = 0
    read: int = 0
    answered: int = 0
    answered_at_once: int = 0  # by an entry that is published by itself
    answered_on_a_look: int = 0  # by one that is, or that waits for nothing but a look
    shown: int = 0
    missed: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


async def measure(files: Sequence[Path], rows: Sequence[Row], *, show: bool) -> Figures:
    """Make entries of each document by rule, as many as may be asked for, and count."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as kept:
        settings = Settings.model_validate({"database_url": f"sqlite:///{kept}/documents.db", "openai_api_key": None})
        async with open_desk(settings) as desk:
            for file in files:
                await _measure_one(
                    desk, settings, file, [row for row in rows if row.document == file.name], figures, show=show
                )
    return figures


async def measure_model(files: Sequence[Path], rows: Sequence[Row]) -> ModelFigures:
    """Make a set of each document with a model that quotes what it is shown, and count."""
    figures = ModelFigures()
    with tempfile.TemporaryDirectory() as kept:
        for file in files:
            if own := [row for row in rows if row.document == file.name]:
                document = await asyncio.to_thread(_read, file)
                await ask(document, own, Path(kept) / f"{file.name}.db", figures)
    return figures


async def _measure_one(
    desk: Desk, settings: Settings, file: Path, rows: Sequence[Row], figures: Figures, *, show: bool
) -> None:
    figures.documents += 1
    figures.questions += len(rows)
    try:
        document = await asyncio.to_thread(_read, file)
        opened = await open_faq(desk, FaqOrder("EVAL", file.name, document.title, (document,), MOST_QUESTIONS))
        made = await make_faq(desk, opened.id, settings.faq_limits())
    except FrontdeskError as error:
        figures.refused.append(str(error))
        return
    _count(made, figures)
    if show:
        tell(f"\n## {file.name}: {document.title}")
        tell("\n".join(_row(one) for one in made.entries))
        tell(" ".join(made.report.sentences()))
    _hold_against(made, rows, figures)


def _row(entry: FaqEntry) -> str:
    why = "" if may_answer(entry) else f" [{why_waiting(entry)}]"
    return f"- {entry.question}{why}\n  {' '.join(entry.answer.split())}"


def _read(file: Path) -> Document:
    return read_document(file.name, file.read_bytes())


def _count(made: MadeFaq, figures: Figures) -> None:
    text = made.documents[0].text
    figures.entries += len(made.entries)
    figures.none += not made.entries
    for entry in made.entries:
        figures.published += may_answer(entry)
        figures.for_a_look += is_for_a_look(entry)
        figures.flawed += may_answer(entry) and why_it_waits(entry.question, entry.answer) is not None
        figures.frames += bool(_FRAME.match(entry.question))
        figures.marked += bool(_MARKUP.search(entry.answer) or _MARKUP.search(entry.question))
        figures.quotes += len(entry.quotes)
        stands = all(text[one["start"] : one["end"]] == one["text"] for one in entry.quotes)
        same = is_verbatim(entry.answer, [one["text"] for one in entry.quotes])
        figures.verbatim += len(entry.quotes) if stands and same else 0


def _hold_against(made: MadeFaq, rows: Sequence[Row], figures: Figures) -> None:
    document = made.documents[0]
    passages = passages_of((document,))
    index = PassageIndex([(one.heading, one.text) for one in passages])
    for row in rows:
        answering = [one for one in made.entries if holds(f"{one.question} {one.answer}", row.answer_quote)]
        answered = bool(answering)
        figures.answered_at_once += any(map(may_answer, answering))
        figures.answered_on_a_look += any(may_answer(one) or is_for_a_look(one) for one in answering)
        figures.read += holds(document.text, row.answer_quote)
        figures.answered += answered
        figures.shown += holds(_shown(document, passages, index, row.question), row.answer_quote)
        if not answered:
            figures.missed.append(f"{row.document}: {row.question} ({row.answer_quote})")
            figures.reasons[reason_of(made, row)] += 1
    index.close()


def _shown(document: Document, passages: Sequence[object], index: PassageIndex, question: str) -> str:
    """Return what the answer step of a model is shown for a question, as the chain chooses it."""
    texts = [getattr(one, "text", "") for one in passages]
    if sum(map(len, texts)) <= ANSWER_CHARS:
        return document.text
    chosen: list[int] = []
    room = ANSWER_CHARS
    for at in index.best(question, PASSAGES) or range(min(PASSAGES, len(texts))):
        room -= len(texts[at])
        if room >= 0 or not chosen:
            chosen.append(at)
    return "\n".join(texts[at] for at in sorted(chosen))


def reason_of(made: MadeFaq, row: Row) -> str:
    """Return why no entry answers a question, as what was made of the section that holds its answer."""
    document = made.documents[0]
    survey = survey_of(document)
    asked = set(words_of(row.question))
    held = [
        (len(asked & set(words_of(f"{one.heading} {document.text[one.start : one.end]}"))), number)
        for number, one in enumerate(survey.sections)
        if holds(document.text[one.start : one.end], row.answer_quote)
    ]
    if not held:
        return (
            "its words stand in no one section" if holds(document.text, row.answer_quote) else "its words are not read"
        )
    number = max(held)[1]
    if number in survey.left_out:
        return f"its section is left out, since {survey.left_out[number]}"
    extracts = [one for one in survey.extracts if one.section == number]
    fitting = [one for one in extracts if holds(document.text[one.start : one.end], row.answer_quote)]
    if not fitting:
        return "its section is asked about other sentences"
    dropped = {one.question for one in made.report.dropped}
    if any(one.question in dropped for one in fitting):
        return "what it answers was dropped"
    full = len(made.entries) >= made.report.asked
    return "no more entries were asked for" if full else "what it answers is nearly what another entry does"


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--rows", action="store_true", help="print the entries")
    parser.add_argument("--missed", action="store_true", help="print the questions that no entry answers")
    parser.add_argument("--model", action="store_true", help="ask with a scripted model as well")
    given = parser.parse_args()
    file = given.questions or next(iter(sorted(given.folder.glob("*.jsonl"))), None)
    set_up_logging("console", logging.ERROR)
    rows, digest = read_rows(file)
    files = files_of(given.folder)
    found = asyncio.run(measure(files, rows, show=given.rows))
    tell(f"questions: {file.name if file else '-'}, {len(rows)} rows, sha256 {digest}")
    tell(f"documents: {found.documents}, refused {len(found.refused)}, without an entry {found.none}")
    for one in found.refused:
        tell(f"  {one}")
    tell(f"published by themselves: {found.published} of {found.entries}; {found.for_a_look} wait for a look")
    tell(f"entries: {found.entries}, frame questions {found.frames}, with markup {found.marked}")
    tell(f"verbatim quotes: {found.verbatim} of {found.quotes}")
    if found.questions:
        for name, count in (
            ("words of the answer read", found.read),
            ("answered by an entry, without a model", found.answered),
            ("answered by one that is published by itself", found.answered_at_once),
            ("answered by one that is, or waits for a look", found.answered_on_a_look),
            ("a section shown holds the answer", found.shown),
        ):
            tell(f"{name}: {count} of {found.questions} ({100 * count / found.questions:.0f} %)")
        tell_counted(found.reasons)
    if given.model:
        tell_model(asyncio.run(measure_model(files, rows)))
    if given.missed:
        tell("\n".join(found.missed))


def tell_counted(counted: Counter[str]) -> None:
    """Print what was counted, the most first."""
    for what, count in counted.most_common():
        tell(f"  {count} {what}")


def tell_model(found: ModelFigures) -> None:
    """Print what became of the questions with a model."""
    tell(f"with a model that quotes what it is shown: {found.shown} of {found.questions} shown the answer,")
    tell(f"  {found.delivered} of these delivered as an entry")
    tell_counted(found.lost)


if __name__ == "__main__":
    main()
