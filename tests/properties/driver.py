"""Lets a sequence of steps happen to a real bot in a made-up Slack, and remembers what people did there."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.settings import Settings
from bot.slack.answer_buttons import CANCEL_RETURN
from bot.slack.cases import act_blocks
from bot.slack.stopping import STOPPED
from storage.records import Case
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    DM,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
    FakeSlack,
    Json,
    View,
    deleted,
    edited,
)
from tests.fakes.slack.patience import PATIENCE_S, be_patient
from tests.fakes.slack.world import record
from tests.properties import state
from tests.properties.death import Turn
from tests.properties.process import Process
from tests.properties.state import AnswerRow
from tests.properties.steps import (
    TEXTS,
    Again,
    Arrive,
    Busy,
    CancelReturn,
    Delete,
    Die,
    DieAt,
    Edit,
    GoOn,
    Hold,
    Look,
    Pass,
    Pause,
    Restart,
    Say,
    Staff,
    Stall,
    Step,
    Stop,
    Trouble,
)
from tests.properties.wire import TroubledSlack
from tests.stored import Clock

ACTS = {
    "claim": act_blocks.CLAIM,
    "resolve": act_blocks.RESOLVE,
    "reopen": act_blocks.REOPEN,
    "hand back": act_blocks.HAND_BACK,
}
LONGEST_WAIT_S = 12  # for another line
LETTERS = "bdfgklmnpr"


@dataclass
class Said:
    """A message of the customer's as people in Slack know it."""

    event: Json
    text: str
    words: set[str]
    is_deleted: bool = False
    owed: bool = True  # by the desk; not once a person has had it before them
    is_in_unknown_thread: bool = False  # the desk had not seen the thread's first message then

    @property
    def key(self) -> tuple[str, str]:
        """Channel and ``ts``."""
        return self.event["channel"], self.event["ts"]


@dataclass
class LookedAt:
    """A case as a member of staff has it before them; ``kept``: the messages that were kept just after that."""

    number: str
    view: View
    kept: set[tuple[str, str]]


