"""Queries about DBOS's rows, which stand beside ours on PostgreSQL: which jobs run where, and whose they become.

What DBOS offers for it works in transactions of its own; here it is one with the lease of the process that had them.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from storage.crashes import RunningJob
from storage.database import Tx
from storage.prepared import change, change_later
from storage.sql import one_of
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
    "completed_at",
    "created_at",
    "recovery_attempts",
    "rate_limited",
)
_ROWS = sa.table("workflow_status", *(sa.column(name) for name in _NAMES), schema="dbos")
_BESIDE = [
    sa.table(name, sa.column("workflow_uuid"), schema="dbos")
    for name in ("workflow_input", "workflow_output", "operation_outputs")
]
_RUNS = _ROWS.c.status == "PENDING"
_WAITS = _ROWS.c.status.in_(("ENQUEUED", "DELAYED"))
_NOW_MS = sa.cast(sa.func.date_part("epoch", sa.func.clock_timestamp()) * 1000, sa.BigInteger)


def _order_in_lane(rows: sa.FromClause) -> sa.Tuple:
    """Return what DBOS takes the jobs of a lane in the order of."""
    return sa.tuple_(rows.c.created_at, rows.c.workflow_uuid)


# A lane is one process's at a time: that of a job of a transaction that is not committed yet nobody else sees.
_HOLD_LANE = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:lane, 2))")
_OTHER = _ROWS.alias("other")
_LANE_IS_TAKEN = sa.exists().where(
    _OTHER.c.queue_name == _ROWS.c.queue_name,
    _OTHER.c.queue_partition_key == _ROWS.c.queue_partition_key,
    sa.or_(
        one_of(_OTHER.c.status, ("PENDING",)),
        sa.and_(one_of(_OTHER.c.status, ("ENQUEUED",)), _order_in_lane(_OTHER) < _order_in_lane(_ROWS)),
    ),
)
_BEGIN_AT_ONCE = (
    sa.update(_ROWS)
    .where(_ROWS.c.workflow_uuid == sa.bindparam("job"), one_of(_ROWS.c.status, ("ENQUEUED",)), ~_LANE_IS_TAKEN)
    .values(
        status=sa.literal_column("'PENDING'"),
        started_at_epoch_ms=_NOW_MS,
        updated_at=_NOW_MS,
        recovery_attempts=_ROWS.c.recovery_attempts + sa.literal_column("1"),
        rate_limited=sa.false(),
    )
)
_END = (
    sa.update(_ROWS)
    .where(_ROWS.c.workflow_uuid == sa.bindparam("job"), _ROWS.c.owner_xid == sa.bindparam("owner"))
    .where(one_of(_ROWS.c.status, ("PENDING",)))
    .values(owner_xid=sa.null(), updated_at=_NOW_MS, completed_at=_NOW_MS)
)


def hold_lanes(tx: Tx, lanes: Collection[str]) -> None:
    """Let nobody else queue a job in these lanes until the transaction ends: each sees what the other queued."""
    for lane in sorted(set(lanes)):
        change_later(tx, _HOLD_LANE, {"lane": lane})


def begin_at_once(tx: Tx, job: str, executor: str, owner: str, version: str) -> bool:
    """Let a job that was queued a moment ago be at work at ``executor``, if its lane, which is held, is free.

    As DBOS does it with what it takes from the queue; ``owner`` tells it from that.
    """
    return bool(
        change(
            tx,
            _BEGIN_AT_ONCE,
            {"job": job, "executor_id": executor, "owner_xid": owner, "application_version": version},
        )
    )


def is_of(tx: Tx, job: str, owner: str) -> bool:
    """Say whether ``owner`` began a job at once, and has it still."""
    return tx.scalar(sa.select(_ROWS.c.owner_xid).where(_ROWS.c.workflow_uuid == job)) == owner


def end(tx: Tx, job: str, owner: str, status: str) -> None:
    """Note how a job ended that was begun at once; nothing if others have it by now."""
    change_later(tx, _END, {"job": job, "owner": owner, "status": status})


def begun_at_once(tx: Tx, executor: str, owner: str, before_s: float) -> list[str]:
    """Return the jobs at work at an executor that ``owner`` began at once, so many seconds ago at least."""
    mine = (_RUNS, _ROWS.c.executor_id == executor, _ROWS.c.owner_xid == owner)
    old = _ROWS.c.started_at_epoch_ms < _NOW_MS - int(before_s * 1000)
    return list(tx.scalars(sa.select(_ROWS.c.workflow_uuid).where(*mine, old)))


def has_rows(tx: Tx) -> bool:
    """Say whether DBOS has made its tables here."""
    return sa.inspect(tx).has_table("workflow_status", schema="dbos")


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
