"""Who serves a PostgreSQL database: what comes, goes and dies, each in one transaction with the jobs it had at work."""

import os
import socket
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from storage import crashes, engine_rows, executors
from storage.database import Tx
from storage.errors import Misconfigured
from storage.executors import Claimant, ExecutorRow


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """How leases run, in seconds.

    ``renew_s``: how often one is renewed. ``stop_after_s``: so long after that a process calls Slack no more.
    ``reap_after_s``: so long after it, it counts as dead, and ``look_s`` is how often that is looked for.
    ``known_s``: how soon every process knows what a crash is held against; nobody takes up a dead one's jobs before.
    ``answer_s``: how long the database may take to answer.
    """

    renew_s: float = 5.0
    stop_after_s: float = 30.0
    reap_after_s: float = 45.0
    look_s: float = 5.0
    known_s: float = 1.0
    answer_s: float = 5.0

    @property
    def patience_s(self) -> float:
        """How long to wait for a sign of a process that lives."""
        return 2 * self.renew_s


LEASE_TIMES = LeaseTimes()


@dataclass(frozen=True, slots=True)
class Membership:
    """What a process is among those on its database.

    ``executor``: an id that outlives it; ``queue``: whose jobs it runs, of which ``version`` of the flows.
    """

    executor: str
    claimant: Claimant
    team_id: str
    queue: str
    version: str


class Members:
    """What one of them writes about itself and the others."""

    def __init__(self, member: Membership, times: LeaseTimes) -> None:
        self._member = member
        self._times = times

    def twin_is_there(self, there: ExecutorRow) -> str:
        """Say what is wrong when two processes have one id."""
        return (
            f"another Frontdesk serves this database already as executor {there.executor} ({there.process}): stop it"
            " first, or give each process a FRONTDESK_EXECUTOR_ID of its own"
        )

    def come_if_free(self, tx: Tx, silent: ExecutorRow | None = None) -> ExecutorRow | None:
        """Come, unless somebody who lives has our id; return who that is. ``silent``: who had it, some time ago."""
        executors.hold_all(tx)
        if executors.serves_alone(tx):
            msg = "an earlier version of Frontdesk, which serves alone, serves this database: stop it first"
            raise Misconfigured(msg)
        there = executors.executor_at(tx, self._member.executor)
        is_silent = there is not None and silent is not None and there.renewed == silent.renewed
        if there is not None and not is_silent and not self._is_gone(there):
            return there
        if there is not None and not there.is_over:
            self._count_crash(tx, there)
        self._come(tx)
        return None

    def _is_gone(self, there: ExecutorRow) -> bool:
        return there.is_over or there.age_s > self._times.reap_after_s or _died_here(there.process)

    def _come(self, tx: Tx, jobs: Collection[str] | None = None) -> None:
        """Come; what is at work under our id is not, or of it these ``jobs``."""
        member = self._member
        if engine_rows.has_rows(tx):
            engine_rows.queue_again(tx, member.queue, member.executor, jobs)
        crashes.forget_old(tx, datetime.now(UTC))
        executors.come(tx, member.team_id, member.executor, member.claimant.name, member.version)

    def _count_crash(self, tx: Tx, dead: ExecutorRow) -> None:
        """Hold it against the jobs that it had at work; who was told to stop has not crashed."""
        if not dead.is_stopping and engine_rows.has_rows(tx):
            running = engine_rows.running_at(tx, self._member.queue, dead.executor)
            crashes.count_crash(tx, dead.team_id, running, dead.alone, datetime.now(UTC))

    def come_back(self, tx: Tx, jobs: Collection[str]) -> ExecutorRow | None:
        """Come again, without these ``jobs``, unless somebody who lives has our id by now; return who that is."""
        executors.hold_all(tx)
        there = executors.executor_at(tx, self._member.executor)
        if there is not None and not self._is_gone(there):
            return there
        self._come(tx, jobs)
        return None

    def take_from_silent(self, tx: Tx) -> list[ExecutorRow]:
        """Take the lease of who is silent too long; return who that was. What they had at work is noted."""
        executors.hold_all(tx)
        dead = executors.take_from_silent(tx, self._times.reap_after_s, self._member.claimant.name)
        for one in dead:
            self._count_crash(tx, one)
        return dead

    def give_back(self, tx: Tx) -> int:
        """Give back to the queue what is at work at those who are not there; return how much."""
        executors.hold_all(tx)
        executors.forget_over(tx, self._times.known_s)
        return engine_rows.queue_orphans(tx, self._member.queue) if engine_rows.has_rows(tx) else 0

    def go(self, tx: Tx) -> None:
        """Go, and leave what is at work here to others."""
        executors.hold_all(tx)
        there = executors.executor_at(tx, self._member.executor)
        if there is None or there.process != self._member.claimant.name:
            return  # it was taken from us before
        if engine_rows.has_rows(tx):
            engine_rows.queue_again(tx, self._member.queue, self._member.executor)
        executors.go(tx, there.process)


def _died_here(process: str) -> bool:
    """Say whether a process of this machine is known to be gone; of another machine's nothing is known."""
    host, _, rest = process.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
