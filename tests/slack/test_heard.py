"""Promises over the wire: whatever form a message has, the desk answers what it says; words of others do nothing."""

from bot.wiring import Bot, open_bot
from storage import retention
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, DM, GENERAL, TEAM, FakeSlack, Json, edited, message
from tests.fakes.slack.kinds import forward, part, person, plain, rich, snippet
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import staffed
from tests.stored import Clock, case_count, case_of, everything_stored, last, message_of, rmas_of, say, tasks_of

LATE = "Order A-12345 has not arrived"
TO_RETURN = "I want to return the 'SuperWidget 5000', it hums"


async def hear(slack: FakeSlack, bot: Bot, event: Json) -> Json:
    await slack.deliver(event)
    await bot.idle()
    return event


async def test_a_question_about_a_forwarded_message_is_answered_from_both(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, forward(LATE, "where is this one?"))

    assert "A-12345" in last(slack, event)
    assert [task.query_type for task in await tasks_of(bot)] == ["StatusUpdate"]


async def test_a_forward_without_a_word_is_answered(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, forward(LATE, channel=DM))

    assert "A-12345" in last(slack, event)


async def test_a_forward_is_heard_over_socket_mode_as_well(slack: FakeSlack, settings_for: SettingsFor) -> None:
    slack.delivery.mode = "socket"
    async with open_bot(settings_for(slack_app_token="xapp-trial-desk")) as running:
        await slack.connected()
        event = await hear(slack, running, forward(LATE, "where is this one?"))

    assert "A-12345" in last(slack, event)


async def test_nothing_is_returned_that_only_a_forwarded_message_asks_for(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, forward(TO_RETURN, "can you see to this?"))

    assert await rmas_of(bot) == []
    assert "SuperWidget 5000" in last(slack, event)
    assert [task.state for task in await tasks_of(bot)] == ["asked"]


async def test_what_a_forwarded_message_asks_for_is_done_once_its_sender_says_yes(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, forward(TO_RETURN))

    await say(slack, bot, "yes please", under=event)

    assert [rma.product_name for rma in await rmas_of(bot)] == ["SuperWidget 5000"]


async def test_an_investigation_is_not_opened_from_forwarded_words_alone(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, forward("Invoice INV-7890 is too high, please check it", "fyi"))

    assert [task.state for task in await tasks_of(bot)] == ["asked"]


async def test_what_its_writer_asks_for_is_done_whatever_else_is_forwarded(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, forward("the same happened to my neighbour", TO_RETURN))

    assert [rma.product_name for rma in await rmas_of(bot)] == ["SuperWidget 5000"]


async def test_a_forwarded_yes_confirms_nothing(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, forward(TO_RETURN))

    await hear(slack, bot, forward("yes please", "what do you make of this?", thread_ts=event["ts"]))

    assert await rmas_of(bot) == []


async def test_the_wish_of_somebody_else_for_a_person_is_not_its_senders(bot: Bot, slack: FakeSlack) -> None:
    upset = "I want to talk to a human being, please. Where is order A-12345?"

    await hear(slack, bot, forward(upset, "where is this order?"))

    assert (await case_of(bot)).status == "answered"


async def test_words_in_rich_text_are_answered_though_text_is_empty(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, rich(part("section", plain("Where is my order "), plain("A-12345", code=True))))

    assert "A-12345" in last(slack, event)


async def test_an_id_in_code_is_read(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("Where is my order `12345`?"))

    assert "12345" in last(slack, event)
    assert [task.order_id for task in await tasks_of(bot)] == ["12345"]


async def test_what_is_struck_out_is_not_asked_for(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, message("~I want to return the red lamp because it is broken~ solved, thanks"))

    assert await case_count(bot) == 0


async def test_a_name_in_code_or_in_a_quote_wakes_nobody(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, message(f"`<@{BOT_USER}>` is its name", channel=GENERAL))
    await hear(slack, bot, rich(part("quote", person(BOT_USER), plain(" where is it?")), channel=GENERAL))

    assert await case_count(bot) == 0


async def test_a_snippet_is_read(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("where is this one?", files=[snippet("mail.txt", LATE)]))

    assert "A-12345" in last(slack, event)


async def test_an_edit_of_rich_text_is_heard(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, rich(part("section", plain("hello there, a question"))))
    change = edited(event, "")
    change["message"]["blocks"] = rich(part("section", plain("Where is my order A-12345?")))["blocks"]

    await hear(slack, bot, change)

    found = await message_of(bot, event)
    assert found is not None
    assert found.text == "Where is my order A-12345?"


async def test_the_transcript_says_where_words_came_from(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with staffed(slack, settings_for, clock) as bot:
        event = forward(LATE, "where is this one?")
        event["files"], event["subtype"] = [snippet("log.txt", "error 17")], "file_share"
        await hear(slack, bot, event)
        text, subject = shown(await cases_of(slack, bot, "1001")), (await case_of(bot)).subject

    assert "Forwarded from Ben" in text
    assert "Snippet log.txt" in text
    assert subject == "where is this one?"


async def test_forwarded_words_are_forgotten_with_who_passed_them_on(bot: Bot, slack: FakeSlack) -> None:
    await hear(slack, bot, forward("my friend Quentin lost the zebra lamp", "can you help?"))
    assert "zebra" in await everything_stored(bot)

    await bot.db.write(lambda tx: retention.forget(tx, TEAM, CUSTOMER, bot.intake.desk.now()))

    assert "zebra" not in await everything_stored(bot)
    assert "Quentin" not in await everything_stored(bot)
