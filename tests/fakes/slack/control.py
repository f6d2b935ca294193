"""Control endpoints under ``/_control/``, JSON both ways: process tests and people drive the fake with them."""

import dataclasses
import json
from typing import Any

from aiohttp import web

from bot.trial.workspace.workspace import BOT_USER, Json
from tests.fakes.slack import events
from tests.fakes.slack.fake import FakeSlack


class Control:
    """The endpoints; each is one verb of ``FakeSlack``."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Return the routes, to be handed to ``FakeSlack.start``."""
        base = "/_control"
        return [
            web.get(f"{base}/state", self.state),
            web.get(f"{base}/messages", self.messages),
            web.get(f"{base}/calls", self.calls),
            web.get(f"{base}/violations", self.violations),
            web.get(f"{base}/faults", self.faults),
            web.post(f"{base}/faults", self.add_fault),
            web.post(f"{base}/bot", self.bot),
            web.post(f"{base}/says", self.says),
            web.post(f"{base}/deliver", self.deliver),
            web.post(f"{base}/command", self.command),
            web.post(f"{base}/action", self.action),
            web.post(f"{base}/submit", self.submit),
        ]

    async def state(self, _request: web.Request) -> web.Response:
        """Return where the bot is, who is there, and what is shown beside messages."""
        slack, site = self._slack, self._slack.site
        shown = {"views": [view.to_slack() for view in site.views.values()], "responses": slack.responses}
        rooms = [channel.to_slack() for channel in slack.workspace.channels.values()]
        people = [user.to_slack() for user in slack.workspace.users.values()]
        where = {"bot_url": slack.delivery.bot_url, "mode": slack.delivery.mode, "links": len(slack.hub.links)}
        statuses = [dataclasses.asdict(status) for status in slack.statuses]
        return web.json_response({**where, **shown, "channels": rooms, "users": people, "statuses": statuses})

    async def messages(self, request: web.Request) -> web.Response:
        """Return messages as they stand, metadata included; ``channel``, ``thread_ts`` and ``bot=1`` narrow."""
        channel, thread, bot = (request.query.get(name) for name in ("channel", "thread_ts", "bot"))
        found = [m for m in self._slack.workspace.messages if channel in (None, m.channel)]
        kept = [m for m in found if thread in (None, m.thread) and (not bot or m.user == BOT_USER)]
        said = [{"channel": m.channel, **m.to_slack(include_metadata=True)} for m in kept]
        return web.json_response({"messages": said})

    async def calls(self, request: web.Request) -> web.Response:
        """Return the Web API calls; ``method`` narrows."""
        method = request.query.get("method")
        found = [dataclasses.asdict(call) for call in self._slack.calls if method in (None, call.method)]
        return web.json_response({"calls": found})

    async def violations(self, _request: web.Request) -> web.Response:
        """Return what ``verify`` would object to."""
        return web.json_response({"violations": self._slack.violations, "unmet": self._slack.unmet()})

    async def faults(self, _request: web.Request) -> web.Response:
        """Return the scripted faults and how often each was met."""
        return web.json_response({"faults": [_public(vars(fault)) for fault in self._slack.wire.faults.scripted]})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Script a fault: ``{"method": "chat.update", "status": 503}``; ``{"release": true}`` frees hanging calls."""
        body = await _body(request)
        if body.get("release"):
            self._slack.wire.faults.release_all()
            return web.json_response({"ok": True})
        self._slack.fault(body.pop("method"), **body)
        return web.json_response({"ok": True})

    async def bot(self, request: web.Request) -> web.Response:
        """Say where the bot is: ``{"bot_url": …, "mode": "http" or "socket"}``."""
        body = await _body(request)
        self._slack.delivery.bot_url = body.get("bot_url", self._slack.delivery.bot_url)
        self._slack.delivery.mode = body.get("mode", self._slack.delivery.mode)
        return web.json_response({"ok": True})

    async def says(self, request: web.Request) -> web.Response:
        """Say something as a person; delivered as Slack would, with ``app_mention`` beside where the bot is named."""
        body = await _body(request)
        event = self._slack.says(body["user"], body["channel"], body["text"], body.get("thread_ts"))
        named = f"<@{BOT_USER}>" in event["text"] and event["channel_type"] != "im"
        where: events.Where = {"user": event["user"], "channel": event["channel"], "ts": event["ts"]}
        where["thread_ts"] = event.get("thread_ts")
        sent = [event, events.mention(event["text"], **where)] if named else [event]
        statuses = await self._slack.deliver(sent)
        return web.json_response({"event": event, "statuses": statuses})

    async def deliver(self, request: web.Request) -> web.Response:
        """Deliver an event: ``{"event": …, "times": 2, "retry_num": 1}``; ``"retries": true`` retries like Slack."""
        body = await _body(request)
        if body.get("retries"):
            statuses = await self._slack.deliver_with_retries(body["event"])
        else:
            how = (body.get("times", 1), body.get("retry_num"), body.get("retry_reason"))
            statuses = await self._slack.deliver(body["event"], *how)
        return web.json_response({"statuses": statuses})

    async def command(self, request: web.Request) -> web.Response:
        """Type a command: ``{"name": "/faq", "text": …, "user": …, "channel": …}``."""
        body = await _body(request)
        ack = await self._slack.command(body.pop("name"), body.pop("text", ""), **body)
        return web.json_response({"status": ack.status, "answer": ack.body})

    async def action(self, request: web.Request) -> web.Response:
        """Press a button: ``{"action_id": …, "channel": …, "ts": …}`` or ``{"action_id": …, "view_id": …}``."""
        body = await _body(request)
        if "view_id" in body:
            ack = await self._slack.action(body["action_id"], self._slack.site.views[body["view_id"]])
        else:
            message = self._slack.workspace.find(body["channel"], body["ts"])
            if message is None:
                raise web.HTTPNotFound(text="message_not_found")
            who = {"user": body["user"]} if "user" in body else {}
            ack = await self._slack.action(body["action_id"], message, value=body.get("value"), **who)
        return web.json_response({"status": ack.status, "answer": ack.body})

    async def submit(self, request: web.Request) -> web.Response:
        """Send a modal: ``{"view_id": …, "values": {block_id: text}}``."""
        body = await _body(request)
        ack = await self._slack.submit(self._slack.site.views[body["view_id"]], body.get("values", {}))
        return web.json_response({"status": ack.status, "answer": ack.body})


async def _body(request: web.Request) -> Json:
    return dict(json.loads(await request.text() or "{}"))


def _public(fields: dict[str, Any]) -> Json:
    return {name: value for name, value in fields.items() if not name.startswith("_")}
