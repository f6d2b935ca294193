"""The HTTP server: Slack's requests behind the guard, and the health of the process. Binds to loopback by default."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.guard import FORM, MAX_BODY, is_ssl_check, refuse
from storage.errors import Misconfigured


def make_site(app: AsyncApp | None, ready: Callable[[], bool]) -> web.Application:
    """Make the web application. ``app`` None: no Slack endpoint (Socket Mode), health only."""

    async def events(request: web.Request) -> web.Response:
        if await is_ssl_check(request):
            return web.Response()
        refused = await refuse(request)
        if refused is not None or app is None:
            return refused or web.Response(status=404)
        return await to_aiohttp_response(await app.async_dispatch(await _for_bolt(request)))

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readyz(_: web.Request) -> web.Response:
        return web.json_response({"ready": ready()}, status=200 if ready() else 503)

    site = web.Application(client_max_size=MAX_BODY)
    routes = [web.get("/healthz", healthz), web.get("/readyz", readyz)]
    if app is not None:
        routes.append(web.post("/slack/events", events))
    site.add_routes(routes)
    return site


async def _for_bolt(request: web.Request) -> AsyncBoltRequest:
    """Return the request as Bolt wants it.

    Bolt looks for the form field ``payload`` wherever those letters stand in a form, and then forgets the other fields
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


@asynccontextmanager
async def listening(site: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve ``site`` and yield the port; on leaving, take no new requests and finish those under way.

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
            msg = f"{why}. Choose another address with FRONTDESK_HOST and FRONTDESK_PORT"
            raise Misconfigured(msg) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
