"""Rows: what a call of ``frontdesk`` costs: ``--version`` over a Python that imports typer, ``ask`` by rule."""

import os
import subprocess
import time
from pathlib import Path

from tests.bench.bench import BenchError, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run
from tests.bench.processes import Build, settings
from tests.bench.wire import SAMPLE

TIMES = 3  # of each in a run: a call takes a tenth of a second, and one number of it says little


def measure(run: Run) -> list[Row]:
    """Start each in turns. The first start of each, which may write compiled files and a database, does not count."""
    run.bench.note_noise()
    tell("starts of --version and ask: the floor and both builds")
    floor: list[float] = []
    versions: tuple[list[float], list[float]] = ([], [])
    asks: tuple[list[float], list[float]] = ([], [])
    for number in range(TIMES * run.bench.repeats + 1):
        bare = _call(run, run.builds[1], "-c", "import typer")[0]
        version = [_call(run, build, "-m", "bot", "--version")[0] for build in run.builds]
        asked = [_call(run, build, "-m", "bot", "ask", SAMPLE)[1] for build in run.builds]
        if number:
            floor.append(bare)
            for at in (0, 1):
                versions[at].append(version[at])
                asks[at].append(asked[at])
    return [
        Row("CPU of --version, over `import typer`", "ms", Goal(4, "floor"), versions[1], versions[0], floor),
        Row("ask, by rule", "ms", Goal(0.5, "earlier"), asks[1], asks[0]),
    ]


def _call(run: Run, build: Build, *arguments: str) -> tuple[float, float]:
    """Return the milliseconds that a Python with these arguments takes: of the processor, and by the clock."""
    folder = run.bench.folder / f"commands-{build.name}".replace(" ", "-")
    folder.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(build.root), **_of_a_desk(folder)}
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own modules
        [build.python, *arguments], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        msg = f"python {' '.join(arguments)} of {build.name} failed (exit code {child.returncode})"
        raise BenchError(msg)
    return (used.ru_utime + used.ru_stime) * 1000, (time.monotonic() - started) * 1000


def _of_a_desk(folder: Path) -> dict[str, str]:
    """Return where a desk without Slack keeps its data."""
    return {name: value for name, value in settings(folder, "", None).items() if name == "DATABASE_URL"}
