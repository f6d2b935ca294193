"""Scripted faults and the limit of one message a second."""

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import STAFF_CHANNEL, SUPPORT, FakeSlack
from tests.fakes.slack.samples import QUIET, Hands, refused


async def test_scripted_faults_happen_in_order_and_then_stop(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", status=429, retry_after=7)
    slack.fault("chat.postMessage", status=503)
    slack.fault("chat.postMessage", error="internal_error")

    limited = await refused(client.chat_postMessage(channel=SUPPORT, text="a", **QUIET))
    broken = await refused(client.chat_postMessage(channel=SUPPORT, text="b", **QUIET))
    inner = await refused(client.chat_postMessage(channel=SUPPORT, text="c", **QUIET))
    await client.chat_postMessage(channel=SUPPORT, text="d", **QUIET)

    assert (limited.response.status_code, limited.response.headers["Retry-After"]) == (429, "7")
    assert (broken.response.status_code, inner.response["error"]) == (503, "internal_error")
    assert [m.text for m in slack.posts_in(SUPPORT)] == ["d"]
    slack.verify()


async def test_a_cut_after_accept_leaves_the_message_standing(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", cut_after_accept=True)
    client.retry_handlers.clear()

    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=SUPPORT, text="once", **QUIET)

    assert [m.text for m in slack.posts_in(SUPPORT)] == ["once"]


async def test_a_hanging_call_goes_on_when_released(slack: FakeSlack, client: AsyncWebClient) -> None:
    fault = slack.fault("chat.postMessage", hang=True)
    call = asyncio.create_task(client.chat_postMessage(channel=SUPPORT, text="late", **QUIET))

    await fault.reached()
    assert slack.posts_in(SUPPORT) == []
    fault.release()

    assert (await call)["ok"]


async def test_a_fault_that_never_happens_fails_the_test(slack: FakeSlack) -> None:
    slack.fault("chat.update", status=500)

    with pytest.raises(AssertionError, match=r"never met.*chat\.update"):
        slack.verify()


async def test_one_message_a_second_and_channel_when_the_limit_is_on(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    slack.limit_rate()
    await client.chat_postMessage(channel=SUPPORT, text="a", **QUIET)

    soon = await refused(client.chat_postMessage(channel=SUPPORT, text="b", **QUIET))
    await client.chat_postMessage(channel=STAFF_CHANNEL, text="elsewhere", **QUIET)
    clock.now += 1
    await client.chat_postMessage(channel=SUPPORT, text="c", **QUIET)

    assert (soon.response.status_code, soon.response["error"]) == (429, "ratelimited")
    assert [m.text for m in slack.posts_in(SUPPORT)] == ["a", "c"]
