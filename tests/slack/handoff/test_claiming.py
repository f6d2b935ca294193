"""Claiming and resolving on the card: staff only, the first one gets the case, and the bot falls silent."""

import pytest

from bot.wiring import Bot
from handlers.cases.acts import hand_back
from tests.fakes.slack import BOT_USER, CUSTOMER, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, Message
from tests.slack.cases.people import cases_of, home_of, shown
from tests.slack.handoff.people import ORDER, PLEASE, RUTH, SAM, cards, labels, press, told
from tests.stored import case_of, last, message_of, say


async def test_a_claim_silences_the_bot_until_the_case_is_handed_back(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    before = len(slack.replies_to(event))

    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    await say(slack, desk, ORDER, under=event)
    silent = len(slack.replies_to(event)) == before
    case, owed = await desk.db.write(lambda tx: hand_back(tx, SAM, "CASE-1001", desk.intake.desk.now()))
    await desk.case_post_jobs.changed(case.id)
    await desk.intake.sweep()
    await desk.idle()

    assert silent
    assert owed is not None
    assert "Tracking number" in last(slack, event)
    assert "Handed back to the desk by <@U0STAFF01>" in cards(slack)[0].shown


async def test_what_is_handed_back_unanswered_waits_on_its_card_as_before_and_is_reminded_of(
    desk: Bot, slack: FakeSlack
) -> None:
    await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    case, _ = await desk.db.write(lambda tx: hand_back(tx, SAM, "CASE-1001", desk.intake.desk.now()))
    await desk.case_post_jobs.changed(case.id)
    await desk.chores.ring()
    await desk.idle()

    card, reminder = cards(slack)
    assert "Waiting for a person since" in card.shown
    assert "asked for a person" in card.shown
    assert "Claim" in labels(card)
    assert "still waits for a person" in reminder.shown


async def test_a_claimed_card_says_by_whom_and_offers_no_claim(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    [card] = cards(slack)
    assert "Claimed by <@U0STAFF01>" in card.shown
    assert labels(card) == ["Reply", "Resolve", "Open"]
    assert (await case_of(desk)).assignee == STAFF


async def test_who_claims_second_is_told_who_was_first(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)
    blocks = list(card.blocks)
    await press(slack, desk, "card_claim", card, user=STAFF)
    card.blocks = blocks  # what Ruth still sees

    await press(slack, desk, "card_claim", card, user=RUTH)

    assert (await case_of(desk)).assignee == STAFF
    assert "<@U0STAFF01> claimed it a moment ago" in told(slack, RUTH)[-1]


async def test_resolving_on_the_card_closes_the_case(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)

    assert (await case_of(desk)).status == "resolved"
    assert "Resolved by <@U0STAFF01>" in cards(slack)[0].shown
    assert labels(cards(slack)[0]) == ["Reopen", "Open"]


@pytest.mark.parametrize("action", ["card_claim", "card_resolve"])
async def test_a_customer_cannot_press_a_card(desk: Bot, slack: FakeSlack, action: str) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, action, cards(slack)[0], user=CUSTOMER)

    case = await case_of(desk)
    assert (case.status, case.assignee) == ("escalated", None)
    assert "I find no case CASE-1001 that you may work on" in told(slack, CUSTOMER)[-1]


@pytest.mark.parametrize("number", ["CASE-9999", "", "'; DROP TABLE cases; --", "9" * 400])
async def test_a_forged_number_claims_nothing(desk: Bot, slack: FakeSlack, number: str) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF, value=number)

    assert (await case_of(desk)).assignee is None
    assert told(slack, STAFF)[-1].startswith("I find no")


async def test_a_staff_member_s_words_in_the_thread_claim_the_case_on_its_card(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    words = await say(slack, desk, "Hello Ana, this is Sam.", user=STAFF, under=event)

    kept = await message_of(desk, words)
    assert kept is not None
    assert (kept.author_kind, kept.text) == ("staff", "Hello Ana, this is Sam.")
    assert "Claimed by <@U0STAFF01>" in cards(slack)[0].shown


async def test_a_mention_of_the_bot_by_staff_claims_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    await say(slack, desk, f"<@{BOT_USER}> where is order A-12345?", user=STAFF, under=event)

    assert "Waiting for a person" in cards(slack)[0].shown


async def test_another_person_cannot_claim_for_the_customer(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_claim", cards(slack)[0], user=OTHER_CUSTOMER)

    assert (await case_of(desk)).assignee is None


async def test_a_card_asks_before_it_closes_what_nobody_has_answered(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    unanswered = resolve_question(cards(slack)[0])

    await slack.deliver(slack.says(STAFF, SUPPORT, "I am here now.", event["ts"]))
    await desk.idle()
    answered = resolve_question(cards(slack)[0])
    await say(slack, desk, "Thursday is fine. And where is order 61200 now?", under=event)

    assert "Nobody has answered what they wrote last" in unanswered
    assert answered == ""
    assert resolve_question(cards(slack)[0]) == unanswered


async def test_the_dialog_and_home_say_before_resolving_that_nobody_has_answered(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    await say(slack, desk, ORDER)

    assert "Nobody has answered what they wrote last" in shown(await cases_of(slack, desk, "CASE-1001"))
    assert "Nobody has answered what they wrote last" in shown(await home_of(slack, desk))
    assert "Resolve this case?" in shown(await cases_of(slack, desk, "CASE-1002"))


def resolve_question(card: Message) -> str:
    """Return what is asked before *Resolve* on a card is done; "" if nothing is."""
    [found] = [
        one for block in card.blocks for one in block.get("elements", []) if one.get("action_id") == "card_resolve"
    ]
    return str(found.get("confirm", {}).get("text", {}).get("text", ""))
