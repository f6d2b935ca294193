"""``frontdesk backup``: the case database into a folder, while the desk serves."""

from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.settings import load_settings
from bot.terminal.steps import show_step
from storage.backup.backup import back_up
from storage.backup.contents import counted
from storage.backup.manifest import NAME


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> None:
    """Write a backup of the case database into a folder, also while serve runs.

    What the database holds at one moment, and manifest.json with versions, time and a hash, written last: a folder
    without it is no backup. PostgreSQL needs its own pg_dump, as new as the server. Nobody else may read the files:
    they hold customers' words, also of people who are forgotten later.

    \b
    Examples:
      frontdesk backup /var/backups/frontdesk/$(date +%F)
      DATABASE_URL=postgresql://desk:secret@localhost/desk frontdesk backup before-upgrade
    """
    url = load_settings().database_url
    made = back_up(url, folder, metadata.version("frontdesk"), utc_now(), show_step)
    if as_json:
        typer.echo(to_json({"folder": str(folder), "file": made.file, **asdict(made)}))
        return
    typer.echo(
        f"Backed up to {one_line(str(folder))}: {counted(made.rows)}; version {made.schema}, {made.bytes:,} bytes."
    )
    typer.echo(f"{made.file} and {NAME} hold customers' words: keep them private, and off this machine.")
