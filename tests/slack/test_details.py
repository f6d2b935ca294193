"""Promises about what Slack tells only when asked: names, the first message of a thread. Asked after the ack."""

import asyncio

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import errors
from bot.slack.directory import Directory
from bot.trial.workspace.workspace import User
from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    GENERAL,
    OTHER_CUSTOMER,
    PRIVATE,
    STAFF,
    SUPPORT,
    TEAM,
    FakeSlack,
    Json,
    deleted,
    mention,
    message,
)
from tests.fakes.slack.faults import How
from tests.fakes.slack.kinds import part, person, plain, rich, room
from tests.fakes.slack.samples import Hands
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import staffed
from tests.stored import Clock, case_count, case_of, last, message_of, rmas_of, say, timeline_of

ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"
CALL = f"<@{BOT_USER}> can you look into this for Ben?"


async def hear(slack: FakeSlack, bot: Bot, event: Json) -> Json:
    await slack.deliver(event)
    await bot.idle()
    return event


async def text_of(bot: Bot, event: Json) -> str:
    kept = await message_of(bot, event)
    assert kept is not None
    return kept.text


# --- names -----------------------------------------------------------------------------------------------------------


async def test_people_and_channels_are_called_by_their_names(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message(f"the lamp of <@{OTHER_CUSTOMER}> from <#{GENERAL}|> hums"))

    assert await text_of(bot, event) == "the lamp of @Ben from #general hums"
    assert (await case_of(bot)).subject == "the lamp of @Ben from #general hums"


@pytest.mark.parametrize("size", [11_995, 13_000], ids=["its names make it too long", "its names make it short"])
async def test_a_long_message_whose_ids_become_names_says_what_was_not_read(
    bot: Bot, slack: FakeSlack, size: int
) -> None:
    slack.workspace.users[OTHER_CUSTOMER] = User(OTHER_CUSTOMER, "Ben" if size > 12_000 else "Benjamin Bartholomew Ray")
    begins = f"Where is my order A-12345? It is for <@{OTHER_CUSTOMER}>."

    event = await hear(slack, bot, message(begins.ljust(size, "x")))

    assert len(await text_of(bot, event)) == 12_000
    assert "longer than I can read at once" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_ids_in_rich_text_get_their_names(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(
        slack, bot, rich(part("section", plain("ask "), person(OTHER_CUSTOMER), plain(" in "), room(PRIVATE)))
    )

    assert await text_of(bot, event) == "ask @Ben in #private"


async def test_a_name_is_asked_for_once(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, message(f"is it with <@{OTHER_CUSTOMER}>?"))
    event = message(f"and this with <@{OTHER_CUSTOMER}>?")

    await slack.deliver(event)

    assert await text_of(bot, event) == "and this with @Ben?"  # before its ack
    await bot.idle()
    assert len(slack.called("users.info")) == 1


async def test_whom_slack_does_not_name_is_somebody(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("is it with <@U0NOBODY99> in <#C0NOWHERE9>?"))

    assert await text_of(bot, event) == "is it with @somebody in #channel?"


async def test_a_slack_that_gives_no_name_holds_nothing_up(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("users.info", status=503)

    event = await hear(slack, bot, message(f"{ORDER} Is it with <@{OTHER_CUSTOMER}>?"))

    assert "A-12345" in last(slack, event)


async def test_nothing_is_asked_before_the_ack(bot: Bot, slack: FakeSlack) -> None:
    held = slack.fault("users.info", hang=True)

    assert await slack.deliver(message(f"is it with <@{OTHER_CUSTOMER}>?")) == [200]

    await held.reached()
    held.release()
    await bot.idle()


# --- the first message of a thread that is not ours ------------------------------------------------------------------


async def called_into(slack: FakeSlack, bot: Bot, words: str, *, user: str = OTHER_CUSTOMER, call: str = CALL) -> Json:
    """Let somebody write where the desk does not listen, and another call the desk into the thread."""
    root = slack.says(user, GENERAL, words)
    return await hear(
        slack, bot, mention(call, channel=GENERAL, thread_ts=root["ts"], ts=slack.workspace.stamps.next())
    )


async def test_who_is_called_into_a_thread_answers_its_first_message(bot: Bot, slack: FakeSlack) -> None:
    event = await called_into(slack, bot, ORDER)

    assert "A-12345" in last(slack, event)
    case = await case_of(bot)
    assert (case.requester, case.reporter, case.subject) == (OTHER_CUSTOMER, CUSTOMER, ORDER)
    assert ("called the desk", "into the requester's thread") in await timeline_of(bot)


async def test_the_next_words_of_who_began_the_thread_are_heard(bot: Bot, slack: FakeSlack) -> None:
    event = await called_into(slack, bot, ORDER)

    await say(slack, bot, "And where is order A-222?", user=OTHER_CUSTOMER, channel=GENERAL, under=event)

    assert "A-222" in last(slack, event)
    assert len(slack.replies_to(event)) == 2


async def test_a_return_that_the_first_message_asks_for_is_its_writers(bot: Bot, slack: FakeSlack) -> None:
    await called_into(slack, bot, RETURN)

    assert [rma.requester for rma in await rmas_of(bot)] == [OTHER_CUSTOMER]


async def test_staff_may_call_the_desk_for_a_customer(bot: Bot, slack: FakeSlack) -> None:
    root = slack.says(OTHER_CUSTOMER, GENERAL, ORDER)
    stamp = slack.workspace.stamps.next()

    event = await hear(slack, bot, mention(CALL, channel=GENERAL, user=STAFF, thread_ts=root["ts"], ts=stamp))

    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).requester == OTHER_CUSTOMER


async def test_who_calls_the_desk_under_their_own_question_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = await called_into(slack, bot, ORDER, user=CUSTOMER, call=f"<@{BOT_USER}> can you help?")

    assert "A-12345" in last(slack, event)
    assert ((await case_of(bot)).requester, (await case_of(bot)).reporter) == (CUSTOMER, None)


async def test_who_says_what_they_want_speaks_for_themselves(bot: Bot, slack: FakeSlack) -> None:
    event = await called_into(slack, bot, "the weather is nice", call=f"<@{BOT_USER}> {ORDER}")

    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).requester == CUSTOMER
    assert slack.called("conversations.replies") == []


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 0}, {"status": 500}])
async def test_a_first_message_that_slack_does_not_hand_out_at_once_is_asked_for_again(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, fault: How
) -> None:
    monkeypatch.setattr(errors, "TRY_AGAIN_S", 0.01)
    slack.fault("conversations.replies", **fault)

    event = await called_into(slack, bot, ORDER)

    assert "A-12345" in last(slack, event)
    assert (await case_of(bot)).requester == OTHER_CUSTOMER


