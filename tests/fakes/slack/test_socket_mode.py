"""Events reach real Bolt apps over Socket Mode, and links come and go as at Slack."""

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, mention
from tests.fakes.slack.bolt_app import answering, socket_bolt
from tests.fakes.slack.samples import refused


async def test_a_bolt_app_answers_over_socket_mode(slack: FakeSlack) -> None:
    event = mention("help")

    async with socket_bolt(slack, answering):
        statuses = await slack.deliver(event, times=2)
        replies = await slack.reply_to(event, count=2)

    assert statuses == [200, 200]
    assert {reply.text for reply in replies} == {"Answer"}
    slack.verify()


async def test_the_bot_comes_back_when_slack_refreshes_its_links(slack: FakeSlack) -> None:
    event = mention("still there?")

    async with socket_bolt(slack, answering):
        await slack.hub.disconnect("refresh_requested")
        await slack.wait_for(lambda: slack.hub.opened == 2 and len(slack.hub.links) == 1)
        statuses = await slack.deliver(event)
        await slack.reply_to(event)

    assert statuses == [200]


async def test_each_event_goes_to_one_of_several_links(slack: FakeSlack) -> None:
    async with socket_bolt(slack, answering), socket_bolt(slack, answering):
        await slack.connected(2)
        events = [mention("one"), mention("two")]
        await slack.deliver(events)
        await slack.reply_to(events[0])
        await slack.reply_to(events[1])

    assert len(slack.called("chat.postMessage")) == 2


async def test_a_bot_without_a_link_gets_nothing(slack: FakeSlack) -> None:
    slack.delivery.mode = "socket"

    assert await slack.deliver(mention("hello?")) == [0]


async def test_the_eleventh_link_is_turned_away(slack: FakeSlack, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as http:
        opened = [await client.apps_connections_open(app_token=slack.app_token) for _ in range(11)]
        urls = [str(answer["url"]) for answer in opened]
        links = [await http.ws_connect(url) for url in urls[:10]]
        await slack.connected(10)
        answer = await (await http.ws_connect(urls[10])).receive_json()
        await asyncio.gather(*(link.close() for link in links))

    assert (answer["type"], answer["reason"]) == ("disconnect", "too_many_websockets")


@pytest.mark.parametrize(
    ("token", "error"), [("xapp-wrong", "invalid_auth"), ("xoxb-trial-desk", "not_allowed_token_type")]
)
async def test_a_bad_app_token_opens_no_link(client: AsyncWebClient, token: str, error: str) -> None:
    assert (await refused(client.apps_connections_open(app_token=token))).response["error"] == error
