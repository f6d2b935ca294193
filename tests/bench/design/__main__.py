"""``python -m tests.bench.design [ROW…] [--runs N] [--json FILE]``: measure rows of the design's table and print it."""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from tests.bench.bench import Bench, BenchError, tell
from tests.bench.design import acks, commands, elsewhere, overload, rest, several, slow_model, understanding, work
from tests.bench.design.rows import Row, Rows
from tests.bench.design.sides import Run
from tests.bench.figures import Report, spread
from tests.bench.processes import helper

MEASUREMENTS: dict[str, Callable[[Run], list[Row]]] = {
    "ack": acks.measure,
    "throughput": work.measure,
    "end_to_end": slow_model.measure,
    "idle": rest.measure,
    "start": commands.measure,
    "burst": overload.measure,
    "several": several.measure,
    "understanding": understanding.measure,
    "elsewhere": elsewhere.measure,
}


def main() -> int:
    """Run what was asked for; 1 if a message was lost or doubled, 2 if a build or a process failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.design", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="ROW", help=f"of: {', '.join(MEASUREMENTS)}; none: all")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each is measured (default 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples there")
    given = parser.parse_args()
    names = [name for word in given.names for name in word.split(",") if name]
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown or given.runs < 1:
        parser.error(f"no row {unknown[0]!r}" if unknown else "--runs must be at least 1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything started is ended
    report, rows = Report(), Rows()
    try:
        _measure(report, rows, names or list(MEASUREMENTS), given.runs)
    except BenchError as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    finally:
        _show(report, rows)
    if given.json:
        found = {**report.as_json(), "rows": [row.as_json() for row in rows.rows]}
        given.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 1 if report.problems else 0


def _measure(report: Report, rows: Rows, names: list[str], runs: int) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder,
        helper(Path(folder), "tests.bench.slack", name="the lean Slack") as slack,
        helper(Path(folder), "tests.bench.driver", name="the driver") as driver,
    ):
        run = Run(Bench(Path(folder), slack, driver, report, runs))
        for name in names:
            started = time.monotonic()
            tell(f"{name} …")
            rows.rows.extend(MEASUREMENTS[name](run))
            tell(f"{name} took {time.monotonic() - started:.0f} s")


def _show(report: Report, rows: Rows) -> None:
    console = Console(width=None if sys.stdout.isatty() else 170)
    if rows.rows:
        rows.show(console)
        noise = f"the same work took {spread(report.spins_ms)} ms, a sync to disk {spread(report.syncs_ms)} ms"
        console.print(f"machine noise: {noise}")
    for problem in report.problems:
        console.print(f"PROBLEM: {problem}", style="bold red")


if __name__ == "__main__":
    sys.exit(main())
