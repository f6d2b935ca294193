"""All that the property test knows of the desk's insides: rows, jobs, the functions in which bugs are planted.

Whoever renames a table or a function of the desk changes this file, and nothing else in this folder.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import pytest
import sqlalchemy as sa
from dbos import DBOS

from bot.slack.outbox import EVENT_TYPE
from bot.wiring import Bot
from handlers.runtime.stops import STOP_KEY
from storage import cases, messages, replies, tables, turns
from storage.database import Tx
from storage.posts import REPLY
from storage.records import Case, MessageKey, Turn
from tests.fakes.slack import TEAM, Json
from tests.stored import all_rows
from workflows.engine.dbos_engine import UNFINISHED, DbosEngine
from workflows.engine.embedded import EmbeddedEngine
from workflows.engine.runner import Runner
from workflows.reply import Reply

# --- what stands in the database --------------------------------------------------------------------------------------

LIVE = {"issued", "open"}  # states of an RMA and of an investigation that the customer may rely on
BY_PERSON = "RMA cancelled"  # the timeline's event when a person changes one
CLOSING, OPENING = {"resolved", "claimed", "taken over"}, {"reopened", "handed back"}  # who has the last word


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Which text of which message a reply in Slack answers; ``version`` is the ``ts`` of the edit, "" of none."""

    channel: str
    ts: str
    version: str
    case_id: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that the desk keeps."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a case's timeline."""

    case_id: int
    at: datetime
    actor: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The desk's database at one moment, as far as the invariants ask for it."""

    records: dict[str, str]  # number of an RMA or an investigation → its state
    answers: dict[str, AnswerRow]  # the key in a reply's metadata → what it answers
    claimed: set[str]  # of the replies those that may be at Slack this moment
    events: list[Event]
    kept: dict[tuple[str, str], Kept]  # by (channel, ts); deleted messages are left out
    case_of: dict[tuple[str, str], Case]  # (channel, ts) of a kept message → its case
    first_of: dict[tuple[str, str], tuple[str, str]]  # … → the first message of its turn, which its reply names
    stopped: dict[tuple[str, str], tuple[str, str]]  # … → the first message of its turn, if that was stopped
    everything: str


_REPLIES = tables.posts.c.kind == REPLY


def read_all(tx: Tx) -> Stored:
    """Read what the invariants are about."""
    rows = list(tx.execute(sa.select(tables.messages)))
    about = {row.id: row for row in rows}
    all_cases = {row.case_id: cases.get_case(tx, row.case_id) for row in rows}
    return Stored(
        records={
            row.number: row.state
            for table in (tables.rmas, tables.investigations)
            for row in tx.execute(sa.select(table.c.number, table.c.state))
        },
        answers={
            row.key.partition(":withheld:")[0]: AnswerRow(
                about[row.message_id].channel, about[row.message_id].ts, _version(row.key), row.case_id
            )
            for row in tx.execute(sa.select(tables.posts).where(_REPLIES))
        },
        claimed=set(tx.scalars(sa.select(tables.posts.c.key).where(_REPLIES, tables.posts.c.state == "sending"))),
        events=[
            Event(row.case_id, row.at, row.actor, row.event, row.detail)
            for row in tx.execute(sa.select(tables.timeline).order_by(tables.timeline.c.id))
        ],
        kept={(row.channel, row.ts): Kept(row.author, row.text) for row in rows if row.deleted_at is None},
        case_of={(row.channel, row.ts): all_cases[row.case_id] for row in rows},
        first_of={
            (row.channel, row.ts): (row.channel, row.first)
            for row in tx.execute(sa.select(tables.messages, tables.turns.c.ts.label("first")).join(tables.turns))
        },
        stopped=_stopped(tx),
        everything=all_rows(tx),
    )


