"""What can be done on the card itself: assign to staff only, reply, and take back what was done by mistake."""

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, STAFF, FakeSlack, Json, Message
from tests.slack.handoff.people import PLEASE, RUTH, cards, labels, press, told
from tests.stored import case_of, last, say, timeline_of


def assign_menu(card: Message) -> Json:
    """Return the menu of whom the case can be given to."""
    menu: Json
    [menu] = [one for block in card.blocks for one in block.get("elements", []) if one.get("type") == "static_select"]
    return menu


async def choose(slack: FakeSlack, bot: Bot, card: Message, user: str, *, by: str = STAFF) -> None:
    await slack.action("case_assign", card, user=by, value={"selected_option": {"value": user}})
    await bot.idle()


async def test_the_card_offers_to_assign_the_case_to_staff_only(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    menu = assign_menu(cards(slack)[0])

    assert [option["text"]["text"] for option in menu["options"]] == ["Ruth", "Sam"]
    assert [option["value"] for option in menu["options"]] == [RUTH, STAFF]


async def test_a_choice_on_the_card_assigns_and_can_be_taken_back_there(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)

    await choose(slack, desk, card, RUTH)
    assigned, shown, chosen = (await case_of(desk)).assignee, card.shown, assign_menu(card)["initial_option"]["value"]
    await choose(slack, desk, card, "-")

    assert (assigned, chosen) == (RUTH, RUTH)
    assert f"Assigned to <@{RUTH}>" in shown
    assert (await case_of(desk)).assignee is None
    assert "Waiting for a person since" in card.shown


async def test_a_claimed_case_that_is_given_to_somebody_else_is_not_called_claimed_by_them(
    desk: Bot, slack: FakeSlack
) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)
    await press(slack, desk, "card_claim", card, user=STAFF)

    await choose(slack, desk, card, RUTH)

    assert f"Assigned to <@{RUTH}>" in card.shown
    assert "Claimed by" not in card.shown


async def test_who_is_not_staff_assigns_nothing_on_the_card(desk: Bot, slack: FakeSlack) -> None:
    slack.allow(f"live <@{CUSTOMER}>")  # who is refused is named to who chose them
    await say(slack, desk, PLEASE)
    [card] = cards(slack)

    await choose(slack, desk, card, CUSTOMER)
    await choose(slack, desk, card, RUTH, by=CUSTOMER)

    assert (await case_of(desk)).assignee is None
    assert "is not support staff" in told(slack, STAFF)[-1]
    assert "I find no case CASE-1001" in told(slack, CUSTOMER)[-1]


async def test_a_reply_is_written_from_the_card_in_one_dialog(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    [card] = cards(slack)

    await press(slack, desk, "case_reply", card, user=STAFF)
    ack = await slack.submit(await slack.view_of(STAFF), {"text": "Hello Ana, I am looking into it."})
    await desk.idle()

    assert ack.json == {}
    assert last(slack, event).endswith("Hello Ana, I am looking into it.")
    assert f"Claimed by <@{STAFF}>" in card.shown


async def test_resolve_on_the_card_is_taken_back_on_the_card(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)
    await press(slack, desk, "card_resolve", card, user=STAFF)
    offered = labels(card)

    await press(slack, desk, "case_reopen", card, user=STAFF)

    assert offered == ["Reopen", "Open"]
    assert (await case_of(desk)).status == "escalated"
    assert ("reopened", "") in await timeline_of(desk)
    assert labels(card) == ["Claim", "Reply", "Resolve", "Open"]
    assert len(cards(slack)) == 1


async def test_a_customer_reopens_nothing_on_a_card(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    [card] = cards(slack)
    await press(slack, desk, "card_resolve", card, user=STAFF)

    await press(slack, desk, "case_reopen", card, user=CUSTOMER)

    assert (await case_of(desk)).status == "resolved"
