"""The card of a case that waits for a person: one in the staff channel, true to the case, with nothing live on it."""

import pytest

from bot.slack.answer_buttons import PERSON
from bot.wiring import Bot
from handlers.cases.acts import Actor, resolve
from storage import cases as cases_table
from tests.fakes.slack import CUSTOMER, DM, STAFF, STAFF_CHANNEL, SUPPORT, TEAM, FakeSlack, deleted, message
from tests.fakes.slack.kinds import picture
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import ORDER, PLEASE, RETURN, cards, labels, press
from tests.stored import Clock, case_of, say


async def test_an_escalation_puts_one_card_into_the_staff_channel(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, f"{RETURN}. And I want to speak to a human agent please.")

    [card] = cards(slack)
    assert "CASE-1001" in card.shown
    assert "Ana" in card.shown
    assert "asked for a person" in card.shown
    assert "Return of SuperWidget 5000: RMA-100016 issued" in card.shown
    assert "Waiting for a person since" in card.shown
    assert f"/archives/{SUPPORT}/p{event['ts'].replace('.', '')}" in card.shown
    assert labels(card) == ["Claim", "Reply", "Resolve", "Open"]


async def test_what_the_bot_answers_by_itself_makes_no_card(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, ORDER)

    assert cards(slack) == []


async def test_a_second_reason_changes_the_card_and_adds_none(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)

    await say(slack, desk, "THIS IS THE WORST SERVICE EVER!!! YOU ARE ALL THIEVES!!!", under=event)

    [card] = cards(slack)
    assert "asked for a person, angry" in card.shown
    assert "WORST SERVICE" in card.shown


async def test_the_card_says_since_when_the_case_has_waited_not_when_it_was_last_written_to(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, PLEASE)
    first = cards(slack)[0].shown.partition("since ")[2]

    clock.forward(minutes=20)
    await say(slack, desk, "THIS IS THE WORST SERVICE EVER!!! YOU ARE ALL THIEVES!!!", under=event)

    assert first
    assert cards(slack)[0].shown.partition("since ")[2] == first


async def test_a_card_shows_what_another_process_changed_before_our_update_came_to_slack(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    case = await case_of(desk)
    held = slack.fault("chat.update", hang=True)
    writes = slack.says(CUSTOMER, SUPPORT, "THIS IS THE WORST SERVICE EVER!!!", event["ts"])
    await slack.deliver(writes)
    await held.reached()

    # Its own update came to Slack before ours, which shows the case as it was.
    now = desk.intake.desk.now()
    await desk.db.write(lambda tx: cases_table.update_case(tx, case.id, now, assignee=STAFF, taken_over=True))
    held.release()
    await desk.idle()

    assert f"<@{STAFF}>" in cards(slack)[0].shown


async def test_nothing_a_customer_writes_is_live_on_the_card(desk: Bot, slack: FakeSlack) -> None:
    slack.workspace.users[CUSTOMER].name = "<!channel> *Ana*"

    await say(slack, desk, f"{PLEASE} &lt;!channel&gt; &lt;https://evil.example|Claim&gt;")

    [card] = cards(slack)
    assert "&lt;https://evil.example" in card.shown
    assert "&lt;!channel&gt;" in card.shown


async def test_without_a_name_from_slack_the_card_shows_the_id_in_plain_text(desk: Bot, slack: FakeSlack) -> None:
    slack.fault("users.info", error="user_not_found", times=None)

    await say(slack, desk, PLEASE)

    assert f"· {CUSTOMER}" in cards(slack)[0].shown


async def test_the_link_to_the_thread_is_asked_for_once_however_often_the_card_is_written(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)

    await say(slack, desk, "It is still broken", under=event)

    assert len(slack.called("chat.getPermalink")) == 1
    assert "|Thread>" in cards(slack)[-1].shown


async def test_without_a_permalink_the_card_says_where_to_look(desk: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.getPermalink", error="message_not_found", times=None)

    await say(slack, desk, PLEASE)

    assert "no link to the thread: open the case" in cards(slack)[0].shown


async def test_the_card_of_a_direct_message_does_not_link_where_staff_cannot_look(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE, channel=DM)

    [card] = cards(slack)
    assert "in a direct message: open the case to answer" in card.shown
    assert "/archives/" not in card.shown


async def test_an_operator_is_named_and_not_mentioned(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)
    operator, now = Actor(TEAM, "operator", is_staff=True), desk.intake.desk.now()

    await desk.db.write(lambda tx: resolve(tx, operator, "1001", now))
    await desk.case_post_jobs.changed((await case_of(desk)).id)
    await desk.idle()

    assert "Resolved by operator" in cards(slack)[0].shown
    view = shown(await cases_of(slack, desk, "1001"))
    assert "operator resolved" in view
    assert "<@operator>" not in view


async def test_a_case_of_files_alone_has_no_words_on_its_card(desk: Bot, slack: FakeSlack) -> None:
    await slack.deliver(message("", channel=DM, files=[picture()]))
    await desk.idle()

    [card] = cards(slack)
    assert "*(no words)*" in card.shown
    assert "**" not in card.shown


async def test_a_deleted_message_leaves_the_card(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, f"{PLEASE}, my secret is blue")

    await slack.deliver(deleted(event))
    await desk.idle()

    assert "blue" not in cards(slack)[0].shown


async def test_a_customer_who_writes_in_a_resolved_case_of_a_person_gets_that_person_a_new_card(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)

    await say(slack, desk, "It is still broken", under=event)

    old, new = cards(slack)
    assert "a newer card says" in old.shown
    assert labels(old) == []
    assert "Claimed by <@U0STAFF01>" in new.shown
    assert "It is still broken" in new.shown
    assert (await case_of(desk)).status == "escalated"


async def test_a_case_without_a_staff_channel_is_escalated_all_the_same(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, PLEASE)

    assert (await case_of(bot)).status == "escalated"
    assert (await case_of(bot)).remind_at is None
    assert cards(slack) == []


async def test_a_reply_that_slack_refuses_for_good_puts_a_card_into_the_staff_channel(
    desk: Bot, slack: FakeSlack
) -> None:
    slack.fault("chat.postMessage", error="is_archived")

    await say(slack, desk, ORDER)

    assert "Slack: is_archived" in cards(slack)[0].shown


def test_the_staff_channel_is_one_customers_are_not_in(slack: FakeSlack) -> None:
    assert CUSTOMER not in slack.workspace.channels[STAFF_CHANNEL].members


async def test_the_card_names_a_return_or_an_order_in_place_of_general_question(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, f"{RETURN}. Where is order A-12345? And I want to speak to a human agent please.")

    [card] = cards(slack)
    assert "Ana · Return, order status" in card.shown
    assert "General Question" not in card.shown


@pytest.mark.parametrize("answered", ["yes, very hot", "I want to talk to a human being please"])
async def test_a_card_does_not_wait_for_a_customer_who_has_answered(desk: Bot, slack: FakeSlack, answered: str) -> None:
    event = await say(slack, desk, "The app crashes when I log in")
    await press(slack, desk, PERSON, slack.replies_to(event)[-1], user=CUSTOMER)
    await slack.deliver(slack.says(STAFF, SUPPORT, "Does it get hot?", event["ts"]))
    await desk.idle()

    await say(slack, desk, answered, under=event)

    assert "waits for a detail from them" not in cards(slack)[-1].shown
    assert "due <!date^" in cards(slack)[-1].shown
