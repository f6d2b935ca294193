"""The HTTP server: Slack's requests behind the guard, and the health of the process. Binds to loopback by default."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.connection.guard import FORM, MAX_BODY, admit, is_ssl_check
from bot.slack.connection.keeping import Keeping, is_message
from bot.slack.connection.redeliveries import RETRY
from storage.chores import ChoreRow
from storage.errors import Misconfigured

OUR_ADDRESS = "FRONTDESK_HOST and FRONTDESK_PORT"
FINISH_S = 5.0  # what Slack sent and was not answered by then is sent again


class Front:
    """What the HTTP server shows of the desk: it is up before the desk is ready, and until the desk has stopped.

    ``why_not``: why no messages are taken, "" when they are.
    """

    def __init__(self, signing_secret: str, *, over_http: bool) -> None:
        """Not ``over_http``: there is no endpoint for Slack, health only."""
        self._secret = signing_secret.encode()
        self.why_not: Callable[[], str] = lambda: "starting"
        self._failing: Callable[[], Sequence[ChoreRow]] = tuple
        self._takes: tuple[AsyncApp, Keeping] | None = None
        self._under_way: set[asyncio.Task[object]] = set()
        self.site = web.Application(client_max_size=MAX_BODY)
        self.site.add_routes([web.get("/healthz", self.healthz), web.get("/readyz", self.readyz)])
        if over_http:
            self.site.add_routes([web.post("/slack/events", self.events)])

    def says(self, why: str) -> None:
        """Say why the desk is not ready."""
        self.why_not = lambda: why

    @asynccontextmanager
    async def taking(
        self,
        app: AsyncApp,
        keeping: Keeping,
        why_not: Callable[[], str],
        failing: Callable[[], Sequence[ChoreRow]],
    ) -> AsyncIterator[None]:
        """Take Slack's requests from now on; on leaving, take no new ones and finish those under way.

        Messages go to ``keeping`` and no further, all else to ``app``.

        ``why_not`` says, each time it is asked, why no messages come after all ("" if they do); ``failing`` names the
        chores that fail: they are listed in the body of ``/readyz`` and cost no readiness.
        """
        self._takes, self.why_not, self._failing = (app, keeping), why_not, failing
        try:
            yield
        finally:
            self.says("stopping")
            self._takes = None
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=FINISH_S)

    async def events(self, request: web.Request) -> web.Response:
        """Answer a request of Slack's; one that comes too early or too late is not acknowledged, and sent again."""
        if await is_ssl_check(request):
            return web.Response()
        body = await admit(request, self._secret)
        if isinstance(body, web.Response):
            return body
        if self._takes is None:
            return web.json_response({"ok": False, "error": self.why_not()}, status=503)
        app, keeping = self._takes
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._under_way.add(task)
        try:
            if is_message(body):
                # Bolt would only find that nothing listens to it, and its ack would wait for that.
                await keeping.keep(body, request.headers.get(RETRY, ""))
                return web.Response()
            return await to_aiohttp_response(await app.async_dispatch(await _for_bolt(request)))
        finally:
            self._under_way.discard(task)

    async def healthz(self, _: web.Request) -> web.Response:
        """Say that the process runs."""
        return web.json_response({"ok": True})

    async def readyz(self, _: web.Request) -> web.Response:
        """Say whether messages are taken, and what does not go well."""
        why = self.why_not()
        body = {"ready": not why, "why": why, "failing_chores": [_chore_status(row) for row in self._failing()]}
        return web.json_response(body, status=503 if why else 200)


async def _for_bolt(request: web.Request) -> AsyncBoltRequest:
    """Return the request as Bolt wants it.

    Bolt looks for the form field ``payload`` wherever those letters occur in a form, and then forgets the other fields
    (``parse_body``, slack-bolt 1.30): a command with that word in its text, channel or user name would be lost.
    So in a form without that field one letter is written by its code, which reads the same; the signature is
    checked over the body as it came.
    """
    body = await request.text()
    is_command = request.content_type == FORM and "payload" not in parse_qs(body, keep_blank_values=True)
    readable = body.replace("payload", "%70ayload") if is_command else body
    found = AsyncBoltRequest(body=readable, query=request.query_string, headers=dict(request.headers))
    found.raw_body = body
    return found


def _chore_status(row: ChoreRow) -> dict[str, str | int]:
    since = row.failing_since.isoformat(timespec="seconds") if row.failing_since else ""
    return {"chore": row.name, "failures": row.failures, "since": since, "error": row.error or ""}


@asynccontextmanager
async def listening(site: web.Application, host: str, port: int, names: str = OUR_ADDRESS) -> AsyncIterator[int]:
    """Serve ``site`` and yield the port; on leaving, take no new requests and finish those under way.

    ``names``: the settings that another address is chosen with.

    Raises
    ------
    Misconfigured
        The address is taken or not ours.
    """
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            why = f"cannot listen on {host}:{port} ({error.strerror})"
            msg = f"{why}. Choose another address with {names}"
            raise Misconfigured(msg) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
