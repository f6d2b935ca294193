"""Promises about the whole bot on PostgreSQL: cases and engine in one database, each in a schema of its own."""

import psycopg
import pytest

from bot.settings import Settings
from bot.wiring import open_bot
from storage.errors import Misconfigured
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.test_messages import SAMPLE


@pytest.fixture
def on_postgres(settings_for: SettingsFor, postgres_url: str) -> Settings:
    return settings_for(database_url=postgres_url)


async def test_the_desk_answers_once_on_postgresql(on_postgres: Settings, slack: FakeSlack, postgres_url: str) -> None:
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)

    async with open_bot(on_postgres) as bot:
        slack.delivery.bot_url = bot.url
        assert await slack.deliver(event, times=4, concurrently=True) == [200] * 4
        [reply] = await slack.reply_to(event)
        await bot.idle()
    async with open_bot(on_postgres) as bot:
        slack.delivery.bot_url = bot.url
        await slack.redeliver(event)
        await bot.idle()

    assert "RMA-100016" in reply.shown
    assert len(slack.replies_to(event)) == 1
    with psycopg.connect(postgres_url) as connection:
        schemas = connection.execute(
            "SELECT table_schema FROM information_schema.tables WHERE table_name = ANY(%s)",
            (["cases", "workflow_status"],),
        )
        assert {row[0] for row in schemas} == {"public", "dbos"}


async def test_a_second_bot_on_the_same_postgresql_is_refused(on_postgres: Settings, slack: FakeSlack) -> None:
    async with open_bot(on_postgres):
        with pytest.raises(Misconfigured, match="another Frontdesk serves this database already"):
            async with open_bot(on_postgres):
                pass
    async with open_bot(on_postgres):
        assert slack.replies_in(SUPPORT) == []
