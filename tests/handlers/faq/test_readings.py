"""Promises about what was read of documents: it is counted, kept as it was read, and told in few words."""

from collections.abc import AsyncIterator

import pytest

from bot.desk import open_desk
from bot.formats.documents import read_document
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.made import documents_of
from handlers.faq.order import open_faq
from handlers.faq.readings import reading_of, sentence_of, sentences_of
from storage import faqs
from storage.faq_records import FaqReading
from tests.formats.pdfs import drawn
from tests.handlers.faq.desk import made, order
from workflows.faq.documents import Document

PAGE = "BT /F1 18 Tf 50 750 Td ({}) Tj /F1 12 Tf 0 -30 Td (Each hour that has started costs five euros.) Tj ET"
PAPER = drawn(PAGE.format("Late returns"), "", PAGE.format("Early returns"))
GUIDE = """# Shop

Welcome.

## Returns

Send it.

### Opened items

Opened items can be returned within 14 days.

## Gifts

- Gifts cannot.
"""


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk(Settings()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (FaqReading("Fares", 12, 4, ()), "Read Fares: 4 pages, 12 sections."),
        (FaqReading("Fares", 1, 1, ("page 1 is odd",)), "Read Fares: 1 page, 1 section; page 1 is odd."),
        (FaqReading("Fares", 2, 0, ("a", "b", "c")), "Read Fares: 2 sections; a; b; and 1 more that is not read."),
        (FaqReading("Fares", None, 0, ()), "Read Fares."),
    ],
)
def test_what_was_read_is_told_in_one_sentence(reading: FaqReading, sentence: str) -> None:
    assert sentence_of(reading, 2) == sentence


def test_of_many_documents_those_that_were_not_read_whole_are_told() -> None:
    readings = [FaqReading(f"Page {at}", 2, 0, ("1 picture is not read",) if at == 8 else ()) for at in range(10)]

    assert sentences_of(readings, 3, 2) == [
        "Read Page 0: 2 sections.",
        "Read Page 1: 2 sections.",
        "Read Page 8: 2 sections; 1 picture is not read.",
        "And 7 more documents of 14 sections in all.",
    ]


def test_pages_sections_and_losses_of_a_paper_are_counted() -> None:
    found = reading_of(read_document("returns.pdf", PAPER))

    assert (found.sections, found.pages) == (2, 3)
    assert found.losses == ("page 2 has no text: it may be a picture",)


@pytest.mark.parametrize(("name", "data"), [("returns.pdf", PAPER), ("guide.md", GUIDE.encode())])
async def test_a_document_is_kept_with_its_blocks_and_losses_as_it_was_read(desk: Desk, name: str, data: bytes) -> None:
    document = read_document(name, data)

    faq = await open_faq(desk, order(2, (document,)))

    assert document.blocks
    assert await desk.db.read(lambda tx: documents_of(tx, faq.id)) == (document,)
    assert await desk.db.read(lambda tx: faqs.readings_of(tx, faq.id)) == [reading_of(document)]


async def test_a_quote_names_the_headings_that_it_stands_under(desk: Desk) -> None:
    found = await made(desk, order(2, (read_document("guide.md", GUIDE.encode(), "Guide"),)))

    quotes = [quote for entry in found.entries for quote in entry.quotes]
    assert "Shop › Returns › Opened items" in {quote["section"] for quote in quotes}  # noqa: RUF001


async def test_a_quote_under_no_heading_names_none(desk: Desk) -> None:
    found = await made(desk, order(1, (Document("Widgets", "A widget is a small device that folds paper."),)))

    assert "section" not in found.entries[0].quotes[0]
