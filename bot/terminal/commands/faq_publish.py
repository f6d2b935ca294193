"""``frontdesk faq-publish``: let the desk answer customers from a set of FAQs, or stop it."""

import asyncio
from typing import Annotated

import typer

from bot.desk import open_desk
from bot.formats.printable import visible
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.faq import TEAM
from handlers.faq.acts import FaqActor
from handlers.faq.conflicts import Conflict, conflicts_in, of_set
from handlers.faq.erasing import show_again
from handlers.faq.publishing import Publishing, publish
from storage.database import Tx


def faq_publish(
    number: Annotated[
        int,
        typer.Argument(min=1, max=999_999_999, metavar="NUMBER", help="The set's number, as `frontdesk faq` tells it."),
    ],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Stop answering from it.")] = False,
    team: Annotated[str, typer.Option(help="The Slack team whose set it is; without it, of the terminal's.")] = TEAM,
) -> None:
    """Answer customers from a set of FAQs, or stop it.

    Published is what is its quote word for word, and what was approved; it says what is left out and why. The next
    question that it clearly answers gets answer, quote and source; for others its questions and sections of its
    documents may be offered ("did you mean …"), word for word: publish nothing that customers must not read. A set
    made in the terminal answers `frontdesk ask`; one made in Slack (--team) answers there.

    \b
    Examples:
      frontdesk faq-publish 1
      frontdesk faq-publish 1 --withdraw
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    done, conflicts = asyncio.run(_publish(settings, team, number, published=not withdraw))
    state = "withdrawn: customers are not answered from it any more" if withdraw else "published: ask, and see"
    typer.echo(visible(f"Set {done.faq.number} ({done.faq.title}), {done.count} questions, is {state}."))
    if done.left_out:
        typer.echo(f"{done.left_out} See `frontdesk faq show {number}`.")
    for conflict in conflicts:
        typer.echo(visible(conflict.sentence()))


async def _publish(settings: Settings, team: str, number: int, *, published: bool) -> tuple[Publishing, list[Conflict]]:
    async with open_desk(settings) as desk:
        operator = FaqActor(team, "operator", is_staff=True)

        def change(tx: Tx) -> Publishing:
            done = publish(tx, operator, number, published=published)
            show_again(tx, done.faq, desk.now())
            return done

        done = await desk.db.write(change)
        known = await desk.db.read(lambda tx: desk.published_faqs.faqs_of(tx, team).entries)
        return done, of_set(conflicts_in(known), number)
