"""``frontdesk faq list|show|approve|reject|edit|add|remove``: what the operator sees and changes, and exit codes."""

import io
from pathlib import Path

import pytest

from storage import faqs
from storage.database import Tx
from storage.faq_records import FaqDocument
from tests.handlers.faq.desk import FILES
from tests.handlers.faq.published import NO_WIND, NO_WIND_ANSWER
from tests.storage.fixtures import NOW
from tests.storage.test_erased_bytes import words_in
from tests.stored import all_rows
from tests.terminal.command_line import InterruptedFirst, frontdesk, stored

LASTS = "Lamps last two years in daily use."
QUESTION = "How long do lamps last?"
REPORT = {"asked": 2, "delivered": 2, "extractive": 0, "why": "", "dropped": [], "coverage": []}


def a_set(tx: Tx) -> None:
    """Store what a model made in the terminal: one answer word for word, one not."""
    values = {"team_id": "TERMINAL", "owner": "YOU", "title": "Lamps", "digest": "d", "language": None, "asked": 2}
    faq = faqs.open_set(tx, {**values, "created_at": NOW}, [FaqDocument(0, "Lamps", LASTS)])
    quotes = [{"document": 0, "title": "Lamps", "start": 0, "end": len(LASTS), "text": LASTS}]
    entry = {"sources": ["Lamps"], "quotes": quotes, "engine": "model"}
    rows = [
        {**entry, "question": "What is told of lamps?", "answer": LASTS},
        {**entry, "question": QUESTION, "answer": "About 2 years."},
    ]
    faqs.finish_set(tx, faq, rows, REPORT, NOW)


def test_a_set_is_made_looked_at_decided_and_published_in_the_terminal() -> None:
    stored(a_set)

    waiting = frontdesk("faq", "show", "1", "--waiting")
    published = frontdesk("faq-publish", "1")
    approved = frontdesk("faq", "approve", "1", "2")
    answered = frontdesk("ask", QUESTION)

    assert "About 2 years." in waiting.out
    assert f"“{LASTS}” (Lamps)" in waiting.out
    assert "What is told of lamps?" not in waiting.out
    assert "1 waits for a decision, as the answer is not the quote word for word: entry 2." in published.out
    assert approved.out == "Entry 2 of set 1 is approved, and customers are answered from it.\n"
    assert "About 2 years." in answered.out


def test_what_the_operator_writes_is_marked_and_answers_once_its_set_is_published() -> None:
    stored(a_set)

    edited = frontdesk("faq", "edit", "1", "2", "--answer", "Two years, we promise.")
    added = frontdesk("faq", "add", "1", "--question", "Is there a cantina?", "--answer", "Yes.", "--json")
    frontdesk("faq-publish", "1")

    assert edited.out == "Entry 2 of set 1 is changed: it is published with its set.\n"
    assert (added.json["entry"], added.json["engine"], added.json["state"]) == (3, "staff", "approved")
    assert "answered by our team (FAQ set 1)" in frontdesk("ask", QUESTION).out
    assert "Yes." in frontdesk("ask", "Is there a cantina?").out
    assert frontdesk("faq", "show", "1").out.count("approved by operator (our team, in its own words), published") == 2


def test_a_rejected_or_removed_entry_answers_no_more() -> None:
    frontdesk("faq", *FILES, "--count", "25")
    frontdesk("faq-publish", "1", "--all")
    before = frontdesk("ask", NO_WIND)
    shown = frontdesk("faq", "show", "1", "--json").json["entries"]
    [windless] = [one["entry"] for one in shown if one["answer"] == NO_WIND_ANSWER]

    rejected = frontdesk("faq", "reject", "1", str(windless))
    after = frontdesk("ask", NO_WIND)
    removed = frontdesk("faq", "remove", "1", str(windless), "--json")

    assert NO_WIND_ANSWER in before.out
    assert rejected.code == 0
    assert NO_WIND_ANSWER not in after.out
    assert removed.json == {"set": 1, "entry": windless, "removed": True}
    assert len(frontdesk("faq", "show", "1", "--json").json["entries"]) == len(shown) - 1


def test_the_list_tells_what_is_published_and_what_conflicts() -> None:
    stored(a_set, a_set)
    for number in ("1", "2"):
        frontdesk("faq", "approve", number, "2")
        frontdesk("faq-publish", number)
    frontdesk("faq", "edit", "2", "2", "--answer", "Five years.")

    listed, data = frontdesk("faq", "list"), frontdesk("faq", "list", "--json").json

    assert "2  Lamps: 2 of 2 published, 1 conflict with another answer" in listed.out
    assert "Customers get that of set 2, entry 2" in listed.out
    assert [(one["number"], one["published"], one["conflicts"]) for one in data["sets"]] == [(2, 2, 1), (1, 2, 1)]
    assert data["conflicts"][0]["answered_from"] == {"set": 2, "entry": 2, "answer": "Five years."}


