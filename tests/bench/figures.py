"""A figure: repeated measurements, the floor's of the same run, the target; and the table they are printed in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Literal

from rich.console import Console
from rich.table import Table

NONE = "-"


@dataclass(frozen=True)
class Target:
    """A number to reach, for the figure itself or its ratio to the floor: an upper limit unless ``at_least``."""

    limit: float
    of: Literal["value", "ratio"] = "value"
    at_least: bool = False


@dataclass(frozen=True)
class Figure:
    """One measured thing. ``samples`` and ``floor`` hold one number a repeat, taken in turns."""

    name: str
    unit: str
    samples: Sequence[float]
    floor: Sequence[float] = ()
    target: Target | None = None

    @property
    def ratios(self) -> list[float]:
        """Each repeat over the floor measured beside it."""
        return [ours / bare for ours, bare in zip(self.samples, self.floor, strict=False) if bare]

    @property
    def met(self) -> bool | None:
        """Whether the median meets the target; None without one."""
        if self.target is None:
            return None
        found = median(self.samples if self.target.of == "value" else self.ratios)
        return found >= self.target.limit if self.target.at_least else found <= self.target.limit

    def as_json(self) -> dict[str, object]:
        """Return everything that was measured."""
        return {**asdict(self), "median": median(self.samples), "ratios": self.ratios, "met": self.met}


@dataclass
class Report:
    """What a run of the benchmark found. ``problems``: lost or doubled messages."""

    figures: list[Figure] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    spins_ms: list[float] = field(default_factory=list)
    syncs_ms: list[float] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return the report for ``--json``."""
        noise = {"spin_ms": self.spins_ms, "sync_ms": self.syncs_ms}
        return {"figures": [one.as_json() for one in self.figures], "problems": self.problems, "noise": noise}


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that ``percent`` per cent of ``values`` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(len(ordered) * percent / 100 + 0.5) - 1))]


def show(report: Report, console: Console) -> None:
    """Print the table, the noise and what went wrong."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("figure", overflow="fold")
    for title in ("measured", "floor", "ratio", "target", ""):
        table.add_column(title, justify="left" if not title else "right", no_wrap=True)
    for one in report.figures:
        table.add_row(
            one.name,
            f"{spread(one.samples)} {one.unit}",
            f"{spread(one.floor)} {one.unit}" if one.floor else NONE,
            spread(one.ratios) if one.ratios else NONE,
            _target(one),
            {None: "", True: "met", False: "missed"}[one.met],
        )
    console.print(table)
    console.print(
        f"machine noise: the same work took {spread(report.spins_ms)} ms, a sync to disk {spread(report.syncs_ms)} ms"
    )
    for problem in report.problems:
        console.print(f"PROBLEM: {problem}", style="bold red")


def _target(figure: Figure) -> str:
    if figure.target is None:
        return NONE
    sign = "≥" if figure.target.at_least else "≤"
    unit = figure.unit if figure.target.of == "value" else "x floor"
    return f"{sign} {figure.target.limit:g} {unit}"


def spread(values: Sequence[float]) -> str:
    """Return the median and, in brackets, the lowest and the highest."""
    if not values:
        return NONE
    return f"{_short(median(values))} [{_short(min(values))}..{_short(max(values))}]"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
