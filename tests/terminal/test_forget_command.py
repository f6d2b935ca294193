"""Being forgotten, and retention: what an operator asks to be erased is nowhere any more, and the counts stay."""

import io
from datetime import UTC, datetime

import pytest

from bot.wiring import Bot, open_bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage import cases
from storage.database import Tx
from storage.records import Customer
from storage.retention import forget
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, STAFF, TEAM, FakeSlack
from tests.storage.fixtures import NOW, REQUESTER, kept
from tests.storage.fixtures import TEAM as OTHER_TEAM
from tests.stored import FIRST, Clock, all_rows, case_of, everything_stored, say
from tests.terminal.command_line import InterruptedFirst, frontdesk, stored

SECRET = "taxidermy"
ADA = Actor(OTHER_TEAM, "UADA", is_staff=True)


def a_person(tx: Tx) -> None:
    kept(tx, f"My {SECRET} lamp hums", "1.0")
    kept(tx, f"Where is my {SECRET} order?", "2.0")
    cases.keep_customer(tx, Customer(OTHER_TEAM, REQUESTER, "AC-778899", NOW))


def test_a_forgotten_person_is_nowhere_and_what_was_erased_is_counted() -> None:
    stored(a_person)

    ended = frontdesk("forget", "u1", "--yes")

    left = stored(all_rows)
    assert (ended.code, ended.out.startswith("Erased: 2 cases, 2 messages")) == (0, True)
    assert SECRET not in left
    assert "AC-778899" not in left
    assert repr(REQUESTER) not in left
    assert frontdesk("cases", "list", "resolved", "--json").json["cases"][1]["number"] == "CASE-1001"


def test_the_counts_come_as_json() -> None:
    stored(a_person)

    assert frontdesk("forget", "U1", "--yes", "--json").json == {"team": OTHER_TEAM, "cases": 2, "messages": 2}


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_erased(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    stored(a_person)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    ended = frontdesk("forget", "U1")

    assert ended.code == 1
    assert "Erase U1 of team T1 for good: 2 cases, 2 messages" in ended.err
    assert SECRET in stored(all_rows)


def test_a_yes_in_the_terminal_erases(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(a_person)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    assert frontdesk("forget", "U1").code == 0
    assert SECRET not in stored(all_rows)


def test_ctrl_c_at_the_question_ends_the_command_and_erases_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(a_person)
    monkeypatch.setattr("sys.stdin", InterruptedFirst("y\n"))

    ended = frontdesk("forget", "U1")

    assert (ended.code, ended.out.strip()) == (130, "")
    assert SECRET in stored(all_rows)


@pytest.mark.parametrize("user", ["U2", "", "\x1b[31mU1", "'; DROP TABLE cases"])
def test_nobody_of_that_id_is_exit_code_1(user: str) -> None:
    stored(a_person)

    ended = frontdesk("forget", user, "--yes")

    assert (ended.code, ended.out) == (1, "")
    assert "nothing of" in ended.err
    assert "\x1b" not in ended.err
    assert SECRET in stored(all_rows)


def test_forgetting_twice_finds_nothing() -> None:
    stored(a_person)
    frontdesk("forget", "U1", "--yes")

    assert frontdesk("forget", "U1", "--yes").code == 1


def test_a_person_of_another_team_with_the_same_id_is_kept() -> None:
    stored(a_person)
    about = {"team_id": "T2", "channel": "C9", "thread_ts": "1.0", "requester": REQUESTER, "subject": "Other"}
    stored(lambda tx: cases.open_case(tx, **about, is_dm=False, now=NOW))

    assert frontdesk("forget", "U1", "--yes").code == 1
    assert frontdesk("forget", "U1", "--yes", "--team", OTHER_TEAM).code == 0
    assert frontdesk("cases", "list", "--team", "T2", "--json").json["cases"][0]["subject"] == "Other"


def test_staff_who_only_pressed_buttons_are_forgotten_too() -> None:
    def press(tx: Tx) -> None:
        a_person(tx)
        acts.resolve(tx, Actor(OTHER_TEAM, "UBEN", is_staff=True), "1002", NOW)
        acts.assign(tx, ADA, "1001", "UBEN", None, NOW)

    stored(press)

    assert frontdesk("forget", "UBEN", "--yes").code == 0
    assert "UBEN" not in stored(all_rows)
    assert SECRET in stored(all_rows)


async def test_nothing_of_a_customer_is_left_after_a_real_conversation(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"I want to return the {SECRET} lamp, and where is my order A-12345?")
    await say(slack, bot, f"It is a {SECRET} lamp, it flickers", under=root)
    await say(slack, bot, f"<@{BOT_USER}> What does INV-7890 mean?", user=STAFF)

    await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, datetime.now(UTC)))

    left = await everything_stored(bot)
    assert CUSTOMER not in left
    assert SECRET not in left.lower()
    assert "A-12345" not in left
    assert STAFF in left


async def test_texts_of_resolved_cases_are_erased_when_their_time_is_over(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with open_bot(settings_for(retention_days=30), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, f"Where is my order A-12345? The {SECRET} lamp.")
        await say(slack, bot, f"I want to return my {SECRET} lamp, I do not know which one.")
        await bot.db.write(lambda tx: acts.resolve(tx, Actor(TEAM, STAFF, is_staff=True), FIRST, clock()))

        clock.forward(days=29)
        await bot.chores.ring()
        before = await everything_stored(bot)
        clock.forward(days=2)
        await bot.chores.ring()
        after = await everything_stored(bot)

        assert before.count("A-12345") > 3
        assert "Where is my order" not in after
        assert "I want to return my" in after
        assert (await case_of(bot)).erased_at is not None
        assert "'retention', 1, 1" in after


async def test_however_many_cases_are_over_one_hour_s_chore_erases_them(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.retention.BATCH", 2)
    async with open_bot(settings_for(retention_days=1), clock) as bot:
        slack.delivery.bot_url = bot.url
        await bot.db.write(lambda tx: seven_resolved(tx, clock()))

        clock.forward(days=2)
        await bot.chores.ring()

        assert SECRET not in await everything_stored(bot)


def seven_resolved(tx: Tx, now: datetime) -> None:
    for at in range(1, 8):
        case = cases.get_case(tx, kept(tx, f"{SECRET} {at}", f"{at}.0").case_id)
        acts.resolve(tx, ADA, case.number, now)


async def test_texts_are_kept_for_ever_unless_the_setting_says_otherwise(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, bot, f"Where is my {SECRET} order A-12345?")
    await bot.db.write(lambda tx: acts.resolve(tx, Actor(TEAM, STAFF, is_staff=True), FIRST, clock()))

    clock.forward(days=4000)
    await bot.chores.ring()

    assert SECRET in await everything_stored(bot)


@pytest.mark.parametrize("days", ["0", "-1", "soon"])
def test_a_retention_that_is_no_number_of_days_is_refused(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("FRONTDESK_RETENTION_DAYS", days)

    ended = frontdesk("cases", "list")

    assert ended.code == 2
    assert "FRONTDESK_RETENTION_DAYS" in ended.err
