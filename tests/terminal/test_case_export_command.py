"""What ``frontdesk cases export`` and ``eval --from-corrections`` promise: every case, little memory, true labels."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.intake.keep import Deletion, keep
from storage import cases, messages
from storage.database import Tx
from storage.records import MessageKey
from storage.tables import cases as cases_table
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept
from tests.terminal.command_line import frontdesk, stored

ADA = Actor(TEAM, "UADA", is_staff=True)
MANY = 100_000
BILL, BROKEN = "My bill is wrong, I was charged twice", "The app crashes when I log in"
ENOUGH_KILOBYTES = 20_000  # a batch, and caches of SQLite and the driver; all rows at once take 60 MB


def corrected(tx: Tx) -> None:
    """Staff say where two messages belong; one of them twice."""
    for at, (text, routes) in enumerate(
        [(BILL, ["general_question", "billing_inquiry"]), (BROKEN, ["technical_support"])], start=1
    ):
        kept(tx, text, f"{at}.0")
        seen = None
        for route in routes:
            acts.change_route(tx, ADA, str(1000 + at), route, seen, NOW)
            seen = route


def erase_first(tx: Tx) -> None:
    keep(tx, Deletion(MessageKey(TEAM, CHANNEL, "1.0")), frozenset(), NOW)


def test_csv_and_json_hold_the_same_cases_oldest_first() -> None:
    stored(lambda tx: [kept(tx, f"Question {at}", f"{at}.0") for at in range(1, 4)])

    from_csv = list(csv.DictReader(io.StringIO(frontdesk("cases", "export").out)))
    from_json = frontdesk("cases", "export", "--json").json

    assert [row["number"] for row in from_csv] == ["CASE-1001", "CASE-1002", "CASE-1003"]
    assert [row["number"] for row in from_json] == [row["number"] for row in from_csv]
    assert from_csv[0].keys() == from_json[0].keys()
    assert from_csv[2]["subject"] == from_json[2]["subject"] == "Question 3"


def test_the_count_is_told_beside_the_data() -> None:
    stored(lambda tx: kept(tx, "hello"))

    ended = frontdesk("cases", "export", "--out", "cases.csv")

    assert (ended.code, ended.out, ended.err) == (0, "", "1 case.\n")
    assert Path("cases.csv").read_text(encoding="utf-8").startswith("number,subject")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    stored(lambda tx: kept(tx, "hello"), lambda tx: cases.update_case(tx, 1, NOW, subject=start))

    [row] = csv.DictReader(io.StringIO(frontdesk("cases", "export").out))

    assert row["subject"].startswith("'")


def test_a_file_that_cannot_be_written_is_named() -> None:
    stored(lambda tx: kept(tx, "hello"))

    ended = frontdesk("cases", "export", "--out", "no/such/folder.csv")

    assert ended.code == 2
    assert "no/such/folder.csv cannot be written" in ended.err


@pytest.mark.parametrize("count", [3, 400], ids=["what fits the buffer", "more"])
def test_a_reader_who_goes_away_is_no_failure(count: int) -> None:
    stored(lambda tx: [kept(tx, f"Question {at} {'x' * 60}", f"{at}.0") for at in range(1, count)])
    reader, writer = os.pipe()
    os.close(reader)

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "cases", "export"], check=False, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)

    assert ended.returncode == 0
    assert "rror" not in ended.stderr


EXPORT_TWICE = """
import pathlib, sys
from bot.terminal.cli import main
for team in sys.argv[1:]:
    sys.argv = ["frontdesk", "cases", "export", "--out", f"{team}.csv", "--team", team]
    try:
        main()
    except SystemExit as end:
        assert not end.code
    print(pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def test_a_hundred_thousand_cases_take_little_more_memory_than_one() -> None:
    stored(many_cases)

    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", EXPORT_TWICE, "T2", TEAM], check=True, capture_output=True, text=True
    )

    kilobytes_for_one, kilobytes_for_many = map(int, ended.stdout.split())
    assert len(Path("T2.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert Path(f"{TEAM}.csv").read_bytes().count(b"\n") == MANY + 1
    assert kilobytes_for_many - kilobytes_for_one < ENOUGH_KILOBYTES


def many_cases(tx: Tx) -> None:
    kept(tx, "Where is my order?")
    columns = [column.name for column in cases_table.columns if column.name not in {"id", "number", "thread_ts"}]
    named = ", ".join(columns)
    tx.execute(
        sa.text(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY - 1}) "  # noqa: S608 - our own names
            f"INSERT INTO cases (number, thread_ts, {named}) "
            f"SELECT 'CASE-' || (2000 + i), i || '.5', {named} FROM cases, n WHERE cases.id = 1"
        )
    )
    about = {"team_id": "T2", "channel": "C9", "thread_ts": "1.0", "requester": "U9", "subject": "Other"}
    cases.open_case(tx, **about, is_dm=False, now=datetime.now(UTC))


def test_the_last_correction_of_a_message_is_its_label() -> None:
    stored(corrected)

    ended = frontdesk("cases", "export", "--labels")

    assert [json.loads(line) for line in ended.out.splitlines()] == [
        {"text": BILL, "label": "billing_inquiry"},
        {"text": BROKEN, "label": "technical_support"},
    ]
    assert ended.err == "2 labelled messages; 0 left out: their texts are erased.\n"


def test_labels_are_what_eval_reads() -> None:
    stored(corrected)
    frontdesk("cases", "export", "--labels", "--out", "labels.jsonl")

    from_file = frontdesk("eval", "labels.jsonl", "--json").json
    from_database = frontdesk("eval", "--from-corrections", "--json").json

    assert from_file["rows"] == from_database["rows"] == 2
    assert from_file["accuracy"] == from_database["accuracy"] == 1.0
    assert from_database["file"] == "corrections"


def test_an_erased_message_is_no_label_and_is_counted() -> None:
    stored(corrected, erase_first)

    exported, measured = frontdesk("cases", "export", "--labels"), frontdesk("eval", "--from-corrections", "--json")

    assert [json.loads(line)["text"] for line in exported.out.splitlines()] == [BROKEN]
    assert "1 labelled messages; 1 left out" in exported.err
    assert measured.json["rows"] == 1
    assert "1 left out" in measured.err


def test_an_edited_message_is_a_label_with_its_new_words() -> None:
    stored(corrected)
    stored(lambda tx: messages.edit_message(tx, MessageKey(TEAM, CHANNEL, "1.0"), "new words", "9.0"))

    assert "new words" in frontdesk("cases", "export", "--labels").out


def test_a_desk_that_was_never_corrected_cannot_be_measured_on_corrections() -> None:
    stored(lambda tx: kept(tx, "hello"))

    ended = frontdesk("eval", "--from-corrections")

    assert ended.code == 1
    assert "there are no corrections of team T1" in ended.err
    assert "1 below --min-accuracy or no corrections" in " ".join(frontdesk("eval", "--help").out.split())


@pytest.mark.parametrize("arguments", [[], ["labels.jsonl", "--from-corrections"]])
def test_eval_measures_on_a_file_or_on_corrections(arguments: list[str]) -> None:
    Path("labels.jsonl").write_text('{"text": "hello", "label": "general_question"}\n', encoding="utf-8")

    assert frontdesk("eval", *arguments).code == 2
