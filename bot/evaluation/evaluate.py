"""Measures rows of all kinds: messages with the desk's steps, and with the whole desk what it takes to measure acts."""

from collections.abc import Callable, Sequence

from bot.evaluation.desk_report import Ran
from bot.evaluation.desk_rows import DeskRow
from bot.evaluation.desk_run import open_eval_desk, run_rows
from bot.evaluation.measure import Measured, measure_all
from bot.evaluation.rows import Row
from bot.settings import Settings
from workflows.model.client import Model


async def evaluate(
    settings: Settings, model: Model, rows: Sequence[Row | DeskRow], at_once: int, done: Callable[[], None]
) -> tuple[list[Measured], list[Ran]]:
    """Return what came of the messages, and of the rows that only the desk measures; ``done`` is called after each."""
    measured = await measure_all(model, [row for row in rows if isinstance(row, Row)], at_once, done)
    desk_rows: list[DeskRow] = [row for row in rows if not isinstance(row, Row)]
    if not desk_rows:
        return measured, []
    async with open_eval_desk(settings) as desk:
        return measured, await run_rows(desk, desk_rows, at_once, done)
