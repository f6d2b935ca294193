"""The hourly chore that erases texts of cases resolved long ago."""

from datetime import timedelta

import structlog

from handlers.desk import Desk
from storage import retention, tombstones, words
from storage.database import Database

BATCH = 100  # cases a transaction: messages that come in meanwhile wait for one of them at most
NEVER_CAME = timedelta(days=1)

log = structlog.get_logger(__name__)


async def tidy(db: Database) -> None:
    """Take erased words out of the pages of the search index, too, a few at a time: messages can come between."""
    while await db.write(words.tidy):
        pass


async def retain(desk: Desk, days: int | None) -> None:
    """Erase the texts of all cases resolved more than ``days`` days ago, batch by batch; None: keep them.

    What a crash leaves is erased the next time. Edits whose message never came are dropped after a day in any case.
    """
    now = desk.now()
    await desk.db.write(lambda tx: tombstones.drop_before(tx, now - NEVER_CAME))
    if days is None:
        return
    erased_cases = erased_messages = 0
    while True:
        erased = await desk.db.write(lambda tx: retention.retain(tx, now - timedelta(days=days), now, BATCH))
        erased_cases, erased_messages = erased_cases + erased.cases, erased_messages + erased.messages
        if erased.cases < BATCH:
            break
    if erased_cases:
        await tidy(desk.db)
        log.info("texts_erased", cases=erased_cases, messages=erased_messages, older_than_days=days)
