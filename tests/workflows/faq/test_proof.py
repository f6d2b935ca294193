"""Proof: a quote is in the document letter by letter."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.faq.documents import PASSAGE_CHARS, Document, sentences_of
from workflows.faq.proof import FoldedTexts, Quote, find_quote
from workflows.faq.sections import passages_of

TEXT = (
    "The “Model S”—our smallest unit—holds 5 to 15 kilowatt-hours.\n"
    "It doesn\u2019t need   servicing\tfor twenty years, and costs $1,200.\n\n"
    "Call <!channel> or visit https://example.com/help for details."
)
DOCUMENTS = (Document("Other", "Nothing of the kind."), Document("Manual", TEXT))


def quoted(*words: str) -> list[Quote]:
    found = [find_quote(one, DOCUMENTS) for one in words]
    return [one for one in found if one is not None]


@pytest.mark.parametrize(
    "words",
    [
        "holds 5 to 15 kilowatt-hours",
        "HOLDS 5 TO 15 Kilowatt-Hours.",
        "It doesn't need servicing for twenty years",
        'The "Model S"-our smallest unit-holds',
        "holds 5 to 15 kilowatt-hours.\nIt doesn't need",
        "“need servicing for twenty years”",
    ],
)
def test_a_quote_is_found_whatever_its_white_space_case_and_typography(words: str) -> None:
    [found] = quoted(words)

    assert (found.document, found.title) == (1, "Manual")
    assert TEXT[found.start : found.end] == found.text


@pytest.mark.parametrize("words", ["to 15 kilowatt-hours", "5 to 15", "", "   ", "…"])
def test_fewer_than_four_words_prove_nothing(words: str) -> None:
    assert len(words.replace("-", " ").split()) > 3 or quoted(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "holds 5 to 16 kilowatt-hours",
        "holds 5 to 15 kilowatt-hour",
        "olds 5 to 15 kilowatt-hours",
        "holds 5 to 15 kilowatthours",
        "holds from 5 to 15 kilowatt-hours",
        "holds 5 … to 15 kilowatt-hours",
    ],
)
def test_a_quote_with_one_wrong_character_is_refused(words: str) -> None:
    assert quoted(words) == []


@given(st.text(alphabet=" abcdé.“”—’\n\tAB12ﬁ", min_size=30, max_size=200), st.integers(0, 150), st.integers(10, 60))  # noqa: RUF001
def test_whatever_is_found_is_a_span_of_the_original(text: str, start: int, length: int) -> None:
    documents = (Document("Any", text),)

    found = find_quote(text[start : start + length], documents)

    assert found is None or text[found.start : found.end] == found.text


@given(st.text(alphabet=" ab.“”—’\n\tA1#", max_size=3000))  # noqa: RUF001
def test_passages_and_sentences_are_spans_of_the_original_in_order(text: str) -> None:
    passages = passages_of((Document("Any", text),))

    assert all(text[one.start : one.end] == one.text for one in passages)
    assert [one.start for one in passages] == sorted(one.start for one in passages)
    spans = list(sentences_of(text, 0, len(text)))
    assert all(start < end for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("text", ["word " * 5000, "x" * 20_000, "One sentence of some length. " * 900, "字" * 9000])
def test_no_passage_is_much_longer_than_a_passage_whatever_the_text(text: str) -> None:
    passages = passages_of((Document("Any", text),))

    assert max(len(one.text) for one in passages) <= 2 * PASSAGE_CHARS
    assert sum(len(one.text) for one in passages) >= 0.9 * len(text.strip())


def test_a_quote_in_a_script_without_spaces_is_long_enough_by_its_letters() -> None:
    documents = (Document("手冊", "逆變器將直流電轉換為家庭使用的交流電。"),)

    assert find_quote("逆變器將直流電轉換為", documents) is not None
    assert find_quote("逆變器", documents) is None


MARKED = (
    "Parcels are deliv-\nered within 3 days. Our battery-\npowered vans **never** come on _Sundays_.\n"
    "> See the [price list](https://shop.example/2026) for all other prices.\n"
    "The plan costs $320\u00b9 a year and covers 50 m\u00b2 of your roof.\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "Parcels are delivered within 3 days.",
        "Our battery-powered vans never come on Sundays.",
        "vans **never** come on _Sundays_",
        "See the price list for all other prices.",
        "for all other prices. The plan costs $320 a year",
        "The plan costs $3201 a year",
        "covers 50 m2 of your roof",
    ],
)
def test_a_true_quote_is_found_through_hyphens_at_line_ends_and_marks(words: str) -> None:
    found = find_quote(words, (Document("Parcels", MARKED),))

    assert found is not None
    assert MARKED[found.start : found.end] == found.text


def test_marks_are_part_of_the_span_they_begin_or_end() -> None:
    found = find_quote("price list for all other", (Document("Parcels", MARKED),))

    assert found is not None
    assert found.text == "[price list](https://shop.example/2026) for all other"


@pytest.mark.parametrize(
    "words", ["5 times 53 is a sum", "Parcels are deliv-ered within", "the price listed for all other"]
)
def test_no_quote_is_found_by_leaving_out_more_than_marks(words: str) -> None:
    text = MARKED.replace("deliv-\nered", "deliv-ery of ered") + "\n5 times 5*3 is a sum."

    assert find_quote(words, (Document("Parcels", text),)) is None


def test_what_is_kept_of_a_document_that_was_searched_is_a_few_bytes_a_character() -> None:
    text = " ".join(f"**Lamp** {at} has a warranty of two years." for at in range(400))
    tracemalloc.start()
    find_quote("nothing of the kind stands there", (Document("Lamps", text),))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 3 * 10 * len(text)  # read in three ways


def test_of_the_texts_that_were_searched_the_last_are_kept_within_a_bound() -> None:
    kept = FoldedTexts(most=100)
    texts = [f"{at}{'a' * 29}" for at in range(9)]

    for text in texts:
        kept.folded(text, "read")

    assert kept.chars == 90
    assert kept.folded(texts[8], "read") is kept.folded(texts[8], "read")
    assert kept.folded("b" * 500, "read").text == "b" * 500
    assert kept.chars == 500
