"""Promises about readiness: who cannot post or store says so with the reason, and is ready again by itself."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import aiohttp
import pytest

from bot.slack import conditions
from bot.slack.conditions import Condition
from bot.wiring import Bot
from storage.errors import Transient
from storage.probe import database_file
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.stored import say

ORDER = "Where is my order A-12345?"
WAIT_S = 30


async def _readyz(bot: Bot) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http:
        answer = await http.get(f"{bot.url}/readyz")
        body: dict[str, Any] = json.loads(await answer.text())
        return answer.status, body["why"]


async def _when(bot: Bot, wanted: Callable[[int], bool]) -> tuple[int, str]:
    """Ask until it is as wanted."""
    async with asyncio.timeout(WAIT_S):
        while not wanted((found := await _readyz(bot))[0]):
            pass
    return found


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not hold is asked about again soon, what holds as seldom as ever."""
    monkeypatch.setattr(conditions, "AGAIN_S", 0.05)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_desk_whose_token_counts_no_more_is_not_ready_until_it_does_again(
    bot: Bot, slack: FakeSlack, code: str
) -> None:
    refused = slack.fault("*", error=code, times=None)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    acknowledged = await slack.deliver(event)
    status, why = await _when(bot, lambda status: status != 200)

    refused.times = refused.used
    again = await _when(bot, lambda status: status == 200)

    assert acknowledged == [200]
    assert (status, code in why) == (503, True)
    assert again == (200, "")


async def test_one_method_that_is_refused_costs_no_readiness(bot: Bot, slack: FakeSlack) -> None:
    asked = len(slack.called("auth.test"))
    slack.fault("assistant.threads.setStatus", error="invalid_auth")

    await say(slack, bot, ORDER)
    await slack.wait_for(lambda: len(slack.called("auth.test")) > asked)

    assert await _readyz(bot) == (200, "")


async def test_a_desk_that_cannot_store_is_not_ready_until_it_can_again(bot: Bot, slack: FakeSlack) -> None:
    await bot.db.write(lambda tx: tx.exec_driver_sql("PRAGMA busy_timeout=10"))
    with closing(sqlite3.connect(str(database_file(bot.settings.database_url)), isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")  # and does not end
        refused = await slack.deliver(slack.says(CUSTOMER, SUPPORT, ORDER))
        status, why = await _when(bot, lambda status: status != 200)

    again = await _when(bot, lambda status: status == 200)

    assert refused == [500]
    assert (status, "nothing can be stored" in why) == (503, True)
    assert again == (200, "")


async def test_what_nobody_calls_meanwhile_is_asked_about_now_and_then() -> None:
    answers, asked = ["", "revoked", ""], asyncio.Event()

    async def ask() -> str:
        if len(answers) == 1:
            asked.set()
        return answers.pop(0) if answers else ""

    condition = Condition(ask, every_s=0.01, again_s=0.01)
    condition.start()
    await asyncio.wait_for(asked.wait(), WAIT_S)
    await condition.close()

    assert condition.why == ""


async def test_a_slack_that_does_not_answer_changes_nothing_about_what_is_known() -> None:
    asked = []
    ended = asyncio.Event()

    async def ask() -> str:
        asked.append(1)
        if len(asked) == 1:
            return "revoked"
        if len(asked) == 3:  # by then what the second one found is noted
            ended.set()
        msg = "no connection"
        raise Transient(msg)

    condition = Condition(ask, every_s=0.01, again_s=0.01)
    condition.start()
    await asyncio.wait_for(ended.wait(), WAIT_S)
    await condition.close()

    assert condition.why == "revoked"
