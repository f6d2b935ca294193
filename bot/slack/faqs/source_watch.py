"""The chore that reads the pages behind a team's FAQs again, and tells staff what became of the entries.

What is told is owed in the transaction that changes the entries: whatever becomes of this process, staff hear of it.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.slack.blocks import SECTION_LIMIT, moment
from bot.slack.render import escape
from bot.sources.reader import SourceReader
from handlers.desk import Desk
from handlers.faq.erasing import show_again
from handlers.faq.source_notes import plan_note
from handlers.faq.sync import SetSync, SourceRead, sync_set
from storage.database import Tx
from storage.faq_records import FaqSet
from storage.faq_sources import sets_with_sources


class SourceWatch:
    """Reads the sources of all sets of a team, one after the other. ``down``: staff hear of what fails for so long.

    ``queue`` queues the posts that are owed.
    """

    def __init__(
        self, desk: Desk, queue: Callable[[], Awaitable[object]], reader: SourceReader, team_id: str, down: timedelta
    ) -> None:
        self._desk = desk
        self._queue = queue
        self._reader = reader
        self._team_id = team_id
        self._down = down

    async def run(self) -> None:
        """Read them again."""
        sets = await self._desk.db.read(lambda tx: sets_with_sources(tx, self._team_id))
        async with self._reader.again(files=False) as read:
            for faq in sets:
                done = await sync_set(self._desk, faq, read, changed=partial(self._changed, faq))
                await self._desk.db.write(partial(self._tell_failing, faq, done))
                await self._queue()

    def _changed(self, faq: FaqSet, tx: Tx, read: SourceRead) -> None:
        now = self._desk.now()
        show_again(tx, faq, now)
        told = "\n".join(map(escape, read.sentences()))
        text = f"*FAQ set {faq.number}*: its sources have changed.\n{told}"
        key = f"sources:{now.timestamp():.6f}:{read.address}"
        self._tell(tx, faq, key, f"{text[: SECTION_LIMIT - 100]}\n{_open(faq)}")

    def _tell_failing(self, faq: FaqSet, done: SetSync, tx: Tx) -> None:
        for one in done.failing:
            if one.failing_since is not None and self._desk.now() - one.failing_since >= self._down:
                # Once for each time that it fails.
                key = f"down:{one.failing_since.timestamp():.0f}:{one.address}"
                self._tell(tx, faq, key, _failing(faq, one))

    def _tell(self, tx: Tx, faq: FaqSet, key: str, text: str) -> None:
        plan_note(tx, faq, key, self._desk.handoff.staff_channel or faq.owner, text, self._desk.now())


def _open(faq: FaqSet) -> str:
    return f"`/faq {faq.number}` opens it."


def _failing(faq: FaqSet, one: SourceRead) -> str:
    since = moment(one.failing_since) if one.failing_since else ""
    return (
        f"*FAQ set {faq.number}*: “{escape(one.title)}” cannot be read since {since}: {escape(one.problem[:500])}. "
        f"Its entries stand as they were read last. {_open(faq)}"
    )
