"""Promises about what is read: pages of any kind in their letters, sitemaps within their site and bounds, folders."""

import asyncio
import gzip
from pathlib import Path

import pytest

from bot.sources.reader import AT_ONCE, MOST_WAITING, SourceReader
from handlers.faq.order import MOST_CHARS
from storage.errors import Refused
from tests.fakes.web import FakeWeb, page
from tests.formats.pdfs import pdf
from workflows.faq.documents import Document

WORDS = "You can return what you bought within 30 days."


def sitemap(*addresses: str, of: str = "url") -> str:
    """Return a sitemap, or with ``sitemap`` an index of some."""
    listed = "".join(f"<{of}><loc>{one}</loc><lastmod>2026-11-01</lastmod></{of}>" for one in addresses)
    root = "urlset" if of == "url" else "sitemapindex"
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{space}">{listed}</{root}>'


def shown(documents: list[Document]) -> list[tuple[str, str]]:
    """Return titles and texts."""
    return [(one.title, one.text) for one in documents]


async def test_a_page_is_a_document_with_its_title_and_address(site: FakeWeb, reader: SourceReader) -> None:
    address = site.put("/returns", page("Returns", WORDS))

    [document] = await reader.read([address])

    assert (document.title, document.address) == ("Returns", address)
    assert WORDS in document.text


async def test_the_type_decides_how_a_page_is_read_and_not_its_name(site: FakeWeb, reader: SourceReader) -> None:
    plain = site.put("/notes.html", "No bold <b>here</b>, as this is a text.", "text/plain")
    paper = site.put("/paper", pdf(WORDS), "application/pdf")
    marked = site.put("/guide", f"# Guide\n\n{WORDS}", "text/markdown; charset=utf-8")
    named = site.put("/handbook.md", f"# Handbook\n\n{WORDS}", "text/plain")
    unsaid = site.put("/manual.pdf", pdf("A manual of few words."), "application/octet-stream")

    found = await reader.read([plain, paper, marked, named, unsaid])

    assert "<b>here</b>" in found[0].text
    assert WORDS in found[1].text
    assert [one.title for one in found[2:4]] == ["Guide", "Handbook"]
    assert "A manual of few words." in found[4].text


async def test_pages_are_read_in_the_letters_that_they_name(site: FakeWeb, reader: SourceReader) -> None:
    text = page("Rückgabe", "Rückgaben sind für 30 Tage möglich.")
    by_server = site.put("/a", text.encode("iso-8859-15"), "text/html; charset=iso-8859-15")
    by_page = site.put("/b", text.replace("<head>", '<head><meta charset="windows-1250">').encode("windows-1250"))
    odd = site.put("/c", text, "text/html; charset=klingon")
    quoted = page("Zitat", "Es heißt “für 30 Tage möglich”.").encode("windows-1252")
    in_windows_letters = site.put("/d", quoted, "text/html; charset=iso-8859-1")

    found = await reader.read([by_server, by_page, odd])

    assert ["für 30 Tage möglich" in one.text for one in found] == [True, True, True]
    assert "“für 30 Tage möglich”" in (await reader.read([in_windows_letters]))[0].text


async def test_a_sitemap_is_read_as_its_pages_in_order(site: FakeWeb, reader: SourceReader) -> None:
    pages = [site.put(f"/{name}", page(name.title(), f"{WORDS} About {name}.")) for name in ("returns", "delivery")]
    told: list[str] = []

    found = await reader.read([site.put("/sitemap.xml", sitemap(*pages), "application/xml")], told.append)

    assert [one.title for one in found] == ["Returns", "Delivery"]
    assert [one.address for one in found] == pages
    assert told[1:] == [f"page 1 of 2: {pages[0]}", f"page 2 of 2: {pages[1]}"]


async def test_pictures_that_a_sitemap_lists_are_no_pages(site: FakeWeb, reader: SourceReader) -> None:
    pages = [site.put(f"/{name}", page(name, f"{WORDS} About {name}.")) for name in ("one", "two", "three")]
    picture = site.put("/1.jpg", b"\xff\xd8", "image/jpeg")
    pictures = f"<image:image><image:loc>{picture}</image:loc></image:image><image><loc>{picture}</loc></image></url>"
    space = '<urlset xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    listed = sitemap(*pages).replace("</url>", pictures).replace("<urlset", space)
    told: list[str] = []

    found = await reader.read([site.put("/sitemap.xml", listed, "application/xml")], told.append)

    assert [one.address for one in found] == pages
    assert told[-1] == f"page 3 of 3: {pages[2]}"
    assert [one.losses for one in found] == [(), (), ()]


