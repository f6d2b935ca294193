"""Pages of sites: asked for one after the other, as each site's robots.txt allows, each redirect looked at again."""

import asyncio
from collections.abc import Awaitable, Callable

from yarl import URL

from bot.sources import robots
from bot.sources.fetch import MOST_REDIRECTS, PAGE_BYTES, Fetched, Fetcher
from bot.sources.robots import Rules
from storage.errors import Refused, Transient

Aside = Callable[[Callable[[], Rules]], Awaitable[Rules]]


class Sites:
    """Reads pages for one reading. ``aside`` runs what takes long, ``pause`` waits so many seconds."""

    def __init__(
        self, fetcher: Fetcher, aside: Aside, pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._fetcher = fetcher
        self._aside = aside
        self._pause = pause
        self._rules: dict[URL, Rules] = {}
        self._asked: set[URL] = set()

    async def page(self, url: URL) -> Fetched:
        """Return what stands at an address in the end, after a few redirects.

        Raises
        ------
        Refused
            It may not be read, is not there or too much; the text names the address.
        Transient
            The server does not answer.
        """
        return await self._follow(url)

    async def _follow(self, url: URL, *, rules: bool = False) -> Fetched:
        """Go where an address leads; ``rules``: to robots.txt, without leave, and a part of it will do."""
        first, seen = url, {url}
        for _ in range(MOST_REDIRECTS + 1):
            if not rules:
                await self._wait_for_leave(url)
            most = robots.MOST_BYTES if rules else PAGE_BYTES
            found = await self._fetcher.get(url, most, cut=rules)
            if isinstance(found, Fetched):
                return found
            url = self._fetcher.check(found.url)
            if url in seen:
                break
            seen.add(url)
        msg = f"{first} leads in a circle, or from one address to the next: give the address where the page stands"
        raise Refused(msg)

    async def _wait_for_leave(self, url: URL) -> None:
        """Wait as the site wants it between two pages.

        Raises
        ------
        Refused
            The site does not let programs read this page.
        """
        origin = url.origin()
        if origin not in self._rules:
            self._rules[origin] = await self._rules_of(origin)
        rules = self._rules[origin]
        if not rules.allow(str(url)):
            msg = (
                f"{url} may not be read by programs: {origin}/robots.txt says so. Save the page, and give it as a file"
            )
            raise Refused(msg)
        if origin in self._asked and rules.pause_s:
            await self._pause(rules.pause_s)
        self._asked.add(origin)

    async def _rules_of(self, origin: URL) -> Rules:
        """Ask a site for its rules; one without any allows everything, one that is ill nothing (RFC 9309)."""
        try:
            found = await self._follow(origin / "robots.txt", rules=True)
        except Refused:
            # Not there, for nobody, or no address of the public internet: the page itself is refused then.
            return Rules("")
        except Transient as error:
            msg = f"{origin} does not say what may be read ({error})"
            raise Transient(msg) from error
        text = found.data.decode("utf-8", "replace")
        return await self._aside(lambda: Rules(text))
