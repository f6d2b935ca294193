"""``frontdesk faq-publish``: let the desk answer customers from a set of FAQs, or stop it."""

import asyncio
from collections.abc import Callable
from typing import Annotated

import typer

from bot.desk import open_desk, utc_now
from bot.formats.printable import visible
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.faq import how_to_look
from handlers.faq.acts import FaqActor
from handlers.faq.conflicts import Conflict, conflicts_in, of_set
from handlers.faq.erasing import show_again
from handlers.faq.publishing import NothingYet, Publishing, publish, publish_all
from storage.database import Tx
from storage.errors import Misconfigured, Refused
from storage.records import TERMINAL


def faq_publish(
    number: Annotated[
        int,
        typer.Argument(min=1, max=999_999_999, metavar="NUMBER", help="The set's number, as `frontdesk faq` tells it."),
    ],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Stop answering from it.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what waits for a look: you have looked, and stand by it.")
    ] = False,
    team: Annotated[str, typer.Option(help="The Slack team whose set it is; without it, the terminal's.")] = TERMINAL,
) -> None:
    """Answer customers from a set of FAQs, or stop it.

    Published is what the documents ask themselves, and what was approved. What Frontdesk worded waits for a look:
    `frontdesk faq show NUMBER --waiting` shows them, --all publishes all of them, `frontdesk faq reject` keeps one out.

    The next question that it clearly answers gets answer, quote and source; for others its questions and sections of
    its documents may be offered ("did you mean …"), word for word: publish nothing that customers must not read. A set
    made in the terminal answers `frontdesk ask`; one made in Slack (--team) answers there.

    \b
    Examples:
      frontdesk faq-publish 1
      frontdesk faq-publish 1 --all
      frontdesk faq-publish 1 --withdraw
    """
    if withdraw and everything:
        msg = "give --withdraw or --all, not both"
        raise Misconfigured(msg)
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    operator, now = FaqActor(team, "operator", is_staff=True), utc_now()

    def change(tx: Tx) -> Publishing:
        return (
            publish_all(tx, operator, number, now)
            if everything
            else publish(tx, operator, number, published=not withdraw)
        )

    try:
        done, conflicts = asyncio.run(_publish(settings, team, change))
    except NothingYet as error:
        raise Refused(f"{error} {how_to_look(number)}" if error.to_look_at else str(error)) from error
    state = "withdrawn: customers are not answered from it any more" if withdraw else "published: ask, and see"
    typer.echo(visible(f"Set {done.faq.number} ({done.faq.title}), {done.count} questions, is {state}."))
    if done.to_look_at:
        typer.echo(f"{done.to_look_at} {how_to_look(number)}")
    if done.to_decide:
        typer.echo(f"{done.to_decide} See `frontdesk faq show {number}`.")
    for conflict in conflicts:
        typer.echo(visible(conflict.sentence()))


async def _publish(
    settings: Settings, team: str, change: Callable[[Tx], Publishing]
) -> tuple[Publishing, list[Conflict]]:
    async with open_desk(settings) as desk:

        def publish_and_show(tx: Tx) -> Publishing:
            done = change(tx)
            show_again(tx, done.faq, desk.now())
            return done

        done = await desk.db.write(publish_and_show)
        known = await desk.db.read(lambda tx: desk.published_faqs.faqs_of(tx, team).entries)
        return done, of_set(conflicts_in(known), done.faq.number)
