"""A web server on loopback whose pages tests write, and a proxy before a made-up internet. No expectations in here."""

import asyncio
import gzip
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = "127.0.0.1"
PATIENCE_S = 30.0


def page(title: str, *paragraphs: str, heading: str = "") -> str:
    """Return a page."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    over = f"<h2>{heading}</h2>" if heading else ""
    main = f"<main><h1>{title}</h1>{over}{body}</main>"
    return f"<!doctype html><html><head><title>{title}</title></head><body>{main}</body></html>"


@dataclass
class FakeWeb:
    """Its pages by path; ``asked`` lists what was asked for. ``release`` ends what hangs."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, path: str, body: str | bytes, content_type: str = "text/html", **headers: str) -> str:
        """Let a page stand at a path; return its address."""
        data = body.encode() if isinstance(body, str) else body

        async def answer(_: web.Request) -> web.Response:
            more = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=data, headers={"Content-Type": content_type, **more})

        self.answers[path] = answer
        return self.url + path

    def redirect(self, path: str, to: str) -> str:
        """Let a path lead elsewhere."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=302, headers={"Location": to})

        self.answers[path] = answer
        return self.url + path

    def fail(self, path: str, status: int) -> str:
        """Let a path answer with an error."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status)

        self.answers[path] = answer
        return self.url + path

    def hang(self, path: str) -> str:
        """Let a path answer its head and then nothing more."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            await response.prepare(request)
            await response.write(b"<p>")
            await self.release.wait()
            return response

        self.answers[path] = answer
        return self.url + path

    def endless(self, path: str) -> str:
        """Let a path answer without end, until nobody listens."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            await response.prepare(request)
            while not self.release.is_set():
                await response.write(b"<p>and so on</p>" * 4096)
            return response

        self.answers[path] = answer
        return self.url + path

    def bomb(self, path: str, size: int) -> str:
        """Let a path answer something small that unpacks to ``size`` bytes of blanks."""
        return self.put(path, gzip.compress(b" " * size), Content_Encoding="gzip")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        answer = self.answers.get(request.path)
        return web.Response(status=404) if answer is None else await answer(request)


@asynccontextmanager
async def fake_web() -> AsyncIterator[FakeWeb]:
    """Serve pages on loopback."""
    fake, site = FakeWeb(), web.Application()
    site.router.add_route("*", "/{path:.*}", fake._answer)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    fake.url = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        fake.release.set()
        await runner.cleanup()


@dataclass
class FakeInternet:
    """A proxy that serves made-up pages by their whole address: status and body, or a place to go to."""

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    held: dict[str, threading.Event] = field(default_factory=dict)
    reached: threading.Event = field(default_factory=threading.Event)

    def hold(self, address: str) -> threading.Event:
        """Let a page wait until the event is set; ``reached`` is set when it is asked for."""
        return self.held.setdefault(address, threading.Event())


@contextmanager
def proxied_internet(environment: pytest.MonkeyPatch) -> Iterator[FakeInternet]:
    """Run it and let the environment name it as the proxy of all but loopback."""
    with fake_internet() as running:
        for name in ("HTTP_PROXY", "http_proxy"):
            environment.setenv(name, running.url)
        for name in ("NO_PROXY", "no_proxy"):
            environment.setenv(name, LOOPBACK)
        yield running


@contextmanager
def fake_internet() -> Iterator[FakeInternet]:
    """Run the proxy in a thread: commands have a loop of their own."""
    internet = FakeInternet()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            internet.asked.append(self.path)
            if self.path in internet.held:
                internet.reached.set()
                internet.held[self.path].wait(PATIENCE_S)
            to, body = internet.redirects.get(self.path), internet.pages.get(self.path)
            self.send_response(302 if to else 404 if body is None else 200)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Type", "application/xml" if self.path.endswith(".xml") else "text/html")
            data = (body or "").encode()
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the class has it
            """Print nothing."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    internet.url = f"http://{LOOPBACK}:{server.server_address[1]}"
    try:
        yield internet
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
