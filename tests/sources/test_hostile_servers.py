"""Promises about servers that mean no good, or are ill: what they do is bounded, and said in words."""

import gzip
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.sources.fetch import PAGE_BYTES, Fetcher
from bot.sources.reader import SourceReader
from storage.errors import Refused, Transient
from tests.fakes.web import LOOPBACK, FakeWeb, page

WORDS = r"Rückgaben kosten nichts +AOQ- bis \u0033 Tage."


async def test_a_server_that_goes_silent_is_given_up(site: FakeWeb, hasty: SourceReader) -> None:
    with pytest.raises(Transient, match="does not answer in time"):
        await hasty.read([site.hang("/slow")])


async def test_an_answer_without_end_ends_at_what_a_page_may_hold(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="larger than 10 MB"):
        await reader.read([site.endless("/endless")])


async def test_a_huge_page_is_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="larger than 10 MB"):
        await reader.read([site.put("/huge", b"a" * (PAGE_BYTES + 1))])


async def test_what_unpacks_to_too_much_is_refused_before_all_of_it_is_unpacked(
    site: FakeWeb, reader: SourceReader
) -> None:
    with pytest.raises(Refused, match="larger than 10 MB"):
        await reader.read([site.bomb("/bomb", 100 * 2**20)])


async def test_what_is_said_to_be_packed_and_is_not_is_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="cannot be unpacked"):
        await reader.read([site.put("/odd", b"plain words", Content_Encoding="gzip")])


async def test_a_packed_page_that_ends_in_the_middle_is_not_taken_for_the_whole(
    site: FakeWeb, reader: SourceReader
) -> None:
    paragraphs = [f"Paragraph {at} is about {at * at} lamps." for at in range(500)]
    packed = gzip.compress(page("Lamps", *paragraphs).encode())

    with pytest.raises(Transient, match="ends in the middle"):
        await reader.read([site.put("/half", packed[: len(packed) // 2], Content_Encoding="gzip")])


async def test_a_page_that_is_packed_in_parts_is_read_to_its_end(site: FakeWeb, reader: SourceReader) -> None:
    first, last = page("Lamps", "The first part.", "The last part.").encode().split(b"The last")
    parts = gzip.compress(first) + gzip.compress(b"The last" + last)

    [found] = await reader.read([site.put("/parts", parts, Content_Encoding="gzip")])

    assert "The first part." in found.text
    assert "The last part." in found.text


async def test_a_way_of_packing_that_nobody_asked_for_is_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="not asked for"):
        await reader.read([site.put("/br", b"\x0b\x02\x80", Content_Encoding="br")])


@pytest.mark.parametrize("name", ["punycode", "idna", "undefined", "unicode_escape", "utf-7", "rot13", "utf-8\\x00"])
async def test_letters_that_the_web_does_not_know_are_not_named(site: FakeWeb, reader: SourceReader, name: str) -> None:
    by_server = site.put("/a", page("Prices", WORDS), f'text/html; charset="{name}"')
    by_page = site.put("/b", page("More prices", WORDS).replace("<head>", f'<head><meta charset="{name}">'))

    found = await reader.read([by_server, by_page])

    assert [WORDS in one.text for one in found] == [True, True]


async def test_a_sitemap_in_letters_that_nobody_knows_is_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="no sitemap that can be read"):
        await reader.read([site.put("/map", '<?xml version="1.0" encoding="klingon"?><urlset/>', "text/xml")])


async def test_redirects_in_a_circle_end(site: FakeWeb, reader: SourceReader) -> None:
    site.redirect("/b", "/a")

    with pytest.raises(Refused, match="leads in a circle"):
        await reader.read([site.redirect("/a", "/b")])


async def test_redirects_without_end_end(site: FakeWeb, reader: SourceReader) -> None:
    for at in range(20):
        site.redirect(f"/{at}", f"/{at + 1}")

    with pytest.raises(Refused, match="leads in a circle, or from one address to the next"):
        await reader.read([f"{site.url}/0"])

    assert "/9" not in site.asked


@pytest.mark.parametrize(
    "to",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://localhost/", "file:///etc/passwd", "http://[::1]/"],
)
async def test_a_redirect_to_what_is_not_public_is_not_followed(site: FakeWeb, reader: SourceReader, to: str) -> None:
    with pytest.raises(Refused, match=r"no host of the public internet|no address of a web page"):
        await reader.read([site.redirect("/out", to)])


class Names(AbstractResolver):
    """Looks every name up as this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host=LOOPBACK, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing to end."""


async def test_a_public_name_with_an_address_of_this_machine_is_refused_after_the_look_up(site: FakeWeb) -> None:
    async with Fetcher(names=Names()) as fetcher:
        with pytest.raises(Refused, match=r"help\.example\.com is no host of the public internet"):
            await fetcher.get(URL(f"http://help.example.com:{URL(site.url).port}/"))

    assert site.asked == []


async def test_a_name_whose_address_is_allowed_is_read(site: FakeWeb) -> None:
    site.put("/", page("Returns", "You can return it."))

    async with Fetcher({LOOPBACK}, Names()) as fetcher:
        found = await fetcher.get(URL(f"http://help.example.com:{URL(site.url).port}/"))

    assert b"You can return it." in getattr(found, "data", b"")


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/json", "application/zip"])
async def test_what_is_no_document_by_its_type_is_refused(site: FakeWeb, reader: SourceReader, kind: str) -> None:
    with pytest.raises(Refused, match="is of the type"):
        await reader.read([site.put("/x.html", page("Returns", "Words."), kind)])


async def test_bytes_that_are_said_to_be_a_page_are_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="is not a text"):
        await reader.read([site.put("/x", b"\x89PNG\x00\x01\x02\x03")])


async def test_a_page_without_words_is_refused(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Refused, match="is empty"):
        await reader.read([site.put("/app", "<!doctype html><html><body><script>run()</script></body></html>")])


@pytest.mark.parametrize(
    ("status", "words"), [(404, "is not there"), (410, "is not there"), (403, "not for everybody")]
)
async def test_a_page_that_is_not_there_is_said(site: FakeWeb, reader: SourceReader, status: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        await reader.read([site.fail("/gone", status)])


async def test_a_server_that_is_ill_may_be_well_later(site: FakeWeb, reader: SourceReader) -> None:
    with pytest.raises(Transient, match="the server says 503"):
        await reader.read([site.fail("/ill", 503)])


async def test_a_server_that_is_not_there_may_be_there_later(reader: SourceReader) -> None:
    with pytest.raises(Transient, match="not at all"):
        await reader.read([f"http://{LOOPBACK}:9/"])
