"""The way to the bot: signed HTTP or Socket Mode, with Slack's envelopes, deadlines and retries."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

import aiohttp

from bot.trial.delivery.sockets import Ack, SocketHub
from bot.trial.workspace.inspector import Entry, Kind, record
from bot.trial.workspace.workspace import APP, BOT_USER, TEAM, Json, Workspace

Mode = Literal["http", "socket"]
PATH = "/slack/events"


class Delivery:
    """The way to the bot: every delivery returns the answer, with its time; the inspector is told."""

    def __init__(self, workspace: Workspace, hub: SocketHub, signing_secret: str) -> None:
        self.bot_url = ""
        self.mode: Mode = "http"
        self.ack_wait_s = 3.0  # Slack's own deadline
        self._workspace = workspace
        self._hub = hub
        self._secret = signing_secret
        self._envelopes: dict[str, Json] = {}
        self._session: aiohttp.ClientSession | None = None

    def envelope(self, event: Json) -> Json:
        """Wrap an event; the same event keeps its ``event_id``, however often it is sent."""
        key = json.dumps(event, sort_keys=True)
        if key not in self._envelopes:
            self._envelopes[key] = self._new_envelope(event)
        return self._envelopes[key]

    def _new_envelope(self, event: Json) -> Json:
        number = self._workspace.number("Ev")
        asked = {"team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None}
        base = {"type": "event_callback", "token": "unused", "team_id": TEAM, "api_app_id": APP, "event": event}
        about = {"event_id": number, "event_time": int(self._workspace.clock()), "event_context": f"4-{number}"}
        shared = bool(event.get("user_team")) or self._workspace.is_shared(event.get("channel"))
        allowed = {"authorizations": [{**asked, "is_enterprise_install": False}], "is_ext_shared_channel": shared}
        return {**base, **about, **allowed}

    async def event(self, event: Json, retry_num: int = 0, retry_reason: str = "") -> Ack:
        """Send one event once; a retry says which and why."""
        payload = self.envelope(event)
        if self.mode == "socket":
            ack = await self._hub.send("events_api", payload, retry_num, retry_reason, self.ack_wait_s)
        else:
            retry = {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": retry_reason} if retry_num else {}
            ack = await self._post(json.dumps(payload).encode(), "application/json", retry)
        name = ".".join(filter(None, (event.get("type"), event.get("subtype"))))
        return self._recorded("event", f"{name} (retry {retry_num})" if retry_num else name, payload, ack)

    async def form(self, kind: Literal["slash_commands", "interactive"], payload: Json) -> Ack:
        """Send a command or an interaction."""
        if self.mode == "socket":
            ack = await self._hub.send(kind, payload, wait_s=self.ack_wait_s)
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            ack = await self._post(urlencode(fields).encode(), "application/x-www-form-urlencoded", {})
        if kind == "slash_commands":
            return self._recorded("command", payload["command"], payload, ack)
        return self._recorded(
            "options" if payload["type"] == "block_suggestion" else kind, payload["type"], payload, ack
        )

    def _recorded(self, kind: Kind, name: str, payload: Json, ack: Ack) -> Ack:
        notes = [f"no answer: {ack.reason}"] if ack.status == 0 else []
        answer = ack.json or ack.body
        record(self._workspace, Entry("in", kind, name, ack.status, ack.ms, payload, answer, notes))
        return ack

    def sign(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """Return Slack's v0 signature headers for ``body``."""
        stamp = str(int(time.time() if at is None else at))
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new((secret or self._secret).encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def raw(self, body: bytes, headers: Mapping[str, str], path: str = PATH) -> Ack:
        """POST exactly this to the bot."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        started = time.perf_counter()
        wait = aiohttp.ClientTimeout(total=self.ack_wait_s)
        try:
            async with self._session.post(self.bot_url + path, data=body, headers=headers, timeout=wait) as answer:
                text = await answer.text()
                return Ack(answer.status, text, (time.perf_counter() - started) * 1000)
        except TimeoutError:
            return Ack(0, ms=(time.perf_counter() - started) * 1000, reason="http_timeout")
        except aiohttp.ClientError:
            return Ack(0, reason="connection_failed")

    async def close(self) -> None:
        """Close the connections to the bot."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, content_type: str, more: Mapping[str, str]) -> Ack:
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        return await self.raw(body, {**headers, **self.sign(body), **more})
