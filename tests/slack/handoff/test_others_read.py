"""Staff see where others read along, and what their customer said to the desk alone, before they write there."""

import json
import re
from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import DM, STAFF, SUPPORT, FakeSlack, Json
from tests.slack.cases.people import cases_of, shown
from tests.slack.cases.people import press as press_in
from tests.slack.handoff.people import PLEASE, RETURN, cards, staffed
from tests.stored import Clock, say

BANK = "my bank account changed, it is with the Volksbank now; I want to talk to a human"
ALONE = "last message was a direct message, which the others there have not seen"
OTHERS = "Others read along"


@pytest.fixture
async def private(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk in a channel where others read along."""
    async with staffed(slack, settings_for, clock, private_channels=frozenset({SUPPORT})) as running:
        yield running


@pytest.fixture
async def told_alone(private: Bot, slack: FakeSlack) -> Json:
    """A return that is told alone, and what its customer answers there; its first message."""
    event = await say(slack, private, RETURN)
    await say(slack, private, BANK, channel=DM)
    return event


async def reply_dialog(slack: FakeSlack, desk: Bot) -> str:
    await press_in(slack, desk, await cases_of(slack, desk, "1001"), "case_reply")
    return shown(await slack.view_of(STAFF))


@pytest.mark.usefixtures("told_alone")
async def test_the_dialog_of_a_reply_says_who_reads_it_and_what_they_have_not_seen(
    private: Bot, slack: FakeSlack
) -> None:
    dialog = await reply_dialog(slack, private)

    assert "Others read along in that thread." in dialog
    assert ALONE in dialog


async def test_after_words_in_the_thread_the_dialog_says_only_who_reads_along(
    private: Bot, slack: FakeSlack, told_alone: Json
) -> None:
    await say(slack, private, "has anybody read what I wrote?", under=told_alone)

    dialog = await reply_dialog(slack, private)

    assert OTHERS in dialog
    assert ALONE not in dialog


@pytest.mark.usefixtures("told_alone")
async def test_the_case_marks_what_was_said_and_told_alone(private: Bot, slack: FakeSlack) -> None:
    view = shown(await cases_of(slack, private, "1001"))

    assert "Others read along there." in view
    assert re.search(r"in a direct message\\n> my bank account", view)
    assert re.search(r"\*Frontdesk\* (?:(?!\\n).)* in a direct message\\n> ", view)
    assert not re.search(r"in a direct message\\n> I want to return", view)


@pytest.mark.usefixtures("private", "told_alone")
async def test_the_card_says_so_too(slack: FakeSlack) -> None:
    shown_there = json.dumps(cards(slack)[0].blocks)

    assert "others read along in the thread" in shown_there
    assert r"_In a direct message:_\n> my bank account" in shown_there


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_where_nobody_is_kept_from_reading_nothing_is_said_of_it(
    desk: Bot, slack: FakeSlack, channel: str
) -> None:
    await say(slack, desk, PLEASE, channel=channel)

    seen = shown(await cases_of(slack, desk, "1001")) + await reply_dialog(slack, desk) + str(cards(slack)[0].blocks)

    assert OTHERS.casefold() not in seen.casefold()
    assert ALONE not in seen
