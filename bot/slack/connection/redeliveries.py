"""What Slack's further tries to deliver an event over HTTP show: that nothing reached the desk for a while.

Slack tries again at once, after a minute and after five, and says in a header which try it is (``X-Slack-Retry-Num``,
https://docs.slack.dev/apis/events-api/). A message that is new here though it was tried before tells of a proxy, a
network or a certificate that let nothing through; what Slack had given up on by then, nobody says.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.slack.connection.gaps import Gaps
from bot.slack.events import message_key
from bot.slack.identity import BotIdentity
from handlers.desk import Desk
from storage import messages
from storage.errors import FrontdeskError
from storage.records import Message

RETRY = "X-Slack-Retry-Num"
LATE_TRY = 2  # after a minute: what only the first try missed is nothing that others can have missed for good
GIVEN_UP = timedelta(minutes=5)  # what was said later than this before nothing came through is tried again
MARGIN = timedelta(minutes=10)  # where now one request comes through and now none: so long before a late one

Json = dict[str, Any]

log = structlog.get_logger(__name__)


class Redeliveries:
    """Looks at what comes over HTTP, and notes a gap for what did not. One instance a process."""

    def __init__(self, desk: Desk, identity: BotIdentity, gaps: Gaps) -> None:
        self._desk = desk
        self._identity = identity
        self._gaps = gaps
        self._began = self._reached_at = desk.now()
        self._silence = (self._began, self._began)  # the last one that was long enough for Slack to give up

    def reached(self) -> datetime:
        """Take note that a request came through; return when."""
        now = self._desk.now()
        if now - self._reached_at > GIVEN_UP:
            self._silence = (self._reached_at, now)
        self._reached_at = now
        return now

    async def kept(self, event: Json, retry: str, reached_at: datetime) -> None:
        """Note a gap if a message (untrusted) that was kept since ``reached_at`` is a late try of Slack's.

        ``retry``: which one it is, as the header says it.
        """
        if not (retry.isdecimal() and int(retry[:3]) >= LATE_TRY):
            return
        key = message_key(self._identity.team_id, event.get("channel"), event.get("ts"))
        if key is None:
            return
        try:
            found = await self._desk.db.read(lambda tx: messages.get_message(tx, key))
        except FrontdeskError as error:
            log.info("redelivery_not_looked_at", why=str(error))
            return
        if found is not None and found.kept_at >= reached_at:
            self._is_late(found)

    def _is_late(self, message: Message) -> None:
        said, (silent_from, silent_to) = datetime.fromtimestamp(float(message.ts), self._began.tzinfo), self._silence
        if said < self._began:
            return  # what was said before is read since the start
        since = silent_from if silent_from <= said <= silent_to else said - MARGIN
        log.warning("delivered_late", since=since.isoformat(timespec="seconds"))
        self._gaps.missed_since(max(since, self._began))
