"""How long Slack waits for its 200, beside a bare Bolt app that stores one row: at 20 events/s, in a burst of 200."""

from tests.bench.bench import Bench, bare_app, tell
from tests.bench.figures import Figure, Target, percentile
from tests.bench.processes import Child, serve

RATE, SECONDS = 20, 8
BURST = 200

Turn = tuple[list[float], list[float]]  # acks in ms: ours, the floor's


def measure(bench: Bench) -> None:
    """Let both take turns; the bot answers all messages of a turn before the next begins."""
    folder = bench.folder / "ack"
    with bare_app(bench) as floor, serve(folder, bench.slack.url) as (desk, _):
        _turn(bench, desk, floor, RATE, RATE)  # the first messages pay for imports and caches
        at_rate = [_turn(bench, desk, floor, SECONDS * RATE, RATE) for _ in range(bench.repeats)]
        bursts = [_turn(bench, desk, floor, BURST, 0.0) for _ in range(bench.repeats)]
        bench.check_stored(folder, RATE + bench.repeats * (SECONDS * RATE + BURST), "rules")
    bench.add(
        _figure(f"ack at {RATE} events/s, p50", at_rate, 50, Target(2, of="ratio")),
        _figure(f"ack at {RATE} events/s, p99", at_rate, 99, Target(50)),
        _figure(f"burst of {BURST}, median ack", bursts, 50),
        _figure(f"burst of {BURST}, slowest ack", bursts, 100, Target(1000)),
    )


def _figure(name: str, turns: list[Turn], percent: float, target: Target | None = None) -> Figure:
    ours = [percentile(turn[0], percent) for turn in turns]
    bare = [percentile(turn[1], percent) for turn in turns]
    return Figure(name, "ms", ours, bare, target)


def _turn(bench: Bench, desk: Child, floor: Child, count: int, rate: float) -> Turn:
    """Send the same to both; return the acks of ours and of the floor, in ms."""
    bench.note_noise()
    tell(f"{count} events {f'at {rate:g}/s' if rate else 'at once'}, to the bare app and to the bot")
    bench.warm(floor, RATE if rate else count)
    bare = bench.send(floor, count, rate)
    bench.warm(desk, RATE if rate else count)
    ours = bench.send(desk, count, rate)
    bench.replies(ours)
    return [one.ack_ms for one in ours], [one.ack_ms for one in bare]
