"""Fixtures: a strict fake Slack on the wire, and the real bot against it, on a database file of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import Bot, open_bot
from tests.fakes.slack import SUPPORT, FakeSlack

SettingsFor = Callable[..., Settings]
OpenBot = Callable[..., AbstractAsyncContextManager[Bot]]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches a test, and nothing is written outside its folder."""
    for field, info in Settings.model_fields.items():
        for name in {field.upper(), str(info.alias or field.upper())}:
            monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake
        fake.verify()


@pytest.fixture
def settings_for(slack: FakeSlack, tmp_path: Path) -> SettingsFor:
    """Settings that point a bot at the fake Slack; more are given by field name."""

    def make(**more: Any) -> Settings:
        known = {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{tmp_path / 'frontdesk.db'}",
            "port": 0,
            "support_channels": frozenset({SUPPORT}),
            "shutdown_grace_s": 5,
        }
        return Settings.model_validate({**known, **more})

    return make


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor) -> AsyncIterator[Bot]:
    """The real bot over signed HTTP, with the rules engine."""
    async with open_bot(settings_for()) as running:
        slack.delivery.bot_url = running.url
        yield running
