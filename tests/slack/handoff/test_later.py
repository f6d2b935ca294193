"""Promises about handed-over cases as time goes by: silence, and what their customers write much later."""

from bot.wiring import Bot
from handlers.cases.acts import Actor, hand_back
from tests.fakes.slack import CUSTOMER, DM, STAFF, TEAM, FakeSlack
from tests.slack.handoff.people import ORDER, PLEASE, RUTH, cards, labels, press, told
from tests.stored import Clock, case_count, case_of, say

SAM = Actor(TEAM, STAFF, is_staff=True)


async def test_in_a_dm_the_bot_does_not_talk_over_the_person_who_has_the_case(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE, channel=DM)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    clock.forward(minutes=29)
    again = await say(slack, desk, "Are you there? My lamp still hums", channel=DM)

    assert slack.replies_to(again) == []
    assert await case_count(desk) == 1


async def test_who_resolves_second_is_told_who_was_first(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)
    blocks = list(card.blocks)
    await press(slack, desk, "card_resolve", card, user=STAFF)
    card.blocks = blocks  # what Ruth still sees

    await press(slack, desk, "card_resolve", card, user=RUTH)

    assert f"<@{STAFF}> resolved it a moment ago" in told(slack, RUTH)[-1]


async def test_the_card_of_a_case_that_silence_resolved_offers_nothing_to_resolve(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, ORDER)
    await press(slack, desk, "reply_person", slack.replies_to(event)[-1], user=CUSTOMER)
    await say(slack, desk, "It is on its way, Ana.", user=STAFF, under=event)
    await desk.db.write(lambda tx: hand_back(tx, SAM, "CASE-1001", desk.intake.desk.now()))

    clock.forward(hours=73)
    await desk.chores.ring()
    await desk.idle()

    assert (await case_of(desk)).status == "resolved"
    assert "Resolve" not in labels(cards(slack)[0])
