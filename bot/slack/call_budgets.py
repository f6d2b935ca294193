"""What may be called how often in a minute, of the few methods that Slack limits so: by all processes together."""

from collections.abc import Callable
from datetime import datetime

import structlog

from storage.call_budgets import WINDOW_S, take_call
from storage.database import Database
from storage.errors import FrontdeskError

# Slack takes twenty starts of a stream a minute, and fifty states of sessions, of which each session takes two.
STREAMS = ("chat.startStream", 15)
SESSIONS = ("agents.sessions.setStatus", 20)

log = structlog.get_logger(__name__)


class CallBudgets:
    """Takes calls from the budgets of a database, which its processes share. ``now``: as the desk's."""

    def __init__(self, db: Database, team_id: str, now: Callable[[], datetime]) -> None:
        self._db = db
        self._team_id = team_id
        self._now = now

    async def take(self, budget: tuple[str, int]) -> float:
        """Take a call; return 0, or in how many seconds there is one: also if the database does not say so now."""
        method, most = budget
        try:
            return await self._db.write(lambda tx: take_call(tx, self._team_id, method, most, self._now()))
        except FrontdeskError as error:
            log.info("call_not_counted", method=method, why=str(error))
            return WINDOW_S
