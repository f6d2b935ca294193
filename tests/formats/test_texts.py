"""Markdown and plain text as documents: headings of any form, lists, values, questions; marks are no text."""

import pytest

from bot.formats.documents import read_document, read_text, title_of
from storage.errors import Refused
from tests.formats.test_pages import parts

MARKDOWN = """---
title: "Returns policy"
---
<!-- for us alone -->
# Returns

You can return **most** items within [30 days](https://shop.example/x) of `delivery`.[^1]

```sh
# no heading
```

**Late returns.** We charge a fee.

| Plan | Price | Users |
|------|-------|-------|
| Free | $0    | 1     |

1. Open it.
2. Send it.

[^1]: Not sale items.
"""


def test_markdown_is_read_without_its_marks_and_titled_by_its_front_matter() -> None:
    found = read_document("returns.md", MARKDOWN.encode())

    assert found.title == "Returns policy"
    assert parts(found) == [
        "heading: Returns",
        "paragraph: You can return most items within 30 days of delivery.",
        "paragraph: # no heading",
        "heading: Late returns",
        "paragraph: We charge a fee.",
        "row: Plan: Free; Price: $0; Users: 1",
        "step: 1. Open it.",
        "step: 2. Send it.",
        "paragraph: Not sale items.",
    ]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Returns policy\nlayout: page", "Returns policy"),
        ('layout: page\ntitle: "Returns: policy"', "Returns: policy"),
        ("# of the site\ntitle: >-\n  Returns\n  policy\ntags:\n  - shop\n- more\n\ndraft: true", "Returns policy"),
        ("Title: Returns policy", "Returns policy"),
        ("layout: page", "Document 1"),
    ],
    ids=["plain", "quoted", "folded", "capital", "untitled"],
)
@pytest.mark.parametrize("body", ["Send it back.", "Send it **back**.", "## Late returns\n\nSend it back."])
def test_the_front_matter_of_a_pasted_text_titles_it_and_is_no_text(front: str, title: str, body: str) -> None:
    text = f"---\n{front}\n---\n{body}\n"

    found = read_text("Document 1", text)

    assert title_of("Document 1", text) == title
    assert found.title == title
    assert parts(found) == parts(read_text("Document 1", body))


@pytest.mark.parametrize(
    "text",
    [
        "---\nPrice: 5 EUR\nOpen: 9 to 5\n---\nSend it back.",
        "---\nwe are closed today.\n---\nSend it back.",
        "---\ntitle: Returns\nSend it back.",
        "Send it back.\n---\ntitle: Returns\n---\n",
        "---\n\n## Can I cancel?\n\nUntil two days before.\n\n---\n\n## Is a deposit needed?\n\nOf 50 EUR.",
        "---\n\nprice: 5 EUR\n\n---\n\n**Send** it back.",
    ],
    ids=["facts", "a sentence", "no end", "further down", "sections", "a small letter"],
)
@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_what_stands_between_two_rules_of_a_text_stays_text(text: str, name: str) -> None:
    found = read_document(name, text.encode()).text

    assert all(line.strip("#* ").replace("**", "") in found for line in text.split("\n") if line not in {"", "---"})


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_long_front_matter_is_no_text_either(name: str) -> None:
    front = "title: Returns\ntags: [\n  shop,\n]\nredirects:\n" + "  - /old/address/of/returns\n" * 400

    found = read_document(name, f"---\n{front}---\n\nSend it back.".encode())

    assert (found.title, found.text) == ("Returns", "Send it back.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RETURNS\n\nSend it back within a month.", ["heading: RETURNS", "paragraph: Send it back within a month."]),
        ("Returns\n=======\nSend it back.", ["heading: Returns", "paragraph: Send it back."]),
        ("1. Returns\n\nSend it back.\n\n2. Refunds\n\nWe pay.", ["heading: Returns", "heading: Refunds"]),
        ("2.1 Late returns\nEach hour that has started costs $8.", ["heading: Late returns"]),
        ("OPENING HOURS:\n\nMonday: 9 to 5\nSunday: closed", ["heading: OPENING HOURS", "pair: Sunday: closed"]),
        ("Q: What is it?\nA: It is a thing.", ["question: What is it?", "paragraph: It is a thing."]),
        ("Q2. What is it?\nA2. It is a thing.", ["question: What is it?", "paragraph: It is a thing."]),
        ("You can return:\n- bikes\n- helmets", ["paragraph: You can return:", "item: • bikes", "item: • helmets"]),
        (
            "Plan      Price    Days\nBasic     $4       2\nPlus      $7       3",
            ["row: Plan: Basic; Price: $4; Days: 2"],
        ),
        ("To open:\n\n1. Turn it.\n2. Pull it\n   hard.", ["step: 1. Turn it.", "step: 2. Pull it\nhard."]),
    ],
)
def test_plain_text_has_the_structure_that_a_reader_sees(text: str, found: list[str]) -> None:
    assert set(found) <= set(parts(read_text("notes.txt", text)))


