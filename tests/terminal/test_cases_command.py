"""What ``frontdesk cases list``, ``search``, ``show`` and the acts promise: the queue and its rules in a terminal."""

import asyncio
import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.terminal.case_table import print_cases
from bot.wiring import Bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage import case_lists, cases, posts, turns
from storage.database import Tx
from tests.fakes.slack import FakeSlack
from tests.storage.fixtures import NOW, TEAM, kept, opened_case
from tests.stored import FIRST, case_of, say
from tests.terminal.command_line import Ended, frontdesk, stored

ADA = Actor(TEAM, "UADA", is_staff=True)
EVIL = "\x1b[31mred \x9b2J \u202eflipped a\rb"


@pytest.fixture(autouse=True)
def _staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_STAFF", "UADA,UBEN")


def two_cases(tx: Tx) -> None:
    """CASE-1001 is escalated and Ada's; CASE-1002 is open."""
    kept(tx, "My blue lamp hums", "1.0")
    kept(tx, "Where is my order?", "2.0")
    acts.claim(tx, ADA, "1001", NOW)


def numbers(ended: Ended) -> list[str]:
    assert ended.code == 0, ended.err
    return [case["number"] for case in ended.json["cases"]]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], ["CASE-1002", "CASE-1001"]),
        (["all"], ["CASE-1002", "CASE-1001"]),
        (["open"], ["CASE-1002"]),
        (["escalated"], ["CASE-1001"]),
        (["waiting"], []),
        (["unassigned"], []),
        (["resolved"], []),
        (["--assignee", "UADA"], ["CASE-1001"]),
        (["--assignee", "UBEN"], []),
    ],
)
def test_a_filter_lists_its_cases_newest_first(wanted: list[str], found: list[str]) -> None:
    stored(two_cases)

    assert numbers(frontdesk("cases", "list", *wanted, "--json")) == found


def test_every_filter_of_the_queue_can_be_asked_for() -> None:
    stored(two_cases)

    asked = [name for name in case_lists.FILTERS if name != "mine"]

    assert [frontdesk("cases", "list", name).code for name in asked] == [0] * 7


def test_words_and_numbers_find_their_case() -> None:
    stored(two_cases)

    assert numbers(frontdesk("cases", "search", "lamp", "blue", "--json")) == ["CASE-1001"]
    assert numbers(frontdesk("cases", "search", "case-1002", "--json")) == ["CASE-1002"]
    assert frontdesk("cases", "search", "unicorn").out == "There are no such cases.\n"


def test_control_characters_of_people_do_not_reach_the_terminal() -> None:
    stored(lambda tx: kept(tx, EVIL), lambda tx: cases.update_case(tx, 1, NOW, subject=EVIL))

    shown = [frontdesk("cases", *rest).out for rest in (["list"], ["list", "--json"], ["search", "flipped"])]

    assert not set("\x1b\x9b\u202e\r") & set("".join(shown))
    assert "\\x1b[31mred" in shown[0]


def test_a_subject_cannot_break_a_line_of_the_table() -> None:
    stored(lambda tx: kept(tx, "hello"), lambda tx: cases.update_case(tx, 1, NOW, subject="one\nCASE-9999  resolved"))

    assert len(frontdesk("cases", "list").out.splitlines()) == 2


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_every_row_fits_the_terminal_and_keeps_its_number(width: int) -> None:
    stored(two_cases, lambda tx: cases.update_case(tx, 1, NOW, subject="long " * 60, requester="U" * 11))
    lines = stored(lambda tx: case_lists.page(tx, case_lists.View(TEAM)))
    out = io.StringIO()

    print_cases(Console(file=out, width=width, force_terminal=True, color_system=None), lines)

    rows = out.getvalue().splitlines()
    assert len(rows) == 3
    assert max(map(len, rows)) <= width
    assert rows[0].split()[:5] == ["case", "status", "route", "requester", "assignee"]
    assert rows[2].split()[:2] == ["CASE-1001", "escalated"]
    assert "U" * 11 in rows[2]
    assert "UADA" in rows[2]


def test_at_80_columns_the_longest_names_of_slack_leave_room_for_the_subject() -> None:
    stored(two_cases, lambda tx: cases.update_case(tx, 1, NOW, subject="long " * 60, requester="U" * 11))
    lines = stored(lambda tx: case_lists.page(tx, case_lists.View(TEAM)))
    out = io.StringIO()

    print_cases(Console(file=out, width=80, force_terminal=True, color_system=None), lines)

    assert "long long" in out.getvalue()