async def test_a_packed_sitemap_and_an_index_of_sitemaps_are_read(site: FakeWeb, reader: SourceReader) -> None:
    first, second = (site.put(f"/{name}", page(name, WORDS)) for name in ("one", "two"))
    packed = site.put("/a.xml.gz", gzip.compress(sitemap(first).encode()), "application/gzip")
    plain = site.put("/b.xml", sitemap(second), "text/xml")

    found = await reader.read([site.put("/sitemap.xml", sitemap(packed, plain, of="sitemap"), "text/xml")])

    assert [one.title for one in found] == ["one", "two"]


async def test_pages_of_other_sites_in_a_sitemap_are_not_asked_for(site: FakeWeb, reader: SourceReader) -> None:
    own = site.put("/returns", page("Returns", WORDS))
    listed = sitemap("http://10.0.0.1/secret", "https://other.example.com/", "file:///etc/passwd", own)

    found = await reader.read([site.put("/sitemap.xml", listed, "application/xml")])

    assert [one.address for one in found] == [own]


async def test_what_of_a_sitemap_is_not_read_is_said(site: FakeWeb, reader: SourceReader) -> None:
    pages = [site.put(f"/{at}", page(f"Page {at}", WORDS)) for at in range(5)]
    site.fail("/1", 404)

    found = await reader.read([site.put("/sitemap.xml", sitemap(*pages), "application/xml")])

    assert [one.title for one in found] == ["Page 0", "Page 2"]
    assert any("/1 is not there" in one for one in found[0].losses)
    assert any("2 more pages: 3 is the most" in one for one in found[0].losses)


