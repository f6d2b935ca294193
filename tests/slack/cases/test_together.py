"""Promises about two people at once, many cases and very long ones: nothing is overwritten, everything fits Slack."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from storage import cases
from storage.database import Tx
from storage.records import Case
from storage.sql import insert_row
from storage.tables import messages, tasks
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, View, app_home_opened
from tests.slack.cases.people import THREE_PARTS, cases_of, home_of, press, shown
from tests.stored import Clock, case_of, say, timeline_of

RUTH = OTHER_CUSTOMER


@pytest.fixture
async def desk(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk with two members of staff."""
    async with open_bot(settings_for(staff=frozenset({STAFF, RUTH})), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


@pytest.fixture
async def both(desk: Bot, slack: FakeSlack) -> tuple[View, View]:
    """Both look at the same case."""
    await say(slack, desk, THREE_PARTS)
    return await cases_of(slack, desk, "1001"), await cases_of(slack, desk, "1001", user=RUTH)


async def test_who_claims_second_is_told_who_was_first(
    desk: Bot, slack: FakeSlack, both: tuple[View, View], clock: Clock
) -> None:
    mine, hers = both
    await press(slack, desk, hers, "case_claim")
    clock.forward(minutes=1, seconds=5)

    await press(slack, desk, mine, "case_claim")

    assert f"<@{RUTH}> claimed it a minute ago" in shown(mine)
    assert (await case_of(desk)).assignee == RUTH
    assert f"*Assignee*\\n<@{RUTH}>" in shown(mine)


async def test_who_changes_the_priority_second_overwrites_nothing(
    desk: Bot, slack: FakeSlack, both: tuple[View, View]
) -> None:
    mine, hers = both
    await press(slack, desk, hers, "case_priority", {"selected_option": {"value": "CASE-1001:urgent:normal"}})

    await press(slack, desk, mine, "case_priority", {"selected_option": {"value": "CASE-1001:low:normal"}})

    assert (await case_of(desk)).priority == "urgent"
    assert f"<@{RUTH}> changed the priority" in shown(mine)
    assert [event for event, _ in await timeline_of(desk)].count("priority changed") == 1


async def test_who_assigns_second_overwrites_nothing(desk: Bot, slack: FakeSlack, both: tuple[View, View]) -> None:
    mine, hers = both
    await press(slack, desk, hers, "case_assign", {"selected_option": {"value": RUTH}})

    await press(slack, desk, mine, "case_assign", {"selected_option": {"value": STAFF}})

    assert (await case_of(desk)).assignee == RUTH
    assert f"<@{RUTH}> assigned it" in shown(mine)


async def test_two_who_press_claim_at_the_same_moment_are_one_claim(
    desk: Bot, slack: FakeSlack, both: tuple[View, View]
) -> None:
    mine, hers = both
    await slack.action("case_claim", mine, user=STAFF)
    await slack.action("case_claim", hers, user=RUTH)
    await desk.idle()

    assert [event for event, _ in await timeline_of(desk)].count("claimed") == 1
    assert "claimed it a moment ago" in shown(mine) + shown(hers)


async def test_a_claimed_case_that_is_handed_back_answers_what_was_said_meanwhile(
    desk: Bot, slack: FakeSlack, both: tuple[View, View]
) -> None:
    mine, _ = both
    await press(slack, desk, mine, "case_claim")
    root = next(message for message in slack.workspace.messages if message.user == CUSTOMER)
    asked = await say(slack, desk, "Where is my order A-77777?", under={"ts": root.ts})
    silent = len(slack.replies_to(asked))

    await press(slack, desk, mine, "case_hand_back")

    assert (silent, len(slack.replies_to(asked))) == (1, 2)
    assert "A-77777" in slack.replies_to(asked)[-1].shown
    assert not (await case_of(desk)).taken_over


def many_cases(tx: Tx, count: int, clock: Clock, requester: str = CUSTOMER) -> None:
    """Let so many cases be there."""
    for at in range(count):
        cases.open_case(
            tx,
            team_id=TEAM,
            channel=SUPPORT,
            thread_ts=f"1.{at:06}",
            is_dm=False,
            requester=requester,
            subject=f"Subject {at}",
            now=clock(),
        )


async def test_the_queue_goes_page_by_page_and_back(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await desk.db.write(lambda tx: many_cases(tx, 40, clock))
    home = await home_of(slack, desk, chosen="all")
    first = shown(home)

    await press(slack, desk, home, "queue_next")
    second = shown(home)
    await press(slack, desk, home, "queue_next")
    third = shown(home)
    await press(slack, desk, home, "queue_back")

    numbers = [
        [number for number in range(1001, 1041) if f"CASE-{number}" in page.partition("private_metadata")[2]]
        for page in (first, second, third)
    ]
    assert numbers == [list(range(1026, 1041)), list(range(1011, 1026)), list(range(1001, 1011))]
    assert shown(home) == second


async def test_a_new_case_does_not_move_the_page_somebody_looks_at(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await desk.db.write(lambda tx: many_cases(tx, 20, clock))
    home = await home_of(slack, desk, chosen="all")
    await press(slack, desk, home, "queue_next")

    await say(slack, desk, "Where is my order A-12345?")

    assert "All 21" in shown(home)
    assert "*CASE-1005*" in shown(home)
    assert "*CASE-1021*" not in shown(home)


def long_case(tx: Tx, case: Case, clock: Clock) -> None:
    """Let a case have 300 messages and 60 tasks, with very long texts."""
    text = "<&> " * 1500 + "x" * 6000
    for at in range(300):
        row = {"team_id": TEAM, "channel": SUPPORT, "ts": f"2.{at:06}", "thread_ts": case.thread_ts, "case_id": case.id}
        row |= {
            "author": CUSTOMER,
            "author_kind": "customer",
            "text": f"Message {at}. " + (text if at % 50 == 0 else ""),
        }
        row |= {"is_dm": False, "kept_at": clock()}
        insert_row(tx, messages, row)
    for at in range(60):
        task = {
            "team_id": TEAM,
            "case_id": case.id,
            "run": f"r{at}",
            "opened_run": f"r{at}",
            "part": 1,
            "query_type": "ProductReturn",
        }
        task |= {
            "product_name": f"Lamp-{at}- " + "&" * 900,
            "state": "done",
            "created_at": clock(),
            "updated_at": clock(),
        }
        insert_row(tx, tasks, task)


@pytest.mark.parametrize("user", [STAFF, CUSTOMER])
async def test_a_very_long_case_is_shown_whole_page_by_page(
    desk: Bot, slack: FakeSlack, clock: Clock, user: str
) -> None:
    await say(slack, desk, THREE_PARTS)
    case = await case_of(desk)
    await desk.db.write(lambda tx: long_case(tx, case, clock))
    modal = await cases_of(slack, desk, "1001", user=user)

    seen = [shown(modal)]
    while "case_page_next" in seen[-1]:
        await press(slack, desk, modal, "case_page_next")
        seen.append(shown(modal))

    everything = "\n".join(seen)
    assert [at for at in range(300) if f"Message {at}." not in everything] == []
    assert [at for at in range(60) if f"Lamp-{at}-" not in everything] == []
    assert everything.count("x" * 1000) >= 6 * 6
    assert len(seen) > 3


async def test_home_is_left_alone_half_an_hour_after_somebody_looked_at_it(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    home = await home_of(slack, desk)
    clock.forward(minutes=31)

    await say(slack, desk, "Where is my order A-12345?")

    assert len(slack.called("views.publish")) == 1
    assert "CASE-1001" not in shown(home)


async def test_a_home_tab_that_slack_refuses_is_not_told_to_anybody(desk: Bot, slack: FakeSlack) -> None:
    slack.fault("views.publish", error="not_enabled")

    await slack.deliver(app_home_opened(STAFF))
    await desk.idle()

    assert slack.called("chat.postMessage") == []


async def test_a_reply_goes_out_although_home_cannot_be_refreshed(desk: Bot, slack: FakeSlack) -> None:
    await home_of(slack, desk)
    slack.fault("views.publish", status=503)

    event = await say(slack, desk, "Where is my order A-12345?")

    assert len(slack.replies_to(event)) == 1
