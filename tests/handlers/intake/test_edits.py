"""Edits and deletions: before the answer the new text counts (after it: next file); what is deleted is erased."""

from collections.abc import Awaitable, Callable

import pytest

from bot.wiring import Bot, open_bot
from storage import retention
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import CUSTOMER, SUPPORT, TEAM, FakeSlack, Json, deleted, edited, unfurled
from tests.stored import (
    case_count,
    case_of,
    everything_stored,
    investigations_of,
    last,
    message_of,
    numbers_from,
    rmas_of,
    say,
    tasks_of,
    timeline_of,
)

ORDER = "Where is my order A-12345?"
TWO = "I want to return the 'SuperWidget 5000', it hums. And where is my order A-12345?"
OTHER_TWO = "I want to return the 'MegaWidget 9', it hums. And where is my order A-12345?"


async def test_an_edit_while_the_answer_is_worked_out_replaces_the_text_and_takes_the_old_work_back(
    bot: Bot, slack: FakeSlack
) -> None:
    progress = slack.fault("chat.postMessage", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, TWO)
    await slack.deliver(event)
    await progress.reached()
    await slack.deliver(edited(event, OTHER_TWO))
    progress.release()
    await bot.idle()

    [old, new] = await rmas_of(bot)
    assert (old.product_name, old.state) == ("SuperWidget 5000", "cancelled")
    assert (new.product_name, new.state) == ("MegaWidget 9", "issued")
    [reply] = slack.replies_to(event)
    assert new.number in reply.shown
    assert old.number not in reply.shown


async def test_an_edit_while_the_message_waits_in_its_lane_is_what_gets_answered(bot: Bot, slack: FakeSlack) -> None:
    held = slack.fault("chat.postMessage", hang=True)
    root = slack.says(CUSTOMER, SUPPORT, "Where is my order A-11111?")
    second = slack.says(CUSTOMER, SUPPORT, "Where is my order A-22222?", root["ts"])
    await slack.deliver(root)
    await held.reached()
    await slack.deliver(second)
    await slack.deliver(edited(second, "Where is my order A-33333?"))
    held.release()
    await bot.idle()

    assert len(slack.replies_to(root)) == 2
    assert "A-33333" in last(slack, root)


async def test_an_edit_while_slack_is_busy_takes_back_what_was_never_announced(bot: Bot, slack: FakeSlack) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    event = slack.says(CUSTOMER, SUPPORT, "I want to return the 'SuperWidget 5000', it hums")
    await slack.deliver(event)
    await busy.reached()
    await slack.deliver(edited(event, "I want to return the 'MegaWidget 9', it hums"))
    busy.times = busy.used
    await bot.idle()

    [old, new] = await rmas_of(bot)
    assert (old.state, new.state, new.product_name) == ("cancelled", "issued", "MegaWidget 9")
    assert len(slack.replies_to(event)) == 1
    assert new.number in last(slack, event)


