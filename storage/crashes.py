"""Queries about crashes: how a serving process ended, which jobs ran when it died. Written at start and stop only.

Which jobs run each engine notes by itself, DBOS in its own table: here a message costs no further write. How a process
gets on stands in ``serving``, where it is the only one, else in its row of ``executors``: ``executor`` names that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa

from storage.database import Tx
from storage.sql import insert_new_rows, many, select
from storage.tables import crashed_jobs, executors, serving

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


def begin_serving(tx: Tx, team_id: str, running: Sequence[RunningJob], now: datetime) -> list[CrashedJob]:
    """Note that a process serves from now on; return the jobs that have seen crashes.

    If the one before it died: one that ran alone has to answer for it, else each that was ``running``.
    """
    mine = serving.c.team_id == team_id
    before = tx.execute(sa.select(serving.c.stopped_at, serving.c.alone).where(mine)).first()
    if before is not None and before.stopped_at is None:
        count_crash(tx, team_id, running, before.alone, now)
    insert_new_rows(tx, serving, [{"team_id": team_id, "started_at": now}])
    tx.execute(sa.update(serving).where(mine).values(started_at=now, stopped_at=None, alone=None))
    forget_old(tx, now)
    return crashed_of(tx, team_id)


def forget_old(tx: Tx, now: datetime) -> None:
    """Forget crashes of long ago."""
    tx.execute(sa.delete(crashed_jobs).where(crashed_jobs.c.crashed_at < now - REMEMBERED))


def crashed_of(tx: Tx, team_id: str) -> list[CrashedJob]:
    """Return the jobs that have seen crashes, the first that did first."""
    query = select(CrashedJob, crashed_jobs).where(crashed_jobs.c.team_id == team_id)
    return many(tx, CrashedJob, query.order_by(crashed_jobs.c.id))


def count_crash(tx: Tx, team_id: str, running: Sequence[RunningJob], alone: str | None, now: datetime) -> None:
    """Hold the crash of a process against the job that ran ``alone`` there, else against each that was ``running``."""
    for one in running:
        if alone in {None, one.job}:
            _count_crash(tx, team_id, one, now, alone=alone is not None)


def all_crashed(tx: Tx) -> list[CrashedJob]:
    """Return the jobs that have seen crashes, the first that did first."""
    return many(tx, CrashedJob, select(CrashedJob, crashed_jobs).order_by(crashed_jobs.c.id))


def _count_crash(tx: Tx, team_id: str, one: RunningJob, now: datetime, *, alone: bool) -> None:
    row = {"team_id": team_id, "job": one.job, "lane": one.lane, "crashes": 0, "crashes_alone": 0, "crashed_at": now}
    insert_new_rows(tx, crashed_jobs, [row])
    counted = {"crashes": crashed_jobs.c.crashes + 1, "crashes_alone": crashed_jobs.c.crashes_alone + int(alone)}
    tx.execute(_of_job(sa.update(crashed_jobs), team_id, one.job).values(**counted, crashed_at=now))


def stop_serving(tx: Tx, team_id: str, now: datetime, executor: str | None = None) -> None:
    """Note that the process stops because it was told to: what it cuts off is no crash."""
    tx.execute(_of_process(team_id, executor).values(stopped_at=now))


def runs_alone(tx: Tx, team_id: str, job: str | None, executor: str | None = None) -> None:
    """Note which job runs while no other does in the process; None: none."""
    tx.execute(_of_process(team_id, executor).values(alone=job))


def forget_crashes(tx: Tx, team_id: str, job: str, executor: str | None = None) -> None:
    """Forget what is held against a job: it came to its end, or was set aside."""
    tx.execute(_of_job(sa.delete(crashed_jobs), team_id, job))
    row = _of_process(team_id, executor)
    tx.execute(row.where(row.table.c.alone == job).values(alone=None))


def _of_process(team_id: str, executor: str | None) -> sa.Update:
    if executor is None:
        return sa.update(serving).where(serving.c.team_id == team_id)
    return sa.update(executors).where(executors.c.executor == executor)


def _of_job(statement: S, team_id: str, job: str) -> S:
    return statement.where(crashed_jobs.c.team_id == team_id, crashed_jobs.c.job == job)
