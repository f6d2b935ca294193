"""A page of the trial workspace as a program: one person, the key's cookie, the live feed; no expectations here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

Json = dict[str, Any]
WAIT_S = 60  # a bound for something that never happens, not a measure


@dataclass
class Page:
    """One person's page. ``heard`` keeps every line of the live feed."""

    http: aiohttp.ClientSession
    url: str
    me: str
    heard: list[Json] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def get(self, path: str, **query: str) -> Json:
        """Read something as this person."""
        async with self.http.get(f"{self.url}/trial/{path}", params={"as": self.me, **query}) as answer:
            return dict(await answer.json())

    async def post(self, act: str, **body: object) -> Json:
        """Do something as this person."""
        async with self.http.post(f"{self.url}/trial/{act}", json={"as": self.me, **body}) as answer:
            return dict(await answer.json())

    async def upload(self, name: str, content: bytes) -> Json:
        """Attach a file."""
        form = aiohttp.FormData()
        form.add_field("as", self.me)
        form.add_field("file", content, filename=name)
        async with self.http.post(f"{self.url}/trial/upload", data=form) as answer:
            return dict(await answer.json())

    async def until(self, kind: str, wanted: Callable[[Json], object] = lambda _line: True) -> Json:
        """Wait for a line of the feed, also one that has come already; return the first."""

        def first() -> Json | None:
            return next((line for line in self.heard if line["type"] == kind and wanted(line)), None)

        async with asyncio.timeout(WAIT_S), self.changed:
            await self.changed.wait_for(lambda: first() is not None)
        found = first()
        assert found is not None
        return found

    def kinds(self) -> list[str]:
        """Return the kinds of what was heard."""
        return [line["type"] for line in self.heard]

    async def listen(self, link: aiohttp.ClientWebSocketResponse) -> None:
        """Keep what the feed says until it ends."""
        async for line in link:
            async with self.changed:
                self.heard.append(line.json())
                self.changed.notify_all()


@asynccontextmanager
async def open_page(address: str, me: str, *, wire: bool = False) -> AsyncIterator[Page]:
    """Open the printed address and the live feed as one person."""
    url = address.partition("/?")[0]
    jar = aiohttp.CookieJar(unsafe=True)  # the address is an IP number
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        (await http.get(address, allow_redirects=False)).release()
        page = Page(http, url, me)
        async with http.ws_connect(f"{url}/trial/live", params={"as": me, "wire": str(int(wire))}) as link:
            listening = asyncio.create_task(page.listen(link))
            await page.until("hello")
            try:
                yield page
            finally:
                await link.close()
                await listening
