"""Promises about the review of cases in Slack: Home, /cases, the modal of a case, what staff do there."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, View
from tests.slack.cases.people import THREE_PARTS, asked, cases_of, home_of, press, shown
from tests.stored import Clock, case_of, everything_stored, rmas_of, say, timeline_of


async def case_modal(slack: FakeSlack, bot: Bot, *, user: str = STAFF) -> View:
    """Let a case be there and open it."""
    await say(slack, bot, THREE_PARTS)
    return await cases_of(slack, bot, "CASE-1001", user=user)


def choices(modal: View) -> list[str]:
    """Return whom a view offers to assign the case to."""
    menus = [one for block in modal.view["blocks"] for one in block.get("elements", []) if "options" in one]
    return [
        option["text"]["text"] for menu in menus if menu["action_id"] == "case_assign" for option in menu["options"]
    ]


async def test_home_opens_on_what_needs_a_person_the_longest_waiting_first(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, bot, "I want to talk to a human being please")
    clock.forward(minutes=90)
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)

    home = shown(await home_of(slack, bot))

    assert home.index("CASE-1001") < home.index("CASE-1003")
    assert "CASE-1002" not in home
    assert "needs a person for 90 min" in home
    assert f"from <@{OTHER_CUSTOMER}>" in home


async def test_counts_mean_what_the_rows_say(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "My invoice is wrong")
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)

    home = shown(await home_of(slack, bot, chosen="all"))

    assert [f"{name} 1" in home for name in ("Needs a person", "Unassigned", "Answered", "Waits for the customer")] == [
        *[True] * 4
    ]
    assert "All 3" in home
    assert [home.count(word) for word in (" unassigned ", "answered ·", "waits for the customer ·")] == [1, 1, 1]


async def test_a_case_leaves_what_needs_a_person_when_one_has_answered_and_comes_back_with_the_next_question(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, "I want to talk to a human being please")
    home = await home_of(slack, bot)

    await slack.deliver(slack.says(STAFF, SUPPORT, "Hello, I am here. What is it?", event["ts"]))
    await bot.idle()
    answered = shown(home)
    await say(slack, bot, "Thanks!", under=event)
    thanked = shown(home)
    await say(slack, bot, "My kettle leaks and I need another one", under=event)

    assert "Needs a person 0" in answered
    assert "Nobody waits for a person" in thanked
    assert "Needs a person 1" in shown(home)
    assert f"assigned to <@{STAFF}>" in shown(home)


async def test_home_shows_everybody_else_their_own_cases_only(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)

    home = shown(await home_of(slack, bot, CUSTOMER))

    assert "CASE-1001" in home
    assert "CASE-1002" not in home
    assert "human being" not in home
    assert "queue_filter" not in home


async def test_home_is_fresh_after_each_change_for_who_looks_at_it(bot: Bot, slack: FakeSlack) -> None:
    home = await home_of(slack, bot, chosen="all")
    assert "CASE-1001" not in shown(home)

    await say(slack, bot, "Where is my order A-12345?")

    assert "CASE-1001" in shown(home)
    assert "answered" in shown(home)


async def test_home_says_that_response_times_are_the_newest_cases_when_there_were_more(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.statistics.NEWEST", 1)
    await say(slack, bot, "Where is my order A-12345?")
    assert "Last 7 days, 1 case · " in shown(await home_of(slack, bot))
    await say(slack, bot, "Where is my order A-12346?")

    assert "Last 7 days, newest 1 case · " in shown(await home_of(slack, bot))


async def test_what_needs_a_person_is_claimed_assigned_answered_and_resolved_on_home_itself(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, "I want to talk to a human being please")
    home = await home_of(slack, bot)

    await press(slack, bot, home, "case_assign", {"selected_option": {"value": STAFF}})
    assigned, offered = shown(home), choices(home)
    await press(slack, bot, home, "case_claim")
    claimed = await case_of(bot)
    await press(slack, bot, home, "case_reply")
    await slack.submit(await slack.view_of(STAFF), {"text": "We will call you"})
    await bot.idle()
    answered = shown(home)
    await say(slack, bot, "When will that be?", under=event)
    await press(slack, bot, home, "case_resolve")

    assert f"assigned to <@{STAFF}>" in assigned
    assert offered == ["Sam", "Nobody"]
    assert claimed.taken_over
    assert [reply for reply in slack.replies_to(event) if "We will call you" in reply.shown]
    assert "Nobody waits for a person" in answered
    assert (await case_of(bot)).status == "resolved"


async def test_who_comes_second_on_home_is_told_who_was_first(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with open_bot(settings_for(staff=frozenset({STAFF, OTHER_CUSTOMER})), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, "I want to talk to a human being please")
        home, other = await home_of(slack, bot), await home_of(slack, bot, OTHER_CUSTOMER)
        stale = View(home.id, home.user, dict(home.view), home.hash, home.root, home.method)
        await press(slack, bot, other, "case_claim")

        await press(slack, bot, stale, "case_claim")

    assert f"<@{OTHER_CUSTOMER}> claimed it" in shown(await slack.view_of(STAFF))


async def test_who_chose_a_filter_finds_it_on_home_days_later_and_after_a_restart(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    settings = settings_for()
    async with open_bot(settings, clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, "Where is my order A-12345?")
        await home_of(slack, bot, chosen="answered")
        clock.forward(days=3)
        later = shown(await home_of(slack, bot))
    async with open_bot(settings, clock) as bot:
        slack.delivery.bot_url = bot.url
        restarted = shown(await home_of(slack, bot))

    assert "*Answered, newest first*" in later
    assert "*Answered, newest first*" in restarted
    assert "CASE-1001" in restarted


async def test_a_filter_shows_its_cases_and_search_finds_words(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)
    home = await home_of(slack, bot)

    await press(slack, bot, home, "queue_filter_escalated")
    escalated = shown(home)
    await press(slack, bot, home, "queue_search", "order A-12345")

    assert "CASE-1002" in escalated
    assert "CASE-1001" not in escalated
    assert "CASE-1001" in shown(home)
    assert "CASE-1002" not in shown(home)


async def test_a_row_opens_its_case_with_everything_about_it(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, THREE_PARTS)
    home = await home_of(slack, bot, chosen="all")

    await press(slack, bot, home, "case_open", "CASE-1001")

    modal = shown(await slack.view_of(STAFF))
    assert "INV-CASE-1001-1" in modal
    assert (await rmas_of(bot))[0].number in modal
    assert "Carrier" in modal
    assert "*classify*" in modal
    assert "Timeline" in modal
    assert "SuperWidget 5000" in modal


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("", "Nothing is assigned to you", "CASE-100"),
        ("human being", "CASE-1002", "CASE-1001"),
        ("1001", "Transcript", "CASE-1002"),
        ("escalated", "CASE-1002", "CASE-1001"),
        ("all", "CASE-1001", "Nothing here"),
    ],
)
async def test_cases_shows_my_queue_a_search_a_case_or_a_filter(
    bot: Bot, slack: FakeSlack, text: str, there: str, absent: str
) -> None:
    await say(slack, bot, "Where is my order A-12345?")
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)

    modal = shown(await cases_of(slack, bot, text))

    assert there in modal
    assert absent not in modal


async def test_cases_works_in_a_direct_message_and_posts_nothing(bot: Bot, slack: FakeSlack) -> None:
    modal = await cases_of(slack, bot, "all", user=CUSTOMER, channel=DM)

    assert "You have no cases yet" in shown(modal)
    assert slack.posts_in(DM) == []


async def test_a_claim_stands_in_the_modal_on_the_timeline_and_on_home(bot: Bot, slack: FakeSlack) -> None:
    home = await home_of(slack, bot, chosen="all")
    modal = await case_modal(slack, bot)

    await press(slack, bot, modal, "case_claim")

    assert (await case_of(bot)).assignee == STAFF
    assert "claimed" in dict(await timeline_of(bot))
    assert "case_hand_back" in shown(modal)
    assert f"assigned to <@{STAFF}>" in shown(home)


async def test_a_case_is_resolved_and_reopened(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)

    await press(slack, bot, modal, "case_resolve")
    resolved = (await case_of(bot)).status
    await press(slack, bot, modal, "case_reopen")

    assert resolved == "resolved"
    assert (await case_of(bot)).status == "escalated"
    assert {"resolved", "reopened"} <= set(dict(await timeline_of(bot)))


async def test_route_and_priority_are_changed_and_stand_on_the_timeline(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)
    case = await case_of(bot)

    await press(slack, bot, modal, "case_priority", {"selected_option": {"value": "CASE-1001:high:normal"}})
    route = {"selected_option": {"value": f"CASE-1001:technical_support:{case.route or '-'}"}}
    await press(slack, bot, modal, "case_route", route)

    changed = await case_of(bot)
    assert (changed.priority, changed.route) == ("high", "technical_support")
    assert {"route changed", "priority changed"} <= set(dict(await timeline_of(bot)))


async def test_a_case_is_assigned_to_staff_and_to_nobody_else(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)

    await press(slack, bot, modal, "case_assign", {"selected_option": {"value": OTHER_CUSTOMER}})
    refused, warning = (await case_of(bot)).assignee, shown(modal)
    await press(slack, bot, modal, "case_assign", {"selected_option": {"value": STAFF}})

    assert refused is None
    assert f"<@{OTHER_CUSTOMER}> is not support staff" in warning
    assert (await case_of(bot)).assignee == STAFF


async def test_an_assignment_can_be_taken_back(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)
    offered_before = choices(modal)
    await press(slack, bot, modal, "case_assign", {"selected_option": {"value": STAFF}})

    await press(slack, bot, modal, "case_assign", {"selected_option": {"value": "-"}})

    assert (await case_of(bot)).assignee is None
    assert offered_before == choices(modal) == ["Sam"]
    assert ("assigned", "to nobody") in await timeline_of(bot)


async def test_a_note_is_for_staff_only(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)

    await press(slack, bot, modal, "case_note")
    dialog = await slack.view_of(STAFF)
    ack = await slack.submit(dialog, {"text": "Knows the CEO <!channel>"})
    await bot.idle()

    own = await cases_of(slack, bot, "CASE-1001", user=CUSTOMER)
    assert ack.json == {}
    assert "Knows the CEO &lt;!channel&gt;" in shown(modal)
    assert "Knows the CEO" not in shown(own)
    assert not [post for post in slack.workspace.messages if "Knows" in post.shown]


async def test_a_requester_sees_their_case_without_what_is_internal(bot: Bot, slack: FakeSlack) -> None:
    own = shown(await case_modal(slack, bot, user=CUSTOMER))

    assert "SuperWidget 5000" in own
    assert "INV-CASE-1001-1" in own
    assert "Cancel this return" in own
    for internal in ("classify", "Timeline", "case_claim", "case_note", "How it was answered", "Priority"):
        assert internal not in own


async def test_a_requester_cancels_their_return(bot: Bot, slack: FakeSlack) -> None:
    own = await case_modal(slack, bot, user=CUSTOMER)

    await press(slack, bot, own, "case_cancel_rma")

    [rma] = await rmas_of(bot)
    assert rma.state == "cancelled"
    assert f"{rma.number} is cancelled, as you asked" in slack.workspace.messages[-1].shown
    assert "cancelled" in shown(own)
    assert "RMA cancelled" in dict(await timeline_of(bot))


async def test_staff_reply_from_the_case_into_the_thread_once(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)
    root = next(message for message in slack.workspace.messages if message.user == CUSTOMER)
    await press(slack, bot, modal, "case_reply")
    dialog = await slack.view_of(STAFF)

    await slack.submit(dialog, {"text": "We will call you & help <!here>"})
    await slack.submit(dialog, {"text": "We will call you & help <!here>"})
    await bot.idle()

    said = [post for post in slack.posts_in(root.channel, root.ts) if "We will call you" in post.shown]
    case = await case_of(bot)
    assert len(said) == 1
    assert "on its way" in shown(modal)
    assert "We will call you &amp; help &lt;!here&gt;" in shown(await cases_of(slack, bot, "1001"))
    assert (case.taken_over, case.assignee) == (True, STAFF)


@pytest.mark.parametrize("dialog", ["case_reply", "case_note"])
async def test_a_refusal_of_what_lies_over_two_modals_stands_at_its_field(
    bot: Bot, slack: FakeSlack, dialog: str
) -> None:
    await asked(slack, bot, "My router keeps disconnecting", user=CUSTOMER)
    await press(slack, bot, await cases_of(slack, bot, "all"), "case_open")
    await press(slack, bot, await slack.view_of(STAFF), dialog)
    lost = await slack.view_of(STAFF)
    lost.view["private_metadata"] = "{}"

    ack = await slack.submit(lost, {"text": "We will call you"})

    assert ack.json == {
        "response_action": "errors",
        "errors": {"text": "This dialog is not yours or was changed on the way: open it again"},
    }


@pytest.mark.parametrize("dialog", ["case_reply", "case_note"])
async def test_characters_that_no_database_stores_are_left_out_of_what_staff_write(
    bot: Bot, slack: FakeSlack, dialog: str
) -> None:
    modal = await case_modal(slack, bot)
    await press(slack, bot, modal, dialog)

    ack = await slack.submit(await slack.view_of(STAFF), {"text": "We will\0 call \ud83d you"})
    await bot.idle()

    assert ack.json == {}
    assert "We will call ? you" in await everything_stored(bot)


async def test_odd_characters_can_be_searched_for(bot: Bot, slack: FakeSlack) -> None:
    home = await home_of(slack, bot)

    await press(slack, bot, home, "queue_search", "lamp\0 \ud83d")

    assert "Found for “lamp ?”" in shown(await slack.view_of(STAFF, "home"))


async def test_an_empty_reply_is_refused_at_its_field(bot: Bot, slack: FakeSlack) -> None:
    modal = await case_modal(slack, bot)
    await press(slack, bot, modal, "case_reply")

    ack = await slack.submit(await slack.view_of(STAFF), {"text": "  "})

    assert ack.json["response_action"] == "errors"
    assert "1 to 3,000 characters" in ack.json["errors"]["text"]
