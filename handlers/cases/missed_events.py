"""What nobody could publish: acts in a terminal, and what a crash lost between its commit and its publishing."""

from datetime import timedelta

from handlers.cases.acts import OPERATOR
from handlers.desk import Desk
from storage import case_changes
from storage.database import Tx

SETTLES = timedelta(minutes=2)  # longer than a transaction lasts: until then lines with lower ids may still turn up
LOOKED_BACK = timedelta(minutes=10)  # at the start: longer than a process that died is away, as a rule


class MissedEvents:
    """Publishes, from the timeline, what changed without being published. One instance a process that serves."""

    def __init__(self, desk: Desk, team_id: str) -> None:
        self._desk = desk
        self._team_id = team_id
        self._actor: str | None = None  # at the start whatever was last done; then only who has no publisher

    async def publish(self) -> None:
        """Publish it: at the start and each minute. Publishing a case twice does no harm."""
        seen, settled, changed = await self._desk.db.read(self._look)
        for case_id in changed:
            await self._desk.case_events.publish(case_id)
        if settled != seen:
            await self._desk.db.write(lambda tx: case_changes.note_seen(tx, self._team_id, settled))
        self._actor = OPERATOR

    def _look(self, tx: Tx) -> tuple[int | None, int, list[int]]:
        """Return how far somebody has looked, how far that is now, and the cases that have changed since.

        At the start what was done a moment ago counts in any case: another process may have looked past what this one
        had done before it died.
        """
        now, seen = self._desk.now(), case_changes.seen_line(tx, self._team_id)
        settled = case_changes.settled_line(tx, now - SETTLES)
        if seen is None:
            return seen, settled, []
        since = seen if self._actor else min(seen, case_changes.settled_line(tx, now - LOOKED_BACK))
        if since == case_changes.newest_line(tx):
            return seen, seen, []
        return seen, max(seen, settled), case_changes.changed_since(tx, self._team_id, since, self._actor)
