"""Queries about DBOS's rows, which stand beside ours on PostgreSQL: which jobs run where, and whose they become.

What DBOS offers for it works in transactions of its own; here it is one with the lease of the process that had them.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from storage.crashes import RunningJob
from storage.database import Tx
from storage.prepared import fetch_first
from storage.tables import executors

FINISHED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")

_NAMES = (
    "workflow_uuid",
    "status",
    "queue_name",
    "queue_partition_key",
    "executor_id",
    "application_version",
    "owner_xid",
    "started_at_epoch_ms",
    "updated_at",
)
_ROWS = sa.table("workflow_status", *(sa.column(name) for name in _NAMES), schema="dbos")
_BESIDE = [
    sa.table(name, sa.column("workflow_uuid"), schema="dbos")
    for name in ("workflow_input", "workflow_output", "operation_outputs")
]
_RUNS = _ROWS.c.status == "PENDING"
_WAITS = _ROWS.c.status.in_(("ENQUEUED", "DELAYED"))
_ANYTHING_WAITS = sa.select(_ROWS.c.status).where(
    _ROWS.c.queue_name == sa.bindparam("queue", type_=sa.String), _ROWS.c.status == sa.literal_column("'ENQUEUED'")
)
_ANYTHING_WAITS = _ANYTHING_WAITS.limit(sa.literal_column("1"))
_NOW_MS = sa.cast(sa.func.date_part("epoch", sa.func.clock_timestamp()) * 1000, sa.BigInteger)


def has_rows(tx: Tx) -> bool:
    """Say whether DBOS has made its tables here."""
    return sa.inspect(tx).has_table("workflow_status", schema="dbos")


def anything_waits(tx: Tx, queue: str) -> bool:
    """Say whether a job waits in a queue, for any version of the flows, and whether its lane is free or not."""
    return fetch_first(tx, _ANYTHING_WAITS, {"queue": queue}) is not None


def running_at(tx: Tx, queue: str, executor: str) -> list[RunningJob]:
    """Return the jobs that an executor runs, or had at work when it died."""
    query = sa.select(_ROWS.c.workflow_uuid, _ROWS.c.queue_partition_key)
    found = tx.execute(query.where(_RUNS, _ROWS.c.queue_name == queue, _ROWS.c.executor_id == executor))
    return [RunningJob(str(job), str(lane or "")) for job, lane in found]


def queue_again(tx: Tx, queue: str, executor: str, jobs: Collection[str] | None = None) -> int:
    """Give back what an executor has at work, or of that these ``jobs``; return how much. Lane and order stay."""
    given_back = sa.and_(_RUNS, _ROWS.c.queue_name == queue, _ROWS.c.executor_id == executor)
    if jobs is not None:
        given_back = sa.and_(given_back, _ROWS.c.workflow_uuid.in_(list(jobs)))
    return _queue_again(tx, given_back)


def queue_orphans(tx: Tx, queue: str) -> int:
    """Give back what is at work at executors that are not there any more; return how much."""
    there = sa.select(executors.c.executor)
    return _queue_again(tx, sa.and_(_RUNS, _ROWS.c.queue_name == queue, _ROWS.c.executor_id.not_in(there)))


def _queue_again(tx: Tx, which: sa.ColumnElement[bool]) -> int:
    """Do what DBOS does to what it recovers (``reenqueue_for_recovery``), to rows of any version."""
    anew = {"status": "ENQUEUED", "owner_xid": None, "started_at_epoch_ms": None, "updated_at": _NOW_MS}
    return int(tx.execute(sa.update(_ROWS).where(which).values(**anew)).rowcount)


def drop_over(tx: Tx, jobs: Sequence[str], version: str) -> None:
    """Drop those of these jobs that have ended, and those that wait for a version of the flows that nobody runs."""
    _drop(tx, sa.and_(_ROWS.c.workflow_uuid.in_(jobs), sa.or_(_ROWS.c.status.in_(FINISHED), _for_nobody(version))))


def drop_for_nobody(tx: Tx, queue: str, version: str, before_ms: int) -> None:
    """Drop what has waited since then for a version that nobody runs: it was queued anew, or nobody owes it."""
    old = (_ROWS.c.queue_name == queue, _ROWS.c.updated_at < before_ms)
    _drop(tx, sa.and_(*old, _for_nobody(version)))


def _for_nobody(version: str) -> sa.ColumnElement[bool]:
    run = sa.select(executors.c.version).where(executors.c.over_at.is_(None))
    other = (_ROWS.c.application_version != version, _ROWS.c.application_version.not_in(run))
    return sa.and_(_WAITS, *other)


def _drop(tx: Tx, which: sa.ColumnElement[bool]) -> None:
    dropped = list(tx.scalars(sa.delete(_ROWS).where(which).returning(_ROWS.c.workflow_uuid)))
    for table in _BESIDE if dropped else ():
        tx.execute(sa.delete(table).where(table.c.workflow_uuid.in_(dropped)))


def queued(tx: Tx, jobs: Sequence[str]) -> set[str]:
    """Return those of these jobs that wait or run."""
    query = sa.select(_ROWS.c.workflow_uuid).where(_ROWS.c.workflow_uuid.in_(jobs), sa.or_(_RUNS, _WAITS))
    return set(tx.scalars(query))


def not_to_run_at(tx: Tx, jobs: Sequence[str], executor: str) -> set[str]:
    """Return those of these jobs that this executor will not run: they have ended, or run at another."""
    mine = sa.or_(_WAITS, sa.and_(_RUNS, _ROWS.c.executor_id == executor))
    query = sa.select(_ROWS.c.workflow_uuid).where(_ROWS.c.workflow_uuid.in_(jobs), mine)
    return set(jobs) - set(tx.scalars(query))
