"""Promises about reading files from Slack's file host."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.files import download
from storage.errors import Refused, Transient


@pytest.fixture
async def host() -> AsyncIterator[str]:
    """A file host that answers with the status its path names."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]), text="busy", content_type="text/html")

    app = web.Application()
    app.router.add_get("/{status}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield "http://{}:{}".format(*runner.addresses[0][:2])
    await runner.cleanup()


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_file_host_that_is_busy_is_asked_again_later_and_no_scope_is_blamed(host: str, status: int) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-1", base_url=f"{host}/api/", session=session)

        with pytest.raises(Transient, match=r"wind\.md cannot be read: Slack did not answer"):
            await download(client, "wind.md", f"{host}/{status}", 100)


async def test_a_file_that_slack_does_not_hand_out_names_the_scope(host: str) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient("xoxb-1", base_url=f"{host}/api/", session=session)

        with pytest.raises(Refused, match="scope files:read"):
            await download(client, "wind.md", f"{host}/403", 100)
