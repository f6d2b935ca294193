"""What the desk promises when something comes between: a crash, a person, a deletion, an odd answer of Slack."""

import time
from typing import Any

import pytest

import handlers.answer as flow
from bot.desk import open_desk
from bot.slack.events import parse_message
from bot.slack.identity import BotIdentity
from bot.slack.reading.markup import plain_words
from bot.wiring import Bot, open_bot
from handlers import technical
from handlers.answers.own_numbers import IN_THE_MAKING
from handlers.intake.keep import Incoming, keep
from handlers.outbox.send import plan_reply
from handlers.perform import perform
from storage import cases
from storage.errors import Transient
from storage.records import Customer
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_USER, CUSTOMER, DM, OTHER_CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, deleted
from tests.stored import case_of, last, rmas_of, say, tasks_of, timeline_of
from workflows.rules.lookups.account_numbers import account_number_in

RETURN = "I want to return the 'SuperWidget 5000', it hums"


@pytest.fixture(autouse=True)
def _try_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("I want to return something", "the SuperWidget 5000", "RMA-100016"),
        ("Where is my order?", "A-12345", "Tracking number"),
    ],
)
async def test_a_filled_field_is_answered_after_an_interruption(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, first: str, second: str, told: str
) -> None:
    event = await say(slack, bot, first)
    tries = iter([Transient("interrupted", 0.01)])

    async def interrupted_once(*given: Any) -> Any:  # noqa: ANN401 - stands for any signature
        for trouble in tries:
            raise trouble
        return await plan_reply(*given)

    monkeypatch.setattr(flow, "plan_reply", interrupted_once)
    await say(slack, bot, second, under=event)

    assert told in last(slack, event)
    assert [task.state for task in await tasks_of(bot)] == ["done"]
    assert (await case_of(bot)).status == "answered"


async def test_a_message_that_was_kept_but_not_queued_is_answered_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    identity = BotIdentity(TEAM, BOT_USER, None, frozenset({SUPPORT}))
    incoming = parse_message({"event": event, "is_ext_shared_channel": False}, identity)
    assert isinstance(incoming, Incoming)
    async with open_desk(settings_for()) as desk:  # as far as a process comes that dies between the two
        await desk.db.write(lambda tx: keep(tx, incoming, frozenset(), desk.now()))

    async with open_bot(settings_for()) as bot:
        await bot.idle()

    assert "Tracking number" in last(slack, event)
    assert len(slack.replies_to(event)) == 1


async def test_a_person_who_takes_over_while_slack_is_down_is_not_talked_over(bot: Bot, slack: FakeSlack) -> None:
    down = slack.fault("chat.postMessage", status=503, times=None)
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(event)
    await down.reached()

    await slack.deliver(slack.says(STAFF, SUPPORT, "I am on it, hold on", event["ts"]))
    down.times = down.used
    await bot.idle()

    assert slack.replies_to(event) == []
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert "reply withheld" in [name for name, _ in await timeline_of(bot)]


async def test_nothing_is_done_for_a_message_that_waited_while_a_person_took_over(bot: Bot, slack: FakeSlack) -> None:
    held = slack.fault("chat.postMessage", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await slack.deliver(event)
    await held.reached()
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, RETURN, event["ts"]))
    await slack.deliver(slack.says(STAFF, SUPPORT, "I am on it, hold on", event["ts"]))

    held.release()
    await bot.idle()

    assert await rmas_of(bot) == []