async def test_a_sitemap_is_read_as_far_as_there_is_room(site: FakeWeb, reader: SourceReader) -> None:
    long = "All that there is to say about returns in many words. " * (MOST_CHARS // 100)
    pages = [site.put(f"/{at}", page(f"Page {at}", long)) for at in range(3)]

    found = await reader.read([site.put("/sitemap.xml", sitemap(*pages), "application/xml")])

    assert [one.title for one in found] == ["Page 0"]
    assert any("2 more, since 200,000 characters" in one for one in found[0].losses)


BOMB = '<!DOCTYPE a [<!ENTITY b "many words">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (BOMB, "no sitemap that can be read"),
        ("<urlset><url>", "no sitemap that can be read"),
        ("<rss></rss>", "is XML and no sitemap"),
        (sitemap(), "lists no page"),
        (gzip.compress(b" " * 20_000_000), "more than 5 MB"),
    ],
)
async def test_what_is_no_sitemap_is_refused(site: FakeWeb, reader: SourceReader, xml: str | bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        await reader.read([site.put("/sitemap.xml", xml, "application/xml")])


async def test_the_pages_of_an_order_are_bounded_over_all_its_sitemaps(site: FakeWeb, reader: SourceReader) -> None:
    pages = [site.put(f"/{at}", page(f"Page {at}", WORDS)) for at in range(4)]
    first = site.put("/a.xml", sitemap(*pages[:2]), "application/xml")
    second = site.put("/b.xml", sitemap(*pages[2:]), "application/xml")

    found = await reader.read([first, second])

    assert [one.title for one in found] == ["Page 0", "Page 1", "Page 2"]
    assert any("1 more pages: 3 is the most" in one for one in found[2].losses)


async def test_pages_with_one_title_get_titles_of_their_own(site: FakeWeb, reader: SourceReader) -> None:
    pages = [site.put(f"/help/{name}", page("Help", f"{WORDS} {name}")) for name in ("returns", "delivery")]

    found = await reader.read(pages)

    assert [one.title for one in found] == ["Help", "Help (delivery)"]


async def test_a_folder_is_read_as_its_documents(reader: SourceReader, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(f"# Returns\n\n{WORDS}")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.txt").write_text(WORDS)
    (tmp_path / ".hidden.md").write_text("Secret words of nobody.")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "link.md").symlink_to("/etc/passwd")

    found = await reader.read_folder(tmp_path)

    assert [one.title for one in found] == ["Returns", "C"]
    assert found[0].address == (tmp_path / "b.md").as_uri()
    assert any("a.txt is empty" in one for one in found[0].losses)


async def test_a_folder_without_documents_is_refused(reader: SourceReader, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no document"):
        await reader.read_folder(tmp_path)


async def test_a_page_is_read_again_under_the_title_it_had(site: FakeWeb, reader: SourceReader) -> None:
    address = site.put("/returns", page("Returns, new", WORDS))

    async with reader.again(files=False) as read:
        document = await read(address, "Returns")

    assert (document.title, document.address) == ("Returns", address)


async def test_a_file_is_read_again_only_by_who_may(reader: SourceReader, tmp_path: Path) -> None:
    file = tmp_path / "re turns.md"
    file.write_text(f"# Returns\n\n{WORDS}")

    async with reader.again(files=True) as read:
        document = await read(file.as_uri(), "Returns")
    async with reader.again(files=False) as read:
        with pytest.raises(Refused, match="is a file"):
            await read(file.as_uri(), "Returns")

    assert WORDS in document.text


async def test_where_reading_is_switched_off_nothing_is_asked_for(site: FakeWeb, tmp_path: Path) -> None:
    reader = SourceReader(0, allowed={"127.0.0.1"})

    with pytest.raises(Refused, match="is switched off"):
        await reader.read([site.put("/returns", page("Returns", WORDS))])
    with pytest.raises(Refused, match="is switched off"):
        await reader.read_folder(tmp_path)

    assert site.asked == []
    await reader.close()


async def test_of_an_index_so_many_sitemaps_are_asked_for_and_the_rest_is_said(
    site: FakeWeb, reader: SourceReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.reader.MOST_SITEMAPS", 2)
    own = site.put("/returns", page("Returns", WORDS))
    maps = [site.put(f"/{at}.xml", sitemap(own), "text/xml") for at in range(4)]

    found = await reader.read([site.put("/sitemap.xml", sitemap(*maps, of="sitemap"), "text/xml")])

    assert [one.title for one in found] == ["Returns"]
    assert "/2.xml" not in site.asked
    assert any("2 more sitemaps: 2 is the most" in one for one in found[0].losses)


async def test_an_order_takes_so_long_and_no_longer(
    site: FakeWeb, reader: SourceReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.reader.READING_S", 0.2)

    with pytest.raises(Refused, match="name fewer pages"):
        await reader.read([site.hang("/slow")])


async def test_so_many_readings_wait_for_their_turn_and_more_are_refused_while_pages_are_read_again(
    site: FakeWeb, reader: SourceReader
) -> None:
    slow, quick = site.hang("/slow"), site.put("/quick", page("Quick", WORDS))
    under_way = [asyncio.create_task(reader.read([slow])) for _ in range(AT_ONCE + MOST_WAITING)]
    await asyncio.sleep(0)

    with pytest.raises(Refused, match="too many wait"):
        await reader.read([quick])
    async with reader.again(files=False) as again:
        found = await again(quick, "Quick")
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)

    assert WORDS in found.text
    assert shown(await reader.read([quick])) == [("Quick", found.text)]


async def test_of_many_pages_that_cannot_be_read_some_are_named(site: FakeWeb) -> None:
    reader = SourceReader(30, allowed={"127.0.0.1"})
    pages = [site.fail(f"/{at}", 404) for at in range(15)]
    own = site.put("/returns", page("Returns", WORDS))

    [found] = await reader.read([site.put("/sitemap.xml", sitemap(own, *pages), "application/xml")])

    assert len(found.losses) == 11
    assert found.losses[-1].endswith("5 more")
    await reader.close()


async def test_folders_in_one_another_are_read_to_a_depth(reader: SourceReader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    deep = tmp_path.joinpath(*"123456")
    deep.mkdir(parents=True)
    (deep / "b.txt").write_text(WORDS)

    assert [one.title for one in await reader.read_folder(tmp_path)] == ["A"]
