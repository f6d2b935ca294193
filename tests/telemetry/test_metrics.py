"""What an operator can count on at ``/metrics``: it agrees with the database, names nobody, and always answers."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.wiring import Bot, open_bot
from storage.database import Tx
from storage.tables import messages, posts, step_runs, turns
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, TEAM, FakeSlack
from tests.handlers.test_messages import SAMPLE
from tests.paths import ROOT
from tests.stored import Clock, say, sql
from tests.telemetry.page import Page, read, scrape

ORDER = "Where is my order A-12345?"


@pytest.fixture
async def watched(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """The real bot, with its metrics on a free port of loopback."""
    async with open_bot(settings_for(metrics_port=0), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def rows(bot: Bot, table: sa.Table, *which: sa.ColumnElement[bool]) -> int:
    """Return how many rows of a table there are."""

    def count(tx: Tx) -> int:
        return int(tx.execute(sa.select(sa.func.count()).select_from(table).where(*which)).scalar_one())

    return await bot.db.read(count)


async def stored_tokens(bot: Bot) -> int:
    """Return how many tokens the steps in the database have cost."""
    total = sa.func.sum(step_runs.c.tokens_in + step_runs.c.tokens_out)
    return int(await bot.db.read(lambda tx: tx.execute(sa.select(total)).scalar_one()))


async def test_after_some_messages_the_counts_agree_with_the_database(watched: Bot, slack: FakeSlack) -> None:
    event = await say(slack, watched, SAMPLE)
    await say(slack, watched, "And where do I send it?", under=event)
    await say(slack, watched, ORDER, channel=DM)
    await say(slack, watched, "I will take over here.", user=STAFF, under=event)

    page = await scrape(watched)

    sent = (posts.c.kind == "reply", posts.c.state == "sent")
    assert page.figure("frontdesk_messages_kept_total") == await rows(watched, messages) == 4
    assert page.figure("frontdesk_posts_total", kind="reply", result="sent") == await rows(watched, posts, *sent) == 3
    answered = await rows(watched, turns, turns.c.state == "answered")
    assert page.figure("frontdesk_turns_total", outcome="answered") == answered == 3
    assert page.total("frontdesk_owed") == 0
    assert page.figure("frontdesk_lanes_under_way") == 0
    assert page.figure("frontdesk_ready") == 1


async def test_a_message_that_comes_many_times_is_counted_once(watched: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)

    await slack.deliver(event, times=3)
    await watched.idle()
    await slack.deliver(event)
    await watched.idle()

    page = await scrape(watched)
    assert page.figure("frontdesk_messages_kept_total") == 1
    assert page.figure("frontdesk_posts_total", kind="reply", result="sent") == 1


async def test_on_postgresql_what_comes_many_times_at_once_is_counted_once(
    slack: FakeSlack, settings_for: SettingsFor, desk_on_postgres: str
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    async with open_bot(settings_for(metrics_port=0, database_url=desk_on_postgres)) as bot:
        slack.delivery.bot_url = bot.url
        await slack.deliver(event, times=4, concurrently=True)
        await slack.reply_to(event)
        await bot.idle()
        page = await scrape(bot)

    assert page.figure("frontdesk_messages_kept_total") == 1
    assert page.figure("frontdesk_turns_total", outcome="answered") == 1
    assert page.figure("frontdesk_posts_total", kind="reply", result="sent") == 1
    assert page.figure("frontdesk_owed", kind="answer") == 0
    assert page.has("frontdesk_chore_failures")


async def test_what_is_owed_is_shown_with_the_age_of_the_oldest(watched: Bot, slack: FakeSlack, clock: Clock) -> None:
    silent = slack.fault("chat.postMessage", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, ORDER))
    await silent.reached()
    clock.forward(minutes=10)

    owing = await scrape(watched)
    silent.release()
    await watched.idle()
    clock.forward(seconds=5)
    at_rest = await scrape(watched)

    assert owing.figure("frontdesk_owed", kind="answer") == 1
    assert owing.figure("frontdesk_owed_oldest_seconds", kind="answer") >= timedelta(minutes=10).total_seconds()
    assert owing.figure("frontdesk_lanes_under_way") == 1
    assert at_rest.figure("frontdesk_owed", kind="answer") == 0
    assert at_rest.figure("frontdesk_owed_oldest_seconds", kind="answer") == 0


async def test_the_database_is_read_once_for_all_who_scrape_within_five_seconds(
    watched: Bot, slack: FakeSlack, clock: Clock
) -> None:
    before = await scrape(watched)
    await say(slack, watched, ORDER)
    await watched.chores.ring()

    within = await scrape(watched)
    clock.forward(seconds=5)
    after = await scrape(watched)

    ran = "frontdesk_chore_last_run_timestamp_seconds"
    assert before.total(ran) == within.total(ran) < after.total(ran)


async def test_chores_are_shown_with_their_last_run_and_their_failures(watched: Bot) -> None:
    await sql(watched, "ALTER TABLE messages RENAME TO hidden")
    await watched.chores.ring()
    await watched.chores.ring()

    page = await scrape(watched)

    assert page.figure("frontdesk_chore_failures", chore="take up owed work") == 2
    assert page.figure("frontdesk_chore_failures", chore="erase old texts") == 0
    assert page.figure("frontdesk_chore_last_run_timestamp_seconds", chore="take up owed work") > 0


async def test_a_database_that_fails_leaves_the_page_with_what_the_process_counts(
    watched: Bot, slack: FakeSlack
) -> None:
    await say(slack, watched, ORDER)
    await sql(watched, "ALTER TABLE turns RENAME TO hidden")

    page = await scrape(watched)

    assert page.figure("frontdesk_messages_kept_total") == 1
    assert not page.has("frontdesk_owed")
    assert page.figure("frontdesk_metrics_failures_total", source="database") == 1


async def test_calls_of_the_model_are_counted_by_step_and_outcome_with_seconds_and_tokens(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say(answer="no JSON"), Say(status=500))
    settings = settings_for(metrics_port=0, openai_api_key=KEY, openai_base_url=model.base_url)
    async with open_bot(settings) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, ORDER)
        page, journal = await scrape(bot), await stored_tokens(bot)

    calls, tokens = "frontdesk_model_call_seconds_count", "frontdesk_model_tokens_total"
    assert page.figure(calls, step="classify", outcome="bad_answer") == 1
    assert page.figure(calls, step="classify", outcome="server_error") == 1
    assert page.figure("frontdesk_steps_total", step="classify", by="rules") == 1
    assert page.total(calls) == sum(model.counts.values())
    assert page.total(tokens) == journal > 0
    assert page.figure("frontdesk_model_call_seconds_bucket", step="classify", outcome="bad_answer", le="60.0") == 1


async def test_a_reply_that_slack_refuses_is_counted_as_refused(watched: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", error="is_archived")

    await say(slack, watched, ORDER)

    page = await scrape(watched)
    assert page.figure("frontdesk_posts_total", kind="reply", result="refused") == 1
    assert page.figure("frontdesk_turns_total", outcome="refused") == 1
    assert page.figure("frontdesk_slack_calls_total", method="chat.postMessage", result="refused") == 1


async def test_calls_of_slack_are_counted_by_method_and_result(watched: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", status=429, error="ratelimited", retry_after=0)

    await say(slack, watched, ORDER)

    page, calls = await scrape(watched), "frontdesk_slack_calls_total"
    assert page.figure(calls, method="chat.postMessage", result="rate_limited") == 1
    assert page.figure(calls, method="chat.postMessage", result="ok") == 1
    assert page.figure(calls, method="auth.test", result="ok") == 1


async def test_no_label_names_a_person_a_channel_or_a_case(watched: Bot, slack: FakeSlack) -> None:
    await say(slack, watched, SAMPLE)
    await say(slack, watched, "I want to talk to a human being", channel=DM)
    await watched.chores.ring()

    page = await scrape(watched)

    named = {value for value in page.label_values() if any(sign.isdigit() for sign in value)}
    assert {value for value in named if not value.replace(".", "").isdigit()} == set()  # but the bounds of buckets
    assert not [name for name in (CUSTOMER, SUPPORT, DM, TEAM, "CASE-", "RMA-", "SuperWidget") if name in page.text]


async def test_operations_tells_of_each_metric_there_is(slack: FakeSlack, settings_for: SettingsFor) -> None:
    told = set(re.findall(r"`(frontdesk_\w+)`", (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))

    async with open_bot(settings_for(metrics_port=0)) as bot:
        slack.delivery.bot_url = bot.url
        page = await scrape(bot)

    there = set(re.findall(r"^# TYPE (frontdesk_\w+)", page.text, re.MULTILINE))
    assert there == told


async def test_a_desk_that_waits_for_slack_shows_that_it_is_not_ready(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    silent = slack.fault("auth.test", hang=True)
    async with AsyncExitStack() as stack:
        opening = asyncio.create_task(stack.enter_async_context(open_bot(settings_for(metrics_port=port))))
        await silent.reached()
        waiting = Page((await read(port))[1])
        silent.release()
        bot = await opening
        serving = await scrape(bot)

    assert [page.figure("frontdesk_ready") for page in (waiting, serving)] == [0, 1]
    assert [page.has("frontdesk_owed") for page in (waiting, serving)] == [False, True]
    assert waiting.has("frontdesk_messages_kept_total")