async def test_a_person_who_deletes_a_line_does_not_resolve_the_case(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order A-12345?")
    staff_line = await say(slack, bot, "I am on it, hold on", user=STAFF, under=event)
    await say(slack, bot, "please do, it is urgent", under=event)

    await slack.deliver(deleted(staff_line))
    await bot.idle()

    assert (await case_of(bot)).status == "escalated"


async def test_a_third_person_s_return_is_theirs(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    slack.allow("<@")

    await say(slack, bot, "<@U0DESKBOT> I want to return the 'MegaWidget 9'", user=OTHER_CUSTOMER, under=event)
    number = (await rmas_of(bot))[-1].number
    await say(slack, bot, f"<@U0DESKBOT> how does {number} stand?", user=OTHER_CUSTOMER, under=event)
    to_them = last(slack, event)
    await say(slack, bot, f"how does {number} stand?", under=event)

    assert "MegaWidget 9" in to_them
    assert f"I find no {number} of yours" in last(slack, event)


async def test_a_third_person_s_open_question_never_waits_for_the_requester(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Where is my order A-12345?")

    await say(slack, bot, "<@U0DESKBOT> I want to return something", user=OTHER_CUSTOMER, under=event)
    await say(slack, bot, "and order A-54321?", under=event)

    assert (await case_of(bot)).awaiting is None


async def test_a_deleted_answer_to_a_question_leaves_the_question_open(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return something")
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    answer = slack.says(CUSTOMER, SUPPORT, "the SuperWidget 5000", event["ts"])
    await slack.deliver(answer)
    await busy.reached()
    await slack.deliver(deleted(answer))
    busy.times = busy.used
    await bot.idle()

    await say(slack, bot, "the MegaWidget 9", under=event)

    assert "MegaWidget 9" in last(slack, event)


async def test_a_bug_while_posting_reaches_a_person(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        msg = "a bug"
        raise RuntimeError(msg)

    monkeypatch.setattr("bot.slack.outbox.render", broken)
    await say(slack, bot, "Where is my order A-12345?")

    assert (await case_of(bot)).status == "escalated"
    assert ("reply not delivered", "an internal failure") in await timeline_of(bot)


async def test_a_handler_that_breaks_does_not_sink_the_other_parts(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Any:  # noqa: ANN401 - stands for any answer
        msg = "a bug"
        raise RuntimeError(msg)

    monkeypatch.setitem(perform.HANDLERS, "technical_support", broken)
    event = await say(slack, bot, f"{RETURN}. And how do I reset my password?")

    assert "RMA-100016" in last(slack, event)
    assert "a person will see to it" in last(slack, event)
    assert technical.reply is not broken
    assert (await case_of(bot)).status == "escalated"


async def test_an_account_number_in_groups_is_taken_as_one(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Why was I charged twice this month?")
    await say(slack, bot, "4711 2233 44", under=root)

    assert "I have noted your account number 4711223344" in last(slack, root)


async def test_what_is_known_of_a_customer_is_not_forgotten_by_a_slower_thread(bot: Bot) -> None:
    known = Customer(TEAM, CUSTOMER, "AC-12345", None)
    await bot.db.write(lambda tx: cases.keep_customer(tx, known))

    await bot.db.write(lambda tx: cases.keep_customer(tx, Customer(TEAM, CUSTOMER, None, None)))

    assert (await bot.db.read(lambda tx: cases.get_customer(tx, TEAM, CUSTOMER))).account_number == "AC-12345"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("You charged my account 120 euros", None),
        ("As a customer 365 days a year I am sad", None),
        ("My account 2FA does not work, the app crashes", None),
        ("My account number is 4711", "4711"),
        ("account: AC-12345, thanks", "AC-12345"),
        ("customer id 991", "991"),
        ("account 47110815", "47110815"),
        ("4711 2233 44", "4711223344"),
        ("it's 4711 2233 44, thanks", "4711223344"),
        ("4711-2233-44", "4711-2233-44"),
        ("4711 \N{EN DASH} 2233 \N{EN DASH} 44", "4711-2233-44"),
        ("4711.2233.44", "4711223344"),
        ("12 34 56 78", "12345678"),
        ("AC 4711 2233", "AC47112233"),
        ("my account number is 4711 2233 44", "4711223344"),
        ("4711 2233 44 is my account number", "4711223344"),
        ("on 12.03.2026 and 13.03.2026", None),
        ("12 03 2026", None),
        ("it was 120 50 euros", None),
        ("+49 170 1234567", None),
    ],
)
def test_an_account_number_is_one_that_is_called_so(text: str, number: str | None) -> None:
    assert account_number_in(text, asked=True) == number


@pytest.mark.parametrize("piece", ["<!", "<!a^b", "<#A|", "<http", "<@U"])
def test_hostile_markup_costs_no_more_than_twice_for_twice_the_text(piece: str) -> None:
    def cost(count: int) -> float:
        began = time.process_time()
        plain_words(piece * count, {}, "U0DESKBOT")
        return time.process_time() - began

    # A quadratic pattern takes seconds here and four times as many for twice the text.
    assert cost(20_000) < 20 * cost(2_000) + 0.5


async def test_who_asks_elsewhere_for_a_number_whose_own_answer_is_on_its_way_is_told_of_it_once_that_stands(
    bot: Bot, slack: FakeSlack
) -> None:
    on_its_way = slack.fault("chat.postMessage", hang=True)
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, RETURN))
    await on_its_way.reached()
    [rma] = await rmas_of(bot)

    asked = slack.says(CUSTOMER, DM, f"How does {rma.number} stand?")
    await slack.deliver(asked)
    [before] = await slack.reply_to(asked)
    on_its_way.release()
    await bot.idle()
    again = await say(slack, bot, f"How does {rma.number} stand now?", channel=DM)

    assert f"I find no {rma.number} of yours. {IN_THE_MAKING}" in before.shown
    assert "SuperWidget" not in before.shown
    assert "SuperWidget 5000" in last(slack, again)
    assert "issued" in last(slack, again)
