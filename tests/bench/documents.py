"""``python -m tests.bench.documents``: what reading documents and making FAQs of them costs, and how it holds the loop.

Prints for a document of 200,000 characters, from its bytes to the stored set, by rule: how long the longest callback of
the loop took (by the clock, and in CPU time of the loop's own thread); and the CPU of reading per 100 kB of text for
each format, a process of its own included. Nothing else should run meanwhile.
"""

import asyncio
import logging
import re
import resource
import sys
import tempfile
import time
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.desk import open_desk
from bot.formats.documents import read_document
from bot.logs import set_up_logging
from bot.settings import Settings
from handlers.faq.make import make_faq
from handlers.faq.order import MOST_CHARS, MOST_QUESTIONS, FaqOrder, open_faq
from tests.formats.docxs import docx, paragraph
from tests.formats.pdfs import drawn
from tests.paths import DATA

CHARS = MOST_CHARS - 5_000  # readers add headers of columns to rows
RUNS = 3
PART = DATA / "documents"
_MARKS = re.compile(r"[*`\[\]|]|-{3,}")  # with one of them a text is read as Markdown
MANUALS = ("espresso-manual.md", "returns-policy.md", "software-billing.md", "bike-share-terms.md", "museum-visit.md")


@dataclass(slots=True)
class Holds:
    """The longest callbacks of a loop, in seconds."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def holding() -> Iterator[Holds]:
    """Measure every callback that a loop runs meanwhile."""
    holds, run = Holds(), events.Handle._run

    def measured(handle: events.Handle) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        run(handle)
        holds.wall = max(holds.wall, time.perf_counter() - wall)
        holds.cpu = max(holds.cpu, time.thread_time() - cpu)

    events.Handle._run = measured  # type: ignore[method-assign,assignment]
    try:
        yield holds
    finally:
        events.Handle._run = run  # type: ignore[method-assign]


def markdown() -> str:
    """Return a long handbook: real texts again and again, no two headings the same."""
    texts = [(PART / name).read_text(encoding="utf-8") for name in MANUALS]
    parts, length, turn = list[str](), 0, 0
    while length < CHARS:
        lines = texts[turn % len(texts)].splitlines()
        part = "\n".join(f"{line}, part {turn}" if line.startswith("#") else line for line in lines)
        parts.append(part[: CHARS - length])
        length += len(parts[-1]) + 2
        turn += 1
    return "\n\n".join(parts)[:CHARS]


def as_html(text: str) -> str:
    """Return it as a page."""
    lines = (line for line in text.splitlines() if line.strip())
    body = "".join(
        f"<h2>{line.lstrip('# ')}</h2>" if line.startswith("#") else f"<p>{line.lstrip('-*| ')}</p>" for line in lines
    )
    return f"<!doctype html><html><head><title>Handbook</title></head><body>{body}</body></html>"


def as_pdf(text: str) -> bytes:
    """Return it as pages of fifty lines."""
    lines = [line[:95].encode("ascii", "replace").decode() for line in text.splitlines() if line.strip()]
    lines = [line.replace("\\", "").replace("(", "").replace(")", "") for line in lines]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    return drawn(*(f"BT /F1 9 Tf 14 TL 50 750 Td {' T* '.join(f'({one}) Tj' for one in page)} ET" for page in pages))


def files() -> dict[str, bytes]:
    """Return the handbook in every format."""
    text = markdown()
    words = [line.lstrip("#-*| ") for line in text.splitlines() if line.strip()]
    return {
        "handbook.txt": _MARKS.sub("", "\n\n".join(words)).encode(),
        "handbook.md": text.encode(),
        "handbook.html": as_html(text).encode(),
        "handbook.docx": docx(*map(paragraph, words)),
        "handbook.pdf": as_pdf(text),
    }


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def reading(name: str, data: bytes) -> tuple[int, float]:
    """Return how many characters a file holds, and the CPU seconds that reading it took, the least of some."""
    found, least = 0, float("inf")
    for _ in range(RUNS):
        before = _cpu()
        found = len(read_document(name, data).text)
        least = min(least, _cpu() - before)
    return found, least


async def making(name: str, data: bytes) -> Holds:
    """Read a file as the form does, make a set of it, and return how the loop was held."""
    with tempfile.TemporaryDirectory() as kept:
        settings = Settings.model_validate({"database_url": f"sqlite:///{kept}/bench.db", "openai_api_key": None})
        async with open_desk(settings) as desk:
            await desk.db.read(lambda _: None)  # what is done once a process
            with holding() as holds:
                document = await asyncio.to_thread(read_document, name, data)
                order = FaqOrder("BENCH", name, document.title, (document,), MOST_QUESTIONS)
                opened = await open_faq(desk, order)
                made = await make_faq(desk, opened.id, settings.faq_limits())
                assert made.entries
            return holds


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(make: Callable[[], dict[str, bytes]] = files) -> None:
    """Print the figures."""
    set_up_logging("console", logging.ERROR)
    given = make()
    tell("reading, CPU per 100 kB of text")
    for name, data in given.items():
        chars, cpu = reading(name, data)
        tell(f"  {name.rpartition('.')[2]:<5}{1000 * cpu / chars * 100_000:8.0f} ms  ({chars:,} characters)")
    tell("from the bytes to the stored set, the longest callback of the loop")
    for name, data in given.items():
        runs = [asyncio.run(making(name, data)) for _ in range(RUNS)]
        wall, cpu = (sorted(getattr(one, what) for one in runs)[RUNS // 2] for what in ("wall", "cpu"))
        tell(f"  {name.rpartition('.')[2]:<5}{1000 * wall:8.0f} ms by the clock, {1000 * cpu:6.0f} ms of its own CPU")


if __name__ == "__main__":
    main()
