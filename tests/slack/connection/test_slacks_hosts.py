"""What Slack says is its address is followed only to a host of Slack's: no case, no words of ours go elsewhere."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.settings import Settings
from bot.slack.client import OddAnswerError
from bot.slack.connection.connect import slack_client
from bot.slack.connection.proxy import session_of
from bot.slack.text import leads_to_slack
from bot.wiring import Bot
from tests.fakes.slack import STAFF, SUPPORT, FakeSlack
from tests.stored import say

SLACK = "https://slack.com/api/"
TRIAL = "http://127.0.0.1:3000/api/"
HEARD = web.AppKey("heard", list[str])


@pytest.fixture
async def elsewhere() -> AsyncIterator[TestServer]:
    """A server that is not Slack, and keeps what is sent to it."""

    async def hear(request: web.Request) -> web.Response:
        request.app[HEARD].append(await request.text())
        return web.Response()

    site = web.Application()
    site[HEARD] = []
    site.router.add_route("*", "/{any:.*}", hear)
    server = TestServer(site, host="127.0.0.1")
    await server.start_server()
    yield server
    await server.close()


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://hooks.slack.com/actions/T1/2/x", SLACK),
        ("https://files.slack.com/upload/v1/x", SLACK),
        ("https://acme.enterprise.slack.com/archives/C1/p1", SLACK),
        ("https://hooks.slack-gov.com/commands/x", "https://slack-gov.com/api/"),
        ("http://127.0.0.1:3000/response/1", TRIAL),
        ("https://hooks.slack.com/actions/T1/2/x", "http://gateway.corp.example:8080/api/"),
    ],
)
def test_addresses_of_slack_are_followed(url: str, api: str) -> None:
    assert leads_to_slack(url, api)


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://hooks.slack.com.example.org/x", SLACK),
        ("https://notslack.com/x", SLACK),
        ("https://slack.com@example.org/x", SLACK),
        ("https://example.org\\@slack.com/x", SLACK),
        ("https://example.org#slack.com", SLACK),
        ("http://hooks.slack.com/x", SLACK),
        ("http://127.0.0.1:3000/x", SLACK),
        ("http://127.0.0.1:3001/x", TRIAL),
        ("ftp://files.slack.com/x", SLACK),
        ("https://[slack.com/x", SLACK),
        ("", SLACK),
    ],
)
def test_no_other_address_is(url: str, api: str) -> None:
    assert not leads_to_slack(url, api)


async def test_cases_are_exported_to_slack_alone(bot: Bot, slack: FakeSlack, elsewhere: TestServer) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    slack.site.url = str(elsewhere.make_url("")).rstrip("/")

    await slack.command("/cases", "export csv", user=STAFF)
    await bot.idle()

    assert elsewhere.app[HEARD] == []
    assert slack.called("files.getUploadURLExternal")


async def test_files_are_sent_to_slack_alone(slack: FakeSlack, elsewhere: TestServer) -> None:
    async with session_of(5.0) as session:
        client = slack_client(slack.bot_token, Settings(slack_api_url=slack.api_url), session)
        slack.site.url = str(elsewhere.make_url("")).rstrip("/")

        with pytest.raises(OddAnswerError, match="not Slack's"):
            await client.files_upload_v2(filename="faq.md", content="# FAQ", channel=SUPPORT)

    assert elsewhere.app[HEARD] == []
