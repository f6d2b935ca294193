"""Who had the files of a set sent to them and is forgotten is named nowhere: looked for in each row of each table."""

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from bot.wiring import Bot, open_bot
from storage.retention import forget
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack
from tests.slack.faqs.people import filled, opened_set
from tests.storage.fixtures import BACKENDS, NOW
from tests.stored import Clock, everything_stored, say, sql

pytestmark = [pytest.mark.usefixtures("owner_named"), pytest.mark.parametrize("backend", BACKENDS)]


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, clock: Clock, migrated_url: str) -> AsyncIterator[Bot]:
    """The bot on either database."""
    async with open_bot(settings_for(database_url=migrated_url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def sent_to(slack: FakeSlack, bot: Bot, user: str) -> None:
    """Let somebody have the files of a set of the customer's."""
    await filled(slack, count="3")
    await bot.idle()
    view = await opened_set(slack, bot, user=user)
    await slack.action("faq_files_to_me", view, user=user)
    await bot.idle()


@pytest.mark.parametrize("user", [CUSTOMER, STAFF])
async def test_nothing_is_called_after_who_had_files_sent_to_them(bot: Bot, slack: FakeSlack, user: str) -> None:
    await sent_to(slack, bot, user)

    await bot.db.write(lambda tx: forget(tx, TEAM, user, NOW))

    left = await everything_stored(bot)
    assert ":files:" in left
    assert user not in left


async def what_the_engine_keeps(bot: Bot) -> str:
    """Return all that the engine has kept of its jobs, in a file or in tables of its own, as one text."""
    if bot.settings.engine_files is not None:
        return bot.settings.engine_files.running.read_text("utf-8")

    def rows(tx: sa.Connection) -> str:
        queries = [f"SELECT * FROM dbos.{name}" for name in sa.inspect(tx).get_table_names(schema="dbos")]  # noqa: S608 - of DBOS
        return "\n".join(repr(tuple(row)) for query in queries for row in tx.exec_driver_sql(query))

    return await bot.db.read(rows)


@pytest.mark.parametrize("user", [CUSTOMER, STAFF])
async def test_no_job_names_who_asked_for_files_or_for_an_entry_anew(bot: Bot, slack: FakeSlack, user: str) -> None:
    await sent_to(slack, bot, user)
    await slack.action("faq_again", await opened_set(slack, bot, user=user), user=user, value="1:1")
    await bot.idle()

    kept = await what_the_engine_keeps(bot)

    assert all(flow in kept for flow in (":files:", ":again:1:"))
    assert user not in kept


async def test_no_job_names_who_is_answered_alone(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, migrated_url: str
) -> None:
    async with open_bot(settings_for(database_url=migrated_url, private_channels=frozenset({SUPPORT})), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, "Where is my order A-12345?", user=CUSTOMER)

        kept = await what_the_engine_keeps(bot)

    assert "post:" in kept
    assert CUSTOMER not in kept


async def test_what_an_earlier_version_called_after_them_is_called_otherwise(bot: Bot, slack: FakeSlack) -> None:
    await sent_to(slack, bot, STAFF)
    await sql(bot, f"UPDATE posts SET key = replace(key, ':files:', ':files:{STAFF}:')")  # noqa: S608 - an id of our own
    assert f":files:{STAFF}:" in await everything_stored(bot)

    await bot.db.write(lambda tx: forget(tx, TEAM, STAFF, NOW))
    again = await bot.db.write(lambda tx: forget(tx, TEAM, STAFF, NOW))

    left = await everything_stored(bot)
    assert ":files:forgotten-1:" in left
    assert STAFF not in left
    assert (again.cases, again.messages) == (0, 0)
