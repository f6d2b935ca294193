"""A greeting edited into a request is kept as if it had been sent so: with its place, its author and its thread."""

from bot.trial.workspace.workspace import User
from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, GENERAL, OTHER_CUSTOMER, STAFF, SUPPORT, FakeSlack, Json, edited, message
from tests.fakes.slack.kinds import from_elsewhere, posted_for
from tests.stored import case_count, message_of, say

ORDER = "Where is my order A-12345?"


async def hear(slack: FakeSlack, bot: Bot, event: Json) -> Json:
    await slack.deliver(event)
    await bot.idle()
    return event


def told(slack: FakeSlack, event: Json) -> list[str]:
    return [post.shown for post in slack.replies_to(event)]


async def test_where_others_read_along_it_is_answered_alone(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for(private_channels=frozenset({SUPPORT}))) as bot:
        slack.delivery.bot_url = bot.url
        greeting = await say(slack, bot, "Hello!")
        await hear(slack, bot, edited(greeting, ORDER))

    [reply] = told(slack, greeting)
    assert "direct message" in reply
    assert "A-12345" not in reply


async def test_of_another_organisation_its_author_is_kept_as_such(bot: Bot, slack: FakeSlack) -> None:
    greeting = await hear(slack, bot, from_elsewhere(message("Hello!")))
    await hear(slack, bot, edited(greeting, ORDER))

    kept = await message_of(bot, greeting)
    assert kept is not None
    assert kept.user_team == "T0PARTNER"
    assert not any("A-12345" in reply for reply in told(slack, greeting))


async def test_of_a_colleague_it_is_left_where_only_others_are_customers(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(outside_only_channels=frozenset({SUPPORT}))) as bot:
        slack.delivery.bot_url = bot.url
        greeting = await say(slack, bot, "Hello!")
        await hear(slack, bot, edited(greeting, ORDER))

    assert told(slack, greeting) == []


async def test_in_a_thread_that_is_not_ours_it_is_left(bot: Bot, slack: FakeSlack) -> None:
    root = await hear(slack, bot, slack.says(OTHER_CUSTOMER, SUPPORT, f"<@{STAFF}> lunch?"))
    thanks = await hear(slack, bot, message("thanks", thread_ts=root["ts"]))
    await hear(slack, bot, edited(thanks, ORDER))

    assert await case_count(bot) == 0


async def test_an_edit_of_what_an_app_posted_in_a_persons_name_counts(bot: Bot, slack: FakeSlack) -> None:
    posted = await hear(slack, bot, posted_for(CUSTOMER, ORDER))
    await hear(slack, bot, edited(posted, "Where is my order A-99999?"))

    kept = await message_of(bot, posted)
    assert kept is not None
    assert kept.text == "Where is my order A-99999?"


async def test_a_case_opened_by_hand_in_a_shared_channel_is_answered_alone(desk: Bot, slack: FakeSlack) -> None:
    slack.workspace.users["U0DANA001"] = User("U0DANA001", "Dana", team="T0PARTNER")
    slack.workspace.channels[GENERAL].members.add("U0DANA001")
    said = await say(slack, desk, ORDER, channel=GENERAL)
    await slack.shortcut("open_case", message=slack.workspace.find(GENERAL, said["ts"]), user=STAFF)
    await desk.interactions.idle()
    await desk.idle()

    [reply] = told(slack, said)
    assert "A-12345" not in reply
