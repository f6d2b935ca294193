"""Promises about the whole bot on PostgreSQL: cases and engine in one database, each in a schema of its own."""

import asyncio
from dataclasses import replace

import aiohttp
import psycopg
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.settings import Settings
from bot.wiring import Bot, open_bot
from storage.errors import Misconfigured
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.handlers.test_messages import SAMPLE
from tests.stored import Clock
from tests.workflows.engine.jobs import TENTH


@pytest.fixture
def on_postgres(settings_for: SettingsFor, desk_on_postgres: str) -> Settings:
    return settings_for(database_url=desk_on_postgres)


async def test_the_desk_answers_once_on_postgresql(
    settings_for: SettingsFor, slack: FakeSlack, postgres_url: str
) -> None:
    on_empty, event = settings_for(database_url=postgres_url), slack.says(CUSTOMER, SUPPORT, SAMPLE)

    async with open_bot(on_empty) as bot:
        slack.delivery.bot_url = bot.url
        assert await slack.deliver(event, times=4, concurrently=True) == [200] * 4
        [reply] = await slack.reply_to(event)
        await bot.idle()
    async with open_bot(on_empty) as bot:
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


async def test_a_message_and_its_job_are_kept_in_one_transaction(
    on_postgres: Settings, slack: FakeSlack, desk_on_postgres: str
) -> None:
    async with open_bot(on_postgres) as bot:
        slack.delivery.bot_url = bot.url
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.deliver(event, times=3, concurrently=True)
        await slack.reply_to(event)
        await bot.idle()

    with psycopg.connect(desk_on_postgres) as connection:
        by = connection.execute("SELECT m.xmin = w.xmin FROM messages m, dbos.workflow_input w").fetchall()
    assert by == [(True,)]


async def test_a_second_bot_of_the_same_id_on_one_postgresql_is_refused(
    on_postgres: Settings, slack: FakeSlack
) -> None:
    async with open_bot(on_postgres, times=TENTH):
        with pytest.raises(Misconfigured, match="another Frontdesk serves this database already as executor"):
            async with open_bot(on_postgres, times=TENTH):
                pass
    async with open_bot(on_postgres):
        assert slack.replies_in(SUPPORT) == []


# --- the lease of a process -------------------------------------------------------------------------------------------


async def _readiness(bot: Bot) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"{bot.url}/readyz")
        return answer.status, (await answer.json())["why"]


async def _becomes(bot: Bot, status: int, why: str = "") -> None:
    """Wait until it is ready or not, and that for this reason: a busy machine may be late with a lease before."""
    async with asyncio.timeout(60):
        while (found := await _readiness(bot))[0] != status or why not in found[1]:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.01)


async def test_a_desk_whose_lease_is_another_s_posts_nothing_until_it_has_it_again(
    on_postgres: Settings, slack: FakeSlack, desk_on_postgres: str
) -> None:
    rival = await psycopg.AsyncConnection.connect(desk_on_postgres, autocommit=True)
    async with open_bot(on_postgres, times=TENTH) as bot, rival:
        slack.delivery.bot_url = bot.url
        await rival.execute("UPDATE executors SET process = 'elsewhere:1:a', renewed_at = now() + interval '1 hour'")
        await _becomes(bot, 503, "another Frontdesk serves this database already")
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        kept = await slack.deliver(event)
        before = len(slack.calls)
        await bot.chores.ring()
        posted_meanwhile = slack.calls[before:]

        await rival.execute("DELETE FROM executors")
        await _becomes(bot, 200)
        await slack.reply_to(event)
        await bot.idle()

    assert (kept, posted_meanwhile) == ([200], [])
    assert len(slack.replies_to(event)) == 1


async def test_a_desk_whose_lease_is_old_claims_nothing_whatever_its_own_clock_says(
    on_postgres: Settings, slack: FakeSlack, desk_on_postgres: str
) -> None:
    slow = replace(TENTH, renew_s=3600)
    rival = await psycopg.AsyncConnection.connect(desk_on_postgres, autocommit=True)
    async with open_bot(on_postgres, times=replace(slow, stop_after_s=1800)) as bot, rival:
        slack.delivery.bot_url = bot.url
        await rival.execute("UPDATE executors SET renewed_at = now() - interval '1 hour'")
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        with capture_logs() as logs:
            await slack.deliver(event)
            await _says(logs, "reply_delayed")
        before = slack.replies_to(event)
        await rival.execute("UPDATE executors SET renewed_at = now()")
        await slack.reply_to(event)
        await bot.idle()

    assert (before, len(slack.replies_to(event))) == ([], 1)


async def _says(logs: list[EventDict], event: str) -> None:
    async with asyncio.timeout(60):
        while not any(line["event"] == event for line in logs):  # noqa: ASYNC110 - a log tells no event
            await asyncio.sleep(0.01)


async def test_after_a_restart_of_the_database_the_desk_has_its_lease_and_answers(
    on_postgres: Settings, slack: FakeSlack, desk_on_postgres: str
) -> None:
    all_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    all_others += " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    async with open_bot(on_postgres, times=TENTH) as bot:
        slack.delivery.bot_url = bot.url
        with psycopg.connect(desk_on_postgres, autocommit=True) as server:
            server.execute(all_others)
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.redeliver(event)
        await slack.reply_to(event)
        await bot.idle()
        with pytest.raises(Misconfigured, match="another Frontdesk serves this database already"):
            async with open_bot(on_postgres, times=TENTH):
                pass

    assert len(slack.replies_to(event)) == 1


async def test_an_answer_that_slack_does_not_take_for_long_holds_no_job_and_is_taken_up_by_the_sweep(
    on_postgres: Settings, slack: FakeSlack, clock: Clock
) -> None:
    refused = slack.fault("chat.postMessage", times=None, error="missing_scope")
    async with open_bot(on_postgres, clock) as bot:
        slack.delivery.bot_url = bot.url
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.deliver(event)
        await bot.idle()
        waiting, refused.times = bot.engine.lanes_under_way(), refused.used

        clock.forward(minutes=1)
        await bot.chores.ring()
        await bot.idle()

    assert waiting == 0
    assert len(slack.replies_to(event)) == 1
