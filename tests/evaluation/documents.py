"""What is made of a folder of documents without a model, held against questions that a careful person asks of them.

``python -m tests.evaluation.documents FOLDER [QUESTIONS]``: QUESTIONS (else the one .jsonl of the folder) holds a row a
question: {"document": file name, "question": …, "answer_quote": words that stand in the document and answer it}.
Without questions the other figures are printed. ``--rows`` prints the entries, ``--missed`` what is not answered.
"""

import argparse
import asyncio
import hashlib
import json
import logging
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.desk import open_desk
from bot.formats.documents import FILE_TYPES, read_document
from bot.logs import set_up_logging
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import MOST_QUESTIONS, FaqOrder, open_faq
from storage.errors import FrontdeskError
from storage.faq_records import FaqEntry
from storage.passages import PassageIndex
from workflows.faq.chain import ANSWER_CHARS, PASSAGES
from workflows.faq.documents import Document
from workflows.faq.sections import passages_of
from workflows.faq.verbatim import is_verbatim
from workflows.language.grounding import fold

HELD = 0.9  # of a quote's words, in their order: they stand in an answer
_WORD = re.compile(r"[^\W_]+")
_FRAME = re.compile(
    r"^(?:what should i know about|what does the (?:text|document)|tell me about|what is said)", re.IGNORECASE
)
_MARKUP = re.compile(
    r"\*\*|__\w|\]\(|`|</?[a-z][^>\n]{0,200}>|^\s{0,3}#{1,6}\s|\|\s*-{3}|^\s*\||&[a-z]{2,8};|^\s*(?:Q|A)\d{0,2}[:.]\s|<!--",
    re.MULTILINE,
)


@dataclass(slots=True)
class Row:
    """A question of a careful person."""

    document: str
    question: str
    answer_quote: str


@dataclass(slots=True)
class Figures:
    """What was counted over all documents."""

    documents: int = 0
    refused: list[str] = field(default_factory=list)
    entries: int = 0
    none: int = 0
    frames: int = 0
    quotes: int = 0
    verbatim: int = 0
    marked: int = 0
    questions: int = 0
    read: int = 0
    answered: int = 0
    shown: int = 0
    missed: list[str] = field(default_factory=list)


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def holds(text: str, quote: str) -> bool:
    """Say whether nearly all words of a quote stand in a text, in their order."""
    words = _words(quote)
    found = iter(_words(text))
    return bool(words) and sum(any(one == word for one in found) for word in words) >= HELD * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


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
        tell("\n".join(f"- {one.question}\n  {' '.join(one.answer.split())}" for one in made.entries))
        tell(" ".join(made.report.sentences()))
    _hold_against(made.documents[0], made.entries, rows, figures)


def _read(file: Path) -> Document:
    return read_document(file.name, file.read_bytes())


def _count(made: MadeFaq, figures: Figures) -> None:
    text = made.documents[0].text
    figures.entries += len(made.entries)
    figures.none += not made.entries
    for entry in made.entries:
        figures.frames += bool(_FRAME.match(entry.question))
        figures.marked += bool(_MARKUP.search(entry.answer) or _MARKUP.search(entry.question))
        figures.quotes += len(entry.quotes)
        stands = all(text[one["start"] : one["end"]] == one["text"] for one in entry.quotes)
        same = is_verbatim(entry.answer, [one["text"] for one in entry.quotes])
        figures.verbatim += len(entry.quotes) if stands and same else 0


def _hold_against(document: Document, entries: Sequence[FaqEntry], rows: Sequence[Row], figures: Figures) -> None:
    passages = passages_of((document,))
    index = PassageIndex([(one.heading, one.text) for one in passages])
    for row in rows:
        answered = any(holds(f"{one.question} {one.answer}", row.answer_quote) for one in entries)
        figures.read += holds(document.text, row.answer_quote)
        figures.answered += answered
        figures.shown += holds(_shown(document, passages, index, row.question), row.answer_quote)
        if not answered:
            figures.missed.append(f"{row.document}: {row.question} ({row.answer_quote})")
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


def _rows(file: Path | None) -> tuple[list[Row], str]:
    if file is None:
        return [], "none"
    data = file.read_bytes()
    found = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    rows = [Row(one["document"], one["question"], one["answer_quote"]) for one in found]
    return rows, hashlib.sha256(data).hexdigest()


def main() -> None:
    """Print the figures of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--rows", action="store_true", help="print the entries")
    parser.add_argument("--missed", action="store_true", help="print the questions that no entry answers")
    given = parser.parse_args()
    file = given.questions or next(iter(sorted(given.folder.glob("*.jsonl"))), None)
    set_up_logging("console", logging.ERROR)
    rows, digest = _rows(file)
    files = sorted(
        one
        for one in given.folder.iterdir()
        if one.suffix.lstrip(".").lower() in FILE_TYPES and one.name != "README.md"
    )
    found = asyncio.run(measure(files, rows, show=given.rows))
    tell(f"questions: {file.name if file else '-'}, {len(rows)} rows, sha256 {digest}")
    tell(f"documents: {found.documents}, refused {len(found.refused)}, without an entry {found.none}")
    for one in found.refused:
        tell(f"  {one}")
    tell(f"entries: {found.entries}, frame questions {found.frames}, with markup {found.marked}")
    tell(f"verbatim quotes: {found.verbatim} of {found.quotes}")
    if found.questions:
        for name, count in (
            ("words of the answer read", found.read),
            ("answered by an entry, without a model", found.answered),
            ("a section shown holds the answer", found.shown),
        ):
            tell(f"{name}: {count} of {found.questions} ({100 * count / found.questions:.0f} %)")
    if given.missed:
        tell("\n".join(found.missed))


if __name__ == "__main__":
    main()
