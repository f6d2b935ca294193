"""Measures rows of all kinds: messages with the desk's steps, and with the whole desk what it takes to measure acts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.evaluation.desk_report import Ran
from bot.evaluation.desk_rows import ActsRow, DeskRow
from bot.evaluation.desk_run import open_eval_desk, run_rows
from bot.evaluation.measure import Measured, measure_all
from bot.evaluation.rows import Row
from bot.settings import Settings
from workflows.model.client import Model


async def evaluate(
    settings: Settings, model: Model, rows: Sequence[Row | DeskRow], at_once: int, done: Callable[[], None]
) -> tuple[list[Measured], list[Ran]]:
    """Return what came of the messages, and of the rows that only the desk measures.

    A splitting row goes through the steps and through the desk, whose acts and questions are noted with it. ``done`` is
    called once for each way a row goes (``ways``).
    """
    measured = await measure_all(model, [row for row in rows if isinstance(row, Row)], at_once, done)
    desk_rows: list[DeskRow] = [row for row in rows if not isinstance(row, Row)]
    split = [at for at, one in enumerate(measured) if one.row.tasks is not None]
    texts: list[DeskRow] = [ActsRow(measured[at].row.line, measured[at].row.text) for at in split]
    if not desk_rows and not texts:
        return measured, []
    async with open_eval_desk(settings) as desk:
        ran = await run_rows(desk, [*texts, *desk_rows], at_once, done)
    for at, (_, left) in zip(split, ran, strict=False):
        measured[at] = replace(measured[at], left=left[0])
    return measured, ran[len(split) :]


def ways(row: Row | DeskRow) -> int:
    """Return how often a row is measured: a splitting row by the steps and by the desk."""
    return 2 if isinstance(row, Row) and row.tasks is not None else 1
