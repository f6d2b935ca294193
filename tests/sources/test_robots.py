"""Promises about robots.txt: what a site does not let programs read is not asked for."""

import pytest

from bot.sources.reader import SourceReader
from bot.sources.robots import MOST_PAUSE_S, Rules
from storage.errors import Refused, Transient
from tests.fakes.web import FakeWeb, page

TEXT = page("Returns", "You can return what you bought within 30 days.")


async def test_a_page_that_may_not_be_read_is_not_asked_for(site: FakeWeb, reader: SourceReader) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")

    with pytest.raises(Refused, match="may not be read by programs"):
        await reader.read([site.put("/private/returns", TEXT)])

    assert site.asked == ["/robots.txt"]


async def test_a_redirect_to_what_may_not_be_read_is_not_followed(site: FakeWeb, reader: SourceReader) -> None:
    site.put("/robots.txt", "User-agent: frontdesk\nDisallow: /private\n", "text/plain")
    site.put("/private/returns", TEXT)

    with pytest.raises(Refused, match="may not be read by programs"):
        await reader.read([site.redirect("/open", "/private/returns")])

    assert "/private/returns" not in site.asked


async def test_rules_behind_a_byte_order_mark_are_rules(site: FakeWeb, reader: SourceReader) -> None:
    site.put("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", "text/plain")

    with pytest.raises(Refused, match="may not be read by programs"):
        await reader.read([site.put("/returns", TEXT)])


async def test_of_rules_without_end_the_first_ones_are_kept(site: FakeWeb, reader: SourceReader) -> None:
    rules = "User-agent: *\nDisallow: /private\n" + "# and so on\n" * 100_000
    site.put("/robots.txt", rules, "text/plain")

    with pytest.raises(Refused, match="may not be read by programs"):
        await reader.read([site.put("/private/returns", TEXT)])


async def test_a_site_is_asked_for_its_rules_once_a_reading(site: FakeWeb, reader: SourceReader) -> None:
    addresses = [site.put(f"/{at}", TEXT) for at in range(2)]

    async with reader.again(files=False) as read:
        for address in addresses:
            await read(address, "Returns")

    assert site.asked == ["/robots.txt", "/0", "/1"]


async def test_a_site_without_rules_may_be_read(site: FakeWeb, reader: SourceReader) -> None:
    [document] = await reader.read([site.put("/returns", TEXT)])

    assert document.title == "Returns"


async def test_a_site_that_cannot_say_its_rules_is_not_read(site: FakeWeb, reader: SourceReader) -> None:
    site.fail("/robots.txt", 500)

    with pytest.raises(Transient, match="does not say what may be read"):
        await reader.read([site.put("/returns", TEXT)])

    assert "/returns" not in site.asked


def test_the_pause_that_a_site_wants_is_kept_within_reason() -> None:
    assert Rules("User-agent: *\nCrawl-delay: 2").pause_s == 2
    assert Rules("User-agent: *\nCrawl-delay: 86400").pause_s == MOST_PAUSE_S
    assert Rules("User-agent: *\nCrawl-delay: nan").pause_s == 0
    assert Rules("").pause_s == 0
