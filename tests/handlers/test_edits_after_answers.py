"""An edit after the answer is planned again: the answer is replaced in place, and nothing is undone or done twice."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import DM, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, Json, deleted, edited
from tests.stored import case_of, investigations_of, last, rmas_of, say, tasks_of, timeline_of

ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"
OTHER_RETURN = "I want to return the 'MegaWidget 9', it hums"
INVOICE = "Invoice INV-7890 is too high"


async def edit(slack: FakeSlack, bot: Bot, event: Json, text: str) -> None:
    await slack.deliver(edited(event, text))
    await bot.idle()


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_the_answer_is_replaced_in_place_and_says_so(bot: Bot, slack: FakeSlack, channel: str) -> None:
    event = await say(slack, bot, ORDER, channel=channel)
    [before] = slack.replies_to(event)
    ts = before.ts

    await edit(slack, bot, event, "Where is my order A-99999?")

    [reply] = slack.replies_to(event)
    assert reply.ts == ts
    assert "A-99999" in reply.shown
    assert "A-12345" not in reply.shown
    assert "Updated, since you edited your message" in reply.shown
    assert len(slack.called("assistant.threads.setStatus")) == 1
    assert (await case_of(bot)).status == "answered"
    assert ("edited", "after the answer") in await timeline_of(bot)


async def test_what_is_new_is_done_and_what_stays_is_not_done_again(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, f"{RETURN}. {INVOICE}.")

    await edit(slack, bot, event, f"{RETURN}. {INVOICE}. {ORDER}")

    [rma], [investigation] = await rmas_of(bot), await investigations_of(bot)
    [reply] = slack.replies_to(event)
    assert rma.number in reply.shown
    assert investigation.number in reply.shown
    assert "Tracking number" in reply.shown


async def test_what_is_removed_still_stands_and_the_answer_says_how_to_cancel_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, f"{RETURN}. {INVOICE}.")
    [rma], [investigation] = await rmas_of(bot), await investigations_of(bot)

    await edit(slack, bot, event, ORDER)

    reply = last(slack, event)
    assert [one.state for one in await rmas_of(bot)] == ["issued"]
    assert [one.state for one in await investigations_of(bot)] == ["open"]
    assert rma.number in reply
    assert "still stands" in reply
    assert "Cancel this return" in reply
    assert investigation.number in reply
    assert "Tracking number" in reply


async def test_another_product_is_another_return_and_the_first_is_named(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)

    await edit(slack, bot, event, OTHER_RETURN)

    old, new = await rmas_of(bot)
    assert (old.state, new.state, new.product_name) == ("issued", "issued", "MegaWidget 9")
    [reply] = slack.replies_to(event)
    assert old.number in reply.shown
    assert new.number in reply.shown


async def test_what_the_gate_would_ask_about_is_asked_and_not_done(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await edit(slack, bot, event, "The kettle you sent leaks, can I still send it back?")

    assert await rmas_of(bot) == []
    assert [task.state for task in await tasks_of(bot) if task.query_type == "ProductReturn"] in (["asked"], [])


async def test_a_field_that_an_edit_gives_is_filled(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return something")

    await edit(slack, bot, event, RETURN)

    [task], [rma] = await tasks_of(bot), await rmas_of(bot)
    assert (task.state, rma.state) == ("done", "issued")
    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).status == "answered"


async def test_edits_back_and_forth_double_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    for text in (ORDER, RETURN, f"{RETURN}. {INVOICE}.", ORDER, f"{INVOICE}. {RETURN}."):
        await edit(slack, bot, event, text)

    assert [rma.state for rma in await rmas_of(bot)] == ["issued"]
    assert [one.state for one in await investigations_of(bot)] == ["open"]
    [reply] = slack.replies_to(event)
    assert (await rmas_of(bot))[0].number in reply.shown


async def test_a_return_that_is_cancelled_from_the_replaced_answer_is_shown_as_cancelled(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, RETURN)
    await edit(slack, bot, event, ORDER)
    [reply] = slack.replies_to(event)

    await slack.action("reply_cancel_return", reply)
    await bot.interactions.idle()
    await bot.idle()

    [rma] = await rmas_of(bot)
    assert rma.state == "cancelled"
    assert f"The return {rma.number} is cancelled" in last(slack, event) or any(
        f"The return {rma.number} is cancelled" in one.shown for one in slack.replies_to(event)
    )
    assert "still stands" not in slack.replies_to(event)[0].shown


@pytest.mark.parametrize("text", ["where is my order  A-12345", "Where is my order A-12345 ?!", ""])
async def test_what_changes_nothing_that_was_said_is_not_answered_anew(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, ORDER)

    await edit(slack, bot, event, text)

    assert slack.called("chat.update") == []
    assert "Updated" not in last(slack, event)


async def test_an_edit_of_what_was_not_said_last_is_only_stored(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await say(slack, bot, RETURN, under=event)

    await edit(slack, bot, event, "Where is my order A-99999?")

    assert len(slack.replies_to(event)) == 2
    assert "A-99999" not in last(slack, event)


async def test_an_edit_in_the_case_of_a_person_is_theirs(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await say(slack, bot, "Mine.", user=STAFF, under=event)

    await edit(slack, bot, event, RETURN)

    assert await rmas_of(bot) == []
    assert len(slack.replies_to(event)) == 1


async def test_a_message_that_slack_cannot_update_any_more_is_answered_by_another(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    slack.fault("chat.update", error="message_not_found")

    await edit(slack, bot, event, RETURN)

    [reply] = slack.replies_to(event)
    assert "RMA-" in reply.shown


async def test_an_update_whose_answer_is_lost_is_found_and_not_doubled(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    event = await say(slack, bot, ORDER)
    slack.fault("chat.update", cut_after_accept=True)

    await edit(slack, bot, event, RETURN)

    [reply] = slack.replies_to(event)
    assert "RMA-" in reply.shown
    assert len(await rmas_of(bot)) == 1


async def test_a_deletion_while_the_answer_is_replaced_leaves_what_was_announced(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    held = slack.fault("chat.update", hang=True)
    await slack.deliver(edited(event, OTHER_RETURN))
    await held.reached()
    await slack.deliver(deleted({**event, "text": OTHER_RETURN}))
    held.release()
    await bot.idle()

    first = (await rmas_of(bot))[0]
    assert first.state == "issued"
    assert len(slack.replies_to(event)) == 1


async def test_somebody_else_s_line_in_between_changes_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await say(slack, bot, "me too", user=OTHER_CUSTOMER, under=event)

    await edit(slack, bot, event, "Where is my order A-99999?")

    [reply] = slack.replies_to(event)
    assert "A-99999" in reply.shown
