"""Fixtures of the tests of /faq: the bot with a model, and leave to name the owner of a set."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import CUSTOMER, FakeSlack
from tests.stored import Clock


@pytest.fixture
def owner_named(slack: FakeSlack) -> None:
    """The message of a set names its owner, on purpose."""
    slack.allow(f"live <@{CUSTOMER}>")


@pytest.fixture
async def modelled(slack: FakeSlack, settings_for: SettingsFor, clock: Clock, model: FakeModel) -> AsyncIterator[Bot]:
    """The real bot with the fake model."""
    ours = settings_for(openai_api_key=KEY, openai_base_url=model.base_url, model_timeout_s=60.0)
    async with open_bot(ours, clock) as running:
        slack.delivery.bot_url = running.url
        yield running
