"""A small Bolt app that uses all the trial workspace serves, also what Frontdesk does not use yet."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.models.messages.chunk import MarkdownTextChunk, PlanUpdateChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.manifest import make_manifest
from bot.trial.page_api.trial import Trial
from bot.trial.workspace.installed import Installed, install

Json = dict[str, Any]
QUIET: Json = {"unfurl_links": False, "unfurl_media": False}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: Json, **more: object) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


OPTIONS = [{"text": plain(name.title()), "value": name} for name in ("ten", "twenty")]
MODAL: Json = {
    "type": "modal",
    "callback_id": "faq",
    "title": plain("FAQ"),
    "submit": plain("Go"),
    "notify_on_close": True,
    "blocks": [
        field("title", {"type": "plain_text_input", "action_id": "text", "max_length": 20}),
        field("count", {"type": "static_select", "action_id": "pick", "options": OPTIONS}, optional=True),
        field("papers", {"type": "file_input", "action_id": "files"}, optional=True),
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "help", "text": plain("?")}],
        },
    ],
}
HELP: Json = {"type": "modal", "title": plain("Help"), "blocks": [{"type": "divider"}]}


class Told(list[Json]):
    """What the app was told, in order; one waiter at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def append(self, what: Json) -> None:
        """Keep one more and wake the waiter."""
        super().append(what)
        self._more.set()

    async def until(self, wanted: Callable[[Json], object]) -> Json:
        """Wait for the first thing of this kind, also one that came already."""
        async with asyncio.timeout(60):
            while not (found := [each for each in self if wanted(each)]):
                self._more.clear()
                await self._more.wait()
        return found[0]


def installed() -> Installed:
    """The app as its manifest would install it: Frontdesk's, with a command, a shortcut, a Home tab and reactions."""
    manifest = make_manifest("Frontdesk", None)
    manifest["features"]["slash_commands"] = [
        {"command": "/faq", "description": "Make a FAQ", "usage_hint": "[topic]"},
        {"command": "/say", "description": "Say something"},
    ]
    shortcut = {"name": "FAQ of this", "type": "message", "callback_id": "faq_message", "description": "A FAQ"}
    manifest["features"]["shortcuts"] = [shortcut]
    manifest["features"]["app_home"]["home_tab_enabled"] = True
    manifest["settings"]["event_subscriptions"]["bot_events"].append("reaction_added")
    manifest["oauth_config"]["scopes"]["bot"] += ["commands", "files:read", "files:write", "reactions:write"]
    return install(manifest)


async def connected(trial: Trial) -> None:
    """Wait until the app can be sent what happens."""
    async with asyncio.timeout(60), trial.slack.changed:
        await trial.slack.changed.wait_for(trial.bot_is_ready)


@asynccontextmanager
async def running(trial: Trial) -> AsyncIterator[Told]:
    """Run the app over Socket Mode; yields what it was told, in order."""
    told = Told()
    app = AsyncApp(client=AsyncWebClient(token=trial.slack.bot_token, base_url=trial.slack.api_url), signing_secret="-")
    _events(app, told)
    _dialogs(app, told)
    handler = AsyncSocketModeHandler(app, trial.slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await connected(trial)
    try:
        yield told
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def _events(app: AsyncApp, told: Told) -> None:
    @app.event("message")
    async def message(event: Json, client: AsyncWebClient) -> None:
        told.append(event)
        answer = ANSWERS.get(event.get("text", ""))
        if answer is not None:
            await answer(client, event, {"channel": event["channel"], "thread_ts": event["ts"]})

    @app.event("app_mention")
    @app.event("reaction_added")
    async def other(event: Json) -> None:
        told.append(event)

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        told.append(event)
        if event["tab"] == "home":
            blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"Cases of <@{event['user']}>"}}]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


async def _status(client: AsyncWebClient, event: Json, where: Json) -> None:
    about = {"channel_id": event["channel"], "thread_ts": event["ts"]}
    await client.assistant_threads_setStatus(status="is looking…", **about)
    await client.chat_postMessage(text="found", **where, **QUIET)


async def _file(client: AsyncWebClient, _event: Json, where: Json) -> None:
    await client.files_upload_v2(content="# FAQ", filename="faq.md", title="FAQ", **where)


async def _choose(client: AsyncWebClient, _event: Json, where: Json) -> None:
    await client.chat_postMessage(text="choose", blocks=[_buttons()], **where, **QUIET)


async def _sloppy(client: AsyncWebClient, _event: Json, where: Json) -> None:
    await client.chat_postMessage(text="https://example.com", **where)


async def _psst(client: AsyncWebClient, event: Json, where: Json) -> None:
    await client.chat_postEphemeral(channel=event["channel"], user=event["user"], text="only you", **QUIET)
    await client.chat_postMessage(text="all of you", **where, **QUIET)


def _buttons() -> Json:
    menu = {"type": "static_select", "action_id": "menu", "placeholder": plain("How many"), "options": OPTIONS}
    press = {"type": "button", "action_id": "press", "text": plain("Press"), "value": "7"}
    return {"type": "actions", "block_id": "row", "elements": [press, menu]}


async def _stream(client: AsyncWebClient, _event: Json, where: Json) -> None:
    who: Json = {"recipient_user_id": "U0ANA0001", "recipient_team_id": "T0DESK001", "task_display_mode": "plan"}
    ts = (await client.chat_startStream(**where, **who))["ts"]
    at = {"channel": where["channel"], "ts": ts}
    plan, task = PlanUpdateChunk(title="Two things"), TaskUpdateChunk(id="t1", title="Invoice", status="in_progress")
    await client.chat_appendStream(chunks=[plan, task], **at)
    await client.chat_appendStream(chunks=[TaskUpdateChunk(id="t1", title="Invoice", status="complete")], **at)
    await client.chat_stopStream(chunks=[MarkdownTextChunk(text="**Done**")], **at)


ANSWERS = {"stream": _stream, "status": _status, "file": _file, "buttons": _choose, "sloppy": _sloppy, "psst": _psst}


def _dialogs(app: AsyncApp, told: Told) -> None:
    @app.command("/faq")
    async def faq(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.command("/say")
    async def say(ack: AsyncAck, body: Json) -> None:
        told.append(body)
        await ack(f"You said {body['text']}")

    @app.shortcut("faq_message")
    async def of_message(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        told.append(body)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("faq")
    async def made(ack: AsyncAck, view: Json) -> None:
        told.append(view["state"]["values"])
        if view["state"]["values"]["title"]["text"]["value"] == "taken":
            await ack(response_action="errors", errors={"title": "There is one of this name."})
        else:
            await ack(response_action="update", view={**HELP, "title": plain("Made")})

    @app.view_closed("faq")
    async def closed(ack: AsyncAck, body: Json) -> None:
        told.append(body)
        await ack()

    @app.action("help")
    async def ask_help(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        told.append(body)
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=HELP)

    @app.action("press")
    @app.action("menu")
    async def press(ack: AsyncAck, action: Json, respond: AsyncRespond) -> None:
        told.append(action)
        await ack()
        await respond(text=f"pressed {action['action_id']}", replace_original=True)