async def test_an_edit_while_an_answer_is_lost_on_its_way_back_does_not_double_the_reply(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    slack.fault("chat.postMessage", cut_after_accept=True)
    blind = slack.fault("conversations.replies", status=503, times=None)  # it cannot be looked for yet
    event = slack.says(CUSTOMER, SUPPORT, "I want to return the 'SuperWidget 5000', it hums")
    await slack.deliver(event)
    await blind.reached()
    await slack.deliver(edited(event, "I want to return the 'MegaWidget 9', it hums"))
    blind.times = blind.used
    await bot.idle()

    [rma] = await rmas_of(bot)
    assert rma.state == "issued"
    assert len(slack.replies_to(event)) == 1
    assert rma.number in last(slack, event)


async def test_an_edit_restores_the_field_that_the_old_text_had_filled(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    answer = slack.says(CUSTOMER, SUPPORT, "the SuperWidget 5000", root["ts"])
    await slack.deliver(answer)
    await busy.reached()
    await slack.deliver(edited(answer, "the MegaWidget 9"))
    busy.times = busy.used
    await bot.idle()

    [task] = await tasks_of(bot)
    [old, new] = await rmas_of(bot)
    assert (task.state, task.product_name) == ("done", "MegaWidget 9")
    assert (old.state, new.state) == ("cancelled", "issued")
    assert new.number in last(slack, root)


async def test_a_link_preview_changes_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order A-12345? See https://example.com")
    before = await timeline_of(bot)

    await slack.deliver(unfurled(event, "https://example.com"), times=5)
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert await timeline_of(bot) == before


async def test_edits_that_go_back_and_forth_end_with_one_reply(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    other = "Where is my order A-99999?"
    await slack.deliver(event)
    await slack.deliver([edited(event, other), edited(event, ORDER), edited(event, other), edited(event, ORDER)])
    await bot.idle()

    assert len(slack.replies_to(event)) == 1
    assert await case_count(bot) == 1


async def test_an_older_edit_that_arrives_late_does_not_replace_a_newer_one(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    older, newer = edited(event, "first correction"), edited(event, "second correction")

    await slack.deliver([newer, older])

    kept = await message_of(bot, event)
    assert kept is not None
    assert kept.text == "second correction"


async def test_an_edit_of_a_message_that_was_not_for_the_desk_is_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "just chatting", channel="C0GENERAL")

    assert await slack.deliver(edited(event, ORDER)) == [200]
    await bot.idle()

    assert await case_count(bot) == 0


async def test_secrets_in_an_edit_are_masked(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await slack.deliver(edited(event, "my card is 4111 1111 1111 1111"))

    assert not numbers_from("4111", await everything_stored(bot))


async def test_a_deletion_before_the_answer_cancels_the_work_and_nothing_is_posted(bot: Bot, slack: FakeSlack) -> None:
    progress = slack.fault("chat.postMessage", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, TWO)
    reply_to = slack.says("U0BEN0001", SUPPORT, "me too", event["ts"])
    await slack.deliver([event, reply_to])
    await progress.reached()
    await slack.deliver(deleted(event))
    progress.release()
    await bot.idle()

    [rma] = await rmas_of(bot)
    assert rma.state == "cancelled"
    assert slack.replies_to(event) == []
    assert (await case_of(bot)).status == "resolved"


async def delete(slack: FakeSlack, _bot: Bot, event: Json) -> None:
    await slack.deliver(deleted(event))


async def forget(_slack: FakeSlack, bot: Bot, _event: Json) -> None:
    await bot.db.write(lambda tx: retention.forget(tx, TEAM, CUSTOMER, bot.intake.desk.now()))


@pytest.mark.parametrize("step", ["plan", "billing_concern"])
@pytest.mark.parametrize("erase", [delete, forget])
async def test_words_erased_while_the_answer_is_worked_out_do_not_come_back_with_it(
    slack: FakeSlack,
    settings_for: SettingsFor,
    model: FakeModel,
    erase: Callable[[FakeSlack, Bot, Json], Awaitable[None]],
    step: str,
) -> None:
    model.script(step, Say(hang=True))
    text = "I want to return the 'Taxidermy Fox', because Gertrude hates it. And INV-7890 bills Gertrude twice"
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as running:
        slack.delivery.bot_url = running.url
        event = slack.says(CUSTOMER, SUPPORT, text)
        await slack.deliver(event)
        await model.reached(step)

        await erase(slack, running, event)
        model.release()
        await running.idle()
        stored = await everything_stored(running)

    assert "axidermy" not in stored
    assert "Gertrude" not in stored
    assert slack.replies_to(event) == []


async def test_a_deletion_erases_the_text_everywhere(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My secret hobby is taxidermy and my laptop crashes")

    await slack.deliver(deleted(event))
    await bot.idle()

    assert "taxidermy" not in await everything_stored(bot)
    assert (await case_of(bot)).subject == "(deleted)"
    assert ("deleted a message", "") in await timeline_of(bot)


async def test_a_deletion_erases_the_customer_s_reasons_and_concerns_too(bot: Bot, slack: FakeSlack) -> None:
    text = "I want to return the lamp because my taxidermy glows. And INV-7890 bills my taxidermy twice"
    event = await say(slack, bot, text)

    await slack.deliver(deleted(event))
    await bot.idle()

    assert "taxidermy" not in await everything_stored(bot)
    assert [rma.product_name for rma in await rmas_of(bot)] == ["lamp"]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("I want to return the lamp because my taxidermy glows", "I want to return the lamp because it hums"),
        ("INV-7890 bills my taxidermy twice", "Invoice INV-7890 is too high"),
        ("I want to return something because my taxidermy glows", "the blue lamp"),
    ],
)
async def test_a_deletion_erases_what_was_told_of_it_to_a_later_message(
    bot: Bot, slack: FakeSlack, first: str, later: str
) -> None:
    event = await say(slack, bot, first)
    await say(slack, bot, later, under=event)
    told = await everything_stored(bot)

    await slack.deliver(deleted(event))
    await bot.idle()

    assert told.count("taxidermy") > 1
    assert "taxidermy" not in await everything_stored(bot)


async def test_a_deletion_of_an_edited_message_erases_all_its_texts(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My secret hobby is taxidermy and my laptop crashes")
    await slack.deliver(edited(event, "My secret hobby is falconry and my laptop crashes"))

    await slack.deliver(deleted(event))
    await bot.idle()

    stored = await everything_stored(bot)
    assert "taxidermy" not in stored
    assert "falconry" not in stored


async def test_a_deletion_cancels_what_the_case_waited_for(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return something")

    await slack.deliver(deleted(event))
    await bot.idle()

    [task] = await tasks_of(bot)
    case = await case_of(bot)
    assert (task.state, case.awaiting, case.status) == ("cancelled", None, "answered")


async def test_a_deletion_after_the_answer_leaves_what_was_promised(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return the 'SuperWidget 5000', it hums. And invoice INV-7890 is too high")

    await slack.deliver(deleted(event), times=2)
    await bot.idle()

    assert [rma.state for rma in await rmas_of(bot)] == ["issued"]
    assert [found.state for found in await investigations_of(bot)] == ["open"]


async def test_a_redelivery_of_a_deleted_message_does_not_bring_it_back(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await slack.deliver(deleted(event))

    await slack.redeliver(event)
    await bot.idle()

    kept = await message_of(bot, event)
    assert kept is not None
    assert kept.text == ""
    assert len(slack.replies_to(event)) == 1


async def test_a_deletion_of_a_follow_up_leaves_the_rest_of_the_thread(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, ORDER)
    event = await say(slack, bot, "my laptop crashes", under=root)

    await slack.deliver(deleted(event))
    await bot.idle()

    kept = await message_of(bot, root)
    assert kept is not None
    assert kept.text == ORDER
    assert (await case_of(bot)).subject == ORDER