def test_piped_lines_are_as_long_as_what_stands_in_them() -> None:
    stored(two_cases, lambda tx: cases.update_case(tx, 1, NOW, subject="word " * 30 + "end"))

    lines = frontdesk("cases", "list").out.splitlines()

    assert [line for line in lines if line != line.rstrip()] == []
    assert len(lines[1]) < len(lines[2])


def test_a_long_subject_is_whole_when_it_is_piped() -> None:
    stored(lambda tx: kept(tx, "hello"), lambda tx: cases.update_case(tx, 1, NOW, subject="word " * 50 + "end"))

    assert "word end" in frontdesk("cases", "list").out


def test_a_case_is_shown_as_by_trace_with_notes() -> None:
    stored(two_cases, lambda tx: acts.note(tx, ADA, "1001", "likes lamps", NOW))

    assert frontdesk("cases", "show", "1001").out == frontdesk("trace", "CASE-1001").out
    assert "│ likes lamps" in frontdesk("cases", "show", "1001").out
    assert frontdesk("cases", "show", "1001", "--json").json["notes"][0]["text"] == "likes lamps"


def test_a_filter_that_there_is_not_is_answered_in_plain_words_with_those_there_are() -> None:
    ended = frontdesk("cases", "list", "bogus")

    assert ended.code == 2
    assert "Invalid value for 'FILTER': 'bogus' is not one of 'all', 'open'," in ended.err
    assert "Value error" not in ended.err


def test_a_case_of_another_team_is_not_shown_for_this_one() -> None:
    stored(two_cases)

    assert frontdesk("cases", "show", "1001", "--team", TEAM).code == 0
    assert frontdesk("cases", "show", "1001", "--team", "T2").code == 1


def test_an_act_changes_the_case_and_stands_on_its_timeline_as_the_operator_s() -> None:
    stored(two_cases)

    said = [frontdesk("cases", *act).out for act in (["resolve", "1001"], ["resolve", "1001"], ["reopen", "1001"])]
    shown = frontdesk("cases", "show", "1001").out

    assert said[:2] == ["CASE-1001 is now resolved.\n", "CASE-1001 is already resolved.\n"]
    assert said[2].startswith("CASE-1001 is now open again")
    assert shown.count("operator resolved") == 1
    assert "operator reopened" in shown
    assert shown.startswith("CASE-1001  escalated")


def test_a_case_that_is_not_resolved_is_not_reopened() -> None:
    stored(two_cases)

    assert frontdesk("cases", "reopen", "1002").out == "CASE-1002 is not resolved: open.\n"
    assert "reopened" not in frontdesk("cases", "show", "1002").out


def test_what_the_bot_had_not_answered_is_not_owed_after_an_operator_resolved_it() -> None:
    stored(two_cases)

    assert frontdesk("cases", "resolve", "1002").code == 0
    assert not stored(lambda tx: turns.owed_of_case(tx, 2))


def test_a_case_is_assigned_to_staff_and_to_nobody() -> None:
    stored(two_cases)

    to_ben = frontdesk("cases", "assign", "1002", "<@uben>", "--json").json
    to_nobody = frontdesk("cases", "assign", "1002", "-", "--json").json

    assert (to_ben["changed"], to_ben["case"]["assignee"]) == (True, "UBEN")
    assert (to_nobody["changed"], to_nobody["case"]["assignee"]) == (True, None)
    assert "operator assigned: to UBEN" in frontdesk("cases", "show", "1002").out


@pytest.mark.parametrize(
    ("token", "code", "sentence"),
    [("xoxb-1", 1, "Slack did not say who is in FRONTDESK_STAFF_GROUP"), ("", 2, "SLACK_BOT_TOKEN is missing")],
)
def test_who_cannot_be_looked_up_in_the_staff_group_is_not_called_no_staff(
    monkeypatch: pytest.MonkeyPatch, token: str, code: int, sentence: str
) -> None:
    stored(two_cases)
    monkeypatch.setenv("FRONTDESK_STAFF_GROUP", "S0STAFF01")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")  # nobody listens there
    monkeypatch.setenv("SLACK_BOT_TOKEN", token)

    ended = frontdesk("cases", "assign", "1001", "UEVE")

    assert ended.code == code
    assert sentence in ended.err
    assert "not staff" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["assign", "1001", "UEVE"], "UEVE is not staff"),
        (["assign", "1001", EVIL], "is not staff"),
        (["assign", "9999", "UADA"], "there is no case '9999'"),
        (["assign", "1003", "UADA"], "CASE-1003 is resolved. Reopen it first."),
        (["resolve", "nonsense"], "there is no case 'nonsense'"),
        (["resolve", EVIL], "there is no case"),
        (["resolve", "1001", "--team", "T2"], "I find no case CASE-1001"),
        (["list", "--team", "T2"], "there are no cases of team T2"),
        (["list", "--before", "CASE-7"], "there is no case 'CASE-7'"),
        (["list", "escalated", "--before", f"CASE-1001@{EVIL}"], "is not a moment"),
        (["search", "lamp", "--before", EVIL], "there is no case"),
        (["show", "4711"], "there is no case '4711'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(arguments: list[str], sentence: str) -> None:
    stored(two_cases, lambda tx: kept(tx, "done", "3.0"), lambda tx: acts.resolve(tx, ADA, "1003", NOW))

    ended = frontdesk("cases", *arguments)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("frontdesk: ")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not set("\x1b\x9b\u202e\r") & set(ended.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "nope"],
        ["list", "--limit", "0"],
        ["list", "open", "--assignee", "UADA"],
        ["search"],
        ["export", "--labels", "--json"],
        ["resolve"],
        ["nope"],
    ],
)
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    stored(two_cases)

    assert frontdesk("cases", *arguments).code == 2


