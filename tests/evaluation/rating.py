"""Draws entries for people to rate: ``python -m tests.evaluation.rating FOLDER SHEET [--count 100] [--seed 20261129]``.

Each document of FOLDER becomes a set by rule, as many questions as may be asked for; of all entries that publishing
publishes by itself some are drawn, with ``--waiting`` of those that wait for nothing but a look. A filled sheet is
summed up with ``--sum SHEET``.
"""

import argparse
import asyncio
import csv
import logging
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.desk import open_desk
from bot.formats.documents import FILE_TYPES, read_document
from bot.logs import set_up_logging
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.make import make_faq
from handlers.faq.order import MOST_QUESTIONS, FaqOrder, open_faq
from handlers.faq.publishing import is_for_a_look, may_answer
from storage.errors import FrontdeskError
from storage.faq_records import FaqEntry
from workflows.faq.documents import Document
from workflows.faq.lines import shown

SEED, COUNT = 20261129, 100
COLUMNS = ("number", "document", "question", "answer", "rating", "note")
BREAK = " ⏎ "  # between lines of an answer


@dataclass(frozen=True, slots=True)
class Drawn:
    """An entry as it is rated."""

    document: str
    question: str
    answer: str


def files_of(folder: Path) -> list[Path]:
    """Return the documents of a folder, in order."""
    found = (one for one in folder.iterdir() if one.suffix.lstrip(".").lower() in FILE_TYPES)
    return sorted(one for one in found if one.name != "README.md")


async def entries_of(files: list[Path], which: Callable[[FaqEntry], bool] = may_answer) -> list[Drawn]:
    """Return the entries of documents, in order: those that publishing publishes by itself, or others."""
    found: list[tuple[str, FaqEntry]] = []
    with tempfile.TemporaryDirectory() as kept:
        settings = Settings.model_validate({"database_url": f"sqlite:///{kept}/rating.db", "openai_api_key": None})
        async with open_desk(settings) as desk:
            for file in files:
                found += [one for one in await _entries_of_one(desk, settings, file) if which(one[1])]
    return [Drawn(document, one.question, BREAK.join(shown(one.answer))) for document, one in found]


def _read(file: Path) -> Document:
    return read_document(file.name, file.read_bytes())


async def _entries_of_one(desk: Desk, settings: Settings, file: Path) -> list[tuple[str, FaqEntry]]:
    try:
        document = await asyncio.to_thread(_read, file)
        opened = await open_faq(desk, FaqOrder("EVAL", file.name, document.title, (document,), MOST_QUESTIONS))
        made = await make_faq(desk, opened.id, settings.faq_limits())
    except FrontdeskError:
        return []
    return [(file.name, one) for one in made.entries]


def write(drawn: list[Drawn], sheet: Path) -> None:
    """Write the sheet, without ratings."""
    with sheet.open("w", encoding="utf-8", newline="") as opened:
        out = csv.writer(opened, delimiter="\t", lineterminator="\n")
        out.writerow(COLUMNS)
        for number, one in enumerate(drawn, start=1):
            out.writerow([number, one.document, one.question, one.answer, "", ""])


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def sum_up(sheet: Path) -> None:
    """Print what a filled sheet comes to."""
    with sheet.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    ratings = [int(row["rating"]) for row in rows if row["rating"].strip()]
    if not ratings:
        tell(f"{len(rows)} rows, none rated")
        return
    tell(f"{len(ratings)} of {len(rows)} rated, mean {statistics.mean(ratings):.2f}, lowest {min(ratings)}")
    tell(", ".join(f"{count} times {mark}" for mark, count in sorted(Counter(ratings).items())))


def main() -> None:
    """Draw, or sum up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of documents; with --sum a sheet")
    parser.add_argument("sheet", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--waiting", action="store_true", help="draw from what waits for a look")
    parser.add_argument("--sum", action="store_true", help="sum up a filled sheet")
    given = parser.parse_args()
    set_up_logging("console", logging.ERROR)
    if given.sum or given.sheet is None:
        sum_up(given.folder)
        return
    found = asyncio.run(entries_of(files_of(given.folder), is_for_a_look if given.waiting else may_answer))
    drawn = random.Random(given.seed).sample(found, min(given.count, len(found)))  # noqa: S311 - no secret
    write(drawn, given.sheet)
    tell(f"{len(drawn)} of {len(found)} entries of {len({one.document for one in found})} documents, seed {given.seed}")


if __name__ == "__main__":
    main()
