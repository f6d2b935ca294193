"""Promises about name look-ups that hang: what Slack sends is kept and acknowledged all the same."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack

SLOW = "slow.example"
MANY = 8  # more than the durable engine has threads


class SlowNames:
    """The machine's resolver, which does not answer for one name until it is let go."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.let_go = threading.Event()
        self._look_up = socket.getaddrinfo

    def getaddrinfo(self, host: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as socket's
        if host != SLOW:
            return self._look_up(host, *rest, **more)
        self.asked.release()
        self.let_go.wait(600)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowNames]:
    slow = SlowNames()
    monkeypatch.setattr(socket, "getaddrinfo", slow.getaddrinfo)
    yield slow
    slow.let_go.set()


async def _visit() -> None:
    """Go where the name is not known; each visitor has a resolver of its own, so none waits for another's answer."""
    async with aiohttp.ClientSession() as http:
        with contextlib.suppress(aiohttp.ClientError):
            await http.get(f"http://{SLOW}/")


async def test_look_ups_that_hang_hold_up_no_message(bot: Bot, slack: FakeSlack, names: SlowNames) -> None:
    visits = [asyncio.create_task(_visit()) for _ in range(MANY)]
    async with asyncio.timeout(60):
        while not names.asked.acquire(blocking=False):  # noqa: ASYNC110 - a thread says it
            await asyncio.sleep(0)
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")

    acks = await slack.deliver(event)
    replies = await slack.reply_to(event)
    names.let_go.set()
    await asyncio.gather(*visits)
    await bot.idle()

    assert acks == [200]
    assert len(replies) == 1
