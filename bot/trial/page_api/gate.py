"""The gate in front of every route: only this machine, only our own page, only whoever holds the key; page headers.

Other pages in the same browser can send requests here. They cannot get past: their ``Origin`` or ``Sec-Fetch-Site``
betrays them, a rebound name fails on ``Host``, and the key's cookie is ``SameSite=Strict``.
"""

import hmac
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.trial.page_api.requests import RequestRefused

PAGE = Path(__file__).parents[1] / "page"
NAMES = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Not a redirect: after a click in another site's page (a terminal in the browser) that would not carry a Strict cookie.
ENTER = (
    '<!DOCTYPE html><html lang="en"><meta http-equiv="refresh" content="0;url=/"><link rel="icon" href="data:,">'
    '<title>Frontdesk</title><a href="/">Open</a></html>'
)
CLOSED = "This address needs its key: open the address that the terminal printed (or start `frontdesk demo` again)."


class Gate:
    """Checks requests; ``key`` is the secret in the printed address."""

    def __init__(self, key: str) -> None:
        self.key = key

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page's files."""
        return [web.get("/", self.index), web.get("/static/{name:[\\w.-]+}", static)]

    async def index(self, request: web.Request) -> web.StreamResponse:
        """Hand out the page; the address with the key sets the cookie and leads here."""
        given = request.query.get("key")
        if given is not None and hmac.compare_digest(given.encode(), self.key.encode()):
            answer = web.Response(text=ENTER, content_type="text/html")
            answer.set_cookie(_cookie(request), self.key, httponly=True, samesite="Strict", path="/")
            return answer
        if not self._has_key(request):
            return web.Response(status=403, text=CLOSED)
        return _file("index.html")

    @property
    def middleware(self) -> Middleware:
        """Return the check as aiohttp middleware."""

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            ours = request.path == "/" or request.path.startswith(("/trial/", "/static/"))
            try:
                why = self._refusal(request)
                answer = _no(403, why) if why else await handler(request)
            except RequestRefused as refusal:
                answer = _no(400, str(refusal))
            except web.HTTPException as error:
                if not request.path.startswith("/trial/"):
                    raise
                answer = _no(error.status, error.text or error.reason)
            if ours and not answer.prepared:
                answer.headers.update({name: text for name, text in HEADERS.items() if name not in answer.headers})
            return answer

        return check

    def _refusal(self, request: web.Request) -> str:
        """Return why this request is not answered, or nothing."""
        if not _is_ours(f"//{request.host}", request):
            return "This workspace answers on its own address only."
        origin = request.headers.get("Origin")
        if origin is not None and not _is_ours(origin, request):
            return "Another page may not use this workspace."
        if not request.path.startswith("/trial/"):
            return ""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return "Another page may not use this workspace."
        return "" if self._has_key(request) else CLOSED

    def _has_key(self, request: web.Request) -> bool:
        given = request.cookies.get(_cookie(request), "")
        return hmac.compare_digest(given.encode(), self.key.encode())


def _cookie(request: web.Request) -> str:
    # Cookies are shared by all ports of a host: two trials beside each other keep their own.
    return f"frontdesk_trial_{_port(request)}"


def _port(request: web.Request) -> int:
    name = request.transport.get_extra_info("sockname") if request.transport else None
    return int(name[1]) if name else 0


def _is_ours(address: str, request: web.Request) -> bool:
    try:
        parts = urlsplit(address)
        return parts.hostname in NAMES and (parts.port or 80) == _port(request)
    except ValueError:
        return False


async def static(request: web.Request) -> web.StreamResponse:
    """Hand out one of the page's files."""
    return _file(request.match_info["name"])


def _file(name: str) -> web.StreamResponse:
    path = PAGE / name
    if name.startswith(".") or not path.is_file():
        raise web.HTTPNotFound(text="There is no such file.")
    return web.FileResponse(path)


def _no(status: int, why: str) -> web.Response:
    return web.json_response({"ok": False, "error": why}, status=status)