def _stopped(tx: Tx) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what was stopped and not edited since."""
    of_turn = tables.posts.c.key.startswith(sa.literal(STOP_KEY) + sa.cast(tables.turns.c.id, sa.Text) + ":")
    stopped = sa.select(tables.turns.c.id, tables.posts.c.body).join(tables.posts, of_turn)
    pressed = {row.id: row.body["at"] for row in tx.execute(stopped.where(tables.turns.c.state == "dropped"))}
    found = [turn for one in pressed if (turn := turns.turn_at(tx, one)) is not None]
    found = [turn for turn in found if all(edited_ts <= pressed[turn.id] for edited_ts in turn.edits)]
    return {(turn.key.channel, one.ts): (turn.key.channel, turn.key.ts) for turn in found for one in turn.messages}


@dataclass(frozen=True, slots=True)
class Done:
    """What has become of what was said: a line a case, and what was done in it, without the numbers it got."""

    cases: tuple[str, ...]
    tasks: tuple[str, ...]
    records: tuple[str, ...]
    replies: tuple[str, ...]


def read_done(tx: Tx) -> Done:
    """Read it; a case of which all messages were deleted has become nothing, unless something was done in it."""
    said: dict[int, list[Any]] = {}
    for row in tx.execute(sa.select(tables.messages).order_by(tables.messages.c.ts)):
        if row.deleted_at is None:
            said.setdefault(row.case_id, []).append(row)
    about = {case_id: " / ".join(row.text for row in rows) for case_id, rows in said.items()}
    return Done(
        cases=tuple(sorted(_case_line(tx, case_id, rows) for case_id, rows in said.items())),
        tasks=_lines(tx, tables.tasks, about, ("query_type", "state", *_FIELDS), but="cancelled"),
        records=tuple(
            sorted(
                [
                    *_lines(tx, tables.rmas, about, ("product_name", "reason", "state"), but="cancelled"),
                    *_lines(tx, tables.investigations, about, ("invoice_number", "concern", "state"), but="cancelled"),
                ]
            )
        ),
        replies=tuple(
            sorted(
                _NUMBER.sub("#", f"{about.get(row.case_id)}: {Reply.model_validate(row.body).plain()}")
                for row in tx.execute(sa.select(tables.posts).where(_REPLIES, tables.posts.c.state == "sent"))
            )
        ),
    )


_FIELDS = ("invoice_number", "product_name", "reason_for_return", "order_id")
_NUMBER = re.compile(r"(?:CASE|RMA)-[0-9-]+")


def _case_line(tx: Tx, case_id: int, rows: list[Any]) -> str:
    case = cases.get_case(tx, case_id)
    turns = " | ".join(" / ".join(row.text for row in its) for _, its in groupby(rows, lambda row: row.turn_id))
    awaiting = (case.awaiting or "").partition(":")[0]
    return f"{turns}: {case.status} {awaiting} {case.route} {case.priority} {case.subject}"


def _lines(tx: Tx, table: sa.Table, about: dict[int, str], names: tuple[str, ...], *, but: str) -> tuple[str, ...]:
    rows = tx.execute(sa.select(table).where(table.c.state != but))
    return tuple(sorted(f"{about.get(row.case_id)}: {[getattr(row, name) for name in names]}" for row in rows))


def _version(run: str) -> str:
    return run.partition(":edit:")[2].partition(":withheld:")[0]


def is_with_person(case: Case) -> bool:
    """Say whether a person owes the next word in a case."""
    return case.taken_over or case.status == "escalated"


def case_at(tx: Tx, channel: str, ts: str) -> Case | None:
    """Return the case of a message; None if the desk keeps no such message."""
    message = messages.get_message(tx, MessageKey(TEAM, channel, ts))
    return cases.get_case(tx, message.case_id) if message is not None else None


def stoppable(tx: Tx, channel: str, thread_ts: str, pressed_at: str) -> set[AnswerRow]:
    """Return the texts, older than the press, that are being answered in a thread: no answer is on its way."""
    there = [turn for turn in turns.owed_in(tx, TEAM, channel) if turn.answer_thread == thread_ts]
    there = [turn for turn in there if turn.changed_at <= pressed_at]
    unfinished = {turn.id: replies.unfinished_of(tx, turn.first.id) for turn in there}
    return {_text_of(turn) for turn in there if (reply := unfinished[turn.id]) is None or reply.state != "sending"}


def _text_of(turn: Turn) -> AnswerRow:
    return AnswerRow(turn.key.channel, turn.key.ts, _version(turn.run), turn.case_id)


# --- what stands in Slack ---------------------------------------------------------------------------------------------

POST = "post"  # what we post that is no reply


def marked(args: Json, kind: str) -> Json | None:
    """Return the payload of the metadata if what we posted is of this kind: ``REPLY`` or ``POST``."""
    metadata = args.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    payload: Json = metadata["event_payload"]
    return payload if (kind == REPLY) == payload["key"].startswith(f"{REPLY}:") else None


def page_of(payload: Json) -> tuple[str, int]:
    """Return the key of a reply, and the number of a page of it, from its metadata."""
    return str(payload["key"]), int(payload["page"])


# --- the running process ----------------------------------------------------------------------------------------------

BROKEN = {  # log lines that stand for a bug of ours; whatever comes of it, it is none of what is promised
    "answer_broken",
    "answer_failed",
    "worker_failed",
    "handler_failed",
    "post_broken",
    "post_not_queued",
    "interaction_broken",
    "chore_failed",
    "beside_broken",
    "job_broken",
}
PAUSES = {  # what would only be sat out
    "bot.slack.errors.TRY_AGAIN_S": 0.01,
    "bot.slack.handoff.posting.CLOSE_S": 0.1,
    "bot.slack.interactions.CLOSE_S": 0.1,
    "bot.slack.connection.http.FINISH_S": 0.1,
    "bot.slack.progress.FIRST_POST_S": 1.0,
}
OPEN_DATABASE = "bot.desk.open_database"  # where the case database of a process is opened
BACK_OFFS = ("handlers.answer.asyncio", "handlers.outbox.posting.asyncio")  # whose ``sleep`` waits before another try


class _Asyncio:
    """The module asyncio, but for ``sleep``."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        self.sleep = sleep

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is there
        return getattr(asyncio, name)


