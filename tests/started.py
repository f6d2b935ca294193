"""Starts a desk once, so that its databases can be copied: on a copy it starts fast, and sees its queue at once."""

from bot.desk import utc_now
from bot.jobs import choose_engine
from bot.settings import Settings
from storage.database import open_database
from storage.migrate import migrate
from tests.fakes.slack import TEAM
from workflows.engine.crashes import Crashes
from workflows.engine.runner import Runner


async def start_once(settings: Settings) -> None:
    """Make all tables, those of the engine among them."""
    migrate(settings.database_url)
    db = open_database(settings.database_url)
    engine = choose_engine(settings, Runner({}, Crashes(db, TEAM, utc_now)))
    await engine.start()
    await engine.close(grace_s=0)
    await db.close()