def test_blocks_are_spans_of_the_text_as_it_is_read() -> None:
    document = read_document("returns.md", MARKDOWN.encode())

    assert document.blocks is not None
    assert all(0 <= one.start < one.end <= len(document.text) for one in document.blocks)
    assert all(a.end <= b.start for a, b in zip(document.blocks, document.blocks[1:], strict=False))


def test_a_stray_byte_costs_one_character_and_is_said() -> None:
    found = read_document("menu.txt", "Café prices are below. ".encode() + b"\x96" + " Crème costs €3.".encode())

    assert found.text == "Café prices are below. Crème costs €3."
    assert found.losses == ("1 byte was no text and left out",)


def test_text_in_an_old_encoding_is_read_whole() -> None:
    found = read_document("menu.txt", "Café prices, from €3\u2026".encode("cp1252"))

    assert (found.text, found.losses) == ("Café prices, from €3\u2026", ())


@pytest.mark.parametrize("text", ["> " * 3000 + "a", "- " * 3000 + "a", "[" * 20_000, "*a **" * 4000])
def test_markdown_nested_without_end_is_read_or_refused(text: str) -> None:
    try:
        assert read_document("deep.md", text.encode()).text
    except Refused as refused:
        assert "deep.md" in str(refused)  # noqa: PT017 - either is right; a crash or a hang is not


@pytest.mark.parametrize(
    ("data", "text", "losses"),
    [
        (
            "Café prices. ".encode() + b"\x96" + "Crème: €3. ".encode() + b"\x97",
            "Café prices. Crème: €3.",
            ("2 bytes were no text and left out",),
        ),
        (b"A caf\xe9 that is open.", "A café that is open.", ()),
        (b"\xef\xbb\xbf" + "Café is open.".encode(), "Café is open.", ()),
    ],
)
def test_what_stray_bytes_cost_is_said_and_other_encodings_cost_nothing(
    data: bytes, text: str, losses: tuple[str, ...]
) -> None:
    found = read_document("menu.txt", data)

    assert (found.text, found.losses) == (text, losses)


@pytest.mark.parametrize("name", ["prices.csv", "PRICES.TSV"])
def test_a_table_in_a_text_file_is_refused_with_the_kinds_that_can_be_read(name: str) -> None:
    with pytest.raises(Refused, match=f"{name} is a table.*Word .*can be read"):
        read_document(name, b"Question;Answer\nHow much is a basic plan?;9 euros a month\n")


@pytest.mark.parametrize(
    "question",
    [
        "Is the article in stock?",
        "Is the information I give you safe?",
        "Did the article arrive damaged?",
        "Is the help desk open on Sundays?",
        "Was the answer machine included?",
        "Is the front page printed in colour?",
        "Did this answer sheet come with the book?",
        "Is this useful for cats?",
        "Is this product helpful?",
    ],
)
@pytest.mark.parametrize("name", ["q.md", "q.txt"])
def test_a_question_about_an_article_or_information_is_no_question_whether_a_page_helped(
    question: str, name: str
) -> None:
    text = f"# FAQ\n\n## How long does it take?\n\nIt takes three days.\n\n## {question}\n\nYes, we think so."

    assert parts(read_document(name, text.encode()))[-2:] == [f"heading: {question}", "paragraph: Yes, we think so."]


@pytest.mark.parametrize(
    "asked",
    [
        "Was this page helpful?",
        "Was this helpful? Yes No",
        "Is this information useful to you?",
        "Did this answer your question?",
        "Did this article help you? 👍 👎",
        "Did you find this support article helpful?",
        "Was this article helpful? 12 out of 20 found this helpful",
        "How helpful was this page?",
    ],
)
def test_what_a_page_asks_about_itself_is_no_text(asked: str) -> None:
    assert parts(read_document("q.md", f"It takes three days.\n\n{asked}".encode())) == [
        "paragraph: It takes three days."
    ]


@pytest.mark.parametrize(
    "opening",
    [
        '<h1 align="center">Lamp shop</h1>',
        '<p align="center">Lamp shop</p>',
        '<div align="center">\n\n# Lamp shop\n\n</div>',
    ],
)
@pytest.mark.parametrize("name", ["lamps.md", "lamps.markdown", "lamps.txt"])
def test_markdown_that_opens_with_html_is_markdown(opening: str, name: str) -> None:
    text = f"{opening}\n\n## Returns\n\nYou can return a lamp.\n\n- Keep the box.\n\n## Repairs\n\nWe repair lamps.\n"

    assert parts(read_document(name, text.encode()))[1:] == [
        "heading: Returns",
        "paragraph: You can return a lamp.",
        "item: \u2022 Keep the box.",
        "heading: Repairs",
        "paragraph: We repair lamps.",
    ]


@pytest.mark.parametrize("name", ["page.md", "page.txt"])
def test_a_whole_page_is_one_whatever_it_is_called(name: str) -> None:
    text = "<!doctype html><html><body><pre>\n\n# no heading\n</pre><p>You can return a lamp.</p></body></html>"

    assert parts(read_document(name, text.encode())) == ["paragraph: # no heading", "paragraph: You can return a lamp."]
