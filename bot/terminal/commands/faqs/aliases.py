"""``frontdesk faq aliases``: wordings that customers chose published entries for; approve them, or reject them."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from bot.desk import open_desk
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.faqs.sets import MOST
from bot.terminal.lines import print_lines
from handlers.faq.acts import FaqActor
from handlers.faq.aliases import decide_alias, list_aliases
from storage.faq_aliases import Alias
from storage.records import TERMINAL


def aliases(
    approve: Annotated[
        list[int] | None, typer.Option(min=1, max=MOST, help="Let its entry answer this wording; repeatable.")
    ] = None,
    reject: Annotated[list[int] | None, typer.Option(min=1, max=MOST, help="Never let it; repeatable.")] = None,
    team: Annotated[
        str, typer.Option(help="The Slack team whose wordings these are; without it, the terminal's.")
    ] = TERMINAL,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List wordings people chose a FAQ for; approve them.

    A customer who is offered “did you mean …” and chooses leaves their words with the entry. These answer by themselves
    once you approve them, or once three different people chose the entry and it helped all of them. What is rejected
    never does. A person who is forgotten takes their words along.

    \b
    Examples:
      frontdesk faq aliases
      frontdesk faq aliases --approve 3 --reject 4
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    found = asyncio.run(_decide_and_list(settings, team, approve or (), reject or ()))
    if as_json:
        typer.echo(to_json({"aliases": [{**asdict(one), "answers": one.answers} for one in found]}))
        return
    if not found:
        typer.echo("There are no wordings: nobody has chosen among offers yet.")
    print_lines(Text(_line(one)) for one in found)


def _line(one: Alias) -> str:
    people = "1 person" if one.people == 1 else f"{one.people} people"
    unhelpful = f", {one.unhelpful} not helped" if one.unhelpful else ""
    state = "answers by itself" if one.answers and one.state == "proposed" else one.state
    entry = f"set {one.set_number}, question {one.position}"
    wording, question = one_line(one.wording), one_line(one.question)
    return f"{one.id:>4}  {state}: “{wording}” → “{question}” ({entry}; {people}{unhelpful})"


async def _decide_and_list(settings: Settings, team: str, approve: Sequence[int], reject: Sequence[int]) -> list[Alias]:
    operator = FaqActor(team, "operator", is_staff=True)
    async with open_desk(settings) as desk:
        for number in approve:
            await desk.db.write(lambda tx, number=number: decide_alias(tx, operator, number, "approved"))  # type: ignore[misc]
        for number in reject:
            await desk.db.write(lambda tx, number=number: decide_alias(tx, operator, number, "rejected"))  # type: ignore[misc]
        return await desk.db.read(lambda tx: list_aliases(tx, operator))
