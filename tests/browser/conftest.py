"""Fixtures of the browser tests: one browser; a workspace, a bot and a page for each test."""

import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext

from bot.settings import Settings
from bot.slack.manifest import make_manifest
from bot.trial.open import open_trial
from bot.trial.page_api import gate
from bot.trial.page_api.trial import Plan, Trial
from bot.trial.workspace.installed import install
from bot.trial.workspace.seed import PARTNERS, STAFF, SUPPORT
from bot.wiring import Bot, open_bot
from tests.browser.chromium import find_chromium, open_chromium, why_not
from tests.browser.desk import Desk, OpenDesk
from tests.browser.scripted import Post, ScriptedBot
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.patience import PATIENCE_S, be_patient

FAQ = {"name": "/faq", "usage": "[text | list | number]", "description": "Make FAQs from documents"}
CASES = {"name": "/cases", "usage": "[words | number]", "description": "Find and review cases"}
SHORTCUT = {
    "name": "Make FAQs",
    "callback_id": "faq_from_message",
    "type": "message",
    "description": "From this thread",
}
Window = Callable[..., Awaitable[BrowserContext]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One headless browser for all of them; without one the tests are skipped and say so."""
    path = find_chromium()
    if path is None:
        pytest.skip(why_not())
    async with open_chromium(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """A port for all trials, one after the other: at one address the browser need not fetch the page's files again.

    It is bound, and nobody listens on it, so nobody else is given it.
    """
    with socket.socket() as keeps:
        keeps.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeps.bind(("127.0.0.1", 0))
        yield keeps.getsockname()[1]


@pytest.fixture
def _files_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the browser keep the page's files; people's, who may have upgraded, asks for them each time."""
    static = gate.static

    async def kept(request: web.Request) -> web.StreamResponse:
        answer = await static(request)
        answer.headers["Cache-Control"] = "max-age=3600"
        return answer

    monkeypatch.setattr(gate, "static", kept)


@pytest_asyncio.fixture(loop_scope="session")
async def trial(chromium: Browser, port: int, _files_are_kept: None) -> AsyncIterator[Trial]:
    """The workspace with the app as its manifest says, and the commands, shortcut and Home that later issues add."""
    assert chromium.is_connected()
    installed = install(make_manifest("Frontdesk", None))
    opens = next(shortcut for shortcut in installed.shortcuts if shortcut["callback_id"] == "open_case")
    everything = replace(installed, commands=(FAQ, CASES), shortcuts=(opens, SHORTCUT), home_tab=True)
    async with open_trial(Plan(everything, port), FakeSlack) as running:
        be_patient(running.slack)
        yield running


@pytest.fixture
def slack(trial: Trial) -> FakeSlack:
    """The Slack of this workspace, for faults and for what a test allows the bot."""
    assert isinstance(trial.slack, FakeSlack)
    return trial.slack


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(chromium: Browser) -> AsyncIterator[Window]:
    """Open window NUMBER of the browser with these options (Playwright's ``new_context``); it is kept for all tests.

    A window of its own for each test costs a profile and two processes, a second and a half of the processor.
    """
    opened: dict[str, BrowserContext] = {}

    async def open_window(number: int, **options: Any) -> BrowserContext:  # noqa: ANN401 - of Playwright, of any type
        wanted = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        which = f"{number} {wanted}"
        if which not in opened:
            opened[which] = await chromium.new_context(**wanted)
            await opened[which].new_page()  # keeps its process alive between two tests
        return opened[which]

    yield open_window
    for context in opened.values():
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_desk(window: Window, trial: Trial) -> AsyncIterator[OpenDesk]:
    """Open pages on the workspace, each in a window of its own; none may have complained at the end."""
    desks: list[Desk] = []

    async def new(**options: Any) -> Desk:  # noqa: ANN401 - options of Playwright, of any type
        desk = Desk(await (await window(len(desks), **options)).new_page(), trial)
        desks.append(desk)
        await desk.open(trial.address)
        return desk

    yield new
    for context in {desk.page.context for desk in desks}:
        await _leave(context)
    assert [trouble for desk in desks for trouble in desk.troubles] == []


async def _leave(context: BrowserContext) -> None:
    """Close what a test opened in a window; the next one finds nothing of it."""
    for page in context.pages[1:]:
        await page.evaluate("localStorage.clear()")
        await page.close()
    await context.clear_cookies()


@pytest.fixture
def staff_channel() -> str | None:
    """Where the bot's cards go; a module that wants some says where."""
    return None


@pytest.fixture
def gather_s() -> float:
    """How long an answer waits for more lines; a test that writes several says so."""
    return 0


@pytest.fixture
def slow_back_office_s() -> float:
    """How long a simulated back office takes for a number with SLOW in it; a test that presses Stop says so."""
    return 0


@pytest_asyncio.fixture(loop_scope="session")
async def frontdesk(
    slack: FakeSlack,
    tmp_path: Path,
    started_once: Path,
    staff_channel: str | None,
    gather_s: float,
    slow_back_office_s: float,
) -> AsyncIterator[Bot]:
    """The real bot against the workspace, with the rules engine."""
    shutil.copytree(started_once, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock"))
    ours = {
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{tmp_path / 'frontdesk.db'}",
        "port": 0,
        "support_channels": frozenset({SUPPORT, PARTNERS}),
        "staff": frozenset(STAFF),
        "staff_channel": staff_channel,
        "shutdown_grace_s": 5,
        "slack_timeout_s": PATIENCE_S,
        "gather_s": gather_s,
        "slow_back_office_s": slow_back_office_s,
        "join_s": 0,
    }
    async with open_bot(Settings.model_validate(ours)) as bot:
        slack.delivery.mode, slack.delivery.bot_url = "http", bot.url
        await slack.notify()
        yield bot
        await bot.idle()
    slack.verify()


@pytest_asyncio.fixture(loop_scope="session")
async def scripted(trial: Trial) -> AsyncIterator[ScriptedBot]:
    """A bot that does what the test says."""
    async with ScriptedBot(trial.slack) as bot:
        yield bot


@pytest.fixture
def post(scripted: ScriptedBot) -> Post:
    """Post as the bot, into #support unless another channel is given."""

    def say(text: str = "For screen readers.", **more: Any) -> Awaitable[Any]:  # noqa: ANN401 - Slack's arguments
        arguments = {"channel": SUPPORT, "unfurl_links": False, "unfurl_media": False, **more}
        return scripted.client.api_call("chat.postMessage", json={"text": text, **arguments})

    return say
