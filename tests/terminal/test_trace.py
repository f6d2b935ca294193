"""What ``frontdesk trace`` promises: everything that is stored about a case, and nothing that could fool a terminal."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import cases, erase, messages, notes
from storage.database import Database, Tx, open_database
from storage.dossier import newest_numbers, read_dossier
from tests.storage.fixtures import kept
from tests.terminal.command_line import frontdesk

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
    "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)


def _ask(*arguments: str) -> str:
    asked = frontdesk("ask", "--json", *arguments)
    assert asked.code == 0, asked.err
    return str(asked.json["case"]["number"])


def _delete_first_message(number: str) -> None:
    def change(tx: Tx) -> None:
        case = cases.find_case(tx, number)
        assert case is not None
        erase.erase_message(tx, messages.transcript(tx, case.id)[0].key, datetime.now(UTC))

    async def run() -> None:
        db = open_database("sqlite:///var/frontdesk.db")
        await db.write(change)
        await db.close()

    asyncio.run(run())


def test_a_case_is_shown_with_its_words_tasks_results_and_steps() -> None:
    number = _ask(SAMPLE)

    ended = frontdesk("trace", number)

    assert ended.code == 0
    shown = ended.out
    assert f"{number}  answered" in shown
    assert SAMPLE in shown
    assert "INV-CASE-1001-1: open, invoice INV-7890" in shown
    assert "RMA-100016: issued, SuperWidget 5000" in shown
    assert "order status: done, packed  (order A-12345)" in shown
    assert "classify: rules" in shown
    assert "billing_concern part 1: rules" in shown
    assert "synthesize: rules" in shown
    assert "YOU opened" in shown


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("Do wind turbines kill birds?", "their question in other words"),
        ("The app crashes when I log in", "details of what does not work"),
    ],
)
def test_what_is_to_be_written_next_fits_what_was_asked(text: str, owed: str) -> None:
    shown = frontdesk("trace", _ask(text)).out

    assert f"waits for      {owed}" in shown
    assert "1 times" not in shown


def test_what_a_case_waits_for_is_named() -> None:
    number = _ask("I want to return something I bought.")

    assert "waits for      the name of the product (return)" in frontdesk("trace", number).out


def test_a_case_opened_again_is_not_shown_as_waiting_for_what_was_owed_before() -> None:
    number = _ask("I want to return something I bought.")

    acted = [frontdesk("cases", act, number, "--team", "TERMINAL").code for act in ("resolve", "reopen")]
    shown = frontdesk("cases", "show", number).out

    assert acted == [0, 0]
    assert shown.startswith(f"{number}  escalated")
    assert "  waits for " not in shown


def test_a_follow_up_stands_after_the_reply_it_follows() -> None:
    number = _ask("Where is my order A-12345?")
    _ask("--case", number, "And where is order A-99999?")

    shown = frontdesk("trace", number).out

    first, second = shown.index("│ Where is my order A-12345?"), shown.index("│ And where is order A-99999?")
    assert first < shown.index("frontdesk (reply 1, sent)") < second < shown.index("frontdesk (reply 2, sent)")


def test_a_number_is_found_without_its_prefix_and_in_small_letters() -> None:
    number = _ask("Where is my order A-12345?")

    assert frontdesk("trace", "1001").out == frontdesk("trace", number.lower()).out


def test_a_deleted_message_is_shown_as_deleted_and_its_words_are_gone() -> None:
    number = _ask("My secret plan is order A-12345")
    _delete_first_message(number)

    shown = frontdesk("trace", number).out

    assert "(deleted 20" in shown
    assert "secret plan" not in shown
    assert "(erased)" in shown


@pytest.mark.parametrize("evil", ["\x1b[31mred", "\x9b2J", "\x07bell", "\u202eflipped", "a\rb"])
def test_control_characters_of_a_customer_do_not_reach_the_terminal(evil: str) -> None:
    number = _ask(f"Where is my order A-12345? {evil}")

    assert not set("\x1b\x9b\x07\u202e\r") & set(frontdesk("trace", number).out)
    assert not set("\x1b\x9b\x07\u202e\r") & set(frontdesk("trace", number, "--json").out)


def test_json_gives_back_the_very_words_control_characters_included() -> None:
    number = _ask("Where is my order A-12345? \x9b2J")

    assert frontdesk("trace", number, "--json").json["messages"][0]["text"] == "Where is my order A-12345? \x9b2J"


def test_no_line_of_a_customer_can_pass_for_a_line_of_the_trace() -> None:
    number = _ask("Where is my order A-12345?\nTimeline\n  2026-01-01 00:00:00Z  boss resolved")

    lines = frontdesk("trace", number).out.splitlines()

    assert lines.count("Timeline") == 1
    assert "    │ Timeline" in lines


def test_a_long_message_is_not_cut_when_the_output_is_piped() -> None:
    words = "my order A-12345 " + "really " * 300 + "matters"
    number = _ask(words)

    assert words in frontdesk("trace", number).out


def test_json_holds_all_rows_of_the_case() -> None:
    found = frontdesk("trace", _ask(SAMPLE), "--json").json

    assert [task["query_type"] for task in found["tasks"]] == ["BillingInquiry", "ProductReturn", "StatusUpdate"]
    assert {step["step"] for step in found["steps"]} == {
        "classify",
        "plan",
        "understand",
        "billing_concern",
        "synthesize",
    }
    assert "RMA-100016" in found["replies"][0]["text"]
    assert found["timeline"][0]["event"] == "opened"


def test_an_unknown_number_ends_with_1_and_names_the_newest_cases() -> None:
    number = _ask("Where is my order A-12345?")

    ended = frontdesk("trace", "CASE-9999")

    assert ended.code == 1
    assert "CASE-9999" in ended.err
    assert number in ended.err
    assert ended.out == ""


def test_without_any_case_it_says_how_to_make_one_and_makes_no_file(tmp_path: Path) -> None:
    ended = frontdesk("trace", "CASE-1001")

    assert ended.code == 1
    assert "frontdesk ask" in ended.err
    assert not (tmp_path / "var").exists()


async def test_a_dossier_holds_everything_about_one_case_and_nothing_of_another(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, "first", "1.0"), kept(tx, "second", "2.0"), kept(tx, "more", "3.0", "1.0")])

    dossier = await db.read(lambda tx: read_dossier(tx, "1001"))

    assert dossier is not None
    assert [message.text for message in dossier.messages] == ["first", "more"]
    assert await db.read(newest_numbers) == ["CASE-1002", "CASE-1001"]
    assert await db.read(lambda tx: read_dossier(tx, "1003")) is None


async def test_a_dossier_of_a_case_without_end_holds_the_newest_and_says_that_it_is_cut(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, f"line {at}", f"1.{at:03}", "1.000") for at in range(30)])

    dossier = await db.read(lambda tx: read_dossier(tx, "1001", newest=10))

    assert dossier is not None
    assert [message.text for message in dossier.messages] == [f"line {at}" for at in range(20, 30)]
    assert dossier.cut
    assert await db.read(lambda tx: read_dossier(tx, "1001", "T2")) is None


async def test_a_dossier_holds_the_notes_of_its_case(db: Database) -> None:
    def note(tx: Tx) -> None:
        case = cases.get_case(tx, kept(tx, "hello").case_id)
        notes.add_note(tx, case, "UADA", "call back", case.opened_at)

    await db.write(note)

    dossier = await db.read(lambda tx: read_dossier(tx, "1001"))

    assert dossier is not None
    assert [one.text for one in dossier.notes] == ["call back"]
    assert not dossier.cut
