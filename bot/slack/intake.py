"""Keep first, work later: a message is durable and queued before Slack gets its 200."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.slack.directory import Directory
from bot.slack.early_lines import EarlyLines
from bot.slack.events import (
    SLACKBOT,
    AppRoot,
    Heard,
    InDoubt,
    Json,
    began_thread,
    parse_message,
    parse_missed,
)
from bot.slack.faqs.jobs import make_job
from bot.slack.faqs.requests import request_job
from bot.slack.greetings import Greetings
from bot.slack.handoff.note_marks import NoteMarks
from bot.slack.handoff.posting import CasePostJobs
from bot.slack.identity import BotIdentity
from bot.slack.staff import Staff
from bot.slack.waiting_turns import WaitingTurns, answer_job
from handlers.desk import Desk
from handlers.intake.for_us import only_seen
from handlers.intake.keep import Change, Deletion, Edit, Incoming, Late, keep, masked
from storage import app_roots, faq_requests, faqs, messages, notes, turns
from storage.database import Tx
from storage.errors import Transient
from storage.records import Message, MessageKey, Note, Turn
from workflows.engine.port import Engine, Job

LONG_TEXT = 4000  # characters from which on a text is masked in a thread: the event loop goes on meanwhile


LONGEST_PAUSE_S = 60.0

log = structlog.get_logger(__name__)


def _one_thread() -> ThreadPoolExecutor:
    """Return a thread of our own, started at first use: the loop's pool is the engine's, too."""
    return ThreadPoolExecutor(1, thread_name_prefix="masking")


@dataclass(frozen=True, slots=True)
class Intake:
    """Keeps what comes in and queues what owes an answer."""

    desk: Desk
    engine: Engine
    staff: Staff
    case_post_jobs: CasePostJobs
    note_marks: NoteMarks
    waiting: WaitingTurns
    greetings: Greetings
    early: EarlyLines = field(default_factory=EarlyLines)
    aside: ThreadPoolExecutor = field(default_factory=_one_thread)

    async def keep(self, change: Change, check: Callable[[Tx], object] = bool) -> None:
        """Make ``change`` durable and queue it if an answer is owed: both or neither. Safe to repeat; may raise.

        ``check``: comes first, in the same transaction; nothing is kept of what it refuses.
        """
        change = await self._masked(change)
        now, staff, handoff = self.desk.now(), await self.staff.members(), self.desk.handoff
        greetings = self.greetings.before(change)

        def kept(tx: Tx) -> tuple[Turn | None, Turn | Message | Note | None]:
            check(tx)
            for greeting in greetings:
                keep(tx, greeting, staff, now, handoff, self.desk.gathering)
            owed = keep(tx, change, staff, now, handoff, self.desk.gathering)
            if owed is not None and not owed.row.gathers(now):
                self.engine.enqueue_in(tx, answer_job(owed))
            return owed, owed or messages.get_message(tx, change.key) or self._note(tx, change.key)

        owed, known = await self.desk.db.write(kept)
        self._note_greetings(change, greetings, staff, is_kept=known is not None)
        if _is_new(known, change.key, now):
            self.desk.telemetry.counts.message_kept()
        if owed is not None and owed.row.gathers(now):
            self.waiting.wait_for(owed)
        elif owed is not None:
            await self.engine.enqueued(answer_job(owed))
        if isinstance(known, Note) and isinstance(change, Incoming):
            self.note_marks.show(change.key, change.thread_ts, known)
        if known is None:
            self.early.left_out(change)
            await self._keep_under_greeting(change, staff)
            return
        await self.desk.case_events.publish(known.case_id, answer_follows=owed is not None)
        for line in self.early.under(change.key):
            await self.keep(line)
            self.early.kept(change.key, line.key)  # not before: what fails comes again with the first message

    async def _keep_under_greeting(self, change: Change, staff: frozenset[str]) -> None:
        """Keep what its author wrote in the thread of a greeting that Slack delivers only now."""
        if isinstance(change, Incoming) and change.line == "small talk" and _greets_now(change, staff):
            for line in self.early.under(change.key):
                if line.author == change.author:
                    await self.keep(line)
                    self.early.kept(change.key, line.key)

    def _note_greetings(
        self, change: Change, before: Sequence[Incoming], staff: frozenset[str], *, is_kept: bool
    ) -> None:
        """Wait no more with greetings that are part of a turn now, and begin to with one that opened no case."""
        for greeting in before:
            self.greetings.drop(greeting.key)
        if not isinstance(change, Incoming):
            self.greetings.drop(change.key)
        elif is_kept:
            self.greetings.answered_below(change)
        elif change.line == "small talk" and _greets_now(change, staff):
            self.greetings.left_out(change)

    def _note(self, tx: Tx, key: MessageKey) -> Note | None:
        return notes.note_at(tx, key) if key.channel == self.desk.handoff.staff_channel else None

    async def keep_root(self, key: MessageKey) -> None:
        """Note that an app began a thread in a support channel."""
        await self.desk.db.write(lambda tx: app_roots.keep_root(tx, key, self.desk.now()))

    async def _masked(self, change: Change) -> Change:
        if isinstance(change, Deletion) or _length(change) < LONG_TEXT:
            return masked(change)
        return await asyncio.get_running_loop().run_in_executor(self.aside, masked, change)

    async def sweep(self) -> int:
        """Queue all that is owed and ready: answers, sets of FAQs and what is asked of them, posts; return how many.

        What is queued stays as it is. The embedded engine knows of work only what is queued here and by ``keep``: each
        kind of job has rows that say it is owed. What may still get more lines is waited for. What was asked in a
        terminal is another team's, and answered there.
        """
        count, after, now, team = 0, 0, self.desk.now(), self.case_post_jobs.team_id
        rests = self.desk.resting.begin_again(now)
        while batch := await self.desk.db.read(lambda tx, after=after: turns.owed_turns(tx, team, now, after_id=after)):  # type: ignore[misc]
            in_turn = sorted(batch, key=lambda turn: turn.row.ready_at)  # as a process that lived on would have them
            await self.engine.enqueue_again([answer_job(turn) for turn in in_turn if not rests(turn.row.lane)])
            count, after = count + len(batch), batch[-1].id
        for turn in await self.desk.db.read(lambda tx: turns.waiting_turns(tx, team, now)):
            self.waiting.wait_for(turn)
        count += await self.case_post_jobs.sweep(rests)
        owed = await self.desk.db.read(lambda tx: _others_owed(tx, team))
        await self.engine.enqueue_again(owed)
        return count + len(owed)


def _greets_now(incoming: Incoming, staff: frozenset[str]) -> bool:
    """Say whether small talk was said to the desk, and just now: what staff say to a channel is said to people."""
    return incoming.addressed and not (incoming.to_other or only_seen(incoming, staff)) and incoming.late == "no"


def _length(change: Incoming | Edit) -> int:
    return len(change.text) + sum(len(passage.text) for passage in change.passages)


def _is_new(known: Turn | Message | Note | None, key: MessageKey, now: datetime) -> bool:
    """Say whether the message at ``key`` was kept by the change that was made at ``now``, and not by one before it."""
    kept = known.messages if isinstance(known, Turn) else (known,) if isinstance(known, Message) else ()
    return any(one.ts == key.ts and one.kept_at == now for one in kept)


def _others_owed(tx: Tx, team_id: str) -> list[Job]:
    """Return the jobs of what is owed besides answers and posts about cases."""
    deleted = [answer_job(turn) for turn in turns.deleted_on_their_way(tx, team_id)]
    sets = [make_job(faq) for faq in faqs.owed_sets(tx, team_id)]
    return [*deleted, *sets, *(request_job(request) for request in faq_requests.owed_requests(tx, team_id))]


class Doubts:
    """What is kept only once Slack has said who somebody is: that is asked after the ack, and nobody waits for it."""

    def __init__(self, intake: Intake, directory: Directory, identity: BotIdentity) -> None:
        self._intake = intake
        self._directory = directory
        self._identity = identity
        self._under_way: set[asyncio.Task[None]] = set()

    async def of_author(self, message: Incoming) -> None:
        """Keep what an app posted in somebody's name if that is a person. Without an answer it is nobody's."""
        if self._directory.is_person(message.author) is None:
            self._start(lambda: self._learn_author(message))
        else:
            await self._keep_of_person(message)

    async def _learn_author(self, message: Incoming) -> None:
        await self._directory.learn(message.author)
        await self._keep_of_person(message)

    async def _keep_of_person(self, message: Incoming) -> None:
        if self._directory.is_person(message.author):
            await self._intake.keep(message)
        elif message.thread_ts is None and message.key.channel in self._identity.support_channels:
            await self._intake.keep_root(message.key)

    def of_root(self, message: Incoming, began: str) -> None:
        """Keep what a person wrote in a support channel in the thread of an app that was not heard when it began it."""
        if (
            _is_open_line(message)
            and began not in {"", self._identity.bot_user_id}
            and not self._directory.is_person(began)
        ):
            self._start(lambda: self._keep_under_app(message, began))

    async def _keep_under_app(self, message: Incoming, began: str) -> None:
        await self._directory.learn(began)
        if began == SLACKBOT or self._directory.is_person(began) is False:
            assert message.thread_ts is not None  # noqa: S101 - checked by who asks
            await self._intake.keep_root(replace(message.key, ts=message.thread_ts))
            await self._intake.keep(message)

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.create_task(_until_kept(work))
        self._under_way.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("doubt_not_settled", exc_info=error)

    async def idle(self) -> None:
        """Wait until nobody is asked about any more."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def close(self) -> None:
        """Give up what is being asked."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def _is_open_line(message: Incoming) -> bool:
    """Say whether a line in a thread of a support channel is said to nobody by name: who began it decides for whom."""
    return message.in_support and message.thread_ts is not None and not (message.addressed or message.to_other)


async def _until_kept(work: Callable[[], Awaitable[None]]) -> None:
    """Do it, and again for as long as the database is away: Slack has its 200, and sends nothing again."""
    pause_s = 0.0
    while True:
        try:
            return await work()
        except Transient as error:
            log.warning("doubt_delayed", why=str(error))
            pause_s = min(max(pause_s * 2, error.retry_after_s), LONGEST_PAUSE_S)
            await asyncio.sleep(pause_s)


class KeepFirst:
    """Keeps messages, edits and deletions before the ack. A failure is a 500, and Slack sends again."""

    def __init__(self, intake: Intake, identity: BotIdentity, doubts: Doubts, directory: Directory) -> None:
        self._intake = intake
        self._identity = identity
        self._doubts = doubts
        self._directory = directory
        self._names = directory.names

    async def keep(self, body: Json) -> None:
        """Keep what a request of Slack's says, if it is for us."""
        with self._intake.engine.acknowledging():
            heard = parse_message(body, self._identity, self._names)
            if heard is not None:
                await self._keep(heard, body)

    async def keep_missed(self, message: Json, channel: str, late: Late) -> None:
        """Keep a message that Slack's methods returned (untrusted) as one that is delivered; if it is as well: once."""
        is_shared = await self._directory.is_shared(channel)
        heard = parse_missed(message, channel, self._identity, self._names, is_shared=is_shared)
        match heard:
            case Incoming():
                heard = replace(heard, late=late)
            case InDoubt():
                heard = InDoubt(replace(heard.message, late=late))
        if heard is not None:
            await self._keep(heard, {"event": message})

    async def _keep(self, heard: Heard, body: Json) -> None:
        match heard:
            case InDoubt():
                await self._doubts.of_author(heard.message)
            case AppRoot():
                await self._intake.keep_root(heard.key)
            case Incoming():
                began = began_thread(body)
                if began == self._identity.bot_user_id and _is_open_line(heard):
                    assert heard.thread_ts is not None  # noqa: S101 - it is a line in a thread
                    await self._intake.keep_root(replace(heard.key, ts=heard.thread_ts))
                await self._intake.keep(heard)
                self._doubts.of_root(heard, began)
            case Edit() | Deletion():
                await self._intake.keep(heard)
