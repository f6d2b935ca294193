"""What the page of the trial reads: state, history, threads, files and more; see ``page_api``."""

from aiohttp import web

from bot.trial.page_api import picture
from bot.trial.page_api.requests import PageRequest, RequestRefused
from bot.trial.page_api.trial import Trial
from bot.trial.workspace.workspace import Json, Message

MOST = 200
SHOWN_IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


class PageReads:
    """The reading routes, over one trial."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for the web application."""
        return [
            web.get("/trial/state", self.state),
            web.get("/trial/history", self.history),
            web.get("/trial/thread", self.thread),
            web.get("/trial/home", self.home),
            web.get("/trial/views", self.views),
            web.get("/trial/file/{id}", self.file),
            web.get("/trial/wire", self.wire),
        ]

    def _page_request(self, request: web.Request) -> PageRequest:
        return PageRequest(self._trial.slack.site, dict(request.query))

    async def state(self, request: web.Request) -> web.Response:
        """Everything the page needs at first."""
        trial, site = self._trial, self._trial.slack.site
        me = self._page_request(request).user().id if "as" in request.query else trial.me
        joined = [channel for channel in site.workspace.channels.values() if me in channel.members]
        channels = [trial.feed.channel_shown(channel, me) for channel in joined]
        state = {"me": me, "team": trial.team, "bot": trial.bot_state(), "channels": channels}
        state["users"] = [picture.user_shown(user, trial.staff) for user in site.workspace.users.values()]
        state["commands"], state["shortcuts"] = trial.installed.commands, trial.installed.shortcuts
        return _yes({**state, "samples": trial.samples, "ahead_s": trial.clock.ahead_s, "seq": trial.feed.seq})

    async def history(self, request: web.Request) -> web.Response:
        """A page of a channel, oldest first."""
        page_request, site = self._page_request(request), self._trial.slack.site
        channel, user, before = page_request.channel().id, page_request.user().id, request.query.get("before", "")
        limit = _whole(request.query.get("limit", "50"))
        tops = [message for message in site.workspace.messages if message.channel == channel and message.is_top]
        only_me = [message for seen_by, message in site.ephemerals if (seen_by, message.channel) == (user, channel)]
        own = {message.ts for message in only_me}
        found = [*tops, *(message for message in only_me if not message.thread_ts)]
        found = sorted(
            (message for message in found if not before or message.ts < before), key=lambda message: message.ts
        )
        return _yes(
            {"messages": self._shown(found[-limit:], own), "more": len(found) > limit, "seq": self._trial.feed.seq}
        )

    async def thread(self, request: web.Request) -> web.Response:
        """A thread, root first, with what only this person sees in it."""
        page_request, site = self._page_request(request), self._trial.slack.site
        root = page_request.message()
        only_me = [
            message
            for who, message in site.ephemerals
            if (who, message.thread_ts) == (page_request.user().id, root.thread)
        ]
        found = [*site.workspace.thread(root.channel, root.thread), *only_me]
        own = {message.ts for message in only_me}
        shown = self._shown(sorted(found, key=lambda message: message.ts), own)
        return _yes({"messages": shown, "seq": self._trial.feed.seq})

    def _shown(self, found: list[Message], ephemeral: set[str]) -> list[Json]:
        site = self._trial.slack.site
        return [picture.message_shown(site, message, ephemeral=message.ts in ephemeral) for message in found]

    async def home(self, request: web.Request) -> web.Response:
        """What the bot last published for this person."""
        view = self._trial.home_of(self._page_request(request).user().id)
        return _yes({"view": picture.view_shown(self._trial.slack.site, view) if view else None})

    async def views(self, request: web.Request) -> web.Response:
        """Open modals of this person."""
        found = self._trial.slack.site.views_of(self._page_request(request).user().id)
        return _yes({"views": [picture.view_shown(self._trial.slack.site, view) for view in found]})

    async def file(self, request: web.Request) -> web.Response:
        """A file's content: images are shown, the rest is a download and never rendered here."""
        found = self._trial.slack.workspace.files.get(request.match_info["id"])
        if found is None:
            msg = "This file is gone."
            raise RequestRefused(msg)
        about, content = found
        is_image = about["mimetype"] in SHOWN_IMAGES
        answer = web.Response(body=content, content_type=about["mimetype"] if is_image else "application/octet-stream")
        if not is_image:
            answer.headers["Content-Disposition"] = _attachment(about["name"])
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer

    async def wire(self, request: web.Request) -> web.Response:
        """The last entries of the inspector."""
        limit = _whole(request.query.get("limit", "200"))
        return _yes({"wire": list(self._trial.feed.entries)[-limit:]})


def _yes(body: Json) -> web.Response:
    return web.json_response({"ok": True, **body})


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        msg = "limit must be a whole number."
        raise RequestRefused(msg)
    return max(1, min(int(text), MOST))


def _attachment(name: str) -> str:
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return f'attachment; filename="{plain}"'
