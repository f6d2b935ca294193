"""How long Slack waits for its 200, beside a bare Bolt app that stores one row: at 20 events a second, and in a burst of 200."""

from tests.bench.bench import Bench, bare_app, tell
from tests.bench.figures import Figure, Target, percentile
from tests.bench.processes import Child, serve

RATE, SECONDS = 20, 8
BURST = 200


def measure(bench: Bench) -> None:
    """Let both take turns; the bot answers all messages of a turn before the next begins."""
    folder = bench.folder / "ack"
    with bare_app(bench) as floor, serve(folder, bench.slack.url) as (desk, _):
        for app in (floor, desk):
            bench.warm(app, RATE)
            bench.send(app, RATE, RATE)
        _settled(bench, RATE)
        at_rate = [_turn(bench, desk, floor, SECONDS * RATE, RATE) for _ in range(bench.repeats)]
        bursts = [_turn(bench, desk, floor, BURST, 0.0) for _ in range(bench.repeats)]
        bench.check_stored(folder, RATE + bench.repeats * (SECONDS * RATE + BURST), "rules")
    ours, bare = zip(*at_rate, strict=True)
    all_ours, all_bare = zip(*bursts, strict=True)
    p50 = [[percentile(acks, 50) for acks in side] for side in (ours, bare)]
    p99 = [[percentile(acks, 99) for acks in side] for side in (ours, bare)]
    slowest = [[max(acks) for acks in side] for side in (all_ours, all_bare)]
    middle = [[percentile(acks, 50) for acks in side] for side in (all_ours, all_bare)]
    bench.add(
        Figure(f"ack at {RATE} events/s, p50", "ms", *p50, target=Target(2, of="ratio")),
        Figure(f"ack at {RATE} events/s, p99", "ms", *p99, target=Target(50)),
        Figure(f"burst of {BURST}, median ack", "ms", *middle),
        Figure(f"burst of {BURST}, slowest ack", "ms", *slowest, target=Target(1000)),
    )


def _turn(bench: Bench, desk: Child, floor: Child, count: int, rate: float) -> tuple[list[float], list[float]]:
    """Send the same to both; return the acks of ours and of the floor, in ms."""
    bench.note_noise()
    tell(f"{count} events {f'at {rate:g}/s' if rate else 'at once'}, to the bare app and to the bot")
    acks: dict[str, list[float]] = {}
    for app in (floor, desk):
        bench.warm(app, count if not rate else RATE)
        acks[app.name] = [one.ack_ms for one in bench.send(app, count, rate)]
    _settled(bench, count)
    return acks[desk.name], acks[floor.name]
