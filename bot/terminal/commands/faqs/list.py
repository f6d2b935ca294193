"""``frontdesk faq list``: the sets of FAQs, and where two of them answer the same question differently."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.text import Text

from bot.formats.printable import one_line, to_json
from bot.terminal.commands.faqs.sets import OURS, AsJson, Team, read
from bot.terminal.lines import print_lines
from handlers.faq.conflicts import Conflict
from handlers.faq.listing import SetSummary, summaries

MOST = 200


def list_sets(
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many at most.")] = 20,
    team: Team = OURS,
    as_json: AsJson = False,
) -> None:
    """List sets of FAQs, newest first.

    Of each: how many of its entries are published, how many wait for a look or for a decision. Questions that published
    sets answer differently stand below, with the answer that customers get.

    \b
    Examples:
      frontdesk faq list
      frontdesk faq list --team T0BBB --json | jq '.sets[].for_a_look'
    """
    found = read(lambda tx, desk: summaries(tx, desk.published_faqs, team, None, limit))
    conflicts = list({one.answers.id: one for line in found for one in line.conflicts}.values())
    if as_json:
        data = {"team": team, "sets": [_as_data(line) for line in found]}
        typer.echo(to_json(data | {"conflicts": [_conflict_as_data(one) for one in conflicts]}))
        return
    if not found:
        typer.echo("There are no sets of FAQs yet: `frontdesk faq FILE…` makes one.")
    print_lines(_lines(found, conflicts))


def _lines(found: Sequence[SetSummary], conflicts: Sequence[Conflict]) -> Iterator[Text]:
    for line in found:
        about = line.counts() if line.faq.state == "done" else line.faq.state
        yield Text(f"{line.faq.number:>4}  {one_line(line.faq.title)}: {about} ({line.faq.created_at:%Y-%m-%d})")
    for one in conflicts:
        yield Text(f"   !  {one_line(one.sentence())}")


def _as_data(line: SetSummary) -> dict[str, Any]:
    kept = asdict(line.faq)
    about = {name: kept[name] for name in ("number", "title", "owner", "state", "created_at", "finished_at")}
    names = ("entries", "published", "for_a_look", "waiting", "rejected")
    counts = {name: getattr(line, name) for name in names}
    return {**about, "is_published": line.faq.published, **counts, "conflicts": len(line.conflicts)}


def _conflict_as_data(conflict: Conflict) -> dict[str, Any]:
    entries = [{"set": one.set_number, "entry": one.position, "answer": one.answer} for one in conflict.entries]
    return {"question": conflict.answers.question, "answered_from": entries[0], "others": entries[1:]}
