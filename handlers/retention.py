"""Erased words leave the files, too: the search index, SQLite's gaps and its log; and the hourly chore that erases."""

from datetime import datetime, timedelta

import structlog

from handlers.desk import Desk
from storage import app_roots, greetings, retention, search, tombstones
from storage.database import Database

BATCH = 100  # cases a transaction: messages that come in meanwhile wait for one of them at most
NEVER_CAME = timedelta(days=1)
NOBODY_ANSWERS = timedelta(days=90)  # what an app posted, or we did after a greeting, is answered long before
SCRUB_EVERY = timedelta(days=1)  # writing the file anew lets writers wait; forgetting a person does it at once
LEFT_BY_OTHERS = timedelta(days=7)  # that far back a process that has just started looks for what was erased

log = structlog.get_logger(__name__)


async def tidy(db: Database) -> None:
    """Take erased words out of the pages of the search index, a few at a time: messages can come between."""
    while await db.write(search.tidy):
        pass


async def scrub(db: Database) -> bool:
    """Take erased words out of all files; False: they are in SQLite's log still, since somebody reads it."""
    await tidy(db)
    return await db.scrub()


class Retention:
    """The hourly chore. ``days``: texts of cases resolved longer ago are erased; None: they are kept.

    What a crash leaves, here or in a ``frontdesk forget``, is erased the next time. Edits whose message never came are
    dropped after a day in any case.
    """

    def __init__(self, desk: Desk, days: int | None) -> None:
        self._desk = desk
        self._days = days
        self._scrubbed: datetime | None = None

    async def run(self) -> None:
        """Erase what is due; no erased word is left in index and log for longer than an hour, in the file a day."""
        now, db = self._desk.now(), self._desk.db
        await db.write(lambda tx: tombstones.drop_before(tx, now - NEVER_CAME))
        await db.write(lambda tx: app_roots.drop_before(tx, now - NOBODY_ANSWERS))
        await db.write(lambda tx: greetings.drop_before(tx, now - NOBODY_ANSWERS))
        if self._days is not None and await self._erase(now, now - timedelta(days=self._days)):
            await tidy(db)
        since = self._scrubbed or now - LEFT_BY_OTHERS
        due = since <= now - SCRUB_EVERY and await db.read(lambda tx: retention.erased_since(tx, since))
        emptied = await scrub(db) if due else await db.empty_log()
        self._scrubbed = now if due else self._scrubbed
        if not emptied:
            log.warning("erased_words_in_log", why="something reads the database for long; tried again in an hour")

    async def _erase(self, now: datetime, before: datetime) -> bool:
        """Erase batch by batch; say whether there was anything."""
        erased_cases = erased_messages = 0
        while True:
            erased = await self._desk.db.write(lambda tx: retention.retain(tx, before, now, BATCH))
            erased_cases, erased_messages = erased_cases + erased.cases, erased_messages + erased.messages
            for case_id in erased.case_ids:
                await self._desk.case_events.publish(case_id)
            if erased.cases < BATCH:
                break
        if erased_cases:
            log.info("texts_erased", cases=erased_cases, messages=erased_messages, older_than_days=self._days)
        return erased_cases > 0
