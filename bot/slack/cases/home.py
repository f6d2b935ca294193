"""App Home: published when it is opened, and again after each change for whoever looked at it lately."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import Json
from bot.slack.cases.dependencies import actor_of, find, soon
from bot.slack.cases.query import QueueQuery
from bot.slack.cases.queue_view import home_view
from bot.slack.errors import translated
from bot.slack.handoff.assignees import Assignees
from bot.slack.staff import Staff
from handlers.desk import Desk
from handlers.runtime.case_events import CaseEvent
from storage.case_changes import newest_line
from storage.case_lists import Filter
from storage.errors import FrontdeskError, Transient
from storage.viewers import DEFAULT, filter_of, keep_filter, note_shown, shown_by

REMEMBERED = timedelta(minutes=30)
MOST_VIEWERS = 100
AT_ONCE = 4
PAUSE_S = 1.0
LOOK_EVERY_S = 5.0  # for what other processes have changed
RESTS = 9  # after a round it rests nine times as long as the round took: never more than a tenth of the process's time
TRIES = 5  # of what Slack does not take just now, each later than the one before
CLOSE_S = 2.0

log = structlog.get_logger(__name__)


@dataclass
class _Viewer:
    query: QueueQuery
    seen_at: datetime
    stands: Json = field(default_factory=dict)
    failed: int = 0  # in a row
    refused_at: str = ""  # when an act was refused last
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class HomeTabs:
    """The Home tabs people have open. One instance a process; ``close`` ends what is under way."""

    def __init__(self, client: AsyncWebClient, desk: Desk, staff: Staff, assignees: Assignees, team_id: str) -> None:
        self._client = client
        self._desk = desk
        self._staff = staff
        self._assignees = assignees
        self._team_id = team_id
        self._viewers: dict[str, _Viewer] = {}
        self._dirty = False
        self._rests_until = 0.0
        self._refreshing: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to look for what other processes change, if there may be any."""
        if self._desk.claimant.is_one_of_many:
            self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait a moment for what is under way, then end it."""
        if self._watching is not None:
            self._watching.cancel()
        await self.close()

    async def open(self, user: str) -> None:
        """Show what this person looked at last: their query, later the filter they chose, at first what needs a person.

        Customers only ever see their own cases.
        """
        viewer = self._viewers.get(user)
        if viewer is not None:
            await self.show(user, viewer.query)
            return
        chosen = await self._desk.db.read(lambda tx: filter_of(tx, self._team_id, user))
        await self.show(user, QueueQuery(chosen or DEFAULT))

    async def refused(self, user: str) -> None:
        """Show again what is, after an act on Home that was refused: Slack shows what was chosen there until then."""
        if user not in self._viewers:
            with contextlib.suppress(FrontdeskError):  # Home stays as it is then; why is told besides
                await self.open(user)
        if viewer := self._viewers.get(user):
            viewer.refused_at = f"{self._desk.now().timestamp():.6f}"
            self._refresh_soon()

    async def choose(self, user: str, chosen: Filter) -> None:
        """Show a filter and keep it: it is this person's from now on."""
        await self._desk.db.write(lambda tx: keep_filter(tx, self._team_id, user, chosen))
        await self.show(user, QueueQuery(chosen))

    async def show(self, user: str, query: QueueQuery) -> None:
        """Publish somebody's Home tab, and keep it fresh for half an hour."""
        await self._note_shown(user)
        viewer = self._viewers.pop(user, None) or _Viewer(query, self._desk.now())
        viewer.query, viewer.seen_at, viewer.stands = query, self._desk.now(), {}
        self._viewers[user] = viewer
        if len(self._viewers) > MOST_VIEWERS:
            del self._viewers[next(iter(self._viewers))]
        await self._publish(user, viewer)

    async def _note_shown(self, user: str) -> None:
        """Of several processes the one that showed it last keeps it fresh: another may remember another query."""
        by = self._desk.claimant
        if by.is_one_of_many:
            await self._desk.db.write(lambda tx: note_shown(tx, self._team_id, user, by.name))

    async def _watch(self) -> None:
        """Show what other processes change, for ever: their events do not come here."""
        seen = 0
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            with contextlib.suppress(FrontdeskError):
                newest = await self._desk.db.read(newest_line) if self._viewers else seen
                if newest != seen:
                    seen = newest
                    self._refresh_soon()

    async def _publish(self, user: str, viewer: _Viewer) -> None:
        """Publish what has changed; one at a time for each person, so that the last one stays."""
        async with viewer.lock:
            actor = await actor_of(self._staff, self._team_id, user)
            if actor.is_staff:
                await soon(self._assignees.learn())
            now = self._desk.now()
            found = await self._desk.db.read(lambda tx: find(tx, actor, viewer.query, now))
            view = _with_turn(home_view(found, now, self._desk.handoff, self._assignees.menu), viewer.refused_at)
            if view != viewer.stands:
                try:
                    with translated():
                        await self._client.views_publish(user_id=user, view=view)
                except Transient as error:
                    self._again(viewer, error.retry_after_s)
                    raise
                viewer.stands, viewer.failed = view, 0

    def _again(self, viewer: _Viewer, after_s: float) -> None:
        """Publish once more a little later what Slack did not take just now, a few times."""
        viewer.failed += 1
        if viewer.failed < TRIES:
            self._rests_until = max(self._rests_until, time.monotonic() + after_s * 2 ** (viewer.failed - 1))
            self._refresh_soon()

    async def case_changed(self, _event: CaseEvent) -> None:
        """Show it to whoever looks, soon and best effort; returns at once."""
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        self._forget()
        self._dirty = bool(self._viewers)
        if self._dirty and (self._refreshing is None or self._refreshing.done()):
            self._refreshing = asyncio.create_task(self._refresh())

    def _forget(self) -> None:
        since = self._desk.now() - REMEMBERED
        for user in [user for user, viewer in self._viewers.items() if viewer.seen_at < since]:
            del self._viewers[user]

    async def _refresh(self) -> None:
        """Publish for everybody, at most once a second; what changes meanwhile is shown in the next round."""
        while self._dirty:
            await asyncio.sleep(max(0.0, self._rests_until - time.monotonic()))
            self._dirty, began, gate = False, time.monotonic(), asyncio.Semaphore(AT_ONCE)
            await self._leave_to_others()
            await asyncio.gather(*(self._refresh_one(gate, *one) for one in list(self._viewers.items())))
            took = time.monotonic() - began
            self._rests_until = max(self._rests_until, began + max(PAUSE_S, took * (1 + RESTS)))

    async def _leave_to_others(self) -> None:
        """Forget those to whom another process shows it by now."""
        by = self._desk.claimant
        if by.is_one_of_many:
            with contextlib.suppress(FrontdeskError):
                ours = await self._desk.db.read(lambda tx: shown_by(tx, self._team_id, by.name))
                self._viewers = {user: viewer for user, viewer in self._viewers.items() if user in ours}

    async def _refresh_one(self, gate: asyncio.Semaphore, user: str, viewer: _Viewer) -> None:
        try:
            async with gate:
                await self._publish(user, viewer)
        except (FrontdeskError, aiohttp.ClientError, TimeoutError) as error:
            log.info("home_not_refreshed", user=user, why=str(error))

    async def idle(self) -> None:
        """Wait until everybody sees what is."""
        while self._refreshing is not None and not self._refreshing.done():
            await asyncio.wait({self._refreshing})

    async def close(self) -> None:
        """Wait a moment for what is under way, then end it."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self.idle()
        if self._refreshing is not None:
            self._refreshing.cancel()
            await asyncio.gather(self._refreshing, return_exceptions=True)


def _with_turn(view: Json, turn: str) -> Json:
    """Return Home with other ids for its menus: Slack keeps what somebody chose as long as the block keeps its id."""
    if not turn:
        return view
    return {**view, "blocks": [_turned(block, turn) for block in view["blocks"]]}


def _turned(block: Json, turn: str) -> Json:
    block_id = str(block.get("block_id", ""))
    return {**block, "block_id": f"{block_id}:{turn}"} if block_id.startswith("case_set:") else block
