"""``frontdesk faq edit``, ``add`` and ``remove``: what staff write, in the rules that hold in Slack too."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import to_json
from bot.terminal.commands.faqs.sets import MOST, OURS, AsJson, Entry, Number, Team, entry_as_data, operator, write
from handlers.faq import decisions
from handlers.faq.acts import remove_entry, see_entry
from handlers.faq.decisions import Seen
from handlers.faq.erasing import show_again
from storage.database import Tx
from storage.errors import Misconfigured, Refused
from storage.faq_records import FaqEntry, FaqSet

NewQuestion = Annotated[str, typer.Option("--question", help="The question.")]
NewAnswer = Annotated[str, typer.Option("--answer", help="The answer; “-” reads it from standard input.")]


def edit(
    number: Number,
    entry: Entry,
    question: Annotated[str | None, typer.Option("--question", help="Another question.")] = None,
    answer: Annotated[
        str | None, typer.Option("--answer", help="Another answer; “-” reads it from standard input.")
    ] = None,
    team: Team = OURS,
    as_json: AsJson = False,
) -> None:
    """Change the question or the answer of an entry.

    Another answer is marked as your team's own words: no quote proves it, and customers are told so. The entry is
    approved; if its set is published, the next question is answered with it.

    \b
    Examples:
      frontdesk faq edit 1 3 --answer "Within two weeks of delivery."
      frontdesk faq edit 1 3 --question "How long can I return a lamp?"
    """
    if question is None and answer is None:
        msg = "give --question, --answer or both"
        raise Misconfigured(msg)
    typed, now, actor = _typed(answer), utc_now(), operator(team)

    def change(tx: Tx) -> tuple[FaqSet, FaqEntry]:
        _, was = see_entry(tx, actor, number, entry)
        new = _checked(was.question if question is None else question, was.answer if typed is None else typed)
        return _shown(tx, decisions.edit(tx, actor, Seen(number, entry, was.version), *new, now), now)

    _print(*write(lambda tx, _desk: change(tx)), "is changed", as_json=as_json)


def add(
    question: NewQuestion,
    answer: NewAnswer,
    number: Annotated[
        int | None,
        typer.Argument(min=1, max=MOST, metavar="NUMBER", help="The set; else the one your team writes itself."),
    ] = None,
    team: Team = OURS,
    as_json: AsJson = False,
) -> None:
    """Write an entry in your team's own words.

    It is approved, and the last of its set; if the set is published, the next question is answered with it. Without
    NUMBER it goes into the set that your team writes itself, which is published from its first entry on.

    \b
    Examples:
      frontdesk faq add --question "Do you sell gift cards?" --answer "Yes, in every shop."
      frontdesk faq add 1 --question "Can I pay by card?" --answer -  < answer.txt
    """
    new, now, actor = _checked(question, _typed(answer) or ""), utc_now(), operator(team)

    def put_in(tx: Tx) -> tuple[FaqSet, FaqEntry]:
        if number is None:
            return decisions.add_own(tx, actor, *new, now)
        return _shown(tx, decisions.add(tx, actor, number, *new, now), now)

    _print(*write(lambda tx, _desk: put_in(tx)), "is added", as_json=as_json)


def remove(number: Number, entry: Entry, team: Team = OURS, as_json: AsJson = False) -> None:
    """Take an entry out of its set, and out of what is published.

    This cannot be undone. `frontdesk faq reject` keeps it in the set.

    \b
    Examples:
      frontdesk faq remove 1 3
    """
    now, actor = utc_now(), operator(team)

    def take_out(tx: Tx) -> tuple[FaqSet, FaqEntry]:
        found = see_entry(tx, actor, number, entry)
        remove_entry(tx, actor, number, entry)
        return _shown(tx, found, now)

    faq, _ = write(lambda tx, _desk: take_out(tx))
    if as_json:
        typer.echo(to_json({"set": faq.number, "entry": entry, "removed": True}))
    else:
        typer.echo(f"Entry {entry} of set {faq.number} is removed.")


def _shown(tx: Tx, done: tuple[FaqSet, FaqEntry], now: datetime) -> tuple[FaqSet, FaqEntry]:
    """Have the change shown in Slack, too, if the set stands there."""
    show_again(tx, done[0], now)
    return done


def _typed(answer: str | None) -> str | None:
    return sys.stdin.read() if answer == "-" else answer


def _checked(question: str, answer: str) -> tuple[str, str]:
    new = decisions.clean(question, answer)
    if wrong := decisions.problems(*new):
        raise Refused(" ".join(wrong.values()))
    return new


def _print(faq: FaqSet, entry: FaqEntry, done: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(to_json(entry_as_data(faq, entry)))
        return
    live = "customers are answered from it" if entry.published else "it is published with its set"
    typer.echo(f"Entry {entry.position} of set {faq.number} {done}: {live}.")
