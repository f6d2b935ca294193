"""A desk by rule and one with a model: what is promised of follow-ups holds of both."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import FakeSlack
from tests.stored import Clock


@pytest.fixture(params=["rules", "model"])
async def either(
    request: pytest.FixtureRequest, slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, clock: Clock
) -> AsyncIterator[Bot]:
    """The bot without a model, and with one."""
    with_model = {"openai_api_key": KEY, "openai_base_url": model.base_url} if request.param == "model" else {}
    async with open_bot(settings_for(**with_model), clock) as running:
        slack.delivery.bot_url = running.url
        yield running
