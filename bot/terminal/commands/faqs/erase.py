"""``frontdesk faq erase``: erases a set of FAQs with its documents."""

import asyncio
from typing import Annotated

import typer

from bot.desk import open_desk, utc_now
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.faqs.sets import OURS, AsJson, Number, Team, operator, read
from bot.terminal.commands.forget import LEFT
from bot.terminal.consent import ask_for_consent
from handlers.faq.acts import see_set
from handlers.faq.erasing import erase as erase_set
from handlers.faq.erasing import show_again
from handlers.retention import scrub
from storage import faqs
from storage.database import Tx
from storage.errors import Transient
from storage.faq_records import FaqSet


def erase(
    number: Number,
    team: Team = OURS,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase a set with its documents, for good.

    Entries, documents, how it was made, and what customers were told from it, wherever it is stored. That there was
    such a set, when, and whom it answered stays. What stands in Slack as a reply or a file stays there.

    \b
    Examples:
      frontdesk faq erase 1
      frontdesk faq erase 1 --team T0BBB --yes
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    faq, documents, entries = read(lambda tx, _desk: _find(tx, number, team))
    if not yes:
        counted = f"{documents} {'document' if documents == 1 else 'documents'}, {entries} entries"
        title = one_line(faq.title)
        ask_for_consent(f"Erase set {number} ({title}) of team {one_line(team)} for good: {counted}?")
    clean = asyncio.run(_erase(settings, number, team))
    typer.echo(to_json({"set": number, "team": team, "erased": True}) if as_json else f"Set {number} is erased.")
    if not clean:
        typer.echo(LEFT, err=True)


async def _erase(settings: Settings, number: int, team: str) -> bool:
    """Erase, and take the words out of the files, too; False if something is in the way of that."""
    async with open_desk(settings) as desk:
        await desk.db.write(lambda tx: _change(tx, number, team))
        try:
            return await scrub(desk.db)
        except Transient:
            return False


def _find(tx: Tx, number: int, team: str) -> tuple[FaqSet, int, int]:
    faq = see_set(tx, operator(team), number)
    return faq, len(faqs.documents_of(tx, faq.id)), len(faqs.entries_of(tx, faq.id))


def _change(tx: Tx, number: int, team: str) -> None:
    now = utc_now()
    show_again(tx, erase_set(tx, operator(team), number, now), now)
