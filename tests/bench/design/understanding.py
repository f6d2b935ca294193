"""Rows: what it takes to understand a message by rule, of the processor, beside the earlier build."""

import json
import subprocess

from tests.bench.bench import BenchError, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run
from tests.bench.processes import Build
from tests.bench.wire import SAMPLE
from tests.paths import DATA, ROOT
from tests.public_messages import public_messages

_SAMPLES = 200  # the sample with a number behind it, so that none is remembered
# The two steps and what they take, in the earlier build and in this one.
_NAMES = (
    ("workflows.classify", "Said", "workflows.plan", "ToSplit"),
    ("workflows.steps.classify", "MessageToClassify", "workflows.steps.plan", "MessageToPlan"),
)


def measure(run: Run) -> list[Row]:
    """Understand the same texts in turns: short ones of real users, one of three parts, long ones that were written."""
    written = (DATA / "conversations" / "thirteenth_blind_plans.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [
        [row["text"] for row in public_messages()],
        [f"{SAMPLE} {number}" for number in range(_SAMPLES)],
        [json.loads(line)["text"] for line in written],
    ]
    run.bench.note_noise()
    tell(f"{sum(map(len, texts))} messages understood by both builds")
    found = [
        [_understood(build, names, texts) for build, names in zip(run.builds, _NAMES, strict=True)]
        for _ in range(run.bench.repeats)
    ]
    kinds = ("a short message", "a message of three parts", "a long message")
    return [
        Row(
            f"understanding {kind}, p50",
            "µs",
            Goal(2, "earlier"),
            [ours[n] for _, ours in found],
            [earlier[n] for earlier, _ in found],
        )
        for n, kind in enumerate(kinds)
    ]


def _understood(build: Build, names: tuple[str, ...], texts: list[list[str]]) -> list[float]:
    """Return the microseconds of the processor that the message in the middle of each list takes."""
    call = [build.python, str(ROOT / "tests" / "bench" / "understood.py"), *names]
    done = subprocess.run(  # noqa: S603 - our own module
        call, input=json.dumps(texts), env={"PYTHONPATH": str(build.root)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        msg = f"{build.name} does not understand by itself: {done.stderr.strip()[-300:]}"
        raise BenchError(msg)
    figures: list[float] = json.loads(done.stdout)
    return figures
