"""Reading 100,000 and 1,000,000 stored cases: pages, search, counts, response times; what indexing a message costs.

Each figure is the 99th percentile over many runs, beside a select by primary key on the same connection in turns.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from bot.slack.cases.dependencies import find
from bot.slack.cases.query import QueueQuery
from bot.slack.cases.queue_view import home_view
from handlers.cases.acts import Actor
from storage.case_lists import Key, View, counts, page, search
from storage.cases import get_case
from storage.database import Tx, parse_url
from storage.migrate import migrate
from storage.search import index_case
from storage.sqlite import tune_sqlite
from storage.statistics import response_times
from tests.bench.bench import Bench, tell
from tests.bench.figures import Figure, Target, percentile

SIZES = (100_000, 1_000_000)
RUNS = 400
TEAM, PERSON, STAFF = "TBENCH", "UC42", "US3"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TARGET, HOME_TARGET = Target(10.0), Target(300.0)
_WORDS_INDEX = import_module("storage.migrations.versions.0005_review").WORDS["sqlite"]

# A spread as a desk has it: most cases resolved, those of the last days not; thirty people of staff, 50,000 customers.
_CASES = """
INSERT INTO cases (team_id, number, channel, thread_ts, is_dm, requester, subject, route, status, awaiting, priority,
  assignee, taken_over, unsure_count, opened_at, updated_at, first_response_at, resolved_at, waits_since)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count),
  r AS (SELECT i, abs(i * 2654435761 % 1000003) AS a, abs(i * 40503 % 65537) AS b,
    datetime(:now, '-' || ((:count - i) * 31536 / (:count / 1000)) || ' seconds') || '.000000' AS at FROM n),
  s AS (SELECT *, CASE WHEN a % 100 < 88 AND i < :count * 0.99 THEN 'resolved' WHEN a % 100 < 90 THEN 'answered'
    WHEN a % 100 < 93 THEN 'waiting' WHEN a % 100 < 97 THEN 'escalated' ELSE 'open' END AS status FROM r)
SELECT :team, 'CASE-' || (1000 + i), 'C' || (b % 40), i || '.000100', b % 3 = 0, 'UC' || (a % 50000),
  'Case about ' || (b % 977), CASE b % 3 WHEN 0 THEN 'billing_inquiry' WHEN 1 THEN 'technical_support'
  ELSE 'general_question' END, status, CASE WHEN status = 'waiting' THEN 'details' END,
  CASE WHEN b % 50 = 0 THEN 'urgent' ELSE 'normal' END,
  CASE WHEN status IN ('escalated', 'resolved') AND a % 3 > 0 THEN 'US' || (b % 30) END, 0, 0, at, at,
  datetime(at, '+' || (b % 600) || ' seconds') || '.000000',
  CASE WHEN status = 'resolved' THEN datetime(at, '+' || (b * 7) || ' seconds') || '.000000' END,
  CASE WHEN status = 'escalated' THEN at END
FROM s
"""
_WORDS = [
    "invoice",
    "order",
    "return",
    "lamp",
    "kettle",
    "battery",
    "charge",
    "refund",
    "late",
    "broken",
    "screen",
    "cable",
    "account",
    "password",
    "delivery",
    "address",
    "printer",
    "noise",
    "leak",
    "price",
    "month",
    "wrong",
    "missing",
    "colour",
    "size",
    "update",
    "login",
    "error",
    "router",
    "engine",
    "manual",
    "warranty",
    "box",
]
# Two texts a case of a dozen words; 'zanzibar' in one of 10,000, 'please' in every second.
_MESSAGES = """
INSERT INTO messages (team_id, case_id, channel, ts, thread_ts, author, author_kind, text, is_dm, kept_at)
SELECT team_id, id, channel, id || '.000' || part, thread_ts, requester, 'customer',
  word(id * 7 + part) || ' ' || word(id * 13 + part * 5) || ' ' || word(id * 31 + 3) || ' my ' || word(id * 17 + part)
  || CASE WHEN (id + part) % 4 = 0 THEN ' please' ELSE '' END || CASE WHEN id % 10000 = 76 THEN ' zanzibar' ELSE '' END
  || ' number A-' || (id * 7 % 900000 + 100000) || ' since ' || word(id * 3 + part) || ' and ' || word(id * 11),
  is_dm, opened_at
FROM cases, (SELECT 100 AS part UNION ALL SELECT 200)
ORDER BY id
"""
# All of it is answered, each message by itself.
_TURNS = """
INSERT INTO turns (id, team_id, case_id, channel, ts, thread_ts, author, lane, state, ready_at, opened_at, settled_at)
SELECT id, team_id, case_id, channel, ts, thread_ts, author, channel || ':' || CASE WHEN is_dm THEN 'dm' ELSE thread_ts
  END, 'answered', kept_at, kept_at, kept_at FROM messages
