"""Queries about executors: the processes that serve one PostgreSQL database, each as long as it renews its lease.

Every time is the database's: the clocks of the machines may differ. Each change of who is there is made under one lock
that ends with its transaction, since a pooler of connections keeps no lock of a session.
"""

import os
import secrets
import socket
from dataclasses import dataclass
from typing import Self

import sqlalchemy as sa

from storage.database import Tx
from storage.errors import Transient
from storage.prepared import fetch_first
from storage.sql import many
from storage.tables import executors

WHO_IS_THERE = 0x66726578  # "frex": any number nobody else uses in this database
ONE_PROCESS = 0x66727365  # "frse": what an earlier version, which served alone, holds as long as it serves
TRY_AGAIN_S = 1.0

_NOW = sa.func.clock_timestamp()


def _ago(seconds: float | sa.BindParameter[float]) -> sa.ColumnElement[sa.DateTime]:
    return _NOW - sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def new_name() -> str:
    """Return a name that no other process has, now or later, and that an operator finds this one by."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


class LeaseLost(Transient):
    """The process may not act now: it has not renewed its lease, and others may do its work."""

    def __init__(self) -> None:
        super().__init__("the lease of this process is not renewed", TRY_AGAIN_S)


class Claimant:
    """The name in which a process claims what it is about to post.

    ``lease_s``: how long ago it may have renewed its lease for that; None: it needs none, on SQLite and in a terminal.
    """

    def __init__(self, lease_s: float | None = None) -> None:
        self.name = new_name()
        self.lease_s = lease_s

    @property
    def is_one_of_many(self) -> bool:
        """Whether other processes may serve beside this one."""
        return self.lease_s is not None

    @classmethod
    def called(cls, name: str) -> Self:
        """Return a claimant of this name, which needs no lease."""
        named = cls()
        named.name = name
        return named

    def begin_anew(self) -> None:
        """Take another name: what was claimed in the one before is anybody's."""
        self.name = new_name()


@dataclass(frozen=True, slots=True)
class ExecutorRow:
    """A process that serves. ``version``: of the flows it runs. ``alone``: the job that runs alone there, a suspect.

    ``is_stopping``: it was told to stop. ``is_over``: its lease was taken from it, its jobs are about to be.
    """

    team_id: str
    executor: str
    process: str
    version: str
    renewed: str
    age_s: float
    alone: str | None
    is_stopping: bool
    is_over: bool


_AGE_S = sa.func.date_part("epoch", _NOW - executors.c.renewed_at)
_ROWS = sa.select(
    executors.c.team_id,
    executors.c.executor,
    executors.c.process,
    executors.c.version,
    sa.cast(executors.c.renewed_at, sa.Text),
    _AGE_S,
    executors.c.alone,
    executors.c.stopped_at.is_not(None),
    executors.c.over_at.is_not(None),
).order_by(executors.c.id)


def hold_all(tx: Tx) -> None:
    """Let nobody else come, go or be reaped until this transaction ends."""
    tx.execute(sa.select(sa.func.pg_advisory_xact_lock(WHO_IS_THERE)))


def serves_alone(tx: Tx) -> bool:
    """Say whether an earlier version serves this database, which knows of no others."""
    return not tx.execute(sa.select(sa.func.pg_try_advisory_xact_lock_shared(ONE_PROCESS))).scalar_one()


def executor_at(tx: Tx, executor: str) -> ExecutorRow | None:
    """Return the process that serves, or has served, under this id."""
    return next(iter(many(tx, ExecutorRow, _ROWS.where(executors.c.executor == executor))), None)


def all_executors(tx: Tx) -> list[ExecutorRow]:
    """Return those that serve and those that were not missed yet, the first that came first."""
    return many(tx, ExecutorRow, _ROWS)


def come(tx: Tx, team_id: str, executor: str, process: str, version: str) -> None:
    """Note that a process serves from now on under this id, in place of who had it."""
    tx.execute(sa.delete(executors).where(executors.c.executor == executor))
    names = {"team_id": team_id, "executor": executor, "process": process, "version": version}
    tx.execute(sa.insert(executors).values(**names, began_at=_NOW, renewed_at=_NOW))


def renew(tx: Tx, process: str) -> bool:
    """Renew the lease of a process; False: it was taken from it."""
    mine = sa.and_(executors.c.process == process, executors.c.over_at.is_(None))
    return bool(tx.execute(sa.update(executors).where(mine).values(renewed_at=_NOW)).rowcount)


def go(tx: Tx, process: str) -> None:
    """Note that a process serves no more."""
    tx.execute(sa.delete(executors).where(executors.c.process == process))


def take_from_silent(tx: Tx, after_s: float, but: str) -> list[ExecutorRow]:
    """Take the lease from who has not renewed it for so long, except the process ``but``; return who that was."""
    silent = sa.and_(executors.c.over_at.is_(None), executors.c.renewed_at < _ago(after_s), executors.c.process != but)
    found = many(tx, ExecutorRow, _ROWS.where(silent))
    gone = executors.c.process.in_([one.process for one in found])
    tx.execute(sa.update(executors).where(gone).values(over_at=_NOW))
    return found


def forget_over(tx: Tx, after_s: float) -> list[str]:
    """Forget those whose lease was taken so long ago; return their ids."""
    over = executors.c.over_at <= _ago(after_s)
    return list(tx.scalars(sa.delete(executors).where(over).returning(executors.c.executor)))


_HOLDS = sa.select(
    sa.exists().where(
        executors.c.process == sa.bindparam("process"),
        executors.c.over_at.is_(None),
        executors.c.renewed_at > _ago(sa.bindparam("lease_s", type_=sa.Float)),
    )
)


def holds_lease(tx: Tx, by: Claimant) -> bool:
    """Say whether a process has renewed its lease in time."""
    if by.lease_s is None:
        return True
    row = fetch_first(tx, _HOLDS, {"process": by.name, "lease_s": by.lease_s})
    return row is not None and bool(row[0])


def may_act(by: Claimant) -> sa.ColumnElement[bool]:
    """Return, for the WHERE of an UPDATE, whether a process has renewed its lease in time."""
    if by.lease_s is None:
        return sa.true()
    renewed = (executors.c.over_at.is_(None), executors.c.renewed_at > _ago(by.lease_s))
    return sa.exists().where(executors.c.process == by.name, *renewed)


def is_there(process: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return, for the WHERE of an UPDATE, whether this process serves."""
    return sa.exists().where(executors.c.process == process, executors.c.over_at.is_(None))
