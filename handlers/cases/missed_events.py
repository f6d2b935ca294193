"""What nobody could publish: acts in a terminal, and what a crash lost between its commit and its publishing."""

from handlers.cases.acts import OPERATOR
from handlers.desk import Desk
from storage import case_changes
from storage.database import Tx


class MissedEvents:
    """Publishes, from the timeline, what changed without being published. One instance a process that serves."""

    def __init__(self, desk: Desk, team_id: str) -> None:
        self._desk = desk
        self._team_id = team_id
        self._actor: str | None = None  # at the start whatever was last done; then only who has no publisher

    async def publish(self) -> None:
        """Publish it: at the start and each minute. Publishing a case twice does no harm."""
        seen, newest, changed = await self._desk.db.read(self._look)
        for case_id in changed:
            await self._desk.case_events.publish(case_id)
        if newest != seen:
            await self._desk.db.write(lambda tx: case_changes.note_seen(tx, self._team_id, newest))
        self._actor = OPERATOR

    def _look(self, tx: Tx) -> tuple[int | None, int, list[int]]:
        seen, newest = case_changes.seen_line(tx, self._team_id), case_changes.newest_line(tx)
        if seen is None or seen == newest:
            return seen, newest, []
        return seen, newest, case_changes.changed_since(tx, self._team_id, seen, self._actor)
