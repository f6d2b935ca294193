"""The buttons under an answer: ratings, a word about a bad one, a person please, cancel this return."""

import asyncio

import pytest

from bot.slack.answer_buttons import CANCEL_RETURN, PERSON, RATE
from bot.wiring import Bot
from handlers.cases.handover import NO_REPEATING
from storage import replies
from storage.records import Post
from tests.fakes.slack import BOT_USER, CUSTOMER, OTHER_CUSTOMER, STAFF, FakeSlack, Json
from tests.slack.handoff.people import ORDER, PLEASE, RETURN, cards, labels, press, rate, told
from tests.stored import case_of, everything_stored, last, rmas_of, say, timeline_of

WAITS = "waits for a person from our support team, as case CASE-1001"


async def replies_of(bot: Bot) -> list[Post]:
    case = await case_of(bot)
    return await bot.db.read(lambda tx: replies.replies_of(tx, case.id))


def kinds(slack: FakeSlack, event: Json) -> list[str]:
    """Return what kinds of blocks the last reply in a thread has."""
    return [block["type"] for block in slack.replies_to(event)[-1].blocks]


async def test_an_answer_in_full_asks_whether_it_helped_and_offers_a_person(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    assert kinds(slack, event)[-2:] == ["context_actions", "actions"]
    assert labels(slack.replies_to(event)[-1]) == ["Talk to a person"]


@pytest.mark.parametrize(
    "text",
    ["I want to return something", PLEASE, "blorb the fnord", "I was charged twice", "My app crashes", "FAIL-12345?"],
    ids=["field missing", "handed over", "not understood", "account asked", "details asked", "failed"],
)
async def test_what_is_no_answer_in_full_is_not_rated(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "context_actions" not in kinds(slack, event)


async def test_an_answer_beside_an_open_question_is_not_rated_yet(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, f"I want to return something. {ORDER}")

    assert "context_actions" not in kinds(slack, event)


async def test_an_answer_to_somebody_else_in_the_thread_has_no_buttons(bot: Bot, slack: FakeSlack) -> None:
    slack.allow("<@")
    event = await say(slack, bot, ORDER)

    await say(slack, bot, f"<@{BOT_USER}> {ORDER}", user=OTHER_CUSTOMER, under=event)

    assert "context_actions" not in kinds(slack, event)


async def test_the_notification_s_text_says_nothing_of_buttons(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)

    assert "Cancel" not in slack.replies_to(event)[-1].text
    assert "Helpful" not in slack.replies_to(event)[-1].text


async def test_without_blocks_the_answer_still_goes(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", error="invalid_blocks")

    event = await say(slack, bot, ORDER)

    assert "Tracking number" in last(slack, event)


async def test_a_good_rating_is_stored_and_thanked_for_in_private(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await rate(slack, bot, event, 1)

    assert [reply.rating for reply in await replies_of(bot)] == [1]
    assert told(slack, CUSTOMER) == ["Thank you for telling me."]
    assert ("rated", "good") in await timeline_of(bot)
    assert len(slack.replies_to(event)) == 1


async def test_a_bad_rating_is_stored_at_once_and_asks_for_a_word_which_is_masked(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await rate(slack, bot, event, -1)
    at_once = [reply.rating for reply in await replies_of(bot)]

    ack = await slack.submit(await slack.view_of(CUSTOMER), {"words": "Wrong! My card is 4111 1111 1111 1111."})
    await bot.idle()

    [reply] = await replies_of(bot)
    assert at_once == [-1]
    assert ack.json == {}
    assert reply.rating_comment is not None
    assert reply.rating_comment.startswith("Wrong! My card is")
    assert "4111 1111" not in await everything_stored(bot)


async def test_a_bad_rating_asks_what_was_wrong_and_says_that_it_is_noted(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await rate(slack, bot, event, -1)

    asked = (await slack.view_of(CUSTOMER)).view
    assert asked["title"]["text"] == "What was wrong?"
    assert "noted already" in str(asked["blocks"])


async def test_the_word_is_optional(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await rate(slack, bot, event, -1)

    ack = await slack.submit(await slack.view_of(CUSTOMER), {})

    assert (ack.status, ack.json) == (200, {})
    assert [(reply.rating, reply.rating_comment) for reply in await replies_of(bot)] == [(-1, None)]


async def test_a_second_bad_answer_in_a_row_goes_to_a_person_and_the_thread_says_so(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, ORDER)
    await say(slack, desk, "And where is order A-54321?", under=event)
    await rate(slack, desk, event, -1, reply=0)
    after_one = (await case_of(desk)).status

    await rate(slack, desk, event, -1, reply=1)

    assert after_one == "answered"
    assert (await case_of(desk)).status == "escalated"
    assert ("escalated", "two answers in a row did not help") in await timeline_of(desk)
    assert last(slack, event) == f"I am sorry that my answers did not help. This now {WAITS}. {NO_REPEATING}"
    assert "two answers in a row did not help" in cards(slack)[0].shown


async def test_a_word_about_a_bad_answer_counts_as_the_second_bad_one_even_after_a_good_thumb(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, ORDER)
    await say(slack, desk, "And where is order A-54321?", under=event)
    await rate(slack, desk, event, -1, reply=1)
    about_second = await slack.view_of(CUSTOMER)
    await rate(slack, desk, event, 1, reply=1)
    await rate(slack, desk, event, -1, reply=0)
    before = (await case_of(desk)).status

    await slack.submit(about_second, {"words": "No, that\0 was wrong, too"})
    await desk.idle()

    assert before == "answered"
    assert (await case_of(desk)).status == "escalated"
    assert [reply.rating_comment for reply in await replies_of(desk)] == [None, "No, that was wrong, too"]
    assert "two answers in a row did not help" in cards(slack)[0].shown


async def test_a_good_answer_in_between_starts_the_count_again(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    for order in ("A-54321", "A-67890"):
        await say(slack, bot, f"And where is order {order}?", under=event)

    for reply, thumb in enumerate((-1, 1, -1)):
        await rate(slack, bot, event, thumb, reply=reply)

    assert (await case_of(bot)).status == "answered"


async def test_pressing_a_thumb_twice_counts_once(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await rate(slack, bot, event, -1)
    await rate(slack, bot, event, -1)

    assert (await case_of(bot)).status == "answered"
    assert [name for name, _ in await timeline_of(bot)].count("rated") == 1


@pytest.mark.parametrize("user", [OTHER_CUSTOMER, STAFF])
async def test_only_the_requester_may_rate_or_ask_for_a_person(bot: Bot, slack: FakeSlack, user: str) -> None:
    event = await say(slack, bot, ORDER)
    reply = slack.replies_to(event)[-1]

    await rate(slack, bot, event, -1, user=user)
    await press(slack, bot, PERSON, reply, user=user)

    assert [reply.rating for reply in await replies_of(bot)] == [None]
    assert (await case_of(bot)).status == "answered"
    assert len(told(slack, user)) == 2


@pytest.mark.parametrize("value", ["", "x", "1", "999999:-1", "1:7", "-1:-1", "1:1:1", "9" * 500, "٣:1"])
async def test_a_forged_rating_changes_nothing(bot: Bot, slack: FakeSlack, value: str) -> None:
    event = await say(slack, bot, ORDER)

    status = await press(slack, bot, RATE, slack.replies_to(event)[-1], user=CUSTOMER, value=value)

    assert status == 200
    assert [reply.rating for reply in await replies_of(bot)] == [None]
    assert len(told(slack, CUSTOMER)) == 1


async def test_a_forged_comment_reaches_no_other_answer(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await say(slack, bot, ORDER, user=OTHER_CUSTOMER)
    await rate(slack, bot, event, -1)
    view = await slack.view_of(CUSTOMER)
    view.view["private_metadata"] = '{"reply": 2}'

    await slack.submit(view, {"words": "forged"})

    assert "forged" not in await everything_stored(bot)


async def test_the_button_for_a_person_escalates_once_and_tells_the_truth(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER)
    reply = slack.replies_to(event)[-1]

    await asyncio.gather(*(press(slack, desk, PERSON, reply, user=CUSTOMER) for _ in range(3)))
    await press(slack, desk, PERSON, reply, user=CUSTOMER)

    thread = [post.shown for post in slack.replies_to(event)]
    assert thread[1:] == [f"You asked for a person, and of course you can have one. This now {WAITS}. {NO_REPEATING}"]
    assert len(cards(slack)) == 1
    assert ("escalated", "asked for a person") in await timeline_of(desk)
    assert told(slack, CUSTOMER)[-1] == "CASE-1001 waits for a person from our support team already."


async def test_the_button_for_a_person_says_so_when_a_person_has_the_case(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, ORDER)
    await say(slack, desk, "Hello Ana, Sam here.", user=STAFF, under=event)

    await press(slack, desk, PERSON, slack.replies_to(event)[0], user=CUSTOMER)

    assert "open again with the person from our support team who has taken it" in last(slack, event)
    assert "Claimed by <@U0STAFF01>" in cards(slack)[0].shown


# --- returns ----------------------------------------------------------------------------------------------------------


async def test_a_return_can_be_cancelled_by_its_button_and_later_messages_know(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    reply = slack.replies_to(event)[-1]

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)
    said = last(slack, event)
    await say(slack, bot, "How does RMA-100016 stand?", under=event)
    told_after = last(slack, event)
    await say(slack, bot, RETURN, under=event)

    assert said == ("The return RMA-100016 is cancelled, as you asked. Please do not send anything back for it.")
    assert "cancelled" in told_after
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled", "issued"]
    assert ("RMA cancelled", "RMA-100016") in await timeline_of(bot)


async def test_a_return_that_is_cancelled_twice_is_said_once(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    reply = slack.replies_to(event)[-1]
    blocks = list(reply.blocks)

    for _ in range(2):
        reply.blocks = blocks  # a second press before Slack shows what the first has changed
        await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert len(slack.replies_to(event)) == 2
    assert told(slack, CUSTOMER) == ["RMA-100016 is cancelled already."]


@pytest.mark.parametrize("value", ["RMA-100016", "RMA-999999", "", "x" * 300])
async def test_nobody_else_can_cancel_a_return(bot: Bot, slack: FakeSlack, value: str) -> None:
    event = await say(slack, bot, RETURN)

    await press(slack, bot, CANCEL_RETURN, slack.replies_to(event)[-1], user=OTHER_CUSTOMER, value=value)

    assert [rma.state for rma in await rmas_of(bot)] == ["issued"]
    assert told(slack, OTHER_CUSTOMER) == ["I find no such RMA that you may cancel."]


async def test_a_return_is_asked_about_before_it_is_cancelled(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)

    [button] = [
        element
        for block in slack.replies_to(event)[-1].blocks
        for element in block.get("elements", [])
        if element.get("action_id") == CANCEL_RETURN
    ]
    assert button["confirm"]["deny"]["text"] == "Keep it"
