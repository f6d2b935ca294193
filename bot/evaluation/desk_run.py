"""Sends rows through the whole desk, each as a case of its own on a database file of its own, and notes what it left.

It is the desk of ``frontdesk ask``, without Slack: what is noted is read from the database and from the reply.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bot.desk import open_desk
from bot.evaluation.desk_rows import DeskRow, Dialogue
from bot.evaluation.left import CaseState, Left
from bot.settings import Settings
from handlers.answer import answer
from handlers.desk import Desk, Details, ReplyTarget, ThreadRoot
from handlers.intake.keep import Incoming, keep, masked
from storage import cases, journal, messages, tasks, turns
from storage.database import Tx
from storage.records import Message, MessageKey, Post, StepRun
from workflows.reply import Reply

TEAM, CHANNEL = "EVAL", "EVAL"
FIRST_TS = 1_700_000_000
MOST_MESSAGES = 1_000  # of one dialogue


@dataclass(slots=True)
class _NoProgress:
    def done(self, part: int, *, ok: bool) -> None:
        """Show nothing."""

    async def finish(self) -> None:
        """Show nothing."""


@dataclass(slots=True)
class _Collected:
    """A delivery that keeps the replies to one message and loses none."""

    ts: str
    replies: list[Reply] = field(default_factory=list)

    def status(self, target: ReplyTarget) -> None:
        """Show nothing."""

    def progress(self, _target: ReplyTarget, _parts: list[str], _message: Message) -> _NoProgress:
        """Show nothing."""
        return _NoProgress()

    def settle_progress(self, _target: ReplyTarget, _message: Message) -> None:
        """Nothing was shown."""

    def end_progress(self, _key: MessageKey) -> None:
        """Nothing was shown."""

    def stopped(self, _key: MessageKey, _streams: Sequence[str]) -> None:
        """Nothing was shown."""

    def lacks(self, _message: Message) -> bool:
        """A row has told all."""
        return False

    async def details(self, message: Message) -> Details:
        """Return the message as it is."""
        return Details(message.text)

    async def thread_root(self, _key: MessageKey) -> ThreadRoot | None:
        """A row begins its thread."""
        return None

    async def room(self, _post: Post) -> None:
        """There always is."""

    async def find(self, _post: Post) -> dict[int, str]:
        """Find nothing: no attempt is interrupted here."""
        return {}

    async def leave_one(self, _post: Post, _keep: str | None, _mine: str | None) -> int:
        """Nothing stands here twice."""
        return 0

    async def post(self, post: Post, _stands: dict[int, str]) -> tuple[str, str]:
        """Take the reply and return a ``ts`` between the message and the next one."""
        self.replies.append(Reply.model_validate(post.body))
        return post.channel, f"{self.ts[:-1]}{len(self.replies)}"


@asynccontextmanager
async def open_eval_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open a desk on a database file that goes with it."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-eval-") as folder:
        url = f"sqlite:///{Path(folder) / 'eval.db'}"
        async with open_desk(settings.model_copy(update={"database_url": url})) as desk:
            yield desk


async def run_rows(
    desk: Desk, rows: Sequence[DeskRow], at_once: int, done: Callable[[], None]
) -> list[tuple[DeskRow, list[Left]]]:
    """Run all rows, ``at_once`` at the same time; return them in their order, with what each message left."""
    waiting: Iterator[tuple[int, DeskRow]] = iter(enumerate(rows))
    found: dict[int, list[Left]] = {}

    async def work_off() -> None:
        for number, row in waiting:
            texts = [one.text for one in row.messages] if isinstance(row, Dialogue) else [row.text]
            found[number] = await run_dialogue(desk, number, texts)
            done()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, len(rows))):
            group.create_task(work_off())
    return [(row, found[number]) for number, row in enumerate(rows)]


async def run_dialogue(desk: Desk, number: int, texts: Sequence[str]) -> list[Left]:
    """Say ``texts`` one after the other in one thread; ``number`` is nobody else's: a thread and a customer."""
    author, start = f"CUSTOMER-{number}", FIRST_TS + number * MOST_MESSAGES
    keys = [MessageKey(TEAM, CHANNEL, f"{start + at}.000000") for at in range(len(texts))]
    left: list[Left] = []
    before = CaseState()
    for key, text in zip(keys, texts, strict=True):
        replies = await _say(desk, key, None if key is keys[0] else keys[0].ts, author, text)
        run, understood, after = await desk.db.read(partial(_read, key=key, author=author, before=before))
        left.append(Left(run, before, after, replies, understood))
        before = after
    return left


async def _say(desk: Desk, key: MessageKey, thread_ts: str | None, author: str, text: str) -> tuple[Reply, ...]:
    """Keep one message and have it answered, as a message in a terminal is: all that is known here of handlers."""
    deliver = _Collected(key.ts)
    incoming = masked(Incoming(key, thread_ts, author, text, is_dm=False, addressed=True, mentions_bot=False))
    await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))
    await answer(desk, key, deliver)
    return tuple(deliver.replies)


def _read(tx: Tx, key: MessageKey, author: str, before: CaseState) -> tuple[str, dict[str, Any], CaseState]:
    """Read the run of a message, what was understood, and its case; a message need not open one."""
    message = messages.get_message(tx, key)
    if message is None:
        return "", {}, before
    case_id = message.case_id
    state = CaseState(
        cases.get_case(tx, case_id),
        tuple(tasks.tasks_of_case(tx, case_id)),
        tuple(tasks.rmas_of(tx, case_id)),
        tuple(tasks.investigations_of(tx, case_id)),
        tuple(cases.timeline_of(tx, case_id)),
        cases.get_customer(tx, key.team_id, author).account_number,
    )
    turn = turns.turn_of(tx, message)
    run = turn.run if turn is not None else ""
    return run, _understood(journal.steps_of_run(tx, run)), state


def _understood(steps: Sequence[StepRun]) -> dict[str, Any]:
    return next((step.answer for step in steps if step.step == "understand"), {})