@dataclass
class Driver:
    """One bot, one Slack, and what has happened so far."""

    clock: Clock
    slack: TroubledSlack
    process: Process
    said: list[Said] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    late: list[Json] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # lines of the log that stand for a bug of ours
    looked_at: LookedAt | None = None
    to_stop: set[AnswerRow] = field(default_factory=set)  # texts that were being answered when Stop was pressed
    stopped: set[AnswerRow] = field(default_factory=set)  # those of them whose Stop was acknowledged

    def __post_init__(self) -> None:
        self._words = 0

    async def take(self, step: Step) -> None:  # noqa: C901, PLR0912, PLR0915 - one line a step
        """Let one step happen; one for which there is nothing (no such message, no such button) changes nothing."""
        match step:
            case Say():
                await self.process.calm(self._say(step))
            case Edit():
                await self.process.calm(self._edit(step))
            case Delete():
                await self.process.calm(self._delete(step))
            case Arrive(nth):
                if self.late:
                    await self.process.calm(self._deliver(self.late.pop(nth % len(self.late)), retry=1))
            case Again(nth):
                if self.events:
                    await self.process.calm(self._deliver(self.events[nth % len(self.events)], retry=1))
            case Staff():
                await self.process.calm(self._staff(step))
            case Look(of):
                await self.process.calm(self._look(of))
            case CancelReturn(nth):
                await self.process.calm(self._cancel_return(nth))
            case Stop(of):
                await self.process.calm(self._stop(of))
            case Trouble(what):
                self.slack.wire.next_outcomes.append(what)
            case Hold():
                self.slack.wire.holds += 1
            case Busy():
                self.slack.wire.is_busy = True
            case Stall(commit, kept):
                self.process.meets(Turn(commit, kept, dies=False))
            case DieAt(commit, kept):
                self.process.meets(Turn(commit, kept, dies=True))
            case GoOn(outcome):
                self.slack.wire.let_go(outcome)
                self.process.resume()
                await self.process.calm()
            case Die(arrived):
                await self.process.die("taken" if arrived else "lost")
                await self.process.start()
                await self.process.calm()
            case Restart():
                self.slack.wire.let_go("lost")
                await self.process.stop()
                await self.process.start()
                await self.process.calm()
            case Pause(seconds):
                self.clock.forward(seconds=seconds)
                await self.process.calm(self._sweep())
            case Pass(hours):
                await self._all_that_is_late()  # Slack tries for an hour, and the desk remembers for a day
                self.clock.forward(hours=hours)
                await self.process.calm(self._sweep())

    async def hear(self, channel: str, text: str) -> None:
        """Let the customer write these words, and Slack deliver them at once."""
        await self.process.calm(self._deliver(self.slack.says(CUSTOMER, channel, text)))

    async def settle(self) -> None:
        """Let everything come to rest: what was late comes, what was under way goes on, what is due is done."""
        for _ in range(2):
            self.slack.wire.let_go("taken")
            self.process.resume()
            await self.process.calm()
            await self._all_that_is_late()
        self.slack.wire.next_outcomes.clear()
        self.clock.forward(seconds=LONGEST_WAIT_S)
        await self.process.calm(self._sweep())

    async def _all_that_is_late(self) -> None:
        while self.late:
            await self.process.calm(self._deliver(self.late.pop(0), retry=1))

    async def _sweep(self) -> None:
        bot = self.process.bot
        await state.sweep(bot)

    async def _deliver(self, event: Json, retry: int = 0) -> None:
        """Deliver an event; one that is not acknowledged comes again later."""
        stops = await self._stoppable(event) if event["type"] == STOPPED else set()
        self.to_stop |= stops
        ack = await self.slack.delivery.event(event, retry, "http_timeout" if retry else "")
        if ack.status != 200:
            self.late.append(event)
        else:
            self.stopped |= stops

    async def _stoppable(self, event: Json) -> set[AnswerRow]:
        where = event["channel"], event["thread_ts"], event["event_ts"]
        return await self.process.bot.db.read(lambda tx: state.stoppable(tx, *where))

    async def _happens(self, event: Json, *, late: bool) -> None:
        record(self.slack.workspace, event)
        self.events.append(event)
        if late:
            self.late.append(event)
        else:
            await self._deliver(event)

    def _message(self, of: int) -> Said | None:
        return self.said[-1 - of % len(self.said)] if self.said else None

    def _text(self, number: int) -> tuple[str, set[str]]:
        """Return a text with a word of its own, if it has a place for one."""
        template = TEXTS[number]
        if "{}" not in template:
            return template, set()
        self._words += 1
        word = "zq" + "".join(LETTERS[int(digit)] for digit in f"{self._words:04}")
        return template.format(word), {word}

    async def _say(self, step: Say) -> None:
        text, words = self._text(step.text)
        of = self._message(step.of)
        channel = DM if step.place == "dm" else SUPPORT
        root = None
        if step.place == "thread" and of is not None:
            channel, root = of.event["channel"], _root(of.event)
            if self.slack.workspace.find(channel, root) is None:
                return
        event = self.slack.says(CUSTOMER, channel, text, root)
        said = Said(event, text, words)
        said.is_in_unknown_thread = root is not None and await self._case_at(channel, root) is None
        self.said.append(said)
        await self._happens(event, late=step.late)

    async def _case_at(self, channel: str, ts: str) -> Case | None:
        return await self.process.bot.db.read(lambda tx: state.case_at(tx, channel, ts))

    async def _edit(self, step: Edit) -> None:
        message = self._message(step.of)
        if message is None or message.is_deleted:
            return
        before = {**message.event, "text": message.text}
        message.text, words = self._text(step.text)
        message.words |= words
        if message.text == before["text"]:
            return
        event = edited(before, message.text, ts=self.slack.workspace.stamps.next())
        await self._happens(event, late=step.late)

    async def _delete(self, step: Delete) -> None:
        message = self._message(step.of)
        if message is None or message.is_deleted:
            return
        message.is_deleted = True
        before = {**message.event, "text": message.text}
        event = deleted(before, ts=self.slack.workspace.stamps.next())
        await self._happens(event, late=step.late)

    async def _staff(self, step: Staff) -> None:
        bot, message = self.process.bot, self._message(step.of)
        if message is None:
            return
        case = await self._case_at(*message.key)
        if case is None or (step.does == "write" and case.is_dm):
            return  # nobody else is in a direct message
        if step.does == "write":
            await self._person_sees(message)
            event = self.slack.says(STAFF, message.event["channel"], "I am on it", _root(message.event))
            await self._happens(event, late=False)
            return
        if step.does != "resolve" or self.looked_at is None or self.looked_at.number != case.number:
            await self._look(step.of)
        looked_at, self.looked_at = self.looked_at, None
        assert looked_at is not None
        view = looked_at.view
        if ACTS[step.does] in str(view.view):
            await self._person_sees(message, looked_at.kept, last_is_owed=step.does == "hand back")
            await self.slack.action(ACTS[step.does], view, user=STAFF)
            await bot.interactions.idle()
        self.slack.site.views.clear()

    async def _look(self, of: int) -> None:
        message = self._message(of)
        case = await self._case_at(*message.key) if message is not None else None
        if case is None:
            return
        await self.slack.command("/cases", case.number, user=STAFF)
        await self.process.bot.interactions.idle()
        stored = await self.process.bot.db.read(state.read_all)
        self.looked_at = LookedAt(case.number, self.slack.views_of(STAFF)[-1], set(stored.kept))

    async def _stop(self, of: int) -> None:
        """Press Stop; what is stopped is owed no answer any more, until its writer changes it."""
        message = self._message(of)
        if message is None:
            return
        channel, ts = message.key
        where = {"channel": channel, "thread_ts": ts if channel == DM else _root(message.event)}
        event = {"type": STOPPED, "user": CUSTOMER, "streaming_message_ts": [], **where}
        await self._deliver({**event, "event_ts": self.slack.workspace.stamps.next()})
        await self.process.bot.interactions.idle()

    async def _person_sees(
        self, message: Said, kept: set[tuple[str, str]] | None = None, *, last_is_owed: bool = False
    ) -> None:
        """Note that a person has the case before them: what is in it is theirs, but for what they hand back.

        ``kept``: what was kept when they looked; None: they see all that is.
        """
        bot = self.process.bot
        stored = await bot.db.read(state.read_all)
        self._note_what_is_on_its_way(stored)
        its_case = stored.case_of[message.key]
        there = [one for one in self.said if one.key in stored.case_of and stored.case_of[one.key].id == its_case.id]
        seen = [one for one in there if kept is None or one.key in kept]
        for one in seen:
            one.owed = False
        if last_is_owed:
            last = max((key for key in stored.kept if stored.case_of[key].id == its_case.id), default=None)
            for one in seen:
                one.owed = one.key == last

    def _note_what_is_on_its_way(self, stored: state.Stored) -> None:
        """Note replies that are claimed, and whose call has not come: what a person does now is too late for them."""
        if self.process.stalls:
            self.slack.wire.on_their_way |= stored.claimed - {call.reply for call in self.slack.wire.came}

    async def _cancel_return(self, nth: int) -> None:
        buttons = [
            post
            for post in self.slack.workspace.messages
            if post.user == BOT_USER and CANCEL_RETURN in str(post.blocks)
        ]
        if buttons:
            self._note_what_is_on_its_way(await self.process.bot.db.read(state.read_all))
            await self.slack.action(CANCEL_RETURN, buttons[nth % len(buttons)], user=CUSTOMER)
            await self.process.bot.interactions.idle()


