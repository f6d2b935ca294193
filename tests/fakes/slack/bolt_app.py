"""Real Bolt apps against the fake: over signed HTTP and over Socket Mode."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import FakeSlack, Json
from tests.fakes.slack.samples import QUIET, REPLY_ID

Setup = Callable[[AsyncApp], None]


@asynccontextmanager
async def bolt(slack: FakeSlack, setup: Setup) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(
        client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), signing_secret=slack.signing_secret
    )
    setup(app)
    runner = web.AppRunner(app.web_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.delivery.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield app
    finally:
        await runner.cleanup()


def answering(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def answer(event: Json, client: AsyncWebClient) -> None:
        where = {"channel": event["channel"], "thread_ts": event.get("thread_ts") or event["ts"]}
        await client.assistant_threads_setStatus(channel_id=where["channel"], thread_ts=where["thread_ts"], status="…")
        await client.chat_postMessage(text="Answer", metadata=REPLY_ID, **where, **QUIET)

    @app.event("message")
    async def keep() -> None:
        pass


@asynccontextmanager
async def socket_bolt(slack: FakeSlack, setup: Setup) -> AsyncIterator[AsyncSocketModeHandler]:
    app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), signing_secret="unused")
    setup(app)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    slack.delivery.mode = "socket"
    before = slack.hub.opened
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.wait_for(lambda: slack.hub.opened > before)
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
