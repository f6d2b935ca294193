"""Reading documents from where they live: pages, sitemaps, folders, files; and each again later."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from yarl import URL

from bot.formats.documents import read_document
from bot.sources.addresses import checked
from bot.sources.content import Kind, as_utf8, kind_of
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.folder import files_in, path_of
from bot.sources.places import apart, read_file
from bot.sources.site import Sites
from bot.sources.sitemap import Sitemap, read_sitemap
from handlers.faq.order import MOST_CHARS
from handlers.faq.sync import ReadAgain
from storage.errors import FrontdeskError, Refused
from workflows.faq.documents import Document

T = TypeVar("T")
AT_ONCE = 2  # readings, each a page after the other
MOST_SITEMAPS = 10  # of an index
MOST_TOLD = 10  # of the pages that were not read
READING_S = 600.0  # for all pages of an order

Told = Callable[[str], None]


@dataclass(slots=True)
class _Room:
    """What may still be read for an order: so many pages, so many characters."""

    pages: int
    chars: int = MOST_CHARS

    def take(self, document: Document) -> None:
        self.pages -= 1
        self.chars -= len(document.text)


@dataclass(slots=True)
class _Reading:
    """What was read of a sitemap or folder, and what was not, in words."""

    room: _Room
    documents: list[Document] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def is_full(self, document: Document, left: int) -> bool:
        """Take a document in; True if there is no room for it and the ``left`` ones from it on."""
        if len(document.text) > self.room.chars:
            self.problems.append(f"{left} more, since {MOST_CHARS:,} characters is the most of all documents together")
            return True
        self.documents.append(document)
        self.room.take(document)
        return False

    def leave(self, left: int, what: str, most: int) -> None:
        """Say that so many pages or files were not asked for."""
        if left > 0:
            self.problems.append(f"{left} more {what}: {most} is the most (FRONTDESK_FAQ_PAGES)")


class SourceReader:
    """Reads what people name, a page after the other, in threads of its own. One a process; to be closed.

    ``most_pages``: of a sitemap or folder; 0: nothing is read. ``allowed``: hosts that are read although they are not
    public, for tests.
    """

    def __init__(self, most_pages: int, allowed: Collection[str] = (), fetcher: Callable[[], Fetcher] | None = None):
        self._most_pages = most_pages
        self._allowed = frozenset(allowed)
        self._fetcher = fetcher or (lambda: Fetcher(self._allowed))
        self._threads = ThreadPoolExecutor(AT_ONCE, "sources")
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def close(self) -> None:
        """End the threads; what they are at is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def aside(self, work: Callable[[], T]) -> T:
        """Run long work in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def read(self, places: Sequence[str], told: Told = lambda _: None) -> list[Document]:
        """Return the documents at these places: addresses of the web, of pages or sitemaps.

        A page that is named by itself must be readable; of a sitemap those that are not are said among the losses of
        the first. ``told`` is called with what is being read; it must not raise.

        Raises
        ------
        Refused
            A place cannot be read; the text says which and why.
        Transient
            Its server does not answer.
        """
        self._refuse_if_off()
        try:
            async with self._turns, asyncio.timeout(READING_S), self._fetcher() as fetcher:
                sites, room, found = Sites(fetcher, self.aside), _Room(self._most_pages), list[Document]()
                for place in places:
                    told(place)
                    found += await self._read_place(sites, place, room, told)
        except TimeoutError as error:
            msg = f"reading took more than {READING_S / 60:.0f} minutes: name fewer pages"
            raise Refused(msg) from error
        return apart(found)

    def _refuse_if_off(self) -> None:
        if not self._most_pages:
            msg = "reading web pages and folders is switched off here (FRONTDESK_FAQ_PAGES): give files"
            raise Refused(msg)

    async def _read_place(self, sites: Sites, place: str, room: _Room, told: Told) -> list[Document]:
        fetched = await sites.page(checked(place, self._allowed))
        kind = _kind(fetched)
        if kind != "xml":
            document = await self._document(fetched, kind, place)
            room.take(document)
            return [document]
        pages, problems = await self._pages_of(sites, fetched)
        if not pages:
            msg = f"{place} lists no page of {fetched.url.host}: give the addresses of the pages"
            raise Refused(msg)
        reading = _Reading(room, problems=problems)
        await self._read_pages(sites, pages, reading, told)
        return _with_problems(place, reading)

    async def _pages_of(self, sites: Sites, fetched: Fetched) -> tuple[list[URL], list[str]]:
        """Return the pages that a sitemap lists, also by way of others; only those of its own host."""
        problems, pages = list[str](), dict[URL, None]()
        first = await self._sitemap(fetched)
        lists = [first]
        if first.of_sitemaps:
            lists, listed = [], await self._own(fetched.url, first.addresses)
            if (more := len(listed) - MOST_SITEMAPS) > 0:
                problems.append(f"{more} more sitemaps: {MOST_SITEMAPS} is the most of an index")
            for url in listed[:MOST_SITEMAPS]:
                try:
                    lists.append(await self._sitemap(await sites.page(url)))
                except FrontdeskError as error:
                    problems.append(str(error))
        for one in lists:
            if not one.of_sitemaps:
                pages |= dict.fromkeys(await self._own(fetched.url, one.addresses))
        return list(pages), problems

    async def _sitemap(self, fetched: Fetched) -> Sitemap:
        try:
            return await self.aside(lambda: read_sitemap(fetched.data))
        except Refused as error:
            msg = f"{fetched.url} {error}"
            raise Refused(msg) from error

    async def _own(self, site: URL, addresses: Sequence[str]) -> list[URL]:
        """Return the addresses of a site's own host: a sitemap lists no others (sitemaps.org)."""

        def own() -> list[URL]:
            found = []
            for one in addresses:
                with contextlib.suppress(Refused):
                    found.append(checked(one, self._allowed))
            return [url for url in found if url.host == site.host]

        return await self.aside(own)

    async def _read_pages(self, sites: Sites, pages: Sequence[URL], reading: _Reading, told: Told) -> None:
        most = max(reading.room.pages, 0)
        for at, url in enumerate(pages[:most]):
            told(f"page {at + 1} of {min(len(pages), most)}: {url}")
            try:
                fetched = await sites.page(url)
                document = await self._document(fetched, _kind(fetched), str(url))
            except FrontdeskError as error:
                reading.problems.append(str(error))
                continue
            if reading.is_full(document, len(pages) - at):
                return
        reading.leave(len(pages) - most, "pages", self._most_pages)

    async def _document(self, fetched: Fetched, kind: Kind, address: str) -> Document:
        if kind == "xml":
            msg = f"{fetched.url} is XML and no page"
            raise Refused(msg)
        name = str(fetched.url.with_query(None))
        document = await self.aside(
            lambda: read_document(name, as_utf8(fetched.data, kind, fetched.charset), kind=kind)
        )
        return replace(document, address=address)

    @contextlib.asynccontextmanager
    async def again(self, *, files: bool) -> AsyncIterator[ReadAgain]:
        """Yield what reads a document again, at its address and under its title; each site is asked once for its rules.

        ``files``: also files of this machine are read. What it calls raises ``Refused`` and ``Transient`` as ``read``.
        """
        async with self._turns, self._fetcher() as fetcher:
            sites = Sites(fetcher, self.aside)

            async def read(address: str, title: str) -> Document:
                path = path_of(address)
                if path is None:
                    fetched = await sites.page(checked(address, self._allowed))
                    return replace(await self._document(fetched, _kind(fetched), address), title=title)
                if not files:
                    msg = f"{path.name} is a file: `frontdesk faq-sync` on its machine reads it"
                    raise Refused(msg)
                return await self.aside(lambda: read_file(path, title))

            yield read

    async def read_folder(self, folder: Path, told: Told = lambda _: None) -> list[Document]:
        """Return the documents of a folder, bounded as the pages of a sitemap are.

        Raises
        ------
        Refused
            There is none that can be read.
        """
        self._refuse_if_off()
        files, most = files_in(folder), self._most_pages
        reading = _Reading(_Room(most))
        for at, path in enumerate(files[:most]):
            told(f"file {at + 1} of {min(len(files), most)}: {path.name}")
            try:
                document = await self.aside(partial(read_file, path))
            except Refused as error:
                reading.problems.append(str(error))
                continue
            if reading.is_full(document, len(files) - at):
                break
        else:
            reading.leave(len(files) - most, "files", most)
        return apart(_with_problems(str(folder), reading))


def _kind(fetched: Fetched) -> Kind:
    try:
        return kind_of(fetched.content_type, fetched.url.path)
    except Refused as error:
        msg = f"{fetched.url} {error}"
        raise Refused(msg) from error


def _with_problems(place: str, reading: _Reading) -> list[Document]:
    """Return what was read, and of its first what was not."""
    if not reading.documents:
        why = f": {reading.problems[0]}" if reading.problems else ""
        msg = f"nothing of {place} can be read{why}"
        raise Refused(msg)
    told = [f"of {place}: {one}" for one in reading.problems[:MOST_TOLD]]
    more = len(reading.problems) - len(told)
    told += [f"of {place}: {more} more"] if more > 0 else []
    first = reading.documents[0]
    return [replace(first, losses=(*first.losses, *told)), *reading.documents[1:]]
