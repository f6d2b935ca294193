"""Queries about crashes: how the serving process ended, which jobs ran when it died. Written at start and stop only.

Which jobs run each engine notes by itself, DBOS in its own table: here a message costs no further write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert_new_rows, many, select
from storage.tables import crashed_jobs, serving

S = TypeVar("S", sa.Update, sa.Delete)

REMEMBERED = timedelta(days=30)  # of a job that is no longer owed nothing else takes the row away


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job that was running when the process ended, and its lane."""

    job: str
    lane: str


@dataclass(frozen=True, slots=True)
class CrashedJob:
    """A job that ran when the process died: how often, and how often while nothing else ran."""

    job: str
    lane: str
    crashes: int
    crashes_alone: int
    crashed_at: datetime


def running_jobs(database: sa.Engine, queue: str) -> list[RunningJob]:
    """Return the jobs that DBOS's rows call running, on PostgreSQL; to be asked before it takes them up again."""
    if not sa.inspect(database).has_table("workflow_status", schema="dbos"):
        return []
    names = ("workflow_uuid", "queue_partition_key", "status", "queue_name")
    rows = sa.table("workflow_status", *(sa.column(name) for name in names), schema="dbos")
    query = sa.select(rows.c.workflow_uuid, rows.c.queue_partition_key)
    query = query.where(rows.c.status == "PENDING", rows.c.queue_name == queue)
    with database.connect() as connection:
        return [RunningJob(str(job), str(lane or "")) for job, lane in connection.execute(query)]


def begin_serving(tx: Tx, team_id: str, running: Sequence[RunningJob], now: datetime) -> list[CrashedJob]:
    """Note that a process serves from now on; return the jobs that have seen crashes.

    If the one before it died: one that ran alone has to answer for it, else each that was ``running``.
    """
    mine = serving.c.team_id == team_id
    before = tx.execute(sa.select(serving.c.stopped_at, serving.c.alone).where(mine)).first()
    if before is not None and before.stopped_at is None:
        guilty = [one for one in running if before.alone in {None, one.job}]
        for one in guilty:
            _count_crash(tx, team_id, one, now, alone=before.alone is not None)
    insert_new_rows(tx, serving, [{"team_id": team_id, "started_at": now}])
    tx.execute(sa.update(serving).where(mine).values(started_at=now, stopped_at=None, alone=None))
    tx.execute(sa.delete(crashed_jobs).where(crashed_jobs.c.crashed_at < now - REMEMBERED))
    query = select(CrashedJob, crashed_jobs).where(crashed_jobs.c.team_id == team_id)
    return many(tx, CrashedJob, query.order_by(crashed_jobs.c.id))


def all_crashed(tx: Tx) -> list[CrashedJob]:
    """Return the jobs that have seen crashes, the first that did first."""
    return many(tx, CrashedJob, select(CrashedJob, crashed_jobs).order_by(crashed_jobs.c.id))


def _count_crash(tx: Tx, team_id: str, one: RunningJob, now: datetime, *, alone: bool) -> None:
    row = {"team_id": team_id, "job": one.job, "lane": one.lane, "crashes": 0, "crashes_alone": 0, "crashed_at": now}
    insert_new_rows(tx, crashed_jobs, [row])
    counted = {"crashes": crashed_jobs.c.crashes + 1, "crashes_alone": crashed_jobs.c.crashes_alone + int(alone)}
    tx.execute(_of_job(sa.update(crashed_jobs), team_id, one.job).values(**counted, crashed_at=now))


def stop_serving(tx: Tx, team_id: str, now: datetime) -> None:
    """Note that the process stops because it was told to: what it cuts off is no crash."""
    tx.execute(sa.update(serving).where(serving.c.team_id == team_id).values(stopped_at=now))


def runs_alone(tx: Tx, team_id: str, job: str | None) -> None:
    """Note which job runs while no other does; None: none."""
    tx.execute(sa.update(serving).where(serving.c.team_id == team_id).values(alone=job))


def forget_crashes(tx: Tx, team_id: str, job: str) -> None:
    """Forget what is held against a job: it came to its end, or was set aside."""
    tx.execute(_of_job(sa.delete(crashed_jobs), team_id, job))
    tx.execute(sa.update(serving).where(serving.c.team_id == team_id, serving.c.alone == job).values(alone=None))


def _of_job(statement: S, team_id: str, job: str) -> S:
    return statement.where(crashed_jobs.c.team_id == team_id, crashed_jobs.c.job == job)
