"""Promises about who speaks: people of ours and of other organisations, never an app; and who of them is a customer."""

from types import ModuleType
from typing import Any

import pytest

from bot.slack import intake
from bot.slack.messages import ThreadRef, post_message
from bot.slack.render import Page
from bot.trial.workspace.workspace import BOT_USER
from bot.wiring import Bot, open_bot
from storage import app_roots
from storage.errors import Transient
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_ID, CUSTOMER, DM, GENERAL, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, Json, deleted
from tests.fakes.slack.events import bot_message, dm, mention, message
from tests.fakes.slack.kinds import form, from_elsewhere, me_message, posted_for, slackbot
from tests.fakes.slack.world import ANOTHER_BOT_USER, GROUP_DM
from tests.stored import case_count, case_of, everything_stored, last, message_of, say

ORDER = "Where is my order A-12345?"


async def hear(slack: FakeSlack, bot: Bot, event: Json) -> Json:
    await slack.deliver(event)
    await bot.idle()
    return event


async def test_what_staff_say_in_a_support_channel_is_no_question(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("Heads-up: the returns portal is down today", user=STAFF))

    assert await case_count(bot) == 0
    assert slack.replies_to(event) == []


@pytest.mark.parametrize("event", [mention(ORDER, user=STAFF, channel=SUPPORT), mention(ORDER, user=STAFF)])
async def test_staff_who_call_the_desk_are_customers(bot: Bot, slack: FakeSlack, event: Json) -> None:
    await hear(slack, bot, event)

    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).requester == STAFF


async def test_slackbot_is_nobody(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, slackbot("You have been removed from #support", channel=DM))
    await hear(slack, bot, slackbot(f"Reminder: ask <@{BOT_USER}> about the order"))

    assert await case_count(bot) == 0


async def test_what_somebody_says_with_me_is_heard(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, me_message("is still waiting for order A-12345"))

    assert "A-12345" in last(slack, event)


async def test_what_an_app_posts_for_a_person_is_theirs_once_slack_says_that_they_are_one(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await hear(slack, bot, posted_for(CUSTOMER, ORDER))

    assert "A-12345" in last(slack, event)
    assert len(slack.called("users.info")) == 1


async def test_a_second_message_of_a_known_person_is_kept_before_its_ack(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, posted_for(CUSTOMER, ORDER))
    event = posted_for(CUSTOMER, "And where is order A-222?")

    await slack.deliver(event)

    assert await message_of(bot, event) is not None
    assert len(slack.called("users.info")) == 1
    await bot.idle()


async def test_what_an_app_posts_as_a_bot_user_is_nobodys(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, posted_for(ANOTHER_BOT_USER, ORDER))

    assert await case_count(bot) == 0


async def test_what_an_app_posts_for_somebody_unknown_is_nobodys(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("users.info", status=503)

    await hear(slack, bot, posted_for(CUSTOMER, ORDER))

    assert await case_count(bot) == 0


async def test_our_own_app_is_never_heard_in_whose_name_ever(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, posted_for(CUSTOMER, ORDER, bot_id=BOT_ID))

    assert await case_count(bot) == 0
    assert slack.called("users.info") == []


async def test_what_an_app_posted_for_a_person_and_they_delete_is_erased(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, posted_for(CUSTOMER, "The zebra lamp hums, how do I fix that?"))
    assert "zebra" in await everything_stored(bot)

    await hear(slack, bot, deleted(event))

    assert "zebra" not in await everything_stored(bot)


@pytest.mark.parametrize("root", [form(), bot_message("An alert"), posted_for(ANOTHER_BOT_USER, "An alert")])
async def test_what_a_person_writes_under_a_form_in_a_support_channel_is_a_customers(
    bot: Bot, slack: FakeSlack, root: Json
) -> None:
    await hear(slack, bot, root)

    event = await hear(slack, bot, message(ORDER, thread_ts=root["ts"]))

    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).requester == event["user"]
    assert root["text"] not in await everything_stored(bot)


async def test_a_form_from_before_the_desk_came_is_asked_about(bot: Bot, slack: FakeSlack) -> None:
    root = posted_for(ANOTHER_BOT_USER, "An alert", ts=slack.workspace.stamps.next())
    event = {**message(ORDER, thread_ts=root["ts"]), "parent_user_id": ANOTHER_BOT_USER}

    await hear(slack, bot, event)

    assert (await case_of(bot)).requester == CUSTOMER


@pytest.mark.parametrize(("user", "opens"), [(CUSTOMER, 1), (STAFF, 0)])
async def test_under_what_the_desk_itself_posted_in_a_support_channel_a_person_is_a_customer(
    bot: Bot, slack: FakeSlack, user: str, opens: int
) -> None:
    ts = await post_message(bot.intake.greetings._client, ThreadRef(SUPPORT, None), Page((), "FAQ set 1: 10 answers"))

    event = await hear(slack, bot, {**message(ORDER, user=user, thread_ts=ts), "parent_user_id": BOT_USER})

    assert await case_count(bot) == opens
    assert any("A-12345" in reply.shown for reply in slack.replies_to(event)) == bool(opens)


async def test_a_third_person_under_an_answer_of_the_desk_begins_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message(ORDER))

    await hear(
        slack, bot, {**message("Mine as well?", user=OTHER_CUSTOMER, thread_ts=event["ts"]), "parent_user_id": CUSTOMER}
    )

    assert await case_count(bot) == 1


