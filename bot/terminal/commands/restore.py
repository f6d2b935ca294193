"""``frontdesk restore``: the case database as a backup holds it, in place of what is there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from bot.desk import utc_now
from bot.formats.printable import one_line, to_json
from bot.settings import load_settings
from bot.terminal.consent import ask_for_consent
from bot.terminal.steps import show_step
from storage.backup.backup import Present, bring_back, check_unused, fitting_manifest, present
from storage.backup.contents import counted, mend, moment, told
from storage.backup.manifest import Manifest
from storage.errors import Misconfigured, Refused
from storage.probe import shown
from workflows.engine.embedded import EngineFiles

MOST_SKIPPED = 1_000_000
NAMED = 5  # tables
MOST_NAMED = 20  # cases


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a backup.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the data that is there; says first what is lost.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --replace: do not ask.")] = False,
    skip_numbers: Annotated[
        int,
        typer.Option(
            min=0, max=MOST_SKIPPED, help="Leave out so many numbers: those given since, where these are lost."
        ),
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came back as JSON.")] = False,
) -> None:
    """Bring the case database back from a backup, wholly or not at all.

    Into an empty database, or with --replace in place of what is there; nobody may serve it meanwhile. A backup of an
    older version is brought to this one by migrate, serve or ask; one of a newer version is refused.

    \b
    Examples:
      frontdesk restore /var/backups/frontdesk/2026-11-28
      frontdesk restore before-upgrade --replace
      frontdesk restore /mnt/backup/2026-11-28 --skip-numbers 500
    """
    settings = load_settings()
    url = settings.database_url
    manifest = fitting_manifest(url, folder)
    with _nobody_serves(settings.engine_files):
        check_unused(url)  # before anybody is asked
        replaced = present(url)
        if not replaced.is_empty:
            _agreed(shown(url), replaced, manifest, replace=replace, asks=not yes)
        mending = mend(manifest.schema, replaced.contents.numbers, skip_numbers, utc_now())
        bring_back(url, folder, manifest, mending, damaged=bool(replaced.unreadable), progress=show_step)
        if settings.engine_files is not None:
            settings.engine_files.running.unlink(
                missing_ok=True
            )  # what ran on data that is gone has no crash to answer for
    unanswered = present(url).contents.unanswered
    if as_json:
        came = {"rows": manifest.rows, "schema": manifest.schema, "made_at": manifest.made_at}
        typer.echo(
            to_json({"database": shown(url), **came, "replaced": replaced.contents.rows, "unanswered": unanswered})
        )
        return
    typer.echo(f"Restored to {shown(url)}: {counted(manifest.rows)}, as of {moment(manifest.made_at)}.")
    if replaced.contents.is_empty and not skip_numbers:
        typer.echo(
            "Numbers of cases and RMAs that were given after that will be given again; --skip-numbers leaves some out."
        )
    if unanswered:
        typer.echo(_answered_again(unanswered))
    typer.echo(
        "Next: `frontdesk doctor --deep`, then `frontdesk serve`. What people wrote after that moment is not there, and"
        " who was forgotten after it is there again: `frontdesk forget` them anew."
    )


def _answered_again(unanswered: Sequence[str]) -> str:
    """Say whom the desk will answer once it serves, and how not to."""
    some = ", ".join(unanswered[:MOST_NAMED]) + (" and others" if len(unanswered) > MOST_NAMED else "")
    number = unanswered[0].removeprefix("CASE-")
    return (
        f"An answer was owed then in {len(unanswered):,} of the cases: {some}. `serve` gives it, also where it was"
        f" given since: look into these threads first. `frontdesk cases resolve {number}` leaves one out."
    )


def _agreed(where: str, replaced: Present, manifest: Manifest, *, replace: bool, asks: bool) -> None:
    """Say what would be lost, and go on only if that is wanted."""
    lost = _lost(where, replaced)
    back = f"the backup of {moment(manifest.made_at)} holds {counted(manifest.rows)}"
    if not replace:
        msg = f"{lost}; {back}. What is there now would be lost: add --replace if you mean that"
        raise Refused(msg)
    typer.echo(f"{lost}; {back}. What is there now will be lost.", err=True)
    if asks:
        ask_for_consent("Replace it?")


def _lost(where: str, replaced: Present) -> str:
    if replaced.unreadable:
        return one_line(f"{replaced.unreadable}; it will be set aside, under a name that ends in .damaged")
    holds = f"{where} holds {told(replaced.contents)}"
    if replaced.strange:
        names = ", ".join(replaced.strange[:NAMED]) + (" and others" if len(replaced.strange) > NAMED else "")
        holds += f", and tables that this Frontdesk does not know, which go as well ({names})"
    return one_line(holds)


@contextmanager
def _nobody_serves(files: EngineFiles | None) -> Iterator[None]:
    """Hold the lock of the process that serves; on PostgreSQL the database itself is asked for it."""
    if files is None:
        yield
        return
    try:
        with FileLock(files.lock, blocking=False):
            yield
    except Timeout as error:
        msg = f"a Frontdesk serves this data (it holds {error.lock_file}): stop it first"
        raise Misconfigured(msg) from error