@pytest.mark.parametrize("command", [["list"], ["search", "lamp"], ["show", "1"], ["resolve", "1"], ["export"]])
def test_without_a_database_nothing_is_made(command: list[str]) -> None:
    ended = frontdesk("cases", *command)

    assert ended.code == 1
    assert "there are no cases yet" in ended.err


@pytest.mark.parametrize("there", [False, True], ids=["no-database", "no-case"])
def test_a_program_that_reads_the_cases_of_a_new_desk_gets_none_and_no_failure(*, there: bool) -> None:
    if there:
        assert frontdesk("migrate").code == 0

    listed, found, exported = (
        frontdesk("cases", *command, "--json") for command in (["list"], ["search", "lamp"], ["export"])
    )

    assert [one.code for one in (listed, found, exported)] == [0, 0, 0]
    assert listed.json == found.json == {"team": None, "cases": [], "before": None}
    assert exported.json == []


def in_two_teams(tx: Tx) -> None:
    two_cases(tx)
    about = {"team_id": "T2", "channel": "C9", "thread_ts": "1.0", "requester": "U9", "subject": "Other"}
    cases.open_case(tx, **about, is_dm=False, now=datetime.now(UTC))


def test_of_several_teams_one_must_be_named() -> None:
    stored(in_two_teams)

    ended = frontdesk("cases", "list")

    assert ended.code == 1
    assert "--team T1 or --team T2" in ended.err
    assert numbers(frontdesk("cases", "list", "--team", "T2", "--json")) == ["CASE-1001"]


def test_no_act_guesses_which_team_s_case_is_meant() -> None:
    stored(in_two_teams)

    assert frontdesk("cases", "resolve", "1001").code == 1
    assert frontdesk("cases", "resolve", "1002").code == 0
    assert frontdesk("cases", "resolve", "1001", "--team", "T2").out.startswith("CASE-1001 is now")


def test_an_urgent_case_is_seen_in_the_list() -> None:
    stored(opened_case, lambda tx: acts.change_priority(tx, ADA, "1001", "urgent", "normal", NOW))

    assert "open, urgent" in frontdesk("cases", "list").out


async def test_who_asked_is_told_in_slack_that_an_operator_resolved_their_case(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    root = await say(slack, bot, "Where is my order A-12345?")

    await asyncio.to_thread(frontdesk, "cases", "resolve", FIRST)
    await bot.chores.ring()
    await bot.idle()

    assert slack.replies_to(root)[-1].text.startswith("Our support team has resolved case CASE-1001.")


def test_of_a_case_that_was_opened_in_a_terminal_nobody_is_told_in_slack() -> None:
    frontdesk("ask", "Where is my order A-12345?")

    assert frontdesk("cases", "resolve", FIRST).code == 0
    assert stored(posts.owed_posts) == []


async def test_an_act_while_the_desk_is_serving_is_seen_by_both(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    root = await say(slack, bot, "Where is my order A-12345?")

    acted = [await asyncio.to_thread(frontdesk, "cases", act, FIRST) for act in ("resolve", "reopen", "resolve")]
    after = await case_of(bot)
    await say(slack, bot, "And where is order A-99999?", under=root)

    assert [ended.code for ended in acted] == [0, 0, 0]
    assert after.status == "resolved"
    assert len(slack.replies_to(root)) == 2
    assert "A-99999" in (await asyncio.to_thread(frontdesk, "cases", "show", FIRST)).out
