"""Cases as files: CSV with one row a case, or JSON with one object a case; written batch by batch."""

import csv
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, Protocol, get_args

from bot.formats.printable import one_line
from bot.formats.spreadsheet import defused
from storage.export import ExportRow

Format = Literal["csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
BATCH = 200  # cases in memory at the same time; formatting them holds up the loop for a few milliseconds
COLUMNS = (
    *("number", "subject", "requester", "route", "status", "priority", "assignee"),
    *("opened_at", "first_response_at", "resolved_at", "rating", "messages", "tasks", "rmas"),
)
OWN_COLUMNS = tuple(name for name in COLUMNS if name != "priority")  # what requesters get of their own cases

NextCases = Callable[[int, int], Awaitable[Sequence[ExportRow]]]


class Out(Protocol):
    """Where it is written to: a text file (with ``newline=""``), standard output."""

    def write(self, text: str, /) -> object:
        """Write text."""


async def write_cases(out: Out, form: Format, next_cases: NextCases, columns: Sequence[str] = COLUMNS) -> int:
    """Write these ``columns`` of all cases to ``out`` and return how many; never more than one batch is in memory.

    ``next_cases``: given a row id (0 at first) and a number, the next so many cases after it, by row id; [] at the end.
    """
    count, after = 0, 0
    rows = csv.writer(out, lineterminator="\n")
    if form == "csv":
        rows.writerow(columns)
    else:
        out.write("[")
    while batch := await next_cases(after, BATCH):
        if form == "csv":
            rows.writerows(_cells(case, columns) for case in batch)
        else:
            for at, case in enumerate(batch, start=count):
                out.write(f"{',' if at else ''}\n{json.dumps(_facts(case, columns), ensure_ascii=True)}")
        count, after = count + len(batch), batch[-1].id
    if form == "json":
        out.write("\n]\n")
    return count


def _facts(case: ExportRow, columns: Sequence[str]) -> dict[str, Any]:
    """Return a case as its exported fields; times in ISO 8601, UTC."""
    values = {name: getattr(case, name) for name in columns}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _cells(case: ExportRow, columns: Sequence[str]) -> list[Any]:
    """Return a case as cells; text that a spreadsheet would take for a formula is defused, numbers stay numbers."""
    return [defused(one_line(value)) if isinstance(value, str) else value for value in _facts(case, columns).values()]
