"""``frontdesk faq approve`` and ``reject``: decisions of the operator, in the rules that hold in Slack too."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import to_json
from bot.terminal.commands.faqs.sets import MOST, OURS, AsJson, Number, Team, entry_as_data, operator, write
from handlers.faq import decisions
from handlers.faq.acts import FaqActor, see_entry
from handlers.faq.decisions import Seen
from handlers.faq.erasing import show_again
from storage.database import Tx
from storage.faq_records import FaqEntry, FaqSet

Entries = Annotated[
    list[int], typer.Argument(min=1, max=MOST, metavar="ENTRY", help="The entries' numbers in their set.")
]
Act = Callable[[Tx, FaqActor, Seen, datetime], FaqSet]


def approve(number: Number, entries: Entries, team: Team = OURS, as_json: AsJson = False) -> None:
    """Stand by entries: they are published with their set.

    At once, if the set is published already. All of them, or none if one cannot be.

    \b
    Examples:
      frontdesk faq approve 1 3
      frontdesk faq approve 1 3 4 7
    """
    _decide(decisions.approve, number, entries, team, as_json=as_json)


def reject(number: Number, entries: Entries, team: Team = OURS, as_json: AsJson = False) -> None:
    """Keep entries from customers.

    They stay in the set, are not published any more, and can be approved after all.

    \b
    Examples:
      frontdesk faq reject 1 3
    """
    _decide(decisions.reject, number, entries, team, as_json=as_json)


def _decide(act: Act, number: int, entries: list[int], team: str, *, as_json: bool) -> None:
    now, actor = utc_now(), operator(team)

    def decide(tx: Tx) -> list[tuple[FaqSet, FaqEntry]]:
        for position in entries:
            faq = act(tx, actor, Seen(number, position), now)
        show_again(tx, faq, now)
        return [see_entry(tx, actor, number, position) for position in entries]

    done = write(lambda tx, _desk: decide(tx))
    if as_json:
        typer.echo(to_json({"entries": [entry_as_data(faq, entry) for faq, entry in done]}))
        return
    for faq, entry in done:
        live = ", and customers are answered from it" if entry.published else ""
        typer.echo(f"Entry {entry.position} of set {faq.number} is {entry.state}{live}.")
