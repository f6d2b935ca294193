"""Behind a proxy: what is on this machine and what NO_PROXY names is reached directly, the rest through the proxy."""

import re
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.doctor.model import check_model
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.connection.connect import slack_client
from bot.slack.connection.proxy import choose_by_address, session_of
from bot.slack.files import download
from bot.terminal.no_proxy import reach_loopback_directly
from tests.fakes.model import FakeModel
from tests.fakes.slack import SUPPORT, FakeSlack, message
from tests.paths import ROOT
from tests.process.served import Desk

ROOMS = ("bot", "handlers", "workflows", "storage")
ASKED = web.AppKey("asked", list[str])
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


@pytest.fixture
def nobody_there() -> Iterator[str]:
    """Return the address of a proxy that refuses every connection: the port is taken, and nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
async def proxy() -> AsyncIterator[TestServer]:
    """A proxy that answers everything itself as Slack would, and says which hosts it was asked for."""

    async def answer(request: web.Request) -> web.Response:
        request.app[ASKED].append(request.host.partition(":")[0])
        upload = {"upload_url": "http://slack.example:9/up", "file_id": "F1", "files": [{"id": "F1"}]}
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "U1", **upload})

    site = web.Application()
    site[ASKED] = []
    site.router.add_route("*", "/{any:.*}", answer)
    server = TestServer(site, host="127.0.0.1")
    await server.start_server()
    yield server
    await server.close()


async def test_serve_answers_though_the_machine_has_a_proxy_for_everything(
    tmp_path: Path, slack: FakeSlack, model: FakeModel, nobody_there: str
) -> None:
    desk = Desk(tmp_path, slack, dict.fromkeys(PROXIES, nobody_there))
    desk.use(model)
    await desk.start()

    event = message("Where is my order A-12345?", channel=SUPPORT)
    await slack.deliver(event)
    await slack.wait_for(lambda: bool(slack.replies_to(event)))
    await desk.stop()

    assert "Carrier" in slack.replies_to(event)[-1].shown
    assert model.asked


@pytest.mark.parametrize("known", ["", "intern.example", "*.corp.example, intern.example"])
def test_hosts_that_were_named_stay_named(known: str) -> None:
    env = {"NO_PROXY": known}

    reach_loopback_directly(env)
    reach_loopback_directly(env)

    hosts = env["no_proxy"].split(",")
    assert env["NO_PROXY"] == env["no_proxy"]
    assert {host.strip() for host in known.split(",") if host.strip()} <= set(hosts)
    assert hosts.count("127.0.0.1") == 1


@pytest.mark.parametrize(("no_proxy", "through"), [("", True), ("slack.example", False), (".example", False)])
async def test_slack_is_reached_through_the_proxy_unless_no_proxy_names_it(
    monkeypatch: pytest.MonkeyPatch, proxy: TestServer, no_proxy: str, *, through: bool
) -> None:
    monkeypatch.setenv("http_proxy", str(proxy.make_url("")))
    monkeypatch.setenv("no_proxy", no_proxy)
    settings = Settings(slack_api_url="http://slack.example:9/api/")
    async with session_of(5.0) as session:
        client = slack_client("xoxb-1", settings, session)
        if through:
            await client.auth_test()
        else:
            with pytest.raises(aiohttp.ClientConnectionError):
                await client.auth_test()

    assert proxy.app[ASKED] == (["slack.example"] if through else [])


@pytest.mark.parametrize(("no_proxy", "goes_through"), [("", True), ("slack.example", False), (".example", False)])
async def test_socket_mode_takes_the_proxy_unless_slack_is_reached_directly(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, *, goes_through: bool
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", no_proxy)
    handler = AsyncSocketModeHandler(AsyncApp(token="xoxb-1", signing_secret="s"), "xapp-1")

    choose_by_address(handler, "https://slack.example/api/")

    assert handler.client.proxy == ("http://proxy.example:3128" if goes_through else None)
    await handler.client.close()  # type: ignore[no-untyped-call]


@pytest.fixture
async def behind(monkeypatch: pytest.MonkeyPatch, proxy: TestServer) -> AsyncIterator[SlackClient]:
    """The client of a desk that reaches Slack through the proxy only: nobody resolves its name here."""
    monkeypatch.setenv("http_proxy", str(proxy.make_url("")))
    monkeypatch.setenv("no_proxy", "")
    settings = Settings(slack_api_url="http://slack.example:9/api/")
    async with session_of(5.0) as session:
        yield slack_client("xoxb-1", settings, session)


async def test_a_file_that_somebody_gave_slack_is_read_through_the_proxy(
    behind: SlackClient, proxy: TestServer
) -> None:
    data = await download(behind, "wind.md", "http://slack.example:9/files-pri/wind.md", 1000)

    assert b"team_id" in data
    assert proxy.app[ASKED] == ["slack.example"]


async def test_files_are_sent_to_slack_through_the_proxy(behind: SlackClient, proxy: TestServer) -> None:
    await behind.files_upload_v2(filename="faq.md", content="# FAQ", channel="C1")

    assert proxy.app[ASKED] == ["slack.example"] * 3


async def test_a_model_elsewhere_is_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch, proxy: TestServer) -> None:
    monkeypatch.setenv("http_proxy", str(proxy.make_url("")))
    monkeypatch.setenv("no_proxy", "")

    await check_model(Settings(openai_api_key=SecretStr("sk-1"), openai_base_url="http://model.example:9/v1"))

    asked = proxy.app[ASKED]
    assert set(asked) == {"model.example"}


def test_nobody_opens_a_way_out_that_knows_no_proxy() -> None:
    """A door to Slack, one to web pages (``tests/sources``); the trial makes sessions, too: with this machine."""
    opens = re.compile(r"\b(?:ClientSession|AsyncWebClient|WebClient|WebhookClient|urlopen|HTTPConnection)\(")
    code = {
        str(file.relative_to(ROOT)): file.read_text("utf-8") for room in ROOMS for file in (ROOT / room).rglob("*.py")
    }

    found = {name for name, text in code.items() if opens.search(text.replace("class SlackClient(AsyncWebClient)", ""))}

    assert {name for name in found if not name.startswith("bot/trial/")} == {
        "bot/slack/connection/proxy.py",
        "bot/sources/fetch.py",
    }
