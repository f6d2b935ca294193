"""Fixtures of the tests of published FAQs: a desk in which three help texts are published, which is made once."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import open_bot
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.offered import DELIVERY, GUIDE, HIRE, publish_each


@pytest.fixture(scope="session")
def published_once(started_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Databases of a desk that was started once and has published a set of each of three documents, made by rule."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(started_once, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))
    asyncio.run(_publish(folder))
    return folder


async def _publish(folder: Path) -> None:
    async with FakeSlack() as slack:
        settings = {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{folder / 'frontdesk.db'}",
            "port": 0,
        }
        async with open_bot(Settings.model_validate(settings)) as bot:
            await publish_each(bot, HIRE, DELIVERY, GUIDE)


@pytest.fixture
def three_published() -> None:
    """Who asks for this finds the three sets published: to make them takes longer than most tests."""


@pytest.fixture
def desk_folder(desk_folder: Path, request: pytest.FixtureRequest) -> Path:
    """As for all tests; with the sets where ``three_published`` is asked for."""
    if "three_published" in request.fixturenames:
        once = request.getfixturevalue("published_once")
        shutil.copytree(once, desk_folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))
    return desk_folder
