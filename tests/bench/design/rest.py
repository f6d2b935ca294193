"""Rows: CPU at rest, memory when ready and after 1,000 messages, start to ready."""

import time

from tests.bench.bench import bare_app, fake_model, tell
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run
from tests.bench.processes import Child, helper, serve
from tests.bench.wire import CHANNELS

WARMED_UP_S = 10.0  # what is imported and read once it is ready is no rest; on a slow machine that takes some seconds
AT_REST_S = 8.0
MESSAGES = 1000
CONNECTIONS = 20
ONE_CHANNEL = {"FRONTDESK_SUPPORT_CHANNELS": CHANNELS[0]}

Side = tuple[float, float, float, float]  # seconds to ready, MB when ready, per cent of a core, MB after messages


def measure(run: Run) -> list[Row]:
    """Start each anew for each run, on a database that is there, with a model that answers at once.

    At rest it has a workspace of its own and one channel: it would read what has been said in fifty while it was away.
    """
    floor: list[Side] = []
    of_builds: tuple[list[Side], list[Side]] = ([], [])
    with (
        fake_model(run.bench, latency_ms=0) as model_url,
        helper(run.bench.folder, "tests.bench.slack", name="a Slack where nothing is said") as quiet,
    ):
        for number in range(run.bench.repeats):
            run.bench.note_noise()
            tell(f"start, {AT_REST_S:.0f} s of rest, {MESSAGES} messages: the floor and both builds")
            with bare_app(run.bench) as bare:
                floor.append((0.0, bare.rss_mb(), _at_rest(bare), 0.0))
            for build, found in zip(run.builds, of_builds, strict=True):
                folder = run.bench.folder / f"rest-{build.name}-{number}".replace(" ", "-")
                with serve(folder, quiet.url, model_url, build, ONE_CHANNEL):
                    pass  # the first start makes the database
                with serve(folder, quiet.url, model_url, build, ONE_CHANNEL) as (desk, ready_s):
                    ready_mb = desk.rss_mb()  # this build imports the model's client after it is ready
                    rest = _at_rest(desk)
                with serve(folder, run.bench.slack.url, model_url, build) as (desk, _):
                    run.bench.replies(run.bench.send(desk, MESSAGES, connections=CONNECTIONS))
                    found.append((ready_s, ready_mb, rest, desk.rss_mb()))
    names = (
        ("serve to ready", "s", Goal(1.8)),
        ("memory when ready", "MB", Goal(110)),
        ("CPU at rest", "%", Goal(0.5)),
        (f"memory after {MESSAGES:,} messages", "MB", Goal(135)),
    )
    earlier, ours = of_builds
    return [
        Row(
            name,
            unit,
            goal,
            [one[at] for one in ours],
            [one[at] for one in earlier],
            [one[at] for one in floor] if at in (1, 2) else (),
        )
        for at, (name, unit, goal) in enumerate(names)
    ]


def _at_rest(child: Child) -> float:
    """Return the CPU use over some seconds, in per cent of one core."""
    time.sleep(WARMED_UP_S)
    started, before = time.monotonic(), child.cpu_s()
    time.sleep(AT_REST_S)
    return (child.cpu_s() - before) * 100 / (time.monotonic() - started)
