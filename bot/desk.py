"""The desk without Slack: the case database and the model, opened. All that commands of the terminal need."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.settings import Settings
from handlers.conversation.gathering import AT_ONCE
from handlers.desk import Desk, HandoffSettings
from handlers.runtime.published_cache import PublishedFaqCache
from storage.database import open_database
from storage.executors import Claimant
from storage.migrate import migrate
from workflows.model.client import Model
from workflows.telemetry import UNWATCHED, Telemetry
from workflows.understanding import closely

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_desk(
    settings: Settings,
    now: Clock = utc_now,
    handoff: HandoffSettings | None = None,
    lease_s: float | None = None,
    telemetry: Telemetry = UNWATCHED,
) -> AsyncIterator[Desk]:
    """Open the case database (migrated) and the model, and close them. ``handoff`` None: in a terminal, no cards.

    There, too, no answer waits for more lines, and no sentence transformer reads what is published. ``lease_s``: how
    old the lease of this process may be when it claims a post; None: it needs none.
    """
    closely.use(on=settings.close_reading)
    await asyncio.to_thread(migrate, settings.database_url)
    db = open_database(settings.database_url, settings.database_connections - settings.engine_connections)
    try:
        async with Model(settings.model_settings(), telemetry) as model:
            mine = handoff or settings.handoff(posts=False)
            gathering = settings.gathering() if handoff else AT_ONCE
            claimant = Claimant(lease_s)
            yield Desk(
                db,
                model,
                now,
                PublishedFaqCache(stays=handoff is not None),
                handoff=mine,
                claimant=claimant,
                telemetry=telemetry,
                gathering=gathering,
                slow_back_office_s=settings.slow_back_office_s,
            )
    finally:
        await db.close()
