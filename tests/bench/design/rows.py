"""A row of the design's table of numbers: what was measured of the floor, the earlier build and this one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Literal

from rich.console import Console
from rich.table import Table

from tests.bench.figures import spread

NONE = "-"


@dataclass(frozen=True)
class Goal:
    """A limit for this build's figure, or for it over the floor's or the earlier build's: upper unless ``at_least``."""

    limit: float
    over: Literal["itself", "floor", "earlier"] = "itself"
    at_least: bool = False


@dataclass(frozen=True)
class Row:
    """One number a run of each, measured in turns. ``note`` says why there is nothing where there is nothing."""

    name: str
    unit: str
    goal: Goal
    ours: Sequence[float] = ()
    earlier: Sequence[float] = ()
    floor: Sequence[float] = ()
    note: str = ""

    @property
    def ratios(self) -> list[float]:
        """Each run's figure of this build over what it is to be compared with."""
        if self.goal.over == "itself":
            return []
        under = self.floor if self.goal.over == "floor" else self.earlier
        return [ours / other for ours, other in zip(self.ours, under, strict=False) if other]

    @property
    def met(self) -> bool | None:
        """Whether the median meets the goal; None if nothing was measured."""
        found = self.ours if self.goal.over == "itself" else self.ratios
        if not found:
            return None
        return median(found) >= self.goal.limit if self.goal.at_least else median(found) <= self.goal.limit

    def as_json(self) -> dict[str, object]:
        """Return everything that was measured."""
        return {**asdict(self), "ratios": self.ratios, "met": self.met}


@dataclass
class Rows:
    """What a run found, in the order of the design's table."""

    rows: list[Row] = field(default_factory=list)

    def show(self, console: Console) -> None:
        """Print the table."""
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        table.add_column("row", overflow="fold", min_width=34)
        for title in ("floor", "63ce1dd", "this build", "ratio", "target", ""):
            table.add_column(title, justify="left" if not title else "right", overflow="fold")
        for row in self.rows:
            table.add_row(row.name, *(_cell(row, of) for of in (row.floor, row.earlier, row.ours)), *_verdict(row))
        console.print(table)


def _cell(row: Row, samples: Sequence[float]) -> str:
    return f"{spread(samples)} {row.unit}".strip() if samples else NONE


def _verdict(row: Row) -> tuple[str, str, str]:
    over = {"itself": f" {row.unit}".rstrip(), "floor": "x floor", "earlier": "x 63ce1dd"}[row.goal.over]
    target = f"{'≥' if row.goal.at_least else '≤'} {row.goal.limit:g}{over}"
    met = {None: "", True: "met", False: "missed"}[row.met]
    return spread(row.ratios) if row.ratios else NONE, target, ", ".join(filter(None, (met, row.note)))
