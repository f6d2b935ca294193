"""A case that waits for a person: its card in the staff channel, who claims it, silence, reminders."""

import pytest
from structlog.testing import capture_logs

from bot.wiring import Bot
from handlers.cases.acts import Actor, hand_back, resolve
from handlers.cases.staff_reply import plan_staff_reply
from storage import messages, posts
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    DM,
    OTHER_CUSTOMER,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
    TEAM,
    FakeSlack,
    deleted,
)
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import ORDER, PLEASE, RETURN, RUTH, cards, labels, press, staffed, told
from tests.stored import Clock, case_of, last, message_of, say, timeline_of

SAM = Actor(TEAM, STAFF, is_staff=True)


async def test_an_escalation_puts_one_card_into_the_staff_channel(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, f"{RETURN}. And I want to speak to a human agent please.")

    [card] = cards(slack)
    assert "CASE-1001" in card.shown
    assert "ana" in card.shown
    assert "asked for a person" in card.shown
    assert "Return of SuperWidget 5000: RMA-100016 issued" in card.shown
    assert "Waiting for a person since" in card.shown
    assert f"/archives/{SUPPORT}/p{event['ts'].replace('.', '')}" in card.shown
    assert labels(card) == ["Claim", "Resolve", "Open"]


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


async def test_without_a_permalink_the_card_says_where_to_look(desk: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.getPermalink", error="message_not_found", times=None)

    await say(slack, desk, PLEASE)

    assert "no link to the thread: open the case" in cards(slack)[0].shown


async def test_the_card_of_a_direct_message_does_not_link_where_staff_cannot_look(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE, channel=DM)

    [card] = cards(slack)
    assert "in a direct message: open the case to answer" in card.shown
    assert "/archives/" not in card.shown


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


async def test_a_claimed_card_says_by_whom_and_offers_no_claim(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    [card] = cards(slack)
    assert "Claimed by <@U0STAFF01>" in card.shown
    assert labels(card) == ["Resolve", "Open"]
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
    assert labels(cards(slack)[0]) == ["Open"]


@pytest.mark.parametrize("action", ["card_claim", "card_resolve"])
async def test_a_customer_cannot_press_a_card(desk: Bot, slack: FakeSlack, action: str) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, action, cards(slack)[0], user=CUSTOMER)

    case = await case_of(desk)
    assert (case.status, case.assignee) == ("escalated", None)
    assert "I find no case CASE-1001 that you may work on" in told(slack, CUSTOMER)[-1]


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


# --- reminders --------------------------------------------------------------------------------------------------------


async def test_an_escalation_nobody_claims_reminds_the_channel_and_says_so(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(minutes=31)

    await desk.chores.ring()
    await desk.idle()
    await desk.chores.ring()
    await desk.idle()

    [_card, reminder] = cards(slack)
    assert "CASE-1001* of ana still waits for a person" in reminder.shown
    assert [name for name, _ in await timeline_of(desk)].count("reminded") == 1


async def test_reminders_come_after_twice_the_time(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, desk, PLEASE)

    counts = []
    for minutes in (29, 2, 58, 3, 118, 3):
        clock.forward(minutes=minutes)
        await desk.chores.ring()
        await desk.idle()
        counts.append(len(cards(slack)) - 1)

    assert counts == [0, 1, 1, 2, 2, 3]


async def test_a_claimed_case_does_not_remind_and_its_reminder_says_who_has_it(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, PLEASE)
    clock.forward(minutes=31)
    await desk.chores.ring()
    await desk.idle()
    card, reminder = cards(slack)

    await press(slack, desk, "card_claim", reminder, user=STAFF)
    clock.forward(hours=5)
    await desk.chores.ring()
    await desk.idle()

    assert cards(slack) == [card, reminder]
    assert "Claimed by <@U0STAFF01>" in reminder.shown
    assert "Claimed by <@U0STAFF01>" in card.shown


async def test_only_the_newest_card_and_reminder_follow_a_change(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, PLEASE)
    for _ in range(3):
        clock.forward(days=2)
        await desk.chores.ring()
        await desk.idle()
    _card, first, second, newest = cards(slack)
    before = len(slack.updates)

    await say(slack, desk, "hello?", under=event)

    assert len(slack.updates) - before == 2
    assert "A newer reminder says how it stands" in first.shown
    assert "A newer reminder says how it stands" in second.shown
    assert "human being" not in first.shown + second.shown  # nothing to erase in what is not written anew
    assert labels(first) == labels(second) == []
    assert labels(newest) == ["Claim", "Resolve", "Open"]


async def test_with_0_minutes_nobody_is_reminded(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock, remind_after_min=0) as desk:
        await say(slack, desk, PLEASE)
        clock.forward(days=3)
        await desk.chores.ring()
        await desk.idle()

    assert len(cards(slack)) == 1


# --- what comes between -----------------------------------------------------------------------------------------------


async def test_a_card_that_was_planned_when_the_process_died_is_posted_once_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        """As far as a process comes that dies between the commit and the queue."""

    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.handoff.posting.CasePostJobs.changed", died)
        async with staffed(slack, settings_for, clock) as desk:
            await say(slack, desk, PLEASE)
    nothing_yet = cards(slack) == []

    async with staffed(slack, settings_for, clock) as desk:
        await desk.idle()
        await desk.chores.ring()
        await desk.idle()

    assert nothing_yet
    assert len(cards(slack)) == 1


async def test_a_card_whose_answer_was_lost_is_not_posted_twice(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    await say(slack, desk, ORDER)
    lost = slack.fault("chat.postMessage", cut_after_accept=True, times=2)

    await say(slack, desk, PLEASE)

    assert lost.used == 2
    assert len(cards(slack)) == 1


async def test_what_changes_while_a_card_is_on_its_way_shows_on_it(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)
    held = slack.fault("chat.postMessage", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "It is still broken", event["ts"]))
    await held.reached()

    await desk.db.write(lambda tx: resolve(tx, SAM, "CASE-1001", desk.intake.desk.now()))
    held.release()
    await desk.idle()

    assert "Resolved by <@U0STAFF01>" in cards(slack)[1].shown


# --- staff reply ------------------------------------------------------------------------------------------------------


async def test_a_staff_reply_stands_in_the_thread_and_in_the_transcript_and_takes_over(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()

    text = "I looked: your card 4111 1111 1111 1111 was charged <once>."
    for _ in range(2):
        await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, text, "reply:V1", now))
        await desk.case_post_jobs.changed(case.id)
        await desk.idle()

    posted = slack.posts_in(event["channel"], event["ts"])[-1]
    kept = await message_of(desk, {"channel": posted.channel, "ts": posted.ts})
    assert posted.shown.startswith("*sam (support):* I looked: your card")
    assert "4111 1111" not in posted.shown
    assert "&lt;once&gt;" in posted.shown
    assert kept is not None
    assert (kept.author, kept.author_kind) == (STAFF, "staff")
    assert [name for name, _ in await timeline_of(desk)].count("staff replied") == 1
    after = await case_of(desk)
    assert (after.taken_over, after.assignee) == (True, STAFF)
    assert "Claimed by <@U0STAFF01>" in cards(slack)[0].shown
    assert [post.shown for post in slack.posts_in(event["channel"], event["ts"])].count(posted.shown) == 1


async def test_another_person_cannot_claim_for_the_customer(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    await press(slack, desk, "card_claim", cards(slack)[0], user=OTHER_CUSTOMER)

    assert (await case_of(desk)).assignee is None


def test_the_staff_channel_is_one_customers_are_not_in(slack: FakeSlack) -> None:
    assert CUSTOMER not in slack.workspace.channels[STAFF_CHANNEL].members


async def test_a_staff_reply_that_slack_refuses_goes_back_to_its_author_once(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()
    slack.fault("chat.postMessage", error="is_archived")

    post = await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, "We will call <you>.", "reply:V1", now))
    await desk.case_post_jobs.changed(case.id)
    await desk.idle()
    await desk.case_post_jobs.send(post.id)
    await desk.idle()

    [told_back] = [message for message in slack.workspace.messages if "Slack refused your reply" in message.shown]
    assert told_back.channel.startswith("D")
    assert "We will call &lt;you&gt;." in told_back.shown
    assert "We will call" not in last(slack, event)
    assert [name for name, _ in await timeline_of(desk)].count("staff reply not delivered") == 1


async def test_a_staff_reply_is_in_the_transcript_as_soon_as_it_is_known_to_stand(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(slack, desk, PLEASE)
    case = await case_of(desk)
    now = desk.intake.desk.now()
    post = await desk.db.write(lambda tx: plan_staff_reply(tx, case, STAFF, "We will call you.", "reply:V1", now))

    def died(*_: object) -> None:
        msg = "here the process dies"
        raise RuntimeError(msg)

    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.handoff.posting.keep_staff_reply", died)
        with pytest.raises(RuntimeError, match="dies"):
            await desk.case_post_jobs.send(post.id)
    between = await desk.db.read(lambda tx: posts.get_post(tx, post.id))
    await desk.case_post_jobs.send(post.id)

    said = await desk.db.read(lambda tx: messages.transcript(tx, case.id))
    assert between is not None
    assert between.state == "sending"
    assert [message.text for message in said].count("We will call you.") == 1
    assert [message.shown for message in slack.workspace.messages].count("*sam (support):* We will call you.") == 1


# --- a staff channel that is closed to the app ------------------------------------------------------------------------


async def test_a_card_that_finds_the_staff_channel_closed_stands_there_once_the_app_is_let_in(
    desk: Bot, slack: FakeSlack
) -> None:
    slack.workspace.channels[STAFF_CHANNEL].members.discard(BOT_USER)
    with capture_logs() as logs:
        await say(slack, desk, PLEASE)
        await desk.chores.ring()
        await desk.idle()
    closed = cards(slack)

    slack.workspace.channels[STAFF_CHANNEL].members.add(BOT_USER)
    await desk.chores.ring()
    await desk.idle()

    errors = [line for line in logs if line["event"] == "post_waits_for_an_operator"]
    assert closed == []
    assert len(cards(slack)) == 1
    assert {line["log_level"] for line in errors} == {"error"}
    assert len(errors) == 2
