"""What a call of ``frontdesk`` costs before its command does anything: CPU, beside a Python that imports typer."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.bench import Bench, BenchError, tell
from tests.bench.figures import Figure, Target
from tests.bench.processes import ROOT

FLOOR = ("-c", "import typer")
CALLS = ("--version", "--help", "manifest")
TIMES = 3  # as often as anything else: a call takes a tenth of a second, and one number of it says little


def measure(bench: Bench) -> None:
    """Start each in turns. The first start of each, which may write compiled files, does not count."""
    tell(f"{TIMES * bench.repeats} starts each of {', '.join(CALLS)}")
    bench.note_noise()
    turns = [
        [_cpu_ms(bench.folder, FLOOR), *(_cpu_ms(bench.folder, ("-m", "bot", call)) for call in CALLS)]
        for _ in range(TIMES * bench.repeats + 1)
    ][1:]
    floor, *ours = (list(samples) for samples in zip(*turns, strict=True))
    bench.add(
        *(
            Figure(f"CPU of frontdesk {call}, over `import typer`", "ms", samples, floor, Target(4, of="ratio"))
            for call, samples in zip(CALLS, ours, strict=True)
        )
    )


def _cpu_ms(folder: Path, arguments: tuple[str, ...]) -> float:
    """Return the CPU milliseconds, user and system, of a Python with these arguments and a bare environment."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        msg = f"python {' '.join(arguments)} failed (exit code {child.returncode})"
        raise BenchError(msg)
    return (used.ru_utime + used.ru_stime) * 1000
