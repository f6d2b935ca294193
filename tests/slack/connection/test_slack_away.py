"""Promises about a Slack that is away when the desk starts, or goes away: it keeps trying, and says so."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.process.served import START_S, Desk
from tests.stored import say

ORDER = "Where is my order A-12345?"


@pytest.fixture
async def desk(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Desk]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    one = Desk(tmp_path, slack, {"FRONTDESK_PORT": port})
    yield one
    await one.close()


@asynccontextmanager
async def _starting(desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    starting = asyncio.create_task(desk.start())
    try:
        yield starting
    finally:
        await starting


async def _asked(port: str, path: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"http://127.0.0.1:{port}{path}")
        return answer.status, json.loads(await answer.text())


@pytest.mark.parametrize(
    ("mode", "method"), [("http", "auth.test"), ("socket", "auth.test"), ("socket", "apps.connections.open")]
)
async def test_serve_waits_for_a_slack_that_is_away_and_says_that_it_is_not_ready(
    desk: Desk, slack: FakeSlack, mode: str, method: str
) -> None:
    if mode == "socket":
        slack.delivery.mode = "socket"
        desk.settings["SLACK_APP_TOKEN"] = slack.app_token
    away = slack.fault(method, status=503, times=None)

    async with _starting(desk) as starting:
        await away.reached(START_S)
        alive = await _asked(desk.settings["FRONTDESK_PORT"], "/healthz")
        ready = await _asked(desk.settings["FRONTDESK_PORT"], "/readyz")
        started_meanwhile = starting.done()
        away.times = away.used
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert (alive[0], ready[0], started_meanwhile) == (200, 503, False)
    assert "Slack" in ready[1]["why"]


async def test_what_slack_sends_before_the_desk_is_ready_is_not_acknowledged(desk: Desk, slack: FakeSlack) -> None:
    away = slack.fault("auth.test", status=503, times=None)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)

    async with _starting(desk):
        await away.reached(START_S)
        slack.delivery.bot_url = f"http://127.0.0.1:{desk.settings['FRONTDESK_PORT']}"
        early = await slack.deliver(event)
        away.times = away.used
    again = await slack.redeliver(event)
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert (early, again) == ([503], [200])


async def test_a_stop_while_slack_is_away_ends_at_once_with_zero(desk: Desk, slack: FakeSlack) -> None:
    away = slack.fault("auth.test", status=503, times=None)
    process = await desk.spawn("serve")
    await away.reached(START_S)

    process.terminate()

    assert await asyncio.wait_for(process.wait(), START_S) == 0


async def test_a_revoked_token_ends_serve_with_two(desk: Desk, slack: FakeSlack) -> None:
    slack.fault("auth.test", error="token_revoked")

    code, _, said = await desk.run("serve")

    assert code == 2
    assert "token_revoked" in said


# --- the socket goes away ---------------------------------------------------------------------------------------------


@pytest.fixture
async def bot(slack: FakeSlack, settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """The real bot over Socket Mode, which looks at its socket often."""
    monkeypatch.setattr("bot.slack.connection.connect.LOOK_EVERY_S", 0.05)
    slack.delivery.mode = "socket"
    async with open_bot(settings_for(slack_app_token=slack.app_token, slack_signing_secret=None)) as running:
        await slack.connected()
        yield running


async def test_a_workspace_that_switches_socket_mode_off_is_told_and_the_desk_comes_back_when_it_is_on(
    bot: Bot, slack: FakeSlack
) -> None:
    off = slack.fault("apps.connections.open", error="access_denied", times=None)
    await slack.hub.disconnect("link_disabled")
    await off.reached(30)
    await slack.hub.drop()
    await slack.wait_for(lambda: not slack.hub.links)

    status, body = await _asked(str(bot.port), "/readyz")
    off.times = off.used
    await slack.wait_for(lambda: slack.hub.links)
    await say(slack, bot, ORDER)

    assert status == 503
    assert "Socket Mode" in body["why"]
    assert (await _asked(str(bot.port), "/readyz"))[0] == 200
