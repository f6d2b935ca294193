"""``frontdesk doctor``: what is set up, what is wrong, and what to do about it."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text

from bot.doctor.deep import look_deeply
from bot.doctor.examine import check_names, examine
from bot.doctor.finding import Finding, failed
from bot.doctor.machine import check_python
from bot.formats.printable import to_json
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.lines import print_lines
from bot.terminal.steps import show_step
from storage.errors import Misconfigured

NEEDED_TO_ASK = {"settings", "database"}
MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "failed": ("✗", "red")}


def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="Look at all rows too: owed work, orphans, broken states.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check the set-up; say what is wrong and what to do.

    Tokens, scopes, channels, staff, database, engine, model, this machine, and names of settings that are none. With
    --deep also all rows of the database, while serve runs: what is owed and since when, rows that belong to nothing,
    states that cannot be, counters that lag behind, and what the database says of itself. Nothing is changed.
    Exit code 0: nothing failed (there may be warnings); 1: something failed. Secrets are never printed.

    \b
    Examples:
      frontdesk doctor
      frontdesk doctor --json | jq '.checks[] | select(.state != "ok")'
      frontdesk doctor && frontdesk serve
      frontdesk doctor --deep --json > deep.json
    """
    set_up_logging("console", level=50)
    findings = _findings(deep=deep)
    bad = [finding for finding in findings if finding.state == "failed"]
    if as_json:
        typer.echo(to_json({"ok": not bad, "checks": [asdict(finding) for finding in findings]}))
    else:
        _show(findings)
    if bad:
        raise typer.Exit(1)


def _findings(*, deep: bool) -> list[Finding]:
    try:
        settings = load_settings()
    except Misconfigured as error:
        advice = "correct them in the environment or in .env; the other checks need them"
        unknown = [finding for finding in [check_names(valid=False)] if finding.state != "ok"]
        return [check_python(), failed("settings", " ".join(str(error).split()), advice), *unknown]
    now = datetime.now(UTC)
    return [*asyncio.run(examine(settings, now)), *(look_deeply(settings, now, show_step) if deep else [])]


def _show(findings: list[Finding]) -> None:
    lines = []
    for finding in findings:
        mark, colour = MARKS[finding.state]
        lines.append(Text.assemble((mark, colour), f" {finding.check:<16}  {finding.says}"))
        if finding.advice and finding.state != "ok":
            lines.append(Text(f"  {'':<16}  → {finding.advice}"))
    bad, odd = (sum(1 for one in findings if one.state == state) for state in ("failed", "warning"))
    print_lines([*lines, Text(), Text(_verdict(bad, odd, asks=_asks(findings)))])


def _asks(findings: Sequence[Finding]) -> bool:
    """Say whether `frontdesk ask` works as it is: it needs no more than valid settings and a database."""
    return not any(one.state == "failed" and one.check in NEEDED_TO_ASK for one in findings)


def _verdict(bad: int, odd: int, *, asks: bool) -> str:
    warnings = f", {odd} warning{'s' if odd > 1 else ''}" if odd else ""
    if bad:
        meanwhile = " `frontdesk ask` works without Slack and without a key." if asks else ""
        return f"{bad} failed{warnings}.{meanwhile}"
    return f"Nothing failed{warnings}. Next: `frontdesk serve`."
