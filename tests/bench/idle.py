"""What the bot costs when nothing happens: start to ready, resident memory, CPU at rest; beside the bare app."""

import time

from tests.bench.bench import Bench, bare_app, tell
from tests.bench.figures import Figure, Target
from tests.bench.processes import Child, serve

SETTLE_S = 2.0
AT_REST_S = 4.0

Side = tuple[float, float, float]  # seconds to ready, MB, per cent of a core
Turn = tuple[Side, Side]  # ours, the floor's


def measure(bench: Bench) -> None:
    """Start both anew for each repeat. The first start makes and migrates the databases, the second finds them."""
    turns: list[Turn] = []
    first_s = []
    for number in range(bench.repeats):
        bench.note_noise()
        tell("start on a new database, start again, then at rest")
        folder = bench.folder / f"idle-{number}"
        with serve(folder, bench.slack.url) as (_, seconds):
            first_s.append(seconds)
        started = time.monotonic()
        with bare_app(bench) as floor:
            bare_s = time.monotonic() - started
            with serve(folder, bench.slack.url) as (desk, ours_s):
                ours_rest, bare_rest = _at_rest(desk, floor)
                turns.append(((ours_s, desk.rss_mb(), ours_rest), (bare_s, floor.rss_mb(), bare_rest)))
    bench.add(
        Figure("start to ready, new database", "s", first_s, target=Target(3)),
        _figure("start to ready, again", "s", turns, 0, Target(3)),
        _figure("resident memory, idle", "MB", turns, 1, Target(150)),
        _figure("CPU at rest", "%", turns, 2),
    )


def _figure(name: str, unit: str, turns: list[Turn], which: int, target: Target | None = None) -> Figure:
    return Figure(name, unit, [ours[which] for ours, _ in turns], [bare[which] for _, bare in turns], target)


def _at_rest(desk: Child, floor: Child) -> tuple[float, float]:
    """Return the CPU use of both over the same seconds, in per cent of one core."""
    time.sleep(SETTLE_S)
    started, before = time.monotonic(), (desk.cpu_s(), floor.cpu_s())
    time.sleep(AT_REST_S)
    took = time.monotonic() - started
    return (desk.cpu_s() - before[0]) * 100 / took, (floor.cpu_s() - before[1]) * 100 / took
