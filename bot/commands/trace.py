"""``frontdesk trace``: how a case was answered, step by step."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from bot.logs import set_up_logging
from bot.plain import one_line, to_json
from bot.settings import Settings, load_settings
from bot.trace import faq_lines_of, lines_of
from storage import faqs
from storage.database import Tx, open_database
from storage.dossier import ALL, Dossier, newest_numbers, read_dossier
from storage.errors import DatabaseUnusable, Refused
from storage.faq_records import FaqSet
from storage.migrate import versions
from storage.probe import database_file, shown
from storage.records import StepRun
from workflows.reply import Reply

FAQ = "FAQ"  # how the number of a set of FAQs begins
T = TypeVar("T")


def trace(
    number: Annotated[str, typer.Argument(help="The case's number: CASE-1001, or 1001; FAQ-1 for a set of FAQs.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON, nothing shortened.")] = False,
) -> None:
    """Show how a case was answered: transcript, tasks, what was issued, each step with engine, model, tokens, time.

    \b
    Examples:
      frontdesk trace CASE-1001
      frontdesk trace FAQ-1
      frontdesk trace 1001 --json | jq '.steps[] | {step, engine, ms, outcome}'
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    if number.upper().startswith(FAQ):
        faq, steps = asyncio.run(_read(settings, lambda tx: _find_faq(tx, number)))
        data, lines = {"faq": asdict(faq), "steps": [asdict(step) for step in steps]}, faq_lines_of(faq, steps)
    else:
        dossier = asyncio.run(_read(settings, lambda tx: _find(tx, number, settings.database_url)))
        data, lines = _as_json(dossier), lines_of(dossier)
    if as_json:
        typer.echo(to_json(data))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line)


async def _read(settings: Settings, query: Callable[[Tx], T]) -> T:
    await asyncio.to_thread(_must_be_ours, settings.database_url)
    db = open_database(settings.database_url)
    try:
        return await db.read(query)
    finally:
        await db.close()


def _find_faq(tx: Tx, number: str) -> tuple[FaqSet, list[StepRun]]:
    digits = number[len(FAQ) :].lstrip("- #")
    faq = faqs.newest_numbered(tx, int(digits)) if digits.isdecimal() and len(digits) <= 9 else None
    if faq is None:
        msg = f"there is no set of FAQs {one_line(number)!r}"
        raise Refused(msg)
    return faq, faqs.steps_of_set(tx, faq)


def _must_be_ours(url: str) -> None:
    """Refuse a database that is not there or at another version: looking at a case must not change its database."""
    file = database_file(url)
    have, want = (None, "") if file is not None and not file.exists() else versions(url)
    if have is None:
        msg = f"there are no cases yet in {shown(url)}: `frontdesk ask` or `serve` makes the first; or set DATABASE_URL"
        raise Refused(msg)
    if have != want:
        msg = f"the database is at version {have}, this Frontdesk wants {want}: run `frontdesk migrate`"
        raise DatabaseUnusable(msg)


def _find(tx: Tx, number: str, url: str) -> Dossier:
    dossier = read_dossier(tx, number, newest=ALL)
    if dossier is None:
        newest = newest_numbers(tx)
        there = f"the newest are {', '.join(newest)}" if newest else "there are none yet"
        msg = f"there is no case {one_line(number)!r} in {shown(url)}; {there}"
        raise Refused(msg)
    return dossier


def _as_json(dossier: Dossier) -> dict[str, Any]:
    found = asdict(dossier)
    for reply, row in zip(found["replies"], dossier.replies, strict=True):
        reply["text"] = Reply.model_validate(row.body).plain()
    return found
