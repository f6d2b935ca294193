"""Promises about a proxy: it is asked for what is public, and for nothing else that can be told without it."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.sources.reader import SourceReader
from storage.errors import Refused
from tests.fakes.web import FakeInternet, page, proxied_internet

WORDS = "You can return what you bought within 30 days."
ADDRESS = "http://help.example.com/returns"


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeInternet]:
    """A proxy on loopback, named by the environment."""
    with proxied_internet(monkeypatch) as running:
        yield running


def read(place: str) -> list[str]:
    """Read a page as a process does that may reach nothing but the public internet."""

    async def run() -> list[str]:
        reader = SourceReader(3)
        try:
            return [one.text for one in await reader.read([place])]
        finally:
            await reader.close()

    return asyncio.run(run())


def test_a_page_is_read_through_the_proxy_though_that_is_on_loopback(internet: FakeInternet) -> None:
    internet.pages[ADDRESS] = page("Returns", WORDS)

    [text] = read(ADDRESS)

    assert WORDS in text
    assert internet.asked == ["http://help.example.com/robots.txt", ADDRESS]


@pytest.mark.parametrize(
    "place", ["http://10.0.0.1/", "http://localhost:3000/", "http://127.1/", "http://db.internal/"]
)
def test_the_proxy_is_not_asked_for_what_is_not_public(internet: FakeInternet, place: str) -> None:
    with pytest.raises(Refused, match="no host of the public internet"):
        read(place)

    assert internet.asked == []


def test_nor_where_a_redirect_leads_there(internet: FakeInternet) -> None:
    internet.redirects[ADDRESS] = "http://169.254.169.254/latest/meta-data/"

    with pytest.raises(Refused, match="no host of the public internet"):
        read(ADDRESS)

    assert internet.asked[-1] == ADDRESS


def test_a_host_of_no_proxy_is_looked_up_and_refused_here(
    internet: FakeInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,help.example.com")

    with pytest.raises(Exception, match=r"no host of the public internet|cannot be read"):
        read(ADDRESS)

    assert internet.asked == []
