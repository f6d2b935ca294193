"""A desk that serves, and reads what was said while none did."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import DM, FakeSlack
from tests.stored import Clock, say

ANOTHER = "Where is my order A-678?"
Serving = Callable[..., AbstractAsyncContextManager[Bot]]


@pytest.fixture
def serving(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> Serving:
    """Let a desk serve, and read what it has missed."""

    @asynccontextmanager
    async def serve(**more: Any) -> AsyncIterator[Bot]:  # noqa: ANN401 - settings by name, of any type
        async with open_bot(settings_for(**more), clock) as running:
            slack.delivery.bot_url = running.url
            await running.chores.idle()
            await running.idle()
            yield running

    return serve


@pytest.fixture
async def served_before(serving: Serving, slack: FakeSlack) -> None:
    """A desk was here, and has answered somebody at both places."""
    async with serving() as bot:
        await say(slack, bot, ANOTHER)
        await say(slack, bot, ANOTHER, channel=DM)
