"""The HTTP side of the Web API: routes, tokens, bodies and headers; ``methods`` knows what each method does."""

import json
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.trial.delivery.sockets import SocketHub
from bot.trial.web_api import methods
from bot.trial.web_api.chat import check_blocks
from bot.trial.web_api.responses import respond
from bot.trial.workspace.inspector import Entry, record
from bot.trial.workspace.site import ResponseUrl, Site, SlackError
from bot.trial.workspace.workspace import Json

JSON_ARGUMENTS = {"blocks", "attachments", "metadata", "view", "chunks", "prompts", "loading_messages", "files"}
RESPONSE_USES = 5  # docs.slack.dev/interactivity/handling-user-interaction, message responses


class Wire:
    """The routes Slack offers, over one site."""

    def __init__(
        self, site: Site, hub: SocketHub, tokens: tuple[str, str], changed: Callable[[], Awaitable[None]]
    ) -> None:
        self._site = site
        self._hub = hub
        self._bot_token, self._app_token = tokens
        self._changed = changed

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for the web application."""
        return [
            web.post("/api/{method}", self.answer),
            web.get("/api/{method}", self.answer, allow_head=False),
            web.post("/response/{number}", self.response_url),
            web.post("/upload/{ticket}", self.upload),
            web.get("/files/{file}/{name}", self.download),
            web.get("/link", self._hub.serve),
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one Web API call; the inspector is told."""
        method, started = request.match_info["method"], time.perf_counter()
        before = len(self._site.notes.found)
        args: Json = {}
        try:
            args = await arguments(request)
            token = _token(request, args)
            answer = await self.answer_call(method, args, token)
        except SlackError as error:
            answer = self._json(method, {"ok": False, "error": error.code})
        ms = (time.perf_counter() - started) * 1000
        answer_body = (
            json.loads(answer.text) if isinstance(answer, web.Response) and _is_json(answer) and answer.text else ""
        )
        notes = self._site.notes.found[before:]
        record(self._site.workspace, Entry("out", "api", method, answer.status, ms, args, answer_body, notes))
        return answer

    async def answer_call(self, method: str, args: Json, token: str) -> web.StreamResponse:
        """Answer a call that was read whole."""
        answer = self.perform(method, args, token)
        await self._changed()
        return self._json(method, answer)

    def perform(self, method: str, args: Json, token: str) -> Json:
        """Do what the call asks for if its token may; return Slack's answer."""
        if method == "api.test":
            return methods.call(self._site, method, args)
        expected = self._app_token if method == "apps.connections.open" else self._bot_token
        if token != expected:
            wrong_kind = bool(token) and token in {self._app_token, self._bot_token}
            error = "not_allowed_token_type" if wrong_kind else "invalid_auth" if token else "not_authed"
            return {"ok": False, "error": error}
        if method == "apps.connections.open":
            address = f"{self._site.url.replace('http', 'ws', 1)}/link?ticket={self._hub.ticket()}&app_id={methods.APP}"
            return {"ok": True, "url": address}
        return methods.call(self._site, method, args)

    async def response_url(self, request: web.Request) -> web.Response:
        """Take an answer to a command or button; a URL works five times."""
        number = request.match_info["number"]
        if number not in self._site.response_urls:
            raise web.HTTPNotFound(text="used_url")
        to = self._site.response_urls[number]
        body = json.loads(await request.text())
        self._site.notes.check_message("response_url", body)
        try:
            check_blocks(body.get("blocks"))
        except SlackError as error:
            self._site.notes.add(f"response_url: {error.code} {'; '.join(error.messages)}")
            return web.json_response({"ok": False, "error": error.code}, status=400)
        self._site.response_uses.append(number)
        if self._site.response_uses.count(number) >= RESPONSE_USES:
            del self._site.response_urls[number]
        record(self._site.workspace, Entry("out", "response_url", "response_url", 200, 0, body, "ok"))
        self.take_response(to, body)
        await self._changed()
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file the bot announced with ``files.getUploadURLExternal``; the address is its own secret."""
        waiting = self._site.uploads.get(request.match_info["ticket"])
        if waiting is None:
            raise web.HTTPNotFound(text="unknown upload")
        if request.content_type == "multipart/form-data":
            part = next((value for value in (await request.post()).values() if isinstance(value, web.FileField)), None)
            content = part.file.read() if part else b""
        else:
            content = await request.read()
        waiting.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.Response:
        """Hand out a file to a token that may read files; anybody else gets the login page with status 200."""
        bearer = request.headers.get("Authorization", "")
        found = self._site.workspace.files.get(request.match_info["file"])
        if found is None:
            raise web.HTTPNotFound
        if bearer != f"Bearer {self._bot_token}" or "files:read" not in self._site.scopes:
            return web.Response(text="<!DOCTYPE html><title>Sign in to Slack</title>", content_type="text/html")
        return web.Response(body=found[1], content_type=found[0]["mimetype"])

    def take_response(self, to: ResponseUrl, body: Json) -> None:
        """Do what the app sent to a response URL."""
        respond(self._site, to, body)

    def _json(self, method: str, answer: Json) -> web.Response:
        headers = {"X-Slack-Req-Id": self._site.workspace.number("r"), "X-OAuth-Scopes": ",".join(self._site.scopes)}
        headers["X-Accepted-OAuth-Scopes"] = methods.ACCEPTED.get(method, "")
        return web.json_response(answer, headers=headers)


async def arguments(request: web.Request) -> Json:
    """Read query, form and JSON alike; arguments that hold JSON may come as text."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        args |= _object(await request.text() or "{}")
    elif request.method == "POST":
        args |= {name: str(value) for name, value in (await request.post()).items()}
    return {name: _parsed(name, value) for name, value in args.items()}


def _object(text: str) -> Json:
    try:
        body = json.loads(text)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


def _parsed(name: str, value: object) -> object:
    if name not in JSON_ARGUMENTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is_json(answer: web.Response) -> bool:
    return answer.content_type == "application/json"


def _token(request: web.Request, args: Json) -> str:
    given = str(args.pop("token", ""))
    bearer = request.headers.get("Authorization", "")
    return bearer.removeprefix("Bearer ") if bearer.startswith("Bearer ") else given
