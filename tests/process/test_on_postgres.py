"""Promises about the whole bot on PostgreSQL: cases and engine in one database, each in a schema of its own."""

import asyncio

import aiohttp
import psycopg
import pytest
from structlog.testing import capture_logs

from bot.settings import Settings
from bot.wiring import Bot, open_bot
from storage.database import SERVING
from storage.errors import Misconfigured
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.handlers.test_messages import SAMPLE


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


# --- the serving lock -------------------------------------------------------------------------------------------------


async def _readiness(bot: Bot) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"{bot.url}/readyz")
        return answer.status, (await answer.json())["why"]


async def _becomes(bot: Bot, status: int) -> str:
    async with asyncio.timeout(60):
        while (found := await _readiness(bot))[0] != status:  # noqa: ASYNC110 - it is asked over HTTP
            await asyncio.sleep(0.01)
    return found[1]


async def test_a_desk_whose_lock_is_gone_posts_nothing_until_it_has_it_again(
    on_postgres: Settings, slack: FakeSlack, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.engine.serving.LOOK_EVERY_S", 0.05)
    rival = await psycopg.AsyncConnection.connect(postgres_url, autocommit=True)
    async with open_bot(on_postgres) as bot, rival:
        slack.delivery.bot_url = bot.url
        waits = asyncio.create_task(rival.execute("SELECT pg_advisory_lock(%s)", (SERVING,)))
        await _cut_off_the_holder(postgres_url)
        await waits
        why = await _becomes(bot, 503)
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        kept = await slack.deliver(event)
        before = len(slack.calls)
        await bot.chores.ring()
        posted_meanwhile = slack.calls[before:]

        await rival.execute("SELECT pg_advisory_unlock(%s)", (SERVING,))
        await _becomes(bot, 200)
        await slack.reply_to(event)
        await bot.idle()

    assert "serves" in why
    assert (kept, posted_meanwhile) == ([200], [])
    assert len(slack.replies_to(event)) == 1


async def _cut_off_the_holder(url: str) -> None:
    """End the session that holds the serving lock, as a restart of the database does, once somebody waits for it."""
    holder = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE objid = %s AND granted"
    waiting = "SELECT count(*) FROM pg_locks WHERE objid = %s AND NOT granted"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as other:
        async with asyncio.timeout(60):
            while (await (await other.execute(waiting, (SERVING,))).fetchone()) == (0,):  # noqa: ASYNC110 - the server tells no event
                await asyncio.sleep(0.01)
        await other.execute(holder, (SERVING,))


async def test_after_a_restart_of_the_database_the_desk_takes_its_lock_again_and_answers(
    on_postgres: Settings, slack: FakeSlack, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.engine.serving.LOOK_EVERY_S", 0.05)
    all_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    all_others += " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    async with open_bot(on_postgres) as bot:
        slack.delivery.bot_url = bot.url
        with psycopg.connect(postgres_url, autocommit=True) as server, capture_logs() as logs:
            server.execute(all_others)
            async with asyncio.timeout(60):
                while not any(line["event"] == "serving_lock_taken_again" for line in logs):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.deliver(event)
        await slack.reply_to(event)
        await bot.idle()
        with pytest.raises(Misconfigured, match="another Frontdesk serves this database already"):
            async with open_bot(on_postgres):
                pass

    assert len(slack.replies_to(event)) == 1
