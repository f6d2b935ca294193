"""``frontdesk faq show``: the entries of a set, what each answers, what proves it, and what was decided about it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.text import Text

from bot.formats.faqs import OWN_WORDS
from bot.formats.printable import one_line, to_json
from bot.terminal.commands.faqs.sets import OURS, AsJson, Number, Team, entry_as_data, operator, read
from bot.terminal.lines import print_lines
from handlers.faq.acts import see_set
from handlers.faq.publishing import is_checked, is_for_a_look, outcome, waits, why_waiting
from storage import faqs
from storage.database import Tx
from storage.faq_records import FaqEntry, FaqSet, FaqSource
from storage.faq_sources import sources_of
from workflows.faq.lines import shown as lines_shown


def show(
    number: Number,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Only entries that wait for a look or a decision.")
    ] = False,
    team: Team = OURS,
    as_json: AsJson = False,
) -> None:
    """Show the entries of a set: what they answer, and what was decided.

    A question that Frontdesk worded waits for a look: `frontdesk faq-publish NUMBER --all` publishes all of these. An
    answer that is not its quote word for word waits for a decision: compare the two, then approve, edit or reject it.

    \b
    Examples:
      frontdesk faq show 1
      frontdesk faq show 1 --waiting --json | jq '.entries[].answer'
    """

    def find(tx: Tx) -> tuple[FaqSet, list[FaqEntry], list[FaqSource]]:
        faq = see_set(tx, operator(team), number)
        there = [entry for entry in faqs.entries_of(tx, faq.id) if entry.removed_by is None]
        return faq, there, sources_of(tx, faq.id)

    faq, there, sources = read(lambda tx, _desk: find(tx))
    shown = [entry for entry in there if waits(entry) or not waiting]
    if as_json:
        about = {**_as_data(faq), "sources": list(map(asdict, sources))}
        typer.echo(to_json({"set": about, "entries": [entry_as_data(faq, entry) for entry in shown]}))
        return
    print_lines(_lines(faq, there, shown, sources))


def _as_data(faq: FaqSet) -> dict[str, Any]:
    kept = asdict(faq)
    return {name: kept[name] for name in ("number", "title", "owner", "state", "published", "created_at", "report")}


def _lines(faq: FaqSet, there: list[FaqEntry], shown: list[FaqEntry], sources: list[FaqSource]) -> Iterator[Text]:
    state = "published" if faq.published else "not published"
    yield Text(f"FAQ set {faq.number}  {one_line(faq.title)}: {faq.state}, {state}", "bold")
    if left_out := outcome(faq, there).left_out:
        yield Text(f"  {left_out}")
    yield from (Text(f"  {_source(one)}") for one in sources)
    for entry in shown:
        yield Text()
        yield Text(f"  {entry.position:>2}  {one_line(entry.question)}", "bold")
        for at, line in enumerate(lines_shown(entry.answer)):
            yield Text(f"      {'answer' if at == 0 else '':<9}{one_line(line)}")
        if entry.was is not None:
            yield Text(f"      before   {one_line(entry.was)}")
        yield from (
            Text(f"      quote    “{one_line(quote['text'])}” ({one_line(quote['title'])})") for quote in entry.quotes
        )
        yield Text(f"      state    {state_of(entry)}")


def _source(one: FaqSource) -> str:
    read_at = f"read {one.read_at:%Y-%m-%d %H:%M} UTC" if one.read_at else "not read yet"
    if one.failing_since is not None:
        read_at += f"; cannot be read since {one.failing_since:%Y-%m-%d %H:%M} UTC: {one_line(one.problem or '')}"
    return f"source   {one_line(one.address)} ({read_at})"


def state_of(entry: FaqEntry) -> str:
    """Return what was decided about an entry, and by whom."""
    live = ", published" if entry.published else ""
    if is_for_a_look(entry):
        return f"waits for a look: {why_waiting(entry)}"
    if why := why_waiting(entry):
        return f"waits for a decision: {why}{live}"
    if entry.state == "proposed":
        return f"checked: word for word the quote{live}" if is_checked(entry) else f"proposed{live}"
    by = f" by {one_line(entry.decided_by)}" if entry.decided_by else ""
    words = f" ({OWN_WORDS})" if entry.engine == "staff" else ""
    return f"{entry.state}{by}{words}{live}"