def shorten_pauses(patch: pytest.MonkeyPatch, back_off: Callable[[float], Awaitable[None]]) -> None:
    """Sit out no pause; wait with ``back_off`` before another try."""
    for name, pause_s in PAUSES.items():
        patch.setattr(name, pause_s)
    for name in BACK_OFFS:
        patch.setattr(name, _Asyncio(back_off))


async def is_calm(bot: Bot, waiting: int) -> bool:
    """Say whether no lane has a job that is neither finished nor one of ``waiting`` or behind it.

    The process knows what it queued itself; what it took up from the one before it stands in DBOS's own rows.
    """
    if len(set(_runner(bot).under_way.values())) > waiting:
        return False
    if isinstance(bot.engine, EmbeddedEngine):
        return True
    left = await DBOS.list_workflows_async(status=UNFINISHED, load_input=False, load_output=False)
    return len({one.queue_partition_key for one in left}) <= waiting


def _runner(bot: Bot) -> Runner:
    assert isinstance(bot.engine, EmbeddedEngine | DbosEngine)
    return bot.engine.runner


def is_job(bot: Bot | None) -> bool:
    """Say whether it is a job that asks."""
    return bot is not None and asyncio.current_task() in _runner(bot).running


async def stop_jobs(bot: Bot) -> None:
    """End all jobs where they stand, as the death of their process would, and begin no other."""
    if isinstance(bot.engine, EmbeddedEngine):
        bot.engine._closed = True
    _runner(bot).may_run.clear()
    await _runner(bot).cancel()


async def sweep(bot: Bot) -> None:
    """Do what is due each minute and each hour, by the timer that does it in life."""
    await bot.chores.ring()


# --- bugs -------------------------------------------------------------------------------------------------------------


def _nothing(*_: Any, **__: Any) -> None:  # noqa: ANN401 - it stands in for anything
    """Do nothing."""


def _yes(*_: Any, **__: Any) -> bool:  # noqa: ANN401 - it stands in for anything
    """Say yes."""
    return True


BUGS: dict[str, tuple[str, Callable[..., object]]] = {
    "an older run is not withdrawn": ("handlers.answer._take_back_older", _nothing),
    "a planned reply of a resolved case is posted": ("handlers.outbox.send._still_true", _yes),
    "an early deletion is lost": ("storage.tombstones.keep_deletion", _nothing),
    "an early edit is lost": ("storage.tombstones.keep_edit", _nothing),
}


def plant(monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    """Let the desk have this bug."""
    monkeypatch.setattr(*BUGS[bug])
