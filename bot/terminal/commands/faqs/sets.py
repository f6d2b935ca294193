"""What the commands on sets of FAQs share: their arguments, the desk they work on, who acts, entries as JSON."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

import typer

from bot.desk import open_desk
from bot.logs import set_up_logging
from bot.settings import load_settings
from handlers.cases.acts import OPERATOR
from handlers.desk import Desk
from handlers.faq.acts import FaqActor
from handlers.faq.publishing import is_checked, is_for_a_look, waits
from storage.database import Tx
from storage.faq_records import FaqEntry, FaqSet
from storage.records import TERMINAL

T = TypeVar("T")
MOST = 999_999_999

Number = Annotated[
    int, typer.Argument(min=1, max=MOST, metavar="NUMBER", help="The set's number, as `frontdesk faq list` tells it.")
]
Entry = Annotated[int, typer.Argument(min=1, max=MOST, metavar="ENTRY", help="The entry's number in its set.")]
Team = Annotated[str, typer.Option(help="The Slack team whose set it is; without it, of the terminal's.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
OURS = TERMINAL


def operator(team: str) -> FaqActor:
    """Return who acts in a terminal: whoever may open the database may do what staff may."""
    return FaqActor(team, OPERATOR, is_staff=True)


def read(query: Callable[[Tx, Desk], T]) -> T:
    """Run ``query`` on the desk of the settings, in a transaction that writes nothing."""
    return asyncio.run(_run(query, writes=False))


def write(change: Callable[[Tx, Desk], T]) -> T:
    """Run ``change`` on the desk of the settings, in one transaction."""
    return asyncio.run(_run(change, writes=True))


async def _run(what: Callable[[Tx, Desk], T], *, writes: bool) -> T:
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    async with open_desk(settings) as desk:
        run = desk.db.write if writes else desk.db.read
        return await run(lambda tx: what(tx, desk))


def entry_as_data(faq: FaqSet, entry: FaqEntry) -> dict[str, Any]:
    """Return an entry as it is printed in JSON."""
    kept = asdict(entry)
    number, position = faq.number, kept.pop("position")
    del kept["id"], kept["set_id"]
    stands = {"waits": waits(entry), "for_a_look": is_for_a_look(entry), "word_for_word": is_checked(entry)}
    return {"set": number, "entry": position, **kept, **stands}
