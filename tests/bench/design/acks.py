"""Rows: how long Slack waits for its 200, at 20 and at 50 events a second, and in a burst of 200."""

from tests.bench.bench import tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run, Sides, three
from tests.bench.figures import percentile

RATES, SECONDS = (20, 50), 8
BURST = 200
WARM_UP = 20

Acks = tuple[list[float], list[float], list[float]]  # in ms: the floor's, the earlier build's, ours


def measure(run: Run) -> list[Row]:
    """Let the three take turns; the replies of a turn are waited for before the next begins."""
    turns: dict[int, list[Acks]] = {20: [], 50: [], 0: []}
    with three(run, "acks") as sides:
        _turn(run, sides, WARM_UP, 0)  # the first messages pay for imports and caches
        for _ in range(run.bench.repeats):
            for rate in RATES:
                turns[rate].append(_turn(run, sides, SECONDS * rate, rate))
            turns[0].append(_turn(run, sides, BURST, 0))
        messages = WARM_UP + run.bench.repeats * (SECONDS * sum(RATES) + BURST)
        for folder in sides.folders:
            run.bench.check_stored(folder, messages, "rules")
    return [
        _row("ack at 20 events/s, p50", turns[20], Goal(1.8, "floor"), 50),
        _row("ack at 50 events/s, p99", turns[50], Goal(12, "floor"), 99),
        _row(f"burst of {BURST}, slowest ack (floor: its p99)", turns[0], Goal(3, "floor"), 100),
    ]


def _row(name: str, turns: list[Acks], goal: Goal, percent: int) -> Row:
    floor, earlier, ours = zip(*turns, strict=True)
    of_floor = [percentile(one, min(percent, 99)) for one in floor]
    return Row(
        name,
        "ms",
        goal,
        [percentile(one, percent) for one in ours],
        [percentile(one, percent) for one in earlier],
        of_floor,
    )


def _turn(run: Run, sides: Sides, count: int, rate: int) -> Acks:
    bench, acks = run.bench, []
    bench.note_noise()
    tell(f"acks of {count} events {f'at {rate}/s' if rate else 'at once'}: floor, {run.earlier.name}, this build")
    for side in (sides.floor, *sides.desks):
        bench.warm(side, rate or count)
        sent = bench.send(side, count, rate)
        if side is not sides.floor:
            bench.replies(sent)
        acks.append([one.ack_ms for one in sent])
    floor, earlier, ours = acks
    return floor, earlier, ours
