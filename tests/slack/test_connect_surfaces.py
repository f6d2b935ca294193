"""Each surface serves a person of another organisation (Slack Connect), and shows them nothing of others."""

import json

import pytest

from bot.slack.answer_buttons import CANCEL_RETURN, HERE, PERSON
from bot.trial.workspace.workspace import User
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER as VERA
from tests.fakes.slack import DM, OTHER_CUSTOMER, SUPPORT, FakeSlack, Json, Message, app_home_opened, reacted
from tests.slack.cases.people import cases_of, home_of, press, shown
from tests.slack.faqs.people import opened_set, set_of
from tests.slack.faqs.people import sent as send_form
from tests.slack.handoff.people import RETURN, rate, told
from tests.slack.handoff.people import press as press_under
from tests.stored import case_count, case_of, last, rmas_of, say

THEIRS, OURS = "Where is my yak order A-22222?", "I want to talk to a human about my zebra"
OUR_NUMBER, THEIR_NUMBER = "CASE-1001", "CASE-1002"


@pytest.fixture
async def hers(bot: Bot, slack: FakeSlack) -> Json:
    """Ben of ours has a case; so has Vera of another organisation, who shares the channel: return her message."""
    slack.workspace.users[VERA] = User(VERA, "Vera", team="T0PARTNER")
    await say(slack, bot, OURS, user=OTHER_CUSTOMER)
    return await say(slack, bot, THEIRS)


def alone(slack: FakeSlack) -> list[Message]:
    return slack.posts_in(DM)


async def test_home_lists_their_cases_and_no_others(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    home = shown(await home_of(slack, bot, VERA))

    assert "yak" in home
    assert "zebra" not in home
    assert hers["user"] == VERA


@pytest.mark.usefixtures("hers")
@pytest.mark.parametrize(("number", "yak"), [(THEIR_NUMBER, True), (OUR_NUMBER, False)])
async def test_their_case_opens_by_its_number(bot: Bot, slack: FakeSlack, number: str, *, yak: bool) -> None:
    modal = shown(await cases_of(slack, bot, number, user=VERA))

    assert ("yak" in modal) is yak
    assert "zebra" not in modal
    assert "case_claim" not in modal


@pytest.mark.usefixtures("hers")
async def test_home_opens_their_case_in_a_modal(bot: Bot, slack: FakeSlack) -> None:
    home = await home_of(slack, bot, VERA)
    await press(slack, bot, home, "case_open")

    assert "yak" in shown(await slack.view_of(VERA))


@pytest.mark.usefixtures("hers")
@pytest.mark.parametrize(("words", "found"), [("yak", True), ("zebra", False), ("A-22222", True), ("human", False)])
async def test_search_finds_their_words_and_no_others(bot: Bot, slack: FakeSlack, words: str, *, found: bool) -> None:
    listed = shown(await cases_of(slack, bot, words, user=VERA))

    assert (THEIR_NUMBER in listed) is found
    assert OUR_NUMBER not in listed


@pytest.mark.usefixtures("hers")
async def test_an_export_is_sent_to_them_and_holds_their_cases(bot: Bot, slack: FakeSlack) -> None:
    await slack.command("/cases", "export json", user=VERA)
    await bot.idle()

    [message] = [post for post in alone(slack) if post.files]
    rows = json.loads(slack.workspace.files[message.files[0]["id"]][1])
    assert [row["number"] for row in rows] == [THEIR_NUMBER]


async def test_a_return_is_cancelled_by_their_button_and_not_by_one_of_others(bot: Bot, slack: FakeSlack) -> None:
    slack.workspace.users[VERA] = User(VERA, "Vera", team="T0PARTNER")
    await say(slack, bot, RETURN)
    under = alone(slack)[-1]
    await press_under(slack, bot, CANCEL_RETURN, under, user=OTHER_CUSTOMER)
    before = [rma.state for rma in await rmas_of(bot)]
    await press_under(slack, bot, CANCEL_RETURN, under, user=VERA)

    assert (before, [rma.state for rma in await rmas_of(bot)]) == (["issued"], ["cancelled"])
    assert told(slack, OTHER_CUSTOMER) == ["I find no such RMA that you may cancel."]


async def test_answer_here_and_a_person_are_theirs_to_ask_for(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    neutral = slack.replies_to(hers)[0]
    for action in (HERE, PERSON):
        await press_under(slack, bot, action, neutral, user=OTHER_CUSTOMER)
    refused = last(slack, hers), (await case_of(bot, THEIR_NUMBER)).status
    for action in (HERE, PERSON):
        await press_under(slack, bot, action, slack.replies_to(hers)[0], user=VERA)

    assert ("A-22222" in refused[0], refused[1]) == (False, "answered")
    assert "A-22222" in slack.replies_to(hers)[0].shown
    assert (await case_of(bot, THEIR_NUMBER)).status == "escalated"


async def test_a_bad_answer_is_rated_and_commented_in_their_dialog(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    await rate(slack, bot, hers, -1, user=VERA)
    ack = await slack.submit(await slack.view_of(VERA), {"words": "That is last week's parcel."})
    await bot.idle()

    assert (ack.status, ack.json) == (200, {})
    assert "That is last week" in shown(await cases_of(slack, bot, THEIR_NUMBER))


async def test_a_case_is_opened_from_a_message_by_staff_alone(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    message = slack.workspace.find(SUPPORT, hers["ts"])
    ack = await slack.shortcut("open_case", user=VERA, message=message)
    await bot.idle()

    assert ack.status == 200
    assert "Only support staff can open a case" in told(slack, VERA)[-1]
    assert await case_count(bot) == 2


async def test_their_emoji_change_no_case(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    before = await case_of(bot, THEIR_NUMBER)
    for name in ("eyes", "white_check_mark"):
        await slack.deliver(reacted(hers, name, VERA))
        await bot.idle()

    assert await case_of(bot, THEIR_NUMBER) == before


async def test_faqs_are_made_from_a_message_and_are_theirs(bot: Bot, slack: FakeSlack, hers: Json) -> None:
    slack.allow(f"live <@{VERA}>")
    message = slack.workspace.find(SUPPORT, hers["ts"])
    await slack.shortcut("faq_from_message", user=VERA, message=message)
    await bot.idle()
    form = await slack.view_of(VERA)
    await send_form(slack, form, {"text_0_0": "A yak is an animal of the mountains.", "count": "1"})
    await bot.idle()

    made, _ = await set_of(bot)
    theirs = shown(await opened_set(slack, bot, user=VERA))
    others = shown(await opened_set(slack, bot, user=OTHER_CUSTOMER))
    assert made.owner == VERA
    assert "yak" in theirs
    assert "yak" not in others


@pytest.mark.usefixtures("hers")
async def test_what_is_offered_in_their_direct_message_is_about_their_case(bot: Bot, slack: FakeSlack) -> None:
    await slack.deliver(app_home_opened(VERA, DM, tab="messages"))
    await bot.idle()

    [offered] = slack.called("assistant.threads.setSuggestedPrompts")
    assert THEIR_NUMBER in str(offered.args["prompts"])
    assert OUR_NUMBER not in str(offered.args["prompts"])
