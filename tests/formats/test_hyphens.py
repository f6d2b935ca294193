"""Words that a line end of a PDF divides: put together again, unless the hyphen is their own."""

import pytest

from bot.formats.documents import read_document
from tests.formats.pdfs import pdf

COSTS = "You can have it, whatever the costs are, as we"


@pytest.mark.parametrize(
    "word",
    [
        *("re-fund", "in-terest", "ex-change", "on-ly", "off-er", "re-turn", "all-owance", "up-date", "co-lour"),
        *("in-voice", "pre-vious", "pre-mium", "ex-tra", "up-on", "all-ergy", "on-going", "off-ice", "self-ish"),
        *("non-sense", "re-ceipt", "co-operate", "six-teen", "ten-ant", "well-ness", "cus-tomer", "war-ranty"),
    ],
)
def test_a_word_that_a_line_end_divides_is_whole(word: str) -> None:
    before, after = word.split("-")

    found = read_document("a.pdf", pdf(f"{COSTS} say {before}-", f"{after} is what we wrote about.")).text

    assert f"say {before}{after} is" in found


@pytest.mark.parametrize(
    "word",
    [
        *("self-service", "non-refundable", "well-known", "e-mail", "T-shirt", "pre-order", "re-entry", "in-store"),
        *("on-site", "off-peak", "up-to-date", "out-of-stock", "two-year", "half-day", "all-inclusive", "co-payment"),
    ],
)
def test_a_hyphen_of_the_word_itself_stays(word: str) -> None:
    before, after = word.split("-", 1)

    found = read_document("a.pdf", pdf(f"{COSTS} say {before}-", f"{after} is what we wrote about.")).text

    assert f"say {word} is" in found


@pytest.mark.parametrize(
    ("elsewhere", "whole"),
    [("A long-term loan.", "long-term"), ("A longterm loan.", "longterm"), ("A loan.", "longterm")],
)
def test_how_the_document_writes_a_word_elsewhere_decides(elsewhere: str, whole: str) -> None:
    found = read_document("a.pdf", pdf(f"{COSTS} say long-", "term is what we wrote about.", elsewhere)).text

    assert f"say {whole} is" in found


@pytest.mark.parametrize(("elsewhere", "whole"), [("Go onsite.", "onsite"), ("Go on-site.", "on-site")])
def test_it_also_decides_where_the_hyphen_would_stay(elsewhere: str, whole: str) -> None:
    found = read_document("a.pdf", pdf(f"{COSTS} say on-", "site is what we wrote about.", elsewhere)).text

    assert f"say {whole} is" in found
