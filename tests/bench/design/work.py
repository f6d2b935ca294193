"""Rows: messages a second, CPU a message and time to the reply, with a model that answers at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.bench import fake_model, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run, Sides, three
from tests.bench.processes import Child
from tests.bench.wire import MIXED

MESSAGES = 200
CONNECTIONS = 50
WARM_UP = 20
RATE, SECONDS = 20, 6


@dataclass
class Found:
    """What one side did, a number a run."""

    per_s: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    mixed_cpu_ms: list[float] = field(default_factory=list)
    reply_ms: list[float] = field(default_factory=list)


def measure(run: Run) -> list[Row]:
    """Let the two builds take turns; the bare app's figures stand beside them."""
    found = [Found(), Found(), Found()]
    with fake_model(run.bench, latency_ms=0) as model_url, three(run, "work", model_url) as sides:
        for desk in sides.desks:
            run.bench.replies(run.bench.send(desk, WARM_UP, texts=MIXED), samples=False)
        for _ in range(run.bench.repeats):
            _one_run(run, sides, found)
    floor, earlier, ours = found
    twice, cpu = Goal(2, "earlier", at_least=True), Goal(0.6, "earlier")
    return [
        Row("three-part messages/s, model at 0 ms", "/s", twice, ours.per_s, earlier.per_s, floor.per_s),
        Row("CPU a three-part message", "ms", cpu, ours.cpu_ms, earlier.cpu_ms, floor.cpu_ms),
        Row("CPU a message, mixed", "ms", cpu, ours.mixed_cpu_ms, earlier.mixed_cpu_ms, floor.mixed_cpu_ms),
        Row("reply at 20/s, model at 0 ms, p50", "ms", Goal(0.25, "earlier"), ours.reply_ms, earlier.reply_ms),
    ]


def _one_run(run: Run, sides: Sides, found: Sequence[Found]) -> None:
    bench = run.bench
    bench.note_noise()
    tell(f"{MESSAGES} three-part messages, {MESSAGES} mixed ones, {RATE}/s for {SECONDS} s: floor and both builds")
    all_sides = list(zip((sides.floor, *sides.desks), found, strict=True))
    for side, of_side in all_sides:
        answered = side is not sides.floor
        per_s, cpu_ms = _burst(run, side, (), answered=answered)
        of_side.per_s.append(per_s)
        of_side.cpu_ms.append(cpu_ms)
    for side, of_side in all_sides:
        of_side.mixed_cpu_ms.append(_burst(run, side, MIXED, answered=side is not sides.floor)[1])
    for side, of_side in all_sides[1:]:
        bench.warm(side, RATE)
        sent = bench.send(side, RATE * SECONDS, RATE)
        replied = bench.replies(sent)
        of_side.reply_ms.append(median((replied[one.thread] - one.at) * 1000 for one in sent if one.thread in replied))


def _burst(run: Run, side: Child, texts: Sequence[str], *, answered: bool) -> tuple[float, float]:
    """Send all at once; return messages a second until all are answered, and CPU milliseconds a message."""
    bench = run.bench
    bench.warm(side, CONNECTIONS)
    before = side.cpu_s()
    sent = bench.send(side, MESSAGES, texts=texts, connections=CONNECTIONS)
    done = max(one.at + one.ack_ms / 1000 for one in sent)
    if answered:
        done = max([done, *bench.replies(sent, samples=not texts).values()])
    return MESSAGES / (done - min(one.at for one in sent)), (side.cpu_s() - before) * 1000 / MESSAGES
