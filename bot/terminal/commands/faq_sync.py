"""``frontdesk faq-sync``: read the pages and files behind sets of FAQs again, and say what became of their entries."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.desk import open_desk
from bot.formats.printable import to_json, visible
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.sources.reader import SourceReader
from bot.terminal.reading import shown_reading
from handlers.faq.erasing import show_again
from handlers.faq.sync import SetSync, sync_set
from storage.errors import Refused
from storage.faq_sources import sets_with_sources


def faq_sync(
    number: Annotated[
        int | None, typer.Argument(min=1, max=999_999_999, metavar="NUMBER", help="Only this set; without it, all.")
    ] = None,
    team: Annotated[str | None, typer.Option(help="Only of this Slack team, or TERMINAL.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Read the sources of FAQs again; withdraw what they say no more.

    An entry whose quote is gone is withdrawn; one whose words are others now waits for a decision, with what it
    answered before. A source that cannot be read withdraws nothing. `frontdesk serve` does this by itself for web
    pages of sets made in Slack, once a day. Exit codes: 0 all were read; 1 one could not be, or there is no such set.

    \b
    Examples:
      frontdesk faq-sync
      frontdesk faq-sync 1 --json
    """
    settings = load_settings()
    set_up_logging(settings.log_format, level=40)
    done = asyncio.run(_sync(settings, team, number))
    if as_json:
        typer.echo(to_json({"sets": [_as_data(one) for one in done]}))
    else:
        for line in _lines(done):
            typer.echo(visible(line))
    if any(one.failing for one in done):
        raise typer.Exit(1)


def _lines(done: list[SetSync]) -> list[str]:
    if not done:
        return ["No set of FAQs has sources that can be read again."]
    lines = []
    for one in done:
        read = len(one.sources) - len(one.failing)
        lines.append(f"Set {one.faq.number} ({one.faq.title}): {read} of {len(one.sources)} sources read.")
        lines += [f"  {sentence}" for sentence in one.sentences()] or (
            [] if one.failing else ["  Every answer stands."]
        )
        for source in one.failing:
            since = f"since {source.failing_since:%Y-%m-%d %H:%M} UTC" if source.failing_since else "now"
            lines.append(
                f"  “{source.title}” cannot be read, {since}: {source.problem}. Its entries stand as they were."
            )
        if any(source.changed for source in one.sources):
            team = "" if one.faq.team_id == "TERMINAL" else f" --team {one.faq.team_id}"
            lines.append(f"  See `frontdesk faq show {one.faq.number} --waiting{team}`.")
    return lines


def _as_data(done: SetSync) -> dict[str, Any]:
    about = {"set": done.faq.number, "team": done.faq.team_id, "title": done.faq.title}
    return {**about, "sources": [asdict(one) for one in done.sources]}


async def _sync(settings: Settings, team: str | None, number: int | None) -> list[SetSync]:
    reader = SourceReader(settings.faq_pages)

    try:
        async with open_desk(settings) as desk, reader.again(files=True) as read:
            found = await desk.db.read(lambda tx: sets_with_sources(tx, team, number))
            if number is not None and not found:
                msg = f"there is no set {number} with sources that can be read again"
                raise Refused(msg)
            done = []
            with shown_reading() as told:
                for faq in found:
                    done.append(await sync_set(desk, faq, read, told))
                    await desk.db.write(lambda tx, faq=faq: show_again(tx, faq, desk.now()))  # type: ignore[misc]
            return done
    finally:
        await reader.close()
