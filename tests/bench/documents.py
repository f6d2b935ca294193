"""``python -m tests.bench.documents``: what reading documents and making FAQs of them costs, and how it holds the loop.

Prints for a document of 200,000 characters, from its bytes to the stored set, by rule: how long the longest callback of
the loop took (by the clock, and in CPU time of the loop's own thread); and the CPU of reading per 100 kB of text for
each format, a process of its own included, beside that of the build of 63ce1dd for what that one reads, in turns.
``--holds`` prints where the longest callbacks came from. Nothing else should run meanwhile.
"""

import asyncio
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import time
from asyncio import events
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.desk import open_desk
from bot.formats.documents import read_document
from bot.logs import set_up_logging
from bot.settings import Settings
from handlers.faq.make import make_faq
from handlers.faq.order import MOST_CHARS, MOST_QUESTIONS, FaqOrder, open_faq
from tests.bench.bench import BenchError
from tests.bench.design.builds import EARLIER, earlier_build
from tests.bench.processes import THIS, Build
from tests.formats.docxs import docx, paragraph
from tests.formats.pdfs import drawn
from tests.paths import DATA

CHARS = MOST_CHARS - 5_000  # readers add headers of columns to rows
RUNS = 3
TOLD_S, MOST_TOLD = 0.005, 5  # callbacks that --holds tells
EARLIER_READS = (".txt", ".md", ".pdf")
SCRIPT = Path(__file__).with_name("reading_cpu.py")
PART = DATA / "documents"
_MARKS = re.compile(r"[*`\[\]|]|-{3,}")  # with one of them a text is read as Markdown
MANUALS = ("espresso-manual.md", "returns-policy.md", "software-billing.md", "bike-share-terms.md", "museum-visit.md")


@dataclass(slots=True)
class Holds:
    """The longest callbacks of a loop, in seconds."""

    wall: float = 0.0
    cpu: float = 0.0
    longest: list[tuple[float, str]] = field(default_factory=list)  # CPU, and what ran


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading one file costs, in seconds of CPU."""

    chars: int
    reading: float
    cutting: float

    def least(self, other: "Cost") -> "Cost":
        """Return the less of two runs."""
        return Cost(self.chars, min(self.reading, other.reading), min(self.cutting, other.cutting))

    def __str__(self) -> str:
        """Per 100,000 characters."""
        reading, cutting = (1000 * one / self.chars * 100_000 for one in (self.reading, self.cutting))
        return f"{reading:6.0f} + {cutting:3.0f} ms"


@contextmanager
def holding() -> Iterator[Holds]:
    """Measure every callback that a loop runs meanwhile."""
    holds, run = Holds(), events.Handle._run

    def measured(handle: events.Handle) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        run(handle)
        holds.wall = max(holds.wall, time.perf_counter() - wall)
        spent = time.thread_time() - cpu
        holds.cpu = max(holds.cpu, spent)
        if spent > TOLD_S:
            holds.longest.append((spent, repr(handle)[:300]))

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


def costs(build: Build, folder: Path) -> dict[str, Cost]:
    """Let a build read the files of a folder in a process of its own; what it cannot read is left out."""
    files = sorted(map(str, folder.iterdir()))
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(build.root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [build.python, "-P", str(SCRIPT), *files]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        msg = f"{build.name} could not read the files: {done.stderr[-500:]}"
        raise BenchError(msg)
    return {name: Cost(int(one[0]), *one[1:]) for name, one in json.loads(done.stdout).items() if one is not None}


def compared(builds: Sequence[Build], given: dict[str, bytes]) -> list[dict[str, Cost]]:
    """Return for each build what reading costs, the least of some runs in turns."""
    least: list[dict[str, Cost]] = [{} for _ in builds]
    with tempfile.TemporaryDirectory() as kept:
        for name, data in given.items():
            (Path(kept) / name).write_bytes(data)
        for _ in range(RUNS):
            for at, build in enumerate(builds):
                for name, cost in costs(build, Path(kept)).items():
                    least[at][name] = cost.least(least[at].get(name, cost))
    return least


def tell_reading(given: dict[str, bytes]) -> None:
    """Print what reading costs here and, for what it reads, in the build of 63ce1dd."""
    builds = [THIS]
    try:
        builds.append(earlier_build(sys.executable))
    except BenchError as error:
        tell(f"  {error}: only this build is measured")
    here, *earlier = compared(builds, given)
    before = earlier[0] if earlier else {}
    tell("reading, CPU per 100 kB of text: reading + cutting into passages")
    for name in given:
        line = f"  {name.rpartition('.')[2]:<5}{here[name]}  ({here[name].chars:,} characters)"
        known = name.endswith(EARLIER_READS)  # it takes any other file for a text, marks and all
        tell(f"{line}  {EARLIER}: {before[name] if known else 'does not read it'}" if earlier else line)


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
    where = "--holds" in sys.argv[1:]
    set_up_logging("console", logging.ERROR)
    given = make()
    tell_reading(given)
    tell("from the bytes to the stored set, the longest callback of the loop")
    for name, data in given.items():
        runs = [asyncio.run(making(name, data)) for _ in range(RUNS)]
        wall, cpu = (sorted(getattr(one, what) for one in runs)[RUNS // 2] for what in ("wall", "cpu"))
        tell(f"  {name.rpartition('.')[2]:<5}{1000 * wall:8.0f} ms by the clock, {1000 * cpu:6.0f} ms of its own CPU")
        if where:
            longest = sorted((one for run in runs for one in run.longest), reverse=True)
            tell("\n".join(f"        {1000 * seconds:4.0f} ms  {what}" for seconds, what in longest[:MOST_TOLD]))


if __name__ == "__main__":
    main()
