"""A cancelled return: the message that authorised it says so, and offers nothing more to cancel."""

import pytest

from bot.slack.answer_buttons import CANCEL_RETURN
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, STAFF, FakeSlack, Json, Message
from tests.slack.cases.people import THREE_PARTS, cases_of
from tests.slack.cases.people import press as press_in
from tests.slack.handoff.people import RETURN, labels, press
from tests.stored import say, sql

CANCELLED = "The return RMA-100016 is cancelled. Please do not send anything back for it."


@pytest.fixture(autouse=True)
def _try_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


def authorising(slack: FakeSlack, event: Json) -> Message:
    """Return the first reply in a thread."""
    return slack.replies_to(event)[0]


async def test_a_return_that_is_cancelled_by_its_button_is_authorised_nowhere_any_more(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, RETURN)
    reply = authorising(slack, event)

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert CANCELLED in reply.shown
    assert "authorised" not in reply.shown
    assert "Ship it" not in reply.shown
    assert labels(reply) == ["Talk to a person"]
    assert slack.replies_to(event)[-1].text.startswith("The return RMA-100016 is cancelled, as you asked.")


async def test_a_return_that_is_cancelled_in_words_is_authorised_nowhere_any_more(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)

    await say(slack, bot, "cancel that return", under=event)
    await say(slack, bot, "yes, cancel it", under=event)

    assert CANCELLED in authorising(slack, event).shown
    assert [post.shown for post in slack.replies_to(event) if "Cancel this return" in labels(post)] == []


async def test_a_return_that_staff_cancel_is_authorised_nowhere_any_more(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)

    await press_in(slack, bot, await cases_of(slack, bot, "1001", user=STAFF), "case_cancel_rma")

    assert CANCELLED in authorising(slack, event).shown


async def test_what_else_the_message_says_stays(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, THREE_PARTS)
    reply = authorising(slack, event)

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert CANCELLED in reply.shown
    assert "INV-CASE-1001-1" in reply.shown
    assert "Tracking number" in reply.shown
    assert "Shipping" not in reply.shown


async def test_a_question_that_was_answered_by_its_button_is_not_asked_again(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, f"{RETURN}. The stroller isn't for us, it is too wide.")
    reply = authorising(slack, event)
    await press(slack, bot, "task_no", reply, user=CUSTOMER)

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert CANCELLED in reply.shown
    assert "Yes" not in labels(reply)


async def test_a_slack_that_is_down_shows_the_cancelled_return_once_it_is_back(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    reply = authorising(slack, event)
    down = slack.fault("chat.update", status=503, times=2)

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert down.used == 2
    assert CANCELLED in reply.shown
    assert "authorised" not in reply.shown


async def test_what_was_cancelled_in_a_terminal_is_none_of_slack_s(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, RETURN)
    await sql(bot, "UPDATE posts SET team_id = 'TERMINAL', kind = 'rewrite', state = 'planned', body = '{\"post\": 1}'")

    await bot.intake.sweep()
    await bot.idle()

    assert slack.called("chat.update") == []


async def test_a_message_that_was_deleted_meanwhile_holds_nothing_up(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    reply = authorising(slack, event)
    slack.fault("chat.update", error="message_not_found")

    await press(slack, bot, CANCEL_RETURN, reply, user=CUSTOMER)

    assert slack.replies_to(event)[-1].text.startswith("The return RMA-100016 is cancelled, as you asked.")
