"""``frontdesk faq-publish``: let the desk answer customers from a set of FAQs, or stop it."""

import asyncio
from typing import Annotated

import typer

from bot.desk import open_desk
from bot.formats.printable import visible
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.faq import TEAM
from handlers.faq.acts import FaqActor, publish
from storage.faq_records import FaqSet


def faq_publish(
    number: Annotated[
        int,
        typer.Argument(min=1, max=999_999_999, metavar="NUMBER", help="The set's number, as `frontdesk faq` tells it."),
    ],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Stop answering from it.")] = False,
    team: Annotated[str, typer.Option(help="The Slack team whose set it is; without it, of the terminal's.")] = TEAM,
) -> None:
    """Answer customers from a set of FAQs, or stop it.

    The next question that it clearly answers gets answer, quote and source; for others its questions and sections of
    its documents may be offered ("did you mean …"), word for word: publish nothing that customers must not read. A set
    made in the terminal answers `frontdesk ask`; one made in Slack (--team) answers there.

    \b
    Examples:
      frontdesk faq-publish 1
      frontdesk faq-publish 1 --withdraw
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    faq, count = asyncio.run(_publish(settings, team, number, published=not withdraw))
    done = "withdrawn: customers are not answered from it any more" if withdraw else "published: ask, and see"
    typer.echo(visible(f"Set {faq.number} ({faq.title}), {count} questions, is {done}."))


async def _publish(settings: Settings, team: str, number: int, *, published: bool) -> tuple[FaqSet, int]:
    async with open_desk(settings) as desk:
        operator = FaqActor(team, "operator", is_staff=True)
        return await desk.db.write(lambda tx: publish(tx, operator, number, published=published))