UNDER_AN_APPS = {**message(ORDER, thread_ts="1700000000.000100"), "parent_user_id": ANOTHER_BOT_USER}


@pytest.mark.parametrize(
    ("event", "place", "name"),
    [(posted_for(CUSTOMER, ORDER), intake, "keep"), (UNDER_AN_APPS, app_roots, "keep_root")],
    ids=["posted by an app", "under an app's"],
)
async def test_what_is_kept_once_slack_has_said_whose_it_is_is_not_lost_if_the_database_is_away_then(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, event: Json, place: ModuleType, name: str
) -> None:
    keep, away = getattr(place, name), iter([Transient("the database is away", 0.01)] * 2)

    def keep_later(*args: Any) -> object:  # noqa: ANN401 - as what it stands for
        for error in away:
            raise error
        return keep(*args)

    monkeypatch.setattr(place, name, keep_later)
    await hear(slack, bot, event)

    assert (await case_of(bot)).requester == CUSTOMER
    assert (await message_of(bot, event)) is not None


async def test_under_a_persons_message_that_is_not_ours_nobody_is_a_customer(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, {**message(ORDER, thread_ts="1700000000.000100"), "parent_user_id": OTHER_CUSTOMER})

    assert await case_count(bot) == 0


async def test_staff_who_answer_under_a_form_are_no_customers(bot: Bot, slack: FakeSlack) -> None:
    root = await hear(slack, bot, form())

    await hear(slack, bot, message("I'll look into it", user=STAFF, thread_ts=root["ts"]))

    assert await case_count(bot) == 0


async def test_a_group_dm_is_answered_where_the_desk_is_called(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, message("Ben, look at this", channel=GROUP_DM))
    event = await hear(slack, bot, message(f"<@{BOT_USER}> {ORDER}", channel=GROUP_DM))

    assert "A-12345" in last(slack, event)
    assert await case_count(bot) == 1
    assert not (await case_of(bot)).is_dm


async def test_a_person_of_another_organisation_is_a_customer_and_theirs_is_kept(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, from_elsewhere(message(ORDER)))

    kept = await message_of(bot, event)
    assert "A-12345" in slack.posts_in(DM)[-1].shown
    assert kept is not None
    assert kept.user_team == "T0PARTNER"


async def test_where_only_people_from_outside_are_customers_others_have_to_call(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(outside_only_channels=frozenset({SUPPORT}))) as running:
        slack.delivery.bot_url = running.url
        ours = await hear(slack, running, message("Where do we put the chairs?"))
        called = await hear(slack, running, mention(ORDER, channel=SUPPORT))
        theirs = await hear(slack, running, from_elsewhere(message(ORDER)))

    assert slack.replies_to(ours) == []
    assert "A-12345" in last(slack, called)
    assert len(slack.replies_to(theirs)) == 1
    assert "A-12345" in slack.posts_in(DM)[-1].shown


async def test_nobody_is_asked_about_before_the_ack(bot: Bot, slack: FakeSlack) -> None:
    held = slack.fault("users.info", hang=True)

    [status] = await slack.deliver(posted_for(CUSTOMER, ORDER))

    assert status == 200
    held.release()
    await bot.idle()


async def test_what_is_said_elsewhere_stays_unheard(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, form(channel=GENERAL))
    await hear(slack, bot, dm("hello", user=BOT_USER))
    await say(slack, bot, "nice weather", channel=GENERAL)

    assert await case_count(bot) == 0
