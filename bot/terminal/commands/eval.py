"""``frontdesk eval``: measures on labelled rows, with the very steps the desk uses or with the whole desk."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from bot.evaluation.desk_report import make_desk_report
from bot.evaluation.desk_rows import DeskRow
from bot.evaluation.evaluate import evaluate, ways
from bot.evaluation.labels import read_labels
from bot.evaluation.report import Report, make_report
from bot.evaluation.rows import Row, read_rows
from bot.evaluation.view import lines_of
from bot.formats.printable import one_line, to_json
from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.case_database import chosen_team, open_casebook
from bot.terminal.lines import print_lines
from storage.errors import Misconfigured, Refused
from workflows.model.client import Model

SHOWN_PROBLEMS = 20


class EvalEngine(StrEnum):
    """What answers the steps."""

    rules = "rules"
    model = "model"


def eval(  # noqa: A001, PLR0913, PLR0917 - the command's name, and its options
    file: Annotated[
        Path | None,
        typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE.jsonl", help="Labelled messages."),
    ] = None,
    from_corrections: Annotated[
        bool, typer.Option("--from-corrections", help="Measure on the cases whose route staff corrected.")
    ] = False,
    team: Annotated[str | None, typer.Option(help="Whose corrections, if there are several teams.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all figures as JSON, each wrong row with them.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Measure the first N rows only.")] = None,
    engine: Annotated[
        EvalEngine | None, typer.Option(help="Default: model if OPENAI_API_KEY is set, else rules.", show_default=False)
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=128, help="Messages at the same time, with the model.")] = 8,
    wrong_rows: Annotated[
        bool, typer.Option("--wrong-rows", help="List wrong dialogues, acts, dangers and long messages too.")
    ] = False,
    min_accuracy: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit with 1 if routing is less accurate (for CI).")
    ] = None,
) -> None:
    """Measure on labelled messages and dialogues.

    A row is {"text": …, "label": "Technical Support"} (routing), {"text": …, "tasks": [{"type": "StatusUpdate",
    "order_id": "A-1"}]} (splitting), or both. Case, spaces and underscores of labels do not count; rows with another
    label than the three routes are reported apart. Exit codes: 0 measured, 1 below --min-accuracy or no corrections to
    measure on, 2 unusable file or wrong call.

    These go through the whole desk, on a database of their own: {"kind": …, "turns": [{"say": …, "must": ["rma:lamp"],
    "must_not": ["person"]}]} (dialogues), {"text": …, "act": ["order:A-1"], "ask": ["return:lamp"]} or {"text": …,
    "nothing": true} (acts), {"text": …, "danger": true}, {"text": …, "requests": [{"kind": "question", "about": …}]}
    (long messages). Splitting rows go through it as well: what is asked first, what is done that nobody wanted.

    \b
    Examples:
      frontdesk cases export --labels --out labels.jsonl && frontdesk eval labels.jsonl
      frontdesk eval tests/data/multi.jsonl --json | jq .splitting.exact
      frontdesk eval --engine rules --min-accuracy 0.9 labels.jsonl
      frontdesk eval --from-corrections --json | jq .accuracy
      frontdesk eval tests/data/multi.jsonl --wrong-rows
      OPENAI_API_KEY=… frontdesk eval --limit 50 --concurrency 4 labels.jsonl
    """
    settings = load_settings()
    # Steps that fall back to rules are counted in the report; a line for each would tear the progress bar.
    set_up_logging(settings.log_format, level=40)
    if (file is None) is not from_corrections:
        msg = "give a FILE.jsonl or --from-corrections, one of them"
        raise typer.BadParameter(msg)
    source = "corrections" if file is None else str(file)
    rows = asyncio.run(_corrected(settings, team)) if file is None else _rows(file)
    rows = rows[:limit]
    if min_accuracy is not None and not any(isinstance(row, Row) and row.route for row in rows):
        msg = f'{source} has no routing rows ("label"), so --min-accuracy has nothing to hold against'
        raise Misconfigured(msg)
    report = asyncio.run(_measure(_with_engine(settings, engine), rows, concurrency, wrong_rows=wrong_rows))
    if as_json:
        typer.echo(to_json({"file": source, **report}))
    else:
        _show(report)
    if min_accuracy is not None and report["accuracy"] < min_accuracy:
        typer.echo(f"frontdesk: accuracy {report['accuracy']:.3f} is below {min_accuracy:g}", err=True)
        raise typer.Exit(1)


def _rows(file: Path) -> list[Row | DeskRow]:
    rows, problems = read_rows(file)
    if problems:
        shown = [one_line(problem) for problem in problems[:SHOWN_PROBLEMS]]
        more = len(problems) - len(shown)
        shown += [f"and {more} more"] if more else []
        msg = f"{file} cannot be measured:\n  " + "\n  ".join(shown)
        raise Misconfigured(msg)
    if not rows:
        msg = f"{file} holds no rows"
        raise Misconfigured(msg)
    return rows


async def _corrected(settings: Settings, team: str | None) -> list[Row | DeskRow]:
    """Return the messages whose route staff corrected; those whose texts are erased are counted on stderr."""
    db = await open_casebook(settings)
    try:
        team_id = await db.read(lambda tx: chosen_team(tx, team))
        labels = [label async for batch in read_labels(db, team_id) for label in batch]
    finally:
        await db.close()
    rows: list[Row | DeskRow] = [
        Row(at, label.text, label.route) for at, label in enumerate(labels, start=1) if label.text is not None
    ]
    if erased := len(labels) - len(rows):
        typer.echo(f"{erased:,} left out: their texts are erased.", err=True)
    if not rows:
        msg = f"there are no corrections of team {one_line(team_id)}: they come from staff who change a case's route"
        raise Refused(msg)
    return rows


def _with_engine(settings: Settings, engine: EvalEngine | None) -> Settings:
    if engine is EvalEngine.model and settings.openai_api_key is None:
        msg = "--engine model needs OPENAI_API_KEY (and OPENAI_BASE_URL for another server than OpenAI's)"
        raise Misconfigured(msg)
    return settings.model_copy(update={"openai_api_key": None}) if engine is EvalEngine.rules else settings


async def _measure(settings: Settings, rows: list[Row | DeskRow], at_once: int, *, wrong_rows: bool) -> Report:
    async with Model(settings.model_settings()) as model:
        with Progress(console=Console(stderr=True), transient=True, disable=not model.uses_model) as progress:
            bar = progress.add_task("Measuring", total=sum(map(ways, rows)))
            measured, ran = await evaluate(settings, model, rows, at_once, lambda: progress.advance(bar))
        found = make_report(measured, model) | make_desk_report(ran, wrong_rows=wrong_rows)
        return found | {"rows": len(rows)}


def _show(report: Report) -> None:
    print_lines(Text(line) for line in lines_of(report))
