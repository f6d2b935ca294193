"""``frontdesk faq``: FAQs from files, folders and web pages, in the terminal, by the very chain that Slack uses."""

import asyncio
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from bot.desk import open_desk
from bot.formats.documents import MOST_BYTES, read_document
from bot.formats.faqs import as_csv, as_json, as_markdown, as_text
from bot.formats.printable import visible
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.sources.folder import address_of
from bot.sources.places import apart, is_web
from bot.terminal.lines import print_lines
from bot.terminal.reading import Told, shown_reading
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import FaqOrder, open_faq, problems_of
from handlers.faq.publishing import outcome
from handlers.faq.readings import reading_of, sentences_of
from storage.errors import Misconfigured, Refused
from storage.records import TERMINAL
from workflows.faq.documents import Document

OWNER = "YOU"
MOST_READ, MOST_LOST = 20, 12  # documents whose reading is told, losses of each


class FaqFormat(StrEnum):
    """What the set is written as."""

    md = "md"
    json = "json"
    csv = "csv"


WRITERS = {FaqFormat.md: as_markdown, FaqFormat.json: as_json, FaqFormat.csv: as_csv}


def faq(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="A .txt, .md, .html, .docx or .pdf, a folder of them, the address of a web page or sitemap; “-” reads "
            "standard input.",
        ),
    ],
    count: Annotated[int, typer.Option(min=1, max=25, help="How many questions.")] = 10,
    form: Annotated[FaqFormat, typer.Option("--format", help="What to write.")] = FaqFormat.md,
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="Write there instead of standard output.")] = None,
    titles: Annotated[
        list[str] | None, typer.Option("--title", help="Title of a document, in the order of the sources; repeatable.")
    ] = None,
) -> None:
    """Make FAQs from documents; every answer is proved by a quote. Needs no Slack and no key.

    It says what was read, then writes as many as asked for, or as many as the text carries and why. After a crash the
    same call goes on where it was: what a model answered is not paid for again. `frontdesk faq-sync` reads the sources
    again later. Exit codes: 0 some were made; 1 none, or a document is damaged or empty, or a page cannot be read; 2
    wrong call, or a file that cannot be opened.

    \b
    Examples:
      frontdesk faq tests/data/documents/returns-policy.md tests/data/documents/espresso-manual.md
      frontdesk faq --count 5 --format csv --out FAQ.csv handbook.txt
      frontdesk faq https://help.example.com/sitemap.xml --count 25
      pbpaste | frontdesk faq - --title "Return policy" --format json
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    documents = _read_all(settings, files, titles or [])
    for told in sentences_of([*map(reading_of, documents)], MOST_READ, MOST_LOST):
        typer.echo(visible(told), err=True)
    order = FaqOrder(TERMINAL, OWNER, ", ".join(one.title for one in documents)[:200], documents, count)
    if problems := problems_of(order):
        raise Refused("; ".join(problems))
    if out is not None and not out.parent.is_dir():
        msg = f"there is no folder {out.parent}: make it, or write elsewhere"
        raise Misconfigured(msg)
    made = asyncio.run(_make(settings, order))
    console = Console(highlight=False)
    if out is None and form is FaqFormat.md and console.is_terminal:
        print_lines(map(Text, as_text(made).splitlines()), console)
        report = []  # it stands there already
    else:
        _write(WRITERS[form](made), out)
        report = made.report.sentences()
    number = made.faq.number
    to_publish = f"; `frontdesk faq-publish {number}` lets the desk answer from it" if made.entries else ""
    for sentence in [f"Set {number}{to_publish}.", *_to_look_at(made), *report]:
        typer.echo(visible(sentence), err=True)
    if not made.entries:
        raise typer.Exit(1)


def how_to_look(number: int) -> str:
    """Say how staff see and publish what waits for a look."""
    return f"To look: `frontdesk faq show {number} --waiting`; to publish all: `frontdesk faq-publish {number} --all`."


def _to_look_at(made: MadeFaq) -> list[str]:
    left = outcome(made.faq, made.entries).to_look_at
    return [f"{left} {how_to_look(made.faq.number)}"] if left else []


async def _make(settings: Settings, order: FaqOrder) -> MadeFaq:
    async with open_desk(settings) as desk:
        opened = await open_faq(desk, order)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Proving", total=order.count)
            return await make_faq(
                desk, opened.id, settings.faq_limits(), lambda done, of: progress.update(bar, completed=done, total=of)
            )


def _read_all(settings: Settings, files: list[str], titles: list[str]) -> tuple[Document, ...]:
    if len(titles) > len(files):
        msg = f"there are {len(titles)} titles for {len(files)} sources: give at most one --title a source"
        raise Misconfigured(msg)
    if files.count("-") > 1:
        msg = "standard input can be read once: give “-” once"
        raise Misconfigured(msg)
    named = [*titles, *([None] * (len(files) - len(titles)))]
    elsewhere = [file for file in files if is_web(file) or Path(file).is_dir()]
    documents: list[Document] = []
    with shown_reading() as told:
        found = asyncio.run(_read_elsewhere(settings, elsewhere, told)) if elsewhere else {}
        for at, (file, title) in enumerate(zip(files, named, strict=True), start=1):
            if file in found:
                read = found[file] if title is None else [_titled(file, found[file], title)]
                documents += apart(read, [one.title for one in documents])
            else:
                told(file if len(files) == 1 else f"source {at} of {len(files)}: {file}")
                documents.append(_read(file, title))
    return tuple(documents)


async def _read_elsewhere(settings: Settings, places: list[str], told: Told) -> dict[str, list[Document]]:
    """Read web pages, sitemaps and folders; ``told`` is called with what is being read."""
    from bot.sources.reader import SourceReader  # noqa: PLC0415 - with what fetches it takes a fifth of a second

    reader = SourceReader(settings.faq_pages)
    try:
        return {
            place: await (reader.read([place], told) if is_web(place) else reader.read_folder(Path(place), told))
            for place in places
        }
    finally:
        await reader.close()


def _titled(place: str, documents: list[Document], title: str) -> Document:
    if len(documents) > 1:
        msg = f"{place} holds {len(documents)} documents, which have titles of their own: give it without --title"
        raise Misconfigured(msg)
    return replace(documents[0], title=title)


def _read(file: str, title: str | None) -> Document:
    if file == "-":
        return read_document("standard input", sys.stdin.buffer.read(MOST_BYTES + 1), title)
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror}"
        raise Misconfigured(msg) from error
    return replace(read_document(Path(file).name, data, title), address=address_of(Path(file)))


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        msg = f"{out} cannot be written: {error.strerror}"
        raise Misconfigured(msg) from error
