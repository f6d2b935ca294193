"""Fixtures of the tests of sources: a web server on loopback, and a reader that may read it."""

from collections.abc import AsyncIterator

import pytest

from bot.sources.fetch import Fetcher
from bot.sources.reader import SourceReader
from tests.fakes.web import LOOPBACK, FakeWeb, fake_web


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's environment says of proxies is not meant here."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def site() -> AsyncIterator[FakeWeb]:
    """A web server."""
    async with fake_web() as running:
        yield running


@pytest.fixture
async def reader() -> AsyncIterator[SourceReader]:
    """A reader that may read it, three pages of a sitemap at most."""
    opened = SourceReader(3, allowed={LOOPBACK})
    yield opened
    await opened.close()


@pytest.fixture
async def hasty() -> AsyncIterator[SourceReader]:
    """The same with half a second for a page."""
    opened = SourceReader(3, allowed={LOOPBACK}, fetcher=lambda: Fetcher({LOOPBACK}, page_s=0.5))
    yield opened
    await opened.close()
