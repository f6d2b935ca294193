"""Rows: 2,000 messages in a burst, many more than can be worked off: acks, memory, everybody answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.bench import bare_app, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run
from tests.bench.processes import Build, Child, serve

MESSAGES = 2000
CONNECTIONS = 50
LOOK_EVERY_S = 0.2

Side = tuple[float, float, float]  # slowest ack in ms, most MB, messages/s until all are answered


def measure(run: Run) -> list[Row]:
    """Send as fast as 50 connections take it, to each in turn; each build on a new database."""
    floor: list[float] = []
    of_builds: tuple[list[Side], list[Side]] = ([], [])
    for number in range(run.bench.repeats):
        run.bench.note_noise()
        tell(f"{MESSAGES} messages over {CONNECTIONS} connections: the floor and both builds")
        with bare_app(run.bench) as bare:
            run.bench.warm(bare, CONNECTIONS)
            floor.append(max(one.ack_ms for one in run.bench.send(bare, MESSAGES, connections=CONNECTIONS)))
        for build, found in zip(run.builds, of_builds, strict=True):
            found.append(_flooded(run, build, number))
    earlier, ours = of_builds
    rows = (
        ("slowest ack", "ms", Goal(3000)),
        ("most memory", "MB", Goal(200)),
        ("answered", "/s", Goal(1, "earlier", at_least=True)),
    )
    return [
        Row(
            f"{MESSAGES:,} in a burst: {what}",
            unit,
            goal,
            [one[at] for one in ours],
            [one[at] for one in earlier],
            () if at else floor,
        )
        for at, (what, unit, goal) in enumerate(rows)
    ]


def _flooded(run: Run, build: Build, number: int) -> Side:
    bench = run.bench
    folder = bench.folder / f"overload-{build.name}-{number}".replace(" ", "-")
    with serve(folder, bench.slack.url, None, build) as (desk, _), _watched(desk) as most_mb:
        bench.warm(desk, CONNECTIONS)
        sent = bench.send(desk, MESSAGES, connections=CONNECTIONS)
        replied = bench.replies(sent)
        bench.check_stored(folder, MESSAGES, "rules")
        took = max(replied.values(), default=0.0) - min(one.at for one in sent)
    return max(one.ack_ms for one in sent), max(most_mb), MESSAGES / took


@contextmanager
def _watched(child: Child) -> Iterator[list[float]]:
    """Note the memory of a process as long as this lasts."""
    seen, over = [child.rss_mb()], threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_EVERY_S):
            seen.append(child.rss_mb())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()
