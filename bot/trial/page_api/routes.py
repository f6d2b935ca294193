"""What the page of the trial workspace asks for, and what it is told: JSON over HTTP and one WebSocket, same origin.

The terminal prints ``http://127.0.0.1:PORT/?key=…``; it sets a cookie and leads to ``/``. Everything below needs that
cookie (the browser sends it by itself, for the WebSocket and file links too), our own ``Host``, and no foreign
``Origin``; otherwise 403 ``{"ok": false, "error": …}``. The page writes no header of its own. Answers are JSON with
``ok``; a refusal carries ``error``, one sentence to show. ``as`` is always the id of the person the page acts as.

Reading
-------
``GET /``, ``GET /static/NAME``
    The page's files, ``bot/trial/page/index.html`` and its neighbours (CSP ``default-src 'self'``; no inline script
    or style; images also ``data:`` and ``blob:``).
``GET /trial/state?as=USER``
    ``{ok, me, team, users: [{id, name, real_name, staff, outside, bot, color}],
    channels: [{id, name, kind: "public"|"private"|"dm"|"group", topic, members: [id], unread: N, threads: [ts]}],
    bot: {user_id, bot_id, name, status: "starting"|"ready"|"stopped"|"crashed", detail, lines: [text],
    engine: "rules"|"model", model, home_tab: bool, can_restart: bool},
    commands: [{name, usage, description}], shortcuts: [{name, callback_id, type: "message"|"global", description}],
    samples: [{title, text, lines?, kind?, passes_on?, as?, where?, channel}], ahead_s}``. ``channels`` are those the
    person is in; a DM's ``name`` is the other one's. ``ahead_s``: how far the trial's clock, the workspace's and the
    bot's, is ahead of the machine's. ``channel`` of a sample may be ``"dm"``. ``me`` is the person asked for, or the
    default one. ``detail`` is one sentence, ``lines`` the bot's last log lines when it crashed. A person with
    ``outside`` is of another organisation.
``GET /trial/history?as=&channel=&before=TS&limit=50``
    ``{ok, messages, more, seq}``: top-level messages before ``before``, oldest first, and this person's ephemeral ones.
``GET /trial/thread?as=&channel=&ts=``
    ``{ok, messages, seq}``: root first.
``GET /trial/home?as=``
    ``{ok, view}``: what the bot last published for this person, or null.
``GET /trial/views?as=``
    ``{ok, views}``: this person's open modals, topmost last (after a reload).
``GET /trial/file/ID``
    A file's content; images are shown, anything else is a download.
``GET /trial/wire?limit=200``
    ``{ok, wire}``: the last entries of the inspector, oldest first.

A **message** is ``{type: "message", channel, ts, user, text, thread_ts?, subtype?, bot_id?, blocks?, attachments?,
files?, edited?: {user, ts}, reactions?: [{name, users, count}], reply_count?, reply_users?, latest_reply?,
streaming?: true, ephemeral?: true, typed?}``. ``text`` is Slack's wire form (``&lt;``, ``<@U…>``, ``<#C…|name>``,
``<url|label>``, mrkdwn); render ``blocks`` when there are any; each block and interactive element has its id. ``typed``
(people's own messages) is what to put into the editor. A stream's tasks and text come as ordinary ``plan``,
``task_card`` and ``markdown`` blocks. A deleted message with replies stays as ``subtype: "tombstone"``. A **file** is
``{id, name, title, mimetype, filetype, size, url, user}``; ``url`` is ours. A **view** is Slack's view object with
``id, hash, root_view_id`` and ``previous_view_id`` (null at the bottom).

``WS /trial/live?as=USER[&wire=1]``
-----------------------------------
Lines of JSON, only what this person may see (their channels, their ephemerals, views and Home), numbered by ``seq``:
what was read at ``seq`` N (state, history, thread) holds all lines up to N and none after it. A line that comes while
a read is under way must be kept and used after it when its ``seq`` is higher, or it is lost under the older answer.
``{type: "hello", me}`` · ``{type: "message"|"message_changed", channel, message}`` (streams and unfurls are changes; a
changed root carries its new ``reply_count``) · ``{type: "message_deleted", channel, ts, thread_ts?}`` ·
``{type: "reaction", channel, ts, reactions}`` · ``{type: "ephemeral", channel, thread_ts?, message}`` ·
``{type: "ephemeral_deleted", channel, ts}`` · ``{type: "status", channel, thread_ts, status, loading_messages}``
(``""`` takes it away: the bot posted, or two minutes went by) ·
``{type: "view_opened"|"view_updated"|"view_pushed", view}`` · ``{type: "view_closed", view_id, root_view_id}`` ·
``{type: "home", view}`` · ``{type: "file", file}`` ·
``{type: "channel", channel}`` (a new DM) · ``{type: "unread", channel, count, threads: [ts]}`` ·
``{type: "clock", ahead_s}`` · ``{type: "prompts", channel, thread_ts?, title, prompts: [{title, message}]}`` ·
``{type: "session", channel, thread_ts, status}`` (while it is ``processing`` there is a Stop button;
of those a page is told as it connects) ·
``{type: "bot", bot}`` (as in state) ·
with ``wire=1`` ``{type: "wire", entry: {n, at, direction: "out"|"in", kind: "api"|"event"|"command"|"interactive"|
"response_url"|"options", name, ms, status, request, response, notes: [text]}}``: ``out`` is the bot calling Slack,
``in`` Slack calling the bot; ``status`` is HTTP's, 0 for no answer; ``notes`` say what real Slack would let pass and a
careful bot avoids. Tokens are redacted. A page that cannot keep up is cut (code 1013) and shall load anew.

Acting (POST, JSON; answers ``{ok, …}``)
----------------------------------------
``/trial/say {as, channel, text, thread_ts?, files?: [id], broadcast?}`` → ``{ok, message}``; ``text`` as typed:
``@name``, ``#channel``, addresses, ``&`` and ``<`` are turned into Slack's form. Text that begins with ``/`` is for
``/trial/command``.
``/trial/sample {as, channel, n}`` → ``{ok, message}``: the sample with this number that has a ``kind`` ·
``/trial/stop {as, channel, thread_ts}`` ·
``/trial/edit {as, channel, ts, text}`` → ``{ok, message}`` · ``/trial/delete {as, channel, ts}`` ·
``/trial/react {as, channel, ts, name}`` (a second time takes it away) · ``/trial/read {as, channel, thread_ts?}``
(marks as read) · ``/trial/command {as, channel, text: "/faq billing"}`` (not in threads, as in Slack)
``/trial/action {as, channel, ts | view_id, block_id, action_id, value?, values?}`` → a button, or a choice. ``value``
is plain: an option's ``value`` (the whole option in external menus), a list of them, a date, a user or channel id,
text, a list of file ids; for feedback buttons the pressed button's ``value``. ``values`` (views): what is in all
inputs now, ``{block_id: {action_id: plain value}}``.
``/trial/suggest {as, channel, ts | view_id, block_id, action_id, value}`` → ``{ok, options?, option_groups?}``
``/trial/submit {as, view_id, values}`` → ``{ok: true, action: "close"|"clear"|"update"|"push"}`` (the view events say
the rest) or ``{ok: false, errors: {block_id: sentence}}``; required fields and lengths are checked here.
``/trial/close_view {as, view_id, all?}`` · ``/trial/home {as, tab: "home"|"messages"}`` → ``{ok, view, channel}``
(the DM) · ``/trial/shortcut {as, callback_id, channel?, ts?}``
``/trial/upload`` multipart ``as``, ``file`` (one, at most 10 MB) → ``{ok, file}`` · ``/trial/restart_bot {}``
``/trial/move_clock {seconds}`` → ``{ok, ahead_s}``: the time of new messages and the bot's; it goes forward only
"""

