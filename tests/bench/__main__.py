"""``python -m tests.bench [NAME…] [--json FILE] [--repeats N]``: run the measurements and print the table."""

import argparse
import json
import logging
import signal
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bot.logs import set_up_logging
from tests.bench import ack, cases, end_to_end, faq, hostile, idle, rules, start, throughput
from tests.bench.bench import Bench, BenchError, tell
from tests.bench.figures import Report, show
from tests.bench.processes import helper

MEASUREMENTS = {
    "ack": ack.measure,
    "throughput": throughput.measure,
    "end_to_end": end_to_end.measure,
    "idle": idle.measure,
    "start": start.measure,
    "rules": rules.measure,
    "hostile": hostile.measure,
    "faq": faq.measure,
    "cases": cases.measure,
}


def main() -> int:
    """Run what was asked for; 1 if a message was lost, doubled or done by the wrong engine, 2 if a process failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(MEASUREMENTS)}; none: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples there")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="how often each is measured (default 3)")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in MEASUREMENTS]
    if unknown or given.repeats < 1:
        parser.error(f"no measurement {unknown[0]!r}" if unknown else "--repeats must be at least 1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything started is ended
    set_up_logging("console", logging.ERROR)  # else each call of a model by a step of ours is a line
    report = Report()
    try:
        run(report, given.names or list(MEASUREMENTS), given.repeats)
    except BenchError as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    show(report, Console(width=None if sys.stdout.isatty() else 150))
    if given.json:
        given.json.write_text(json.dumps(report.as_json(), indent=2) + "\n", encoding="utf-8")
    return 1 if report.problems else 0


def run(report: Report, names: list[str], repeats: int) -> None:
    """Run measurements in a temporary folder; figures and problems go to ``report``."""
    with (
        tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder,
        helper(Path(folder), "tests.bench.slack", name="the lean Slack") as slack,
        helper(Path(folder), "tests.bench.driver", name="the driver") as driver,
    ):
        bench = Bench(Path(folder), slack, driver, report, repeats)
        for name in names:
            started = time.monotonic()
            tell(f"{name} …")
            MEASUREMENTS[name](bench)
            tell(f"{name} took {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
