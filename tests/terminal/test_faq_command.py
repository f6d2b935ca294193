"""What ``frontdesk faq`` promises: files in, proved FAQs out, and what to do about a file that cannot be used."""

import csv
import io
import re
import sys
from pathlib import Path

import pytest

from tests.formats.pdfs import drawn, encrypted, pdf
from tests.handlers.faq.desk import FILES, TITLES
from tests.terminal.command_line import frontdesk

WIDGET = "A widget is a small device that folds paper.\n\nWidgets last about 5 years in daily use.\n"
EVIL = "=SUM(A1) is a formula that spreadsheets run.\n\n[Click](https://evil.example) or <!channel>.\n\n" + WIDGET


def file(name: str, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    Path(name).write_bytes(data)
    return name


def test_ten_of_ten_as_markdown_with_quotes_and_sources() -> None:
    ended = frontdesk("faq", *FILES, "--count", "10")

    assert ended.code == 0
    assert ended.out.count("\n## ") == 10
    assert all(
        re.search(rf"^Source: {title}, line \d+ \(word for word\)$", ended.out, re.MULTILINE) for title in TITLES
    )
    assert "between supply and demand.\n\nSource: Energy storage, line 3 (word for word)" in ended.out
    assert ended.out.count("for use at a later time.") == 1
    assert "10 of 10 questions delivered" in ended.err


def test_json_holds_every_quote_as_a_span_of_its_document() -> None:
    found = frontdesk("faq", file("widgets.txt", WIDGET), "--format", "json").json

    [entry, _] = found["faqs"]
    [quote] = entry["quotes"]
    assert WIDGET[quote["start"] : quote["end"]] == quote["text"] == entry["answer"]
    assert (found["asked"], found["delivered"], entry["sources"], entry["extractive"]) == (10, 2, ["Widgets"], True)
    assert found["why"]


def test_csv_cells_are_text_and_never_formulas() -> None:
    name = file("widgets.md", "# +1 Widgets\n\n" + WIDGET)

    ended = frontdesk("faq", name, "--format", "csv", "--title", "=cmd()|x", "--out", "FAQ.csv")

    rows = list(csv.reader(io.StringIO(Path("FAQ.csv").read_text(encoding="utf-8"))))
    assert (ended.code, ended.out) == (0, "")
    assert rows[0] == ["number", "question", "answer", "sources", "quotes", "kind"]
    assert {row[3] for row in rows[1:]} == {"'=cmd()|x"}


@pytest.mark.parametrize("form", ["md", "json", "csv"])
def test_control_characters_of_a_document_do_not_reach_the_terminal_in_any_format(form: str) -> None:
    red, flipped = "\x9b31mred\x9b0m", "\u202eall\u202c"
    text = f"# Is the {red} lamp {flipped} there?\n\nYes, the {red} lamp is there for {flipped} of us."

    ended = frontdesk("faq", file("lamp.txt", text), "--title", f"Our {red} {flipped}", "--format", form)

    assert (ended.code, "31mred" in ended.out) == (0, True)
    assert not set("\x9b\u202e\u202c") & set(ended.out + ended.err)


def test_nothing_of_a_document_is_live_in_markdown() -> None:
    ended = frontdesk("faq", file("x.md", EVIL), "--title", "See [me](https://evil.example) @here <b>")

    assert ended.code == 0
    assert r"\[me\](https\://evil.example) \@here \<b\>" in ended.out
    assert "<!channel>" not in ended.out
    assert not re.search(r"(?<!\\)\]\(", ended.out)


def test_standard_input_is_read_and_titled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WIDGET.encode())))

    ended = frontdesk("faq", "-", "--title", "Widget manual", "--count", "1")

    assert ended.code == 0
    assert "Source: Widget manual" in ended.out