async def test_who_called_the_desk_is_answered_though_slack_never_hands_out_the_first_message(
    bot: Bot, slack: FakeSlack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "TRY_AGAIN_S", 0.01)
    down = slack.fault("conversations.replies", status=500, times=None)
    calling = asyncio.create_task(called_into(slack, bot, ORDER))
    await down.reached()

    clock.forward(minutes=6)
    event = await calling

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).requester == CUSTOMER


async def test_if_slack_refuses_the_read_the_mention_itself_is_answered(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("conversations.replies", error="not_in_channel")

    event = await called_into(slack, bot, ORDER)

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).requester == CUSTOMER


async def test_of_a_deleted_first_message_nothing_is_read(bot: Bot, slack: FakeSlack) -> None:
    root = slack.says(OTHER_CUSTOMER, GENERAL, ORDER)
    slack.says(CUSTOMER, GENERAL, "me too", root["ts"])
    await hear(slack, bot, deleted(root))

    event = await hear(
        slack, bot, mention(CALL, channel=GENERAL, thread_ts=root["ts"], ts=slack.workspace.stamps.next())
    )

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).requester == CUSTOMER


async def test_the_first_message_of_a_member_of_staff_is_no_customers(bot: Bot, slack: FakeSlack) -> None:
    await called_into(slack, bot, "Heads-up: the portal is down", user=STAFF)

    assert (await case_of(bot)).requester == CUSTOMER


async def test_the_case_says_who_called_the_desk(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock) as bot:
        await called_into(slack, bot, ORDER)
        text = shown(await cases_of(slack, bot, "1001"))

    assert f"reported by <@{CUSTOMER}>" in text


async def test_a_channel_that_was_archived_meanwhile_loses_nothing(bot: Bot, slack: FakeSlack) -> None:
    slack.workspace.channels[SUPPORT].is_archived = True

    await hear(slack, bot, message(ORDER))

    assert await case_count(bot) == 1
    assert (await case_of(bot)).status == "escalated"


async def test_what_was_told_just_now_is_known_however_much_was_told_before(
    slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.directory.REMEMBERED", 3)
    known = []
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        directory = Directory(client, TEAM, Hands())
        for number in (CUSTOMER, SUPPORT, OTHER_CUSTOMER, GENERAL, STAFF):
            is_shared = await directory.is_shared(number) if number.startswith("C") else None
            await directory.learn(number)
            known.append(is_shared if number.startswith("C") else directory.is_person(number))

    assert known == [True, False, True, False, True]
    assert len(directory.names) == 3


async def test_a_renamed_channel_is_called_by_its_new_name_after_an_hour(slack: FakeSlack) -> None:
    clock = Hands()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])
        directory = Directory(client, TEAM, clock)
        await directory.learn(GENERAL)
        before = directory.names.get(GENERAL)
        slack.workspace.channels[GENERAL].name = "help-desk"

        clock.now += 3601
        stale = directory.names.get(GENERAL)
        await directory.learn(GENERAL)

    assert (before, stale, directory.names.get(GENERAL)) == ("general", None, "help-desk")