"""

Query = Callable[[Tx], object]


def measure(bench: Bench) -> None:
    """Fill a migrated database for each size, and read it."""
    for size in _sizes():
        path = bench.folder / f"cases-{size}.db"
        with _filled(path, size) as tx:
            for name, query in _queries(size).items():
                ours, bare = zip(*(_turns(bench, tx, query, size) for _ in range(bench.repeats)), strict=True)
                bench.add(Figure(f"{size:,} cases: {name}, p99", "ms", ours, bare, TARGET))
            homes, bare = zip(*(_turns(bench, tx, _home, size) for _ in range(bench.repeats)), strict=True)
            bench.add(Figure(f"{size:,} cases: Home built, p99", "ms", homes, bare, HOME_TARGET))
            costs = [_index_cost(tx, size) for _ in range(bench.repeats)]
            bench.add(Figure(f"{size:,} cases: index of one more message, median", "ms", costs))
        path.unlink()


def _home(tx: Tx) -> object:
    """Read and draw the Home tab of a member of staff, without sending it."""
    return home_view(find(tx, Actor(TEAM, STAFF, is_staff=True), QueueQuery(), NOW), NOW)


def _sizes() -> tuple[int, ...]:
    """Return how many cases to measure with; ``BENCH_CASES=20000`` for a quick look."""
    given = os.environ.get("BENCH_CASES")
    return tuple(int(one) for one in given.split(",")) if given else SIZES


def _queries(size: int) -> dict[str, Query]:
    return {
        "newest 50": lambda tx: page(tx, View(TEAM)),
        "newest 50 of a rare state": lambda tx: page(tx, View(TEAM, "unassigned")),
        "longest waiting 50": lambda tx: page(tx, View(TEAM, "escalated")),
        "a page further of what waits": lambda tx: page(tx, View(TEAM, "escalated"), Key(size - size // 500, NOW)),
        "newest 50 of mine": lambda tx: page(tx, View(TEAM, "mine", STAFF)),
        "a person's own": lambda tx: page(tx, View(TEAM, requester=PERSON)),
        "a page half way down": lambda tx: page(tx, View(TEAM, "resolved"), Key(size // 2)),
        "search, a frequent word": lambda tx: search(tx, TEAM, "please"),
        "search, the start of a frequent word": lambda tx: search(tx, TEAM, "invo"),
        "search, two letters": lambda tx: search(tx, TEAM, "re"),
        "search, a rare word": lambda tx: search(tx, TEAM, "zanzibar"),
        "search, two frequent words": lambda tx: search(tx, TEAM, "kettle invoice"),
        "search, a frequent and a rare word": lambda tx: search(tx, TEAM, "please zanzibar"),
        "search, in a person's own": lambda tx: search(tx, TEAM, "kettle inv", PERSON),
        "search, half way down": lambda tx: search(tx, TEAM, "kettle", before=size // 2),
        "search, an order": lambda tx: search(tx, TEAM, "A-100777"),
        "search, the start of an order": lambda tx: search(tx, TEAM, "A-1007"),
        "a case by its number": lambda tx: search(tx, TEAM, "CASE-1500"),
        "Home's counts": lambda tx: counts(tx, TEAM, STAFF),
        "response times of a week": lambda tx: response_times(tx, TEAM, NOW - timedelta(days=7)),
    }


def _turns(bench: Bench, tx: Tx, query: Query, size: int) -> tuple[float, float]:
    """Return the 99th percentile of the query and of a select by primary key, in milliseconds, taken in turns."""
    bench.note_noise()
    query(tx)
    ours, bare = [], []
    for at in range(RUNS):
        ours.append(_timed(query, tx))
        bare.append(_timed(lambda tx, at=at: get_case(tx, 1 + at * 7919 % size), tx))  # type: ignore[misc]
    return percentile(ours, 99), percentile(bare, 99)


def _timed(query: Query, tx: Tx) -> float:
    started = time.perf_counter()
    query(tx)
    return (time.perf_counter() - started) * 1000


def _index_cost(tx: Tx, size: int) -> float:
    """Return the milliseconds that keeping a message's words true takes, within its transaction."""
    took = [_timed(lambda tx, at=at: index_case(tx, 1 + at * 7919 % size), tx) for at in range(RUNS)]  # type: ignore[misc]
    tx.rollback()
    tx.exec_driver_sql("BEGIN")
    return percentile(took, 50)


@contextmanager
def _filled(path: Path, size: int) -> Iterator[Tx]:
    """Yield a transaction on a migrated database that holds ``size`` cases."""
    url = f"sqlite:///{path}"
    migrate(url)
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    sa.event.listen(engine, "connect", tune_sqlite)
    started = time.monotonic()
    with engine.connect() as tx:
        raw = tx.connection.dbapi_connection
        assert raw is not None
        raw.create_function("word", 1, lambda at: _WORDS[at * 2654435761 % 1000003 % len(_WORDS)], deterministic=True)
        tx.exec_driver_sql("PRAGMA synchronous=OFF")
        tx.exec_driver_sql("BEGIN")
        tx.execute(sa.text(_CASES), {"count": size, "team": TEAM, "now": f"{NOW:%Y-%m-%d %H:%M:%S}"})
        tx.execute(sa.text(_MESSAGES))
        tx.execute(sa.text(_TURNS))
        tx.execute(sa.text("UPDATE messages SET turn_id = id"))
        for table in ("case_terms", "case_words"):
            tx.exec_driver_sql(f"DROP TABLE {table}")
        for statement in _WORDS_INDEX:
            tx.execute(sa.text(statement))
        tx.commit()
        tell(f"{size:,} cases in {path.stat().st_size / 1e6:.0f} MB, filled in {time.monotonic() - started:.0f} s")
        tx.exec_driver_sql("BEGIN")
        yield tx
        tx.rollback()
    engine.dispose()
