"""When the desk could not hear Slack, or not keep what it heard: noted at once, and read as what a start has missed.

Slack gives up on an event within some minutes. So a link that was closed for longer than a moment, and a message that
could not be kept, leave a gap that only Slack's history fills (docs/decisions/0060-while-the-desk-was-away.md).
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.slack.events import message_key
from bot.slack.identity import BotIdentity
from handlers.desk import Desk
from storage import catch_ups

# A link that is opened anew within this time leaves no gap: Slack's first redeliveries come over the new one.
SILENT = timedelta(seconds=8)
# A link over which nothing comes any more looks open until its heartbeat (10 s, slack-sdk 3.47) has had no answer.
DEAD_LINK = timedelta(seconds=30)
A_MOMENT = timedelta(seconds=1)
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0  # between tries to note a gap, while the database does not do its work
CLOSE_S = 2.0
MINUTE_S = 60.0
MOST_MENTIONS = 50  # places at which the desk was called and that are read for that alone

Json = dict[str, Any]

log = structlog.get_logger(__name__)


class Gaps:
    """Notes what this process has not heard or not kept. One instance a process.

    ``noted``: is called when a gap that is over was noted, to begin with reading it. ``longest``: as for the reading;
    0: nothing is noted.
    """

    def __init__(self, desk: Desk, identity: BotIdentity, longest: timedelta) -> None:
        self.noted: Callable[[], None] = lambda: None
        self.stored: Callable[[bool], None] = lambda _is_kept: None  # told of each message whether it was kept
        self._desk = desk
        self._identity = identity
        self._longest = longest
        self._open_at = self._heard_to = desk.now()
        self._is_silent = False
        # What is not noted yet: from when on, and where the desk was called besides.
        self._since: datetime | None = None
        self._mentions: set[tuple[str, str]] = set()
        self._noting: asyncio.Task[None] | None = None
        self._again = asyncio.Event()
        self._after_minute: deque[asyncio.TimerHandle] = deque(maxlen=2)

    def link_is(self, *, is_open: bool) -> None:
        """Take note of how the link is, each few seconds. A gap is noted when it is found out, and when it is over.

        So it is known to a process that is started meanwhile, and what came in between is read as well.
        """
        now = self._desk.now()
        is_gap = now - self._open_at > SILENT
        if is_gap and not self._is_silent:
            log.warning("nothing_heard", since=self._heard_to.isoformat(timespec="seconds"))
        if is_gap and (is_open or not self._is_silent):
            self._missed(self._heard_to)
        self._is_silent = is_gap and not is_open
        if is_open:
            self._open_at, self._heard_to = now, max(self._heard_to, now - DEAD_LINK)

    def is_going_on(self) -> bool:
        """Say whether nothing is heard, by any process as far as is known: what is missed is read when that is over."""
        return self._is_silent and not self._desk.claimant.is_one_of_many

    def not_kept(self, event: Json) -> None:
        """Take note of a message (an event, untrusted) that could not be kept."""
        self.stored(False)
        now, key = self._desk.now(), message_key(self._identity.team_id, event.get("channel"), event.get("ts"))
        if key is None:
            return
        age = timedelta(seconds=min(max(now.timestamp() - float(key.ts), 0), self._longest.total_seconds()))
        if event.get("type") == "app_mention" and len(self._mentions) < MOST_MENTIONS:
            root = message_key(key.team_id, key.channel, event.get("thread_ts"))
            self._mentions.add((key.channel, root.ts if root else ""))
        self._missed(now - age - A_MOMENT)

    def missed_since(self, since: datetime) -> None:
        """Take note that events may not have come through since then, though that is over."""
        self._missed(since)

    def rate_limited(self, body: Json) -> None:
        """Take note that Slack drops events of a minute (untrusted), as it does from 30,000 an hour on.

        https://docs.slack.dev/apis/events-api: it says so once in each such minute, of which some is still to come. So
        it is read at once, and again when the minute is over.
        """
        minute, now = body.get("minute_rate_limited"), self._desk.now()
        if body.get("team_id") != self._identity.team_id or not isinstance(minute, int) or isinstance(minute, bool):
            return
        log.warning("rate_limited_by_slack", why="more events than Slack delivers in an hour: some are not delivered")
        age = timedelta(seconds=min(max(now.timestamp() - minute, 0), self._longest.total_seconds()))
        self._missed(now - age)
        self._after_minute.append(asyncio.get_running_loop().call_later(MINUTE_S, self._missed, now - age))

    def kept(self) -> None:
        """Take note that a message was kept: the database does its work again, and a gap can be noted."""
        self.stored(True)
        if self._since is not None:
            self._again.set()

    def _missed(self, since: datetime) -> None:
        if not self._longest:
            return
        self._since = min(since, self._since or since)
        if self._noting is None or self._noting.done():
            self._noting = asyncio.create_task(self._note_until_done())

    async def _note_until_done(self) -> None:
        """Note what is to be noted; while that fails, try again, and as soon as a message was kept."""
        pause_s = FIRST_PAUSE_S
        while self._since is not None:
            self._again.clear()
            try:
                await self._note()
            except Exception as error:  # noqa: BLE001 - edge: of a task of its own; what was missed is not forgotten
                log.warning("gap_not_noted", why=str(error) or type(error).__name__, again_in_s=pause_s)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause_s):
                        await self._again.wait()
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                if not self._is_silent:
                    self.noted()

    async def _note(self) -> None:
        since, mentions = self._since, frozenset(self._mentions)
        assert since is not None  # noqa: S101 - asked by who calls
        team_id, channels, now = self._identity.team_id, self._identity.support_channels, self._desk.now()
        longest = self._longest
        noted = await self._desk.db.write(
            lambda tx: catch_ups.note_missed(tx, team_id, channels, mentions, since, now, longest)
        )
        self._mentions -= mentions
        if self._since == since:
            self._since = None
        log.info("catching_up", places=noted, since=since.isoformat(timespec="seconds"))

    async def idle(self) -> None:
        """Wait until what was missed is noted."""
        if self._noting is not None:
            await asyncio.wait({self._noting})

    async def close(self) -> None:
        """Note what is not noted yet, if the database does its work, and end."""
        for timer in self._after_minute:
            timer.cancel()
        if self._noting is None:
            return
        self._again.set()
        _, late = await asyncio.wait({self._noting}, timeout=CLOSE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(self._noting, return_exceptions=True)
