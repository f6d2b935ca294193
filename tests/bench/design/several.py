"""Rows of PostgreSQL: two processes over one, the reply beyond the model's path, rest, cost over SQLite's."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from tests.bench.bench import Sent, fake_model, tell
from tests.bench.design.eight import AT_ONCE
from tests.bench.design.rest import AT_REST_S
from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run
from tests.bench.end_to_end import CALL, LATENCY_MS, answered
from tests.bench.figures import spread
from tests.bench.idle import SETTLE_S
from tests.bench.postgres import Server
from tests.bench.processes import THIS, Build, Child, serve
from tests.bench.wire import MIXED, MODEL_ROUNDS

FULL = replace(THIS, name=f"this build, {AT_ONCE} at once", module="tests.bench.design.eight")
TURNS = 8 * AT_ONCE
ALONE = 4  # messages one after another in each run
MESSAGES = 200
CONNECTIONS = 20
WARM_UP = 20


@dataclass
class Found:
    """What was measured, a number a run."""

    one_per_s: list[float] = field(default_factory=list)
    two_per_s: list[float] = field(default_factory=list)
    beyond_ms: list[float] = field(default_factory=list)
    at_rest: list[float] = field(default_factory=list)
    sqlite_ms: list[float] = field(default_factory=list)
    postgres_ms: list[float] = field(default_factory=list)
    server_ms: list[float] = field(default_factory=list)


def measure(run: Run) -> list[Row]:
    """Measure both kinds of rows, each side in turns within a run."""
    found = Found()
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:  # not ours: the server's user must get there
        server = Server(Path(folder))
        try:
            _with_a_slow_model(run, server, found)
            _with_a_fast_model(run, server, found)
        finally:
            server.close()
    share = spread([ours / one for ours, one in zip(found.server_ms, found.postgres_ms, strict=True)])
    own = f"the server's own: {spread(found.server_ms)} ms more, {share} of it"
    over_one, over_sqlite = Goal(1.8, "floor", at_least=True), Goal(1.4, "floor")
    names = f"PostgreSQL: {LATENCY_MS} ms a call, {AT_ONCE} turns in flight each: two processes (floor: one)"
    return [
        Row(names, "/s", over_one, found.two_per_s, floor=found.one_per_s),
        Row("PostgreSQL: reply beyond the model's path", "ms", Goal(120), found.beyond_ms),
        Row("PostgreSQL: CPU at rest, the busier of two", "%", Goal(8), found.at_rest),
        Row(
            "PostgreSQL: CPU a message, mixed (floor: SQLite)",
            "ms",
            over_sqlite,
            found.postgres_ms,
            floor=found.sqlite_ms,
            note=own,
        ),
    ]


def _with_a_slow_model(run: Run, server: Server, found: Found) -> None:
    """One process with a database of its own beside two that share one; then the two at rest."""
    bench = run.bench
    single, shared = server.new_database("one_process"), server.new_database("two_processes")
    with (
        fake_model(bench, LATENCY_MS) as model_url,
        _on(run, "one", single, model_url, FULL) as alone,
        _on(run, "first", shared, model_url, FULL) as first,
        _on(run, "second", shared, model_url, FULL) as second,
    ):
        for desk in (alone, first, second):
            answered(bench, desk, AT_ONCE)
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(
                f"{TURNS} three-part messages to one process, to two; {ALONE} one at a time; {AT_REST_S:.0f} s of rest"
            )
            found.one_per_s.append(_per_s(run, [alone]))
            found.two_per_s.append(_per_s(run, [first, second]))
            timed = bench.driver.ask({"post": f"{model_url}/chat/completions", "body": CALL, "count": MODEL_ROUNDS})
            took_s = median(answered(bench, first, 1)[0] for _ in range(ALONE))
            found.beyond_ms.append(took_s * 1000 - sum(timed["ms"]))
            found.at_rest.append(_at_rest([first, second]))


def _with_a_fast_model(run: Run, server: Server, found: Found) -> None:
    """One process on PostgreSQL beside one on SQLite."""
    bench = run.bench
    with (
        fake_model(bench, latency_ms=0) as model_url,
        serve(bench.folder / "cost-sqlite", bench.slack.url, model_url) as (on_sqlite, _),
        _on(run, "cost", server.new_database("cost"), model_url, THIS) as on_postgres,
    ):
        for desk in (on_sqlite, on_postgres):
            bench.replies(bench.send(desk, WARM_UP, texts=MIXED), samples=False)
        for _ in range(bench.repeats):
            bench.note_noise()
            tell(f"{MESSAGES} mixed messages on SQLite, on PostgreSQL")
            found.sqlite_ms.append(_cost_ms(run, on_sqlite))
            before = server.cpu_s()
            found.postgres_ms.append(_cost_ms(run, on_postgres))
            found.server_ms.append((server.cpu_s() - before) * 1000 / MESSAGES)


@contextmanager
def _on(run: Run, name: str, url: str, model_url: str, build: Build) -> Iterator[Child]:
    """Run a process on a database of PostgreSQL; ``name`` is its folder and its executor id."""
    more = {"DATABASE_URL": url, "FRONTDESK_EXECUTOR_ID": name}
    with serve(run.bench.folder / f"several-{name}", run.bench.slack.url, model_url, build, more) as (desk, _):
        yield desk


def _per_s(run: Run, desks: Sequence[Child]) -> float:
    """Send as many to each as fill it several times over; return messages a second until all are answered."""
    bench, sent = run.bench, list[Sent]()
    for desk in desks:
        bench.warm(desk, CONNECTIONS)
    for desk in desks:
        sent += bench.send(desk, TURNS // len(desks), connections=CONNECTIONS)
    return TURNS / (max(bench.replies(sent).values()) - min(one.at for one in sent))


def _cost_ms(run: Run, desk: Child) -> float:
    """Return the CPU milliseconds of a message, of many that come at once."""
    bench = run.bench
    bench.warm(desk, CONNECTIONS)
    before = desk.cpu_s()
    bench.replies(bench.send(desk, MESSAGES, texts=MIXED, connections=CONNECTIONS), samples=False)
    return (desk.cpu_s() - before) * 1000 / MESSAGES


def _at_rest(desks: Sequence[Child]) -> float:
    """Return the CPU use of the busiest over some seconds, in per cent of one core."""
    time.sleep(SETTLE_S)
    started, before = time.monotonic(), [desk.cpu_s() for desk in desks]
    time.sleep(AT_REST_S)
    took = time.monotonic() - started
    return max((desk.cpu_s() - used) * 100 / took for desk, used in zip(desks, before, strict=True))