def _root(event: Json) -> str:
    return str(event.get("thread_ts") or event["ts"])


@asynccontextmanager
async def driving(database_url: str, clock: Clock | None = None) -> AsyncIterator[Driver]:
    """Open a Slack and a desk in it, let steps happen, and close both. ``clock``: the real one unless given."""
    clock = clock or Clock()
    async with TroubledSlack(clock) as slack:
        be_patient(slack)
        slack.allow("live <@U0STAFF")  # cards name staff
        process = Process(_settings(slack, database_url), clock, slack)
        driver = Driver(clock, slack, process)
        with pytest.MonkeyPatch.context() as patch, capture_logs() as lines:
            patch.setattr(logging.root.manager, "disable", logging.CRITICAL)  # Bolt and DBOS tell of each death
            patch.setattr(state.OPEN_DATABASE, process.open_database)
            state.shorten_pauses(patch, process.back_off)
            await process.start()
            try:
                yield driver
            finally:
                slack.wire.let_go("taken")
                await process.stop()
                driver.log += map(str, lines)
                driver.broken += [str(line) for line in lines if line["event"] in state.BROKEN]


def _settings(slack: FakeSlack, database_url: str) -> Settings:
    return Settings.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "database_url": database_url,
            "port": 0,
            "support_channels": frozenset({SUPPORT}),
            "staff": frozenset({STAFF}),
            "staff_channel": STAFF_CHANNEL,
            "shutdown_grace_s": 0,
            "slack_timeout_s": PATIENCE_S,
        }
    )


__all__ = ["Driver", "Said", "driving"]
