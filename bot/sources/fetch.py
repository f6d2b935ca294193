"""Fetching from the web, bounded in size, time and redirects: public addresses only, each redirect checked again.

Behind a proxy it is the proxy that looks names up: what can be told without that is refused here, the rest is the
proxy's to guard (docs/operations.md).
"""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.sources.addresses import checked, proxy_of
from bot.sources.resolver import NotPublicError, PublicResolver
from storage.errors import Refused, Transient

PAGE_BYTES = 10 * 2**20
PAGE_S = 30.0  # for a page with its redirects
CONNECT_S = 10.0
MOST_REDIRECTS = 5
CHUNK = 16 * 1024
MOST_PARTS = 100  # that are packed one behind the other, as gzip allows it
PIECE = 256 * 1024  # unpacked at once, so that nothing else waits for it
USER_AGENT = "Frontdesk (reads help pages for its FAQs)"
TYPES = "text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf,application/xml;q=0.9,*/*;q=0.5"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_GONE = frozenset((404, 410))
_PACKED = frozenset(("gzip", "x-gzip", "deflate"))
_GZIP_OR_ZLIB = 47  # whichever it is
_GZIP = b"\x1f"  # how each part begins


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered, untrusted: ``url`` where it stood in the end, ``charset`` as it says."""

    url: URL
    content_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """A server's word that something stands elsewhere; not checked yet."""

    url: URL


class Fetcher:
    """Asks for one thing after the other, without cookies or passwords. To be entered; its connections end with it.

    ``allowed``: hosts and addresses that are taken although they are not public, for tests; ``names`` looks names up.
    ``page_s``: seconds for a page.
    """

    def __init__(
        self, allowed: Collection[str] = (), names: AbstractResolver | None = None, page_s: float = PAGE_S
    ) -> None:
        self._allowed = frozenset(allowed)
        self._names = names
        self._page_s = page_s
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Open what connects: one way for pages themselves, and one that reaches nothing but proxies."""
        guarded = aiohttp.TCPConnector(resolver=PublicResolver(self._allowed, self._names), force_close=True)
        self._direct = await self._opened(guarded)
        self._proxied = await self._opened(aiohttp.TCPConnector(force_close=True))
        return self

    async def _opened(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_S),
            headers={"User-Agent": USER_AGENT, "Accept": TYPES, "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # aiohttp unpacks as much as comes; here it is bounded
            trust_env=False,  # with it the passwords of .netrc would be sent
        )
        return await self._stack.enter_async_context(session)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._stack.aclose()

    def check(self, url: URL) -> URL:
        """Return an address that may be asked for, as ``checked`` does, with what is allowed here."""
        return checked(url, self._allowed)

    async def get(self, url: URL, most: int = PAGE_BYTES, *, cut: bool = False) -> Fetched | Moved:
        """Return what stands at an address, or where it moved: the caller looks at that before it goes there.

        ``cut``: of what is more than ``most`` bytes the beginning is returned.

        Raises
        ------
        Refused
            The address is not public, nothing is there, or it is too much; the text names the address.
        Transient
            The server does not answer, or not in time.
        """
        url = self.check(url)
        proxy = proxy_of(url)
        try:
            async with asyncio.timeout(self._page_s):
                session = self._direct if proxy is None else self._proxied
                async with session.get(url, proxy=proxy, allow_redirects=False) as answer:
                    return await _read(url, answer, most, cut=cut)
        except NotPublicError as error:
            raise Refused(_not_public(url)) from error
        except aiohttp.ClientConnectorDNSError as error:
            if isinstance(error.os_error, NotPublicError):
                raise Refused(_not_public(url)) from error
            msg = f"{url} cannot be read: there is no host {url.host}, or its name cannot be looked up"
            raise Transient(msg) from error
        except TimeoutError as error:
            msg = f"{url} cannot be read: it does not answer in time"
            raise Transient(msg) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            msg = f"{url} cannot be read: its server does not answer as web servers do, or not at all"
            raise Transient(msg) from error


def _not_public(url: URL) -> str:
    return f"{url.host} is no host of the public internet: save the page, and give it as a file"


async def _read(url: URL, answer: aiohttp.ClientResponse, most: int, *, cut: bool) -> Fetched | Moved:
    if answer.status in _REDIRECTS and (location := answer.headers.get("Location")):
        return Moved(url.join(URL(location)))
    if answer.status in _GONE:
        msg = f"{url} is not there: the server says {answer.status}"
        raise Refused(msg)
    if answer.status in {401, 403}:
        msg = f"{url} is not for everybody: the server says {answer.status}. Save the page, and give it as a file"
        raise Refused(msg)
    if answer.status != 200:
        msg = f"{url} cannot be read: the server says {answer.status}"
        raise Transient(msg)
    data = bytearray()
    async for piece in _pieces(url, answer):
        data += piece
        if cut and len(data) > most:
            del data[most:]
            break
        if len(data) > most:
            msg = f"{url} is larger than {_size(most)}: give the part that matters"
            raise Refused(msg)
    return Fetched(url, answer.content_type if "Content-Type" in answer.headers else "", answer.charset, bytes(data))


def _size(most: int) -> str:
    return f"{most >> 20} MB" if most >= 2**20 else f"{most // 1000} kB"


async def _pieces(url: URL, answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """Yield an answer as it is unpacked, a piece at a time: a bomb ends where the reader has had enough.

    One that ends before what is packed does is not taken for the whole.
    """
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if packed not in {"", "identity", *_PACKED}:
        msg = f"{url} is packed in a way that was not asked for ({packed[:40]})"
        raise Refused(msg)
    if packed not in _PACKED:
        async for chunk in answer.content.iter_chunked(CHUNK):
            yield chunk
        return
    unpack = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
    began, parts = False, 1
    async for chunk in answer.content.iter_chunked(CHUNK):
        rest, began = chunk, True
        while rest:
            if unpack.eof:
                if parts == MOST_PARTS or not rest.startswith(_GZIP):
                    break  # what stands behind is no part of it
                unpack, parts = zlib.decompressobj(wbits=_GZIP_OR_ZLIB), parts + 1
            try:
                piece = unpack.decompress(rest, PIECE)
            except zlib.error as error:
                msg = f"{url} is packed and cannot be unpacked"
                raise Refused(msg) from error
            rest = unpack.unconsumed_tail or unpack.unused_data
            yield piece
            await asyncio.sleep(0)
    if began and not unpack.eof:
        msg = f"{url} cannot be read: it ends in the middle"
        raise Transient(msg)