import json

from aiohttp import WSMsgType, web

from bot.trial.page_api.acts import ACTS, keep_upload
from bot.trial.page_api.feed import PageConnection
from bot.trial.page_api.reads import PageReads
from bot.trial.page_api.requests import PageRequest, RequestRefused
from bot.trial.page_api.trial import Trial
from bot.trial.web_api.files import LARGEST
from bot.trial.workspace.workspace import Json


class PageApi:
    """The routes of the page, over one trial."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def routes(self) -> list[web.RouteDef]:
        """Return the routes for the web application."""
        return [
            *PageReads(self._trial).routes(),
            web.get("/trial/live", self.live),
            web.post("/trial/upload", self.upload),
            web.post("/trial/{act}", self.act),
        ]

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Hold a page's WebSocket until either side closes it."""
        user = PageRequest(self._trial.slack.site, dict(request.query)).user().id
        link = web.WebSocketResponse(heartbeat=30)
        await link.prepare(request)
        with self._trial.feed.open(user, wire=request.query.get("wire") == "1") as connection:
            self._trial.pages.add(link)
            try:
                await _hold(link, connection, self._trial)
            finally:
                self._trial.page_left(link)
        return link

    async def upload(self, request: web.Request) -> web.Response:
        """Keep a file somebody attaches."""
        if request.content_type != "multipart/form-data":
            msg = "A file comes as multipart/form-data."
            raise RequestRefused(msg)
        try:
            form = await request.post()
        except web.HTTPRequestEntityTooLarge:
            msg = f"A file may have at most {LARGEST // 2**20} MB."
            raise RequestRefused(msg) from None
        file = form.get("file")
        if not isinstance(file, web.FileField):
            msg = "The request has no file."
            raise RequestRefused(msg)
        content = file.file.read()
        if not 0 < len(content) <= LARGEST:
            msg = f"A file has at least one byte and at most {LARGEST // 2**20} MB."
            raise RequestRefused(msg)
        page_request = PageRequest(self._trial.slack.site, {"as": form.get("as")})
        return _yes(keep_upload(self._trial, page_request, file.filename or "file", content))

    async def act(self, request: web.Request) -> web.Response:
        """Do one of ``ACTS``."""
        act = ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound(text="There is no such action.")
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="The request must be JSON.")
        try:
            body = json.loads(await request.text() or "{}")
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            msg = "The request must be a JSON object."
            raise RequestRefused(msg)
        answer = await act(self._trial, PageRequest(self._trial.slack.site, body))
        await self._trial.slack.notify()
        return web.json_response({"ok": True, **answer})


async def _hold(link: web.WebSocketResponse, connection: PageConnection, trial: Trial) -> None:
    async def send() -> None:
        while not (connection.cut and connection.waiting.empty()):
            await link.send_str(await connection.waiting.get())
        await link.close(code=1013, message=b"too far behind")

    sending = trial.in_background(send())
    try:
        async for message in link:  # the page says nothing; this ends when it goes away
            if message.type is WSMsgType.ERROR:
                break
    finally:
        sending.cancel()


def _yes(body: Json) -> web.Response:
    return web.json_response({"ok": True, **body})
