"""Both engines on databases of their own, opened and closed as often as a test likes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.jobs import choose_engine
from bot.settings import Settings
from bot.slack.handoff import posting
from bot.slack.waiting_turns import ANSWER
from storage.database import open_database
from tests.workflows.engine.jobs import OpenEngine
from workflows.engine.crashes import Crashes
from workflows.engine.port import Engine, JobHandler
from workflows.engine.runner import Runner


@pytest.fixture
def open_engine(migrated_url: str) -> OpenEngine:
    """What opens the engine of a database, to run one handler."""

    @asynccontextmanager
    async def opened(handler: JobHandler, grace_s: int = 5) -> AsyncIterator[Engine]:
        db = open_database(migrated_url)
        runner = Runner({ANSWER: handler, posting.SEND: handler}, Crashes(db, "T1", lambda: datetime.now(UTC)))
        engine = choose_engine(Settings(database_url=migrated_url), runner)
        await engine.start()
        try:
            yield engine
        finally:
            await engine.close(grace_s=grace_s)
            await db.close()

    return opened


@pytest.fixture
def folder(migrated_url: str) -> Path:
    """The folder of a SQLite database."""
    return Path(migrated_url.removeprefix("sqlite:///")).parent
