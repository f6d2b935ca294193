"""The modal of a case: what can be done and the last words first, a link to the thread, one's own reply at once."""

import re
from typing import Any

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, STAFF, FakeSlack, View
from tests.slack.cases.people import THREE_PARTS, cases_of, press, shown
from tests.stored import Clock, say

PLEASE = "I want to talk to a human being please"


def places(view: View, *marks: str) -> list[int]:
    """Return in which block each of these stands first."""
    blocks = [str(block) for block in view.view["blocks"]]
    return [next(at for at, block in enumerate(blocks) if mark in block) for mark in marks]


async def test_acts_and_last_words_stand_in_the_first_screen_and_facts_after(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, THREE_PARTS)
    await say(slack, bot, "I would like a person to call me about this", under=event)

    modal = await cases_of(slack, bot, "1001")

    acts, words, facts, tasks, transcript = places(
        modal, "case_claim", "> I would like a person to call me", "*Opened*", "'Tasks'", "'Transcript'"
    )
    assert (acts, words) == (2, 3)
    assert words < facts < tasks < transcript


async def test_last_words_are_short_enough_for_a_phone_and_say_nothing_twice(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, PLEASE)

    modal = await cases_of(slack, bot, "1001")

    words = str(modal.view["blocks"][3])
    assert "*Frontdesk*" in words
    assert PLEASE not in words
    assert "automatic first response" not in words
    assert len(modal.view["blocks"][3]["text"]["text"]) < 300


async def test_the_modal_links_to_the_thread(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, PLEASE)

    modal = shown(await cases_of(slack, bot, "1001"))
    await cases_of(slack, bot, "1001")

    assert f"/archives/{event['channel']}/p{event['ts'].replace('.', '')}|Open the thread>" in modal
    assert len(slack.called("chat.getPermalink")) == 1


async def test_a_direct_message_has_no_link_that_staff_could_not_follow(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, PLEASE, channel=DM)

    modal = shown(await cases_of(slack, bot, "1001"))

    assert "in a direct message" in modal
    assert "Open the thread" not in modal


async def test_a_case_opens_without_its_link_when_slack_gives_none(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, PLEASE)
    slack.fault("chat.getPermalink", error="message_not_found")

    modal = shown(await cases_of(slack, bot, "1001"))

    assert "case_claim" in modal
    assert "Open the thread" not in modal


async def test_the_modal_says_since_when_the_case_waits_and_when_its_answer_is_due(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, bot, PLEASE)
    clock.forward(minutes=200)

    modal = shown(await cases_of(slack, bot, "1001"))

    assert "needs a person for 3 h · :warning: *due <!date^" in modal
    assert "English" in modal
    assert "not known" not in modal


async def test_a_reply_stands_in_the_case_at_once(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, PLEASE)
    modal = await cases_of(slack, bot, "1001")
    await press(slack, bot, modal, "case_reply")

    await slack.submit(await slack.view_of(STAFF), {"text": "We will call you & help"})
    await bot.interactions.idle()  # whether Slack has taken it by now or not

    last = str(modal.view["blocks"][4])
    assert f"<@{STAFF}> (support)" in last
    assert "> We will call you &amp; help" in last


async def test_other_cases_of_the_customer_open_in_its_place(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "My router keeps disconnecting", user=OTHER_CUSTOMER)
    await say(slack, bot, PLEASE)
    modal = await cases_of(slack, bot, "1003")
    before = shown(modal)

    await press(slack, bot, modal, "case_other", "CASE-1001")

    assert "Other cases of this customer" in before
    assert "*CASE-1001* Where is my order A-12345?\\nanswered" in before
    assert "CASE-1002" not in before
    assert modal.view["title"]["text"] == "CASE-1001"
    assert "*CASE-1003*" in shown(modal)


async def test_a_customer_cannot_open_a_case_through_another(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?", user=OTHER_CUSTOMER)
    await say(slack, bot, PLEASE)
    own = await cases_of(slack, bot, "1002", user=CUSTOMER)
    forged: dict[str, Any] = {"action_id": "case_other", "block_id": "b", "type": "button", "value": "CASE-1001"}
    own.view["blocks"].append({"type": "actions", "block_id": "b", "elements": [forged]})

    await slack.action("case_other", own, user=CUSTOMER, value="CASE-1001")
    await bot.idle()

    assert "A-12345" not in shown(own)


async def test_a_resolved_case_is_not_said_to_wait_for_anything(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "I want to return something")
    waits = shown(await cases_of(slack, bot, "1001"))
    await press(slack, bot, await cases_of(slack, bot, "1001"), "case_resolve", "CASE-1001")

    assert "*Waits for*" in waits
    assert "*Waits for*" not in shown(await cases_of(slack, bot, "1001"))


async def test_a_case_opened_again_waits_for_a_person_and_not_for_what_the_customer_owed(
    bot: Bot, slack: FakeSlack
) -> None:
    await say(slack, bot, "I want to return something")
    modal = await cases_of(slack, bot, "1001")

    await press(slack, bot, modal, "case_resolve", "CASE-1001")
    await press(slack, bot, modal, "case_reopen", "CASE-1001")

    assert "needs a person" in shown(modal)
    assert "*Waits for*" not in shown(modal)
    assert "*Return of a product* (no details yet): pending" in shown(modal)  # what was asked for is still to be seen


async def test_a_draft_that_was_dropped_for_a_person_is_marked_as_not_sent(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Please let a human look at this, you robot")
    await say(slack, bot, "The app crashes when I log in")

    dropped, sent = [shown(await cases_of(slack, bot, number)) for number in ("1001", "1002")]

    assert "I am not sure about that" in dropped
    assert "*general_reply*: rules, 0 ms; no key; not sent" in re.sub(r"\d+ ms", "0 ms", dropped)
    assert "*technical_reply*" in sent
    assert "not sent" not in sent
