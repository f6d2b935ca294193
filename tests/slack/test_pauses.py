"""Promises about the desk's real pauses (elsewhere they are shortened): nothing is shown to Slack oftener than said."""

import asyncio
import time

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.progress import SlackProgress
from bot.wiring import Bot
from handlers.desk import ReplyTarget
from tests.fakes.slack import CUSTOMER, SUPPORT, TEAM, FakeSlack
from tests.slack.cases.people import home_of
from tests.stored import say


@pytest.fixture(autouse=True)
def _short_pauses() -> None:
    """Here they are as long as in life."""


async def test_an_open_home_tab_is_published_at_most_once_a_second(bot: Bot, slack: FakeSlack) -> None:
    await home_of(slack, bot)
    began = time.monotonic()

    await say(slack, bot, "Where is my order A-1?")
    await say(slack, bot, "Where is my order A-2?")

    rounds = len(slack.called("views.publish")) - 1
    assert 2 <= rounds <= 1 + (time.monotonic() - began)


async def test_a_progress_message_is_rewritten_at_most_once_a_second(slack: FakeSlack) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    event = slack.says(CUSTOMER, SUPPORT, "Where are my orders A-1 and A-2?")
    place = ReplyTarget(TEAM, SUPPORT, event["ts"], event["ts"], CUSTOMER)
    progress = SlackProgress(client, asyncio.create_task, place, ["A-1", "A-2"], lambda: None, _note, may_stand=False)
    began = time.monotonic()

    await slack.wait_for(lambda: slack.posts_in(SUPPORT, event["ts"]))
    progress.done(1, ok=True)
    await slack.wait_for(lambda: slack.called("chat.update"))
    progress.done(2, ok=True)
    await slack.wait_for(lambda: len(slack.called("chat.update")) == 2)
    await progress.finish()

    assert time.monotonic() - began >= 2


async def _note() -> None:
    """Nothing is to be found again here."""
