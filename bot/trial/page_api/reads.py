"""What the page of the trial reads: state, history, threads, files and more; see ``page_api``."""

from aiohttp import web

from bot.trial.page_api import picture
from bot.trial.page_api.requests import Ask, No
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

    def _ask(self, request: web.Request) -> Ask:
        return Ask(self._trial.slack.site, dict(request.query))

    async def state(self, request: web.Request) -> web.Response:
        """Everything the page needs at first."""
        trial, site = self._trial, self._trial.slack.site
        me = self._ask(request).user().id if "as" in request.query else trial.me
        rooms = [room for room in site.workspace.channels.values() if me in room.members]
        channels = [trial.feed.channel_shown(room, me) for room in rooms]
        state = {"me": me, "team": trial.team, "bot": trial.bot_state(), "channels": channels}
        state["users"] = [picture.user_shown(user, trial.staff) for user in site.workspace.users.values()]
        state["commands"], state["shortcuts"] = trial.installed.commands, trial.installed.shortcuts
        return _yes({**state, "samples": trial.samples, "seq": trial.feed.seq})

    async def history(self, request: web.Request) -> web.Response:
        """A page of a channel, oldest first."""
        ask, site = self._ask(request), self._trial.slack.site
        channel, user, before = ask.channel().id, ask.user().id, request.query.get("before", "")
        limit = _whole(request.query.get("limit", "50"))
        tops = [message for message in site.workspace.messages if message.channel == channel and message.is_top]
        only_me = [said for seen_by, said in site.ephemerals if (seen_by, said.channel) == (user, channel)]
        own = {said.ts for said in only_me}
        found = [*tops, *(said for said in only_me if not said.thread_ts)]
        found = sorted((said for said in found if not before or said.ts < before), key=lambda said: said.ts)
        return _yes(
            {"messages": self._shown(found[-limit:], own), "more": len(found) > limit, "seq": self._trial.feed.seq}
        )

    async def thread(self, request: web.Request) -> web.Response:
        """A thread, root first, with what only this person sees in it."""
        ask, site = self._ask(request), self._trial.slack.site
        root = ask.message()
        only_me = [said for who, said in site.ephemerals if (who, said.thread_ts) == (ask.user().id, root.thread)]
        found = [*site.workspace.thread(root.channel, root.thread), *only_me]
        own = {said.ts for said in only_me}
        shown = self._shown(sorted(found, key=lambda said: said.ts), own)
        return _yes({"messages": shown, "seq": self._trial.feed.seq})

    def _shown(self, found: list[Message], ephemeral: set[str]) -> list[Json]:
        site = self._trial.slack.site
        return [picture.message_shown(site, said, ephemeral=said.ts in ephemeral) for said in found]

    async def home(self, request: web.Request) -> web.Response:
        """What the bot last published for this person."""
        view = self._trial.home_of(self._ask(request).user().id)
        return _yes({"view": picture.view_shown(self._trial.slack.site, view) if view else None})

    async def views(self, request: web.Request) -> web.Response:
        """Open modals of this person."""
        found = self._trial.slack.site.views_of(self._ask(request).user().id)
        return _yes({"views": [picture.view_shown(self._trial.slack.site, view) for view in found]})

    async def file(self, request: web.Request) -> web.Response:
        """A file's content: images are shown, the rest is a download and never rendered here."""
        found = self._trial.slack.workspace.files.get(request.match_info["id"])
        if found is None:
            msg = "This file is gone."
            raise No(msg)
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
        raise No(msg)
    return max(1, min(int(text), MOST))


def _attachment(name: str) -> str:
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return f'attachment; filename="{plain}"'