def test_an_answer_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(a_set)
    monkeypatch.setattr("sys.stdin", io.StringIO("First line.\nSecond line.\n"))

    added = frontdesk("faq", "add", "1", "--question", "Is it?", "--answer", "-", "--json")

    assert added.json["answer"] == "First line.\nSecond line."


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "7"), 1, "there is no set 7 of FAQs"),
        (("show", "1", "--team", "T9"), 1, "there is no set 1 of FAQs"),
        (("approve", "1", "2", "9"), 1, "entry 9 of set 1 was removed, or never was"),
        (("edit", "1", "2"), 2, "give --question, --answer or both"),
        (("edit", "1", "2", "--answer", " "), 1, "An answer has 1 to 3,000 characters"),
        (("add", "1", "--question", "x" * 301, "--answer", "Yes."), 1, "A question has 1 to 300 characters"),
        (("add", "1", "--question", "Is it?"), 2, "Missing option"),
        (("remove", "1", "0"), 2, "Invalid value"),
        (("aprove",), 2, "aprove cannot be read"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_changes_nothing(arguments: tuple[str, ...], code: int, words: str) -> None:
    stored(a_set)

    ended = frontdesk("faq", *arguments)

    assert ended.code == code
    assert words in " ".join(ended.err.split())
    states = {one["state"] for one in frontdesk("faq", "show", "1", "--json").json["entries"]}
    assert states == {"proposed"}


def test_documents_and_options_are_read_as_before_there_were_commands() -> None:
    ended = frontdesk("faq", "--count", "2", FILES[0])

    assert ended.code == 0
    assert "2 of 2 questions delivered" in ended.err


def test_without_sets_the_list_says_so() -> None:
    assert frontdesk("faq", "list").out == "There are no sets of FAQs yet: `frontdesk faq FILE…` makes one.\n"


def test_control_characters_of_an_entry_are_made_visible() -> None:
    stored(a_set)
    frontdesk("faq", "edit", "1", "2", "--answer", "Two \x1b[31myears.")

    assert "\x1b" not in frontdesk("faq", "show", "1").out


def test_an_erased_set_is_in_no_table_and_no_byte_of_the_files() -> None:
    stored(a_set)
    frontdesk("faq", "approve", "1", "1", "2")
    frontdesk("faq-publish", "1")
    frontdesk("ask", QUESTION)
    before = words_in(Path("var"), ("two years", "2 years"))

    ended = frontdesk("faq", "erase", "1", "--yes")

    assert before != {}
    assert (ended.code, ended.out) == (0, "Set 1 is erased.\n")
    assert "years" not in stored(all_rows)
    assert words_in(Path("var"), ("two years", "2 years")) == {}
    assert frontdesk("faq", "show", "1").err == "frontdesk: set 1 was erased\n"
    assert frontdesk("faq", "list", "--json").json["sets"] == []


@pytest.mark.parametrize("typed", ["n\n", ""])
def test_without_a_yes_no_set_is_erased(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    stored(a_set)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    ended = frontdesk("faq", "erase", "1")

    assert ended.code == 1
    assert "Erase set 1 (Lamps) of team TERMINAL for good: 1 document, 2 entries?" in ended.err
    assert LASTS in stored(all_rows)


def test_a_yes_in_the_terminal_erases_a_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(a_set)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    assert frontdesk("faq", "erase", "1", "--json").json == {"set": 1, "team": "TERMINAL", "erased": True}


def test_ctrl_c_at_the_question_ends_the_command_and_erases_no_set(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(a_set)
    monkeypatch.setattr("sys.stdin", InterruptedFirst("y\n"))

    ended = frontdesk("faq", "erase", "1")

    assert (ended.code, ended.out.strip()) == (130, "")
    assert LASTS in stored(all_rows)


def test_a_gap_is_closed_in_the_terminal_by_what_the_team_writes() -> None:
    frontdesk("ask", "Is there a cantina?")

    added = frontdesk("faq", "add", "--question", "Is there a cantina?", "--answer", "Yes, from noon to two.")
    answered = frontdesk("ask", "Is there a cantina?")

    assert added.out == "Entry 1 of set 1 is added: customers are answered from it.\n"
    assert "Yes, from noon to two." in answered.out
    assert frontdesk("faq-gaps").out == "There are no unanswered questions.\n"
