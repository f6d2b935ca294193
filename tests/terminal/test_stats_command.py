"""What ``frontdesk stats`` promises: figures that can be worked out by hand, an honest word when there are none."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from bot.terminal.stats_report import as_json, read_figures
from bot.terminal.stats_view import plots_of, tables_of, volume_over_time
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage import cases, journal
from storage.database import Database, Tx
from storage.records import StepRun
from storage.replies import rate_reply
from tests.handlers.cases.desk import sent
from tests.storage.fixtures import NOW, REQUESTER, TEAM, kept, opened_case
from tests.terminal.command_line import frontdesk, stored

ADA = Actor(TEAM, "UADA", is_staff=True)
EVIL = "\x1b[31mred"


def four_cases(tx: Tx, now: datetime = NOW) -> None:
    """Two of today, answered by the bot (one rated bad) and escalated; one of yesterday, reopened; one too old."""
    turn = kept(tx, "hello", "1.0")
    rate_reply(tx, sent(tx, turn), -1, None, now)
    steps = [
        StepRun(turn.run, name, 0, 1, "model", "m", "h", tokens, 20, 5, "ok", {}, now)
        for name, tokens in (("classify", 100), ("synthesize", 300))
    ]
    journal.keep_steps(tx, TEAM, steps)
    first = {"route": "billing_inquiry", "first_response_at": now + timedelta(seconds=30), "status": "answered"}
    cases.update_case(tx, 1, now, opened_at=now, **first)
    for at, opened in ((2, now), (3, now - timedelta(days=1)), (4, now - timedelta(days=3))):
        opened_case(tx, f"{at}.0", now=opened)
    cases.add_event(tx, cases.get_case(tx, 2), now, actor="frontdesk", event="escalated", detail="")
    acts.resolve(tx, ADA, "1003", now)
    acts.reopen(tx, ADA, "1003", now)


async def test_the_figures_are_those_worked_out_by_hand(db: Database) -> None:
    await db.write(four_cases)

    figures = as_json(await db.read(lambda tx: read_figures(tx, TEAM, 3, NOW + timedelta(minutes=1))))

    assert figures["cases"] == 3
    assert figures["by_route"] == {"billing_inquiry": 1, "none": 2}
    assert figures["by_day"] == {"2026-02-28": 0, "2026-03-01": 1, "2026-03-02": 2}
    assert figures["answered_by_bot"] == {"cases": 1, "share": 0.3333}
    assert figures["escalated"] == {"cases": 2, "share": 0.6667}  # who opened a case again owes something in it
    assert figures["reopened"] == {"cases": 1, "share": 0.3333}
    assert figures["rating"] == {"good": 0, "bad": 1, "good_share": 0.0}
    assert figures["response_times"]["first_response_median_s"] == 30
    assert (figures["tokens"]["in"], figures["tokens"]["out"]) == (400, 40)
    assert [one["step"] for one in figures["tokens"]["by_step"]] == ["classify", "synthesize"]


async def test_a_period_without_cases_has_no_shares(db: Database) -> None:
    await db.write(opened_case)

    figures = as_json(await db.read(lambda tx: read_figures(tx, TEAM, 2, NOW + timedelta(days=9))))

    assert figures["cases"] == 0
    assert figures["escalated"] == {"cases": 0, "share": None}
    assert figures["rating"]["good_share"] is None
    assert figures["by_day"] == {"2026-03-10": 0, "2026-03-11": 0}


async def test_a_long_period_is_shown_by_weeks_and_loses_no_case(db: Database) -> None:
    await db.write(four_cases)
    await db.write(lambda tx: opened_case(tx, "5.0", now=NOW - timedelta(days=50)))

    figures = await db.read(lambda tx: read_figures(tx, TEAM, 60, NOW + timedelta(minutes=1)))
    name, weeks = volume_over_time(figures)

    assert name == "week from"
    assert sum(weeks.values()) == sum(figures.by_day.values()) == figures.stats.cases == 5
    assert weeks["2026-03-02"] == 2  # a Monday


def bars(figures_days: int, width: int, now: datetime) -> list[str]:
    figures = stored(lambda tx: read_figures(tx, TEAM, figures_days, now))
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(*plots_of(figures), sep="")
    return console.export_text().splitlines()


def eighths(line: str) -> int:
    """Return how long the bar of a line is, in eighths of a character."""
    return sum(map(" ▏▎▍▌▋▊▉█".index, re.findall("[▏▎▍▌▋▊▉█]", line)))


@pytest.mark.parametrize("width", [24, 50, 80, 160])
def test_bars_are_as_long_as_their_numbers_and_fit_the_terminal(width: int) -> None:
    stored(four_cases)

    drawn = bars(3, width, NOW + timedelta(minutes=1))

    lengths = {line.split(" ")[0]: eighths(line) for line in drawn}
    assert abs(lengths["2026-03-02"] - 2 * lengths["2026-03-01"]) <= 1
    assert lengths["2026-03-01"] > 0
    assert "2026-02-28" not in lengths  # before the first case
    assert max(map(len, drawn)) <= width


def tables(width: int) -> str:
    figures = stored(lambda tx: read_figures(tx, TEAM, 3, NOW + timedelta(minutes=1)))
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(*tables_of(figures, plots=False), sep="\n")
    return console.export_text()


def test_in_40_columns_no_word_and_no_figure_is_cut() -> None:
    stored(four_cases)

    narrow, wide = tables(40), tables(160)

    assert "…" not in narrow
    assert sorted(narrow.split()) == sorted(wide.split())
    assert max(map(len, narrow.splitlines())) <= 40


def test_tables_are_printed_and_bars_when_asked_for() -> None:
    stored(lambda tx: four_cases(tx, datetime.now(UTC) - timedelta(seconds=1)))

    piped, plotted = frontdesk("stats"), frontdesk("stats", "--plot")

    assert (piped.code, plotted.code) == (0, 0)
    assert "█" not in piped.out
    assert "█" in plotted.out
    assert "\x1b" not in piped.out + plotted.out
    for shown in (piped.out, plotted.out):
        assert "4 cases of T1" in shown
        assert "answered by the bot alone" in shown
        assert "synthesize" in shown


def test_how_long_people_took_is_told_and_of_who_still_waits_that_it_is_more() -> None:
    def waits_for_a_person(tx: Tx) -> None:
        now = datetime.now(UTC)
        case = opened_case(tx, now=now - timedelta(hours=3))
        cases.add_event(tx, case, now - timedelta(hours=3), actor="frontdesk", event="escalated", detail="angry")
        cases.update_case(tx, case.id, now, status="escalated")

    stored(waits_for_a_person)

    people = frontdesk("stats", "--json").json["until_a_person_wrote"]

    assert "a person's words, in working time" in frontdesk("stats").out
    assert "over 3.0 h" in frontdesk("stats").out
    assert (people["cases"], people["still_waiting"], people["in_time"]) == (1, 1, 0)


def test_json_is_what_a_program_can_read() -> None:
    stored(lambda tx: four_cases(tx, datetime.now(UTC) - timedelta(seconds=1)))

    figures = frontdesk("stats", "--json", "--days", "30").json

    assert figures["cases"] == 4
    assert len(figures["by_day"]) == 30
    assert set(figures) == {
        *("team", "since", "until", "cases", "by_route", "by_day", "answered_by_bot", "escalated", "reopened"),
        *("waiting", "resolved", "rating", "response_times", "until_a_person_wrote", "tokens"),
    }


def test_a_desk_without_cases_says_so() -> None:
    nothing = frontdesk("stats")
    stored(lambda tx: opened_case(tx, now=NOW - timedelta(days=999)))
    old = frontdesk("stats", "--days", "7")

    assert nothing.code == 1
    assert "there are no cases yet" in nothing.err
    assert (old.code, old.out) == (0, "No cases of T1 were opened in the last 7 days.\n")


def test_a_route_of_an_older_version_cannot_fool_the_terminal() -> None:
    stored(lambda tx: opened_case(tx, now=datetime.now(UTC)), lambda tx: cases.update_case(tx, 1, NOW, route=EVIL))

    assert "\x1b" not in frontdesk("stats", "--plot").out + frontdesk("stats").out + frontdesk("stats", "--json").out


@pytest.mark.parametrize("days", ["0", "-3", "many", "99999"])
def test_a_period_that_is_none_is_a_wrong_call(days: str) -> None:
    assert frontdesk("stats", "--days", days).code == 2


def test_another_team_s_cases_are_not_counted() -> None:
    stored(lambda tx: opened_case(tx, now=datetime.now(UTC)))
    about = {"team_id": "T2", "channel": "C9", "thread_ts": "1.0", "requester": REQUESTER, "subject": "Other"}
    stored(lambda tx: cases.open_case(tx, **about, is_dm=False, now=datetime.now(UTC)))

    assert frontdesk("stats", "--json", "--team", "T2").json["cases"] == 1
    assert frontdesk("stats").code == 1


def test_a_first_day_is_one_line_and_not_a_month_of_noughts() -> None:
    asked = frontdesk("ask", "Where is my order A-12345?")

    shown = frontdesk("stats")

    assert (asked.code, shown.code) == (0, 0)
    days = [line for line in shown.out.splitlines() if re.match(r"\d{4}-\d\d-\d\d", line)]
    assert [line.split()[1:] for line in days] == [["1", "100.0%"]]


def test_a_month_of_silence_is_one_line() -> None:
    now = datetime.now(UTC)
    stored(lambda tx: opened_case(tx, now=now - timedelta(days=29)))

    shown = frontdesk("stats").out

    assert len([line for line in shown.splitlines() if re.match(r"\d{4}-", line)]) == 2
    assert f"{now - timedelta(days=28):%Y-%m-%d} to {now:%Y-%m-%d}" in shown


def test_only_what_needed_nobody_else_counts_as_answered_by_the_bot_alone() -> None:
    frontdesk("ask", "Where is my order A-12345?")
    frontdesk("ask", "I want to return something")
    frontdesk("ask", "I want to talk to a person")

    figures = frontdesk("stats", "--json").json

    outcomes = {name: figures[name]["cases"] for name in ("answered_by_bot", "waiting", "escalated")}
    assert outcomes == {"answered_by_bot": 1, "waiting": 1, "escalated": 1}


def test_a_case_that_is_closed_while_its_customer_owed_an_answer_was_not_answered() -> None:
    frontdesk("ask", "I want to return something")
    frontdesk("cases", "resolve", "1001")

    assert frontdesk("stats", "--json").json["answered_by_bot"]["cases"] == 0


def test_a_case_the_operator_opens_again_is_escalated_in_the_list_and_in_the_figures() -> None:
    frontdesk("ask", "Where is my order A-12345?")
    frontdesk("cases", "resolve", "1001")
    frontdesk("cases", "reopen", "1001")

    listed = frontdesk("cases", "list", "--json").json["cases"]
    figures = frontdesk("stats", "--json").json

    assert [case["status"] for case in listed] == ["escalated"]
    counted = [figures[name]["cases"] for name in ("escalated", "reopened", "answered_by_bot")]
    assert counted == [1, 1, 0]
