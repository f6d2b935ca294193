"""Jobs as the desk queues them, and a desk that notes which it does."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime

from bot.slack.handoff import posting
from bot.slack.waiting_turns import answer_job
from storage.records import Message, Post, Turn, TurnRow
from workflows.engine.members import LeaseTimes
from workflows.engine.port import Engine, Job

OpenEngine = Callable[..., AbstractAsyncContextManager[Engine]]

TENTH = LeaseTimes(renew_s=0.5, stop_after_s=3.0, reap_after_s=4.5, look_s=0.5, known_s=0.1)

KEPT_AT = datetime(2026, 3, 2, tzinfo=UTC)
POST = Post(
    id=1,
    team_id="T1",
    key="card:1",
    kind="card",
    case_id=1,
    set_id=None,
    channel="C1",
    thread_ts=None,
    body={},
    state="planned",
    ts=None,
    created_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    sent_at=None,
)


def written(number: int, thread: int = 1) -> Job:
    """Return the job of a turn of one message: ``number`` orders it in time."""
    ts, thread_ts = f"{number}.000001", f"{thread}.000001"
    lane = f"C1:{thread_ts}"
    row = TurnRow(1, "T1", 1, "C1", ts, thread_ts, "U1", lane, "owed", KEPT_AT, KEPT_AT, None)
    message = Message(
        1,
        "T1",
        "C1",
        ts,
        thread_ts,
        1,
        1,
        "U1",
        "customer",
        "",
        is_dm=False,
        edited_ts=None,
        progress_ts=None,
        deleted_at=None,
        kept_at=KEPT_AT,
    )
    return answer_job(Turn(row, (message,)))


JOB = written(1)


def post_job(number: int) -> Job:
    """Return the job of a post; its row's number orders it."""
    return posting.post_job(replace(POST, id=number))


class Desk:
    """A flow that notes what it does and can be held at one message or fail at it."""

    def __init__(self, *, held: str = "", failing: str = "") -> None:
        self.did: list[str] = []
        self.held, self.failing = held, failing
        self.reached, self.let_go = asyncio.Event(), asyncio.Event()
        self.done: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def answer(self, _team_id: str, _channel: str, ts: str) -> None:
        """Do the job of a message."""
        if ts == self.failing:
            raise ValueError(ts)
        if ts == self.held:
            self.reached.set()
            await self.let_go.wait()
        self.did.append(ts)
        self.done[ts].set()