def test_a_pdf_is_read() -> None:
    name = file("manual.pdf", pdf("A widget is a small device that folds paper.", "Widgets last about 5 years."))

    ended = frontdesk("faq", name, "--count", "2")

    assert ended.code == 0
    assert "What is a widget?" in ended.out
    assert "Source: Manual" in ended.out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("scan.pdf", pdf(), "probably scanned: run text recognition"),
        ("secret.pdf", encrypted(pdf("A widget is a small device.")), "save a copy without password"),
        ("broken.pdf", b"%PDF-1.4 nothing follows", "cannot be read"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not a text"),
        ("empty.txt", b" \n ", "is empty"),
        ("long.txt", "word " * 40_001, "200,004 characters, 200,000 is the most"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(name: str, content: str | bytes, words: str) -> None:
    ended = frontdesk("faq", file(name, content))

    assert ended.code == 1
    assert words in ended.err
    assert ended.out == ""


def test_two_documents_of_one_title_are_refused() -> None:
    ended = frontdesk("faq", file("a.md", "# Widgets\n\n" + WIDGET), file("widgets.txt", WIDGET))

    assert ended.code == 1
    assert "two documents are titled “Widgets”: give each a title of its own" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere.txt",), "nowhere.txt cannot be read: No such file"),
        (("a.txt", "--count", "0"), "greater than or equal to 1"),
        (("a.txt", "--count", "26"), "less than or equal to 25"),
        (("-", "-"), "standard input can be read once"),
        (("a.txt", "--title", "One", "--title", "Two"), "2 titles for 1 sources"),
        (("a.txt", "--out", "no/such/folder.md"), "there is no folder no/such"),
    ],
)
def test_a_wrong_call_is_explained_and_ends_with_two(arguments: tuple[str, ...], words: str) -> None:
    file("a.txt", WIDGET)

    ended = frontdesk("faq", *arguments)

    assert ended.code == 2
    assert words in ended.err.replace("\n", " ")


def test_a_text_that_carries_nothing_ends_with_one_and_says_why() -> None:
    ended = frontdesk("faq", file("poem.txt", "roses are red\nviolets are blue\n"))

    assert ended.code == 1
    assert "0 of 10 questions delivered. Rules find no more questions of a form they know" in ended.err


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (WIDGET.encode("utf-16"), "widget"),
        (b"\xef\xbb\xbf" + WIDGET.encode(), "widget"),
        (b"A caf\xe9 is a place that sells coffee.", "café"),
    ],
)
def test_texts_of_other_encodings_are_read(data: bytes, word: str) -> None:
    ended = frontdesk("faq", file("any.txt", data), "--count", "1")

    assert ended.code == 0
    assert f"What is a {word}?" in ended.out


def test_how_a_set_was_made_can_be_traced() -> None:
    frontdesk("faq", *FILES, "--count", "3")

    ended = frontdesk("trace", "FAQ-1")

    assert ended.code == 0
    assert "FAQ set 1  done" in ended.out
    assert "faq_questions: rules" in ended.out
    assert len(frontdesk("trace", "faq-1", "--json").json["steps"]) >= 7


def test_a_set_that_is_not_there_is_said_so() -> None:
    frontdesk("migrate")

    assert "no set of FAQs 'FAQ-7'" in frontdesk("trace", "FAQ-7").err


PAGE = "BT /F1 12 Tf 14 TL 50 750 Td (A widget is a small device that folds paper.) Tj ET"


def test_what_was_read_is_told_before_what_was_made() -> None:
    ended = frontdesk("faq", file("widgets.pdf", drawn(PAGE, "")), file("gadgets.txt", WIDGET), "--count", "1")

    told = [line for line in ended.err.splitlines() if line]
    assert told[0] == "Read Widgets: 2 pages, 1 section; page 2 has no text: it may be a picture."
    assert told[1] == "Read Gadgets: 1 section."
    assert told[2].startswith("Set 1")


def test_in_a_terminal_each_source_is_named_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as rich tells a terminal

    ended = frontdesk("faq", file("widgets.pdf", pdf(WIDGET[:40])), file("gadgets.txt", WIDGET), "--count", "1")

    assert "Reading source 1 of 2: widgets.pdf" in ended.err
    assert "Reading source 2 of 2: gadgets.txt" in ended.err


def test_sections_without_an_entry_are_told_in_short_and_in_the_file_in_full() -> None:
    parts = "".join(f"## Riddle {at}\n\nWater may gather below the saddle, of {at} kinds.\n\n" for at in range(6))
    name = file("bikes.md", f"## What is a widget?\n\n{WIDGET}\n{parts}")

    ended = frontdesk("faq", name, "--out", "FAQ.md")

    assert "Without an entry, 6 of 7 sections: “Riddle 0”, “Riddle 1”, “Riddle 2” and 3 more, since" in ended.err
    assert "Riddle 5" not in ended.err
    assert "Riddle 5 (the heading announces no question" in Path("FAQ.md").read_text(encoding="utf-8")
