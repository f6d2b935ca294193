"""Promises about who may read along: what tells of a person goes to them alone, the thread says only that."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.answer_buttons import HERE, RATE
from bot.trial.workspace.workspace import User
from bot.wiring import Bot, open_bot
from handlers.outbox.privacy import wants_it_here
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, SUPPORT, FakeSlack, Json, deleted, edited, message
from tests.fakes.slack.kinds import from_elsewhere
from tests.handlers.test_messages import SAMPLE
from tests.slack.conftest import Serving
from tests.slack.handoff.people import labels, press, told
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, case_count, case_of, last, say

ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


@pytest.fixture
def backend() -> str:
    """SQLite, where a test does not name both."""
    return "sqlite"


@pytest.fixture
async def bot(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, backend: str, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """The bot in a channel where others read along, on either database."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    async with open_bot(settings_for(private_channels=frozenset({SUPPORT}), **url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


def alone(slack: FakeSlack) -> list[str]:
    return [post.shown for post in slack.posts_in(DM)]


async def edit(slack: FakeSlack, bot: Bot, event: Json, text: str) -> None:
    await slack.deliver(edited(event, text))
    await bot.idle()


async def test_what_tells_of_a_person_is_told_to_them_alone(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, SAMPLE)

    [told_alone] = alone(slack)
    assert all(number in told_alone for number in ("INV-CASE-1001-1", "RMA-100016", "A-12345", "CASE-1001"))
    shown = last(slack, event)
    assert "direct message" in shown
    assert not any(number in shown for number in ("INV-CASE-1001-1", "RMA-100016", "A-12345"))


async def test_what_tells_of_nobody_is_answered_in_the_thread(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "What can you help me with?")

    assert "direct message" not in last(slack, event)
    assert alone(slack) == []


async def test_in_a_direct_message_nobody_reads_along(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER, channel=DM)

    assert "A-12345" in last(slack, event)
    assert len(alone(slack)) == 1


@pytest.mark.parametrize(
    ("settings", "in_thread"), [({}, False), ({"open_channels": frozenset({SUPPORT})}, True)], ids=["unset", "open"]
)
async def test_a_channel_shared_with_another_organisation_is_private_unless_it_is_set_otherwise(
    slack: FakeSlack, settings_for: SettingsFor, settings: dict[str, object], *, in_thread: bool
) -> None:
    async with open_bot(settings_for(**settings)) as running:
        slack.delivery.bot_url = running.url
        event = from_elsewhere(message(ORDER))
        await slack.deliver(event)
        await running.idle()

    assert ("A-12345" in last(slack, event)) is in_thread
    assert bool(alone(slack)) is not in_thread


@pytest.mark.usefixtures("served_before")
@pytest.mark.parametrize(("opened", "in_thread"), [(set(), False), ({SUPPORT}, True)], ids=["unset", "open"])
async def test_where_slack_does_not_tell_whether_a_channel_is_shared_it_counts_as_shared(
    serving: Serving, slack: FakeSlack, opened: set[str], *, in_thread: bool
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    slack.fault("conversations.info", error="missing_scope", times=None)

    async with serving(open_channels=frozenset(opened)):
        pass

    assert ("A-12345" in last(slack, event)) is in_thread
    assert any("A-12345" in post.shown for post in slack.posts_in(DM)) is not in_thread


async def test_our_own_people_are_answered_alone_as_long_as_their_channel_is_shared(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.workspace.users["U0DANA001"] = User("U0DANA001", "Dana", team="T0PARTNER")
    members = slack.workspace.channels[SUPPORT].members
    async with open_bot(settings_for()) as running:
        slack.delivery.bot_url = running.url
        members.add("U0DANA001")
        shared = await say(slack, running, ORDER)
        members.discard("U0DANA001")
        again = await say(slack, running, "And where is my order A-678?", under=shared)
        shown = last(slack, again)

    assert [("A-12345" in words, "A-678" in words) for words in alone(slack)] == [(True, False)]
    assert "A-678" in shown


async def test_who_presses_answer_here_sees_it_in_the_thread(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    [neutral] = slack.replies_to(event)

    await press(slack, bot, HERE, neutral, user=CUSTOMER)

    assert "A-12345" in last(slack, event)
    assert len(slack.replies_to(event)) == 1
    assert HERE not in str(slack.replies_to(event)[0].blocks)


async def test_nobody_else_can_let_it_show(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await press(slack, bot, HERE, slack.replies_to(event)[0], user=OTHER_CUSTOMER)

    assert "A-12345" not in last(slack, event)
    assert any("Only the person" in words for words in told(slack, OTHER_CUSTOMER))


async def test_who_writes_answer_here_is_answered_there_from_then_on(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await say(slack, bot, "you can answer here, please", under=event)
    here = last(slack, event)
    await say(slack, bot, "And where is my order A-678?", under=event)

    assert "A-12345" in here
    assert "A-678" in last(slack, event)
    assert len(alone(slack)) == 1


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("in_thread", [True, False])
async def test_the_wish_to_be_answered_here_opens_nothing_to_others_where_nobody_reads_along(
    bot: Bot, slack: FakeSlack, *, in_thread: bool
) -> None:
    event = await say(slack, bot, ORDER)
    [told_alone] = slack.posts_in(DM)
    under: Json | None = {"ts": told_alone.ts} if in_thread else None

    await say(slack, bot, "please answer here", channel=DM, under=under)
    here = alone(slack)[-1]
    await say(slack, bot, "And where is my order A-67890?", under=event)

    assert "nobody else reads along" in here
    assert any("A-67890" in words for words in alone(slack))
    assert not any("A-67890" in post.shown for post in slack.replies_to(event))


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_wish_to_be_answered_there_that_is_deleted_before_it_is_answered_opens_nothing(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, ORDER)
    wish = slack.says(CUSTOMER, SUPPORT, "please answer here", event["ts"])
    busy = slack.fault("chat.postMessage", status=429, retry_after=1)

    await slack.deliver(wish)
    await busy.reached()
    await slack.deliver(deleted(wish))
    await bot.idle()

    assert (await case_of(bot)).privacy == "private"
    assert "A-12345" not in last(slack, event)


async def test_an_account_number_is_asked_for_alone(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I was charged twice this month. Can you look into it?")

    assert "account" not in last(slack, event)
    assert "account number" in alone(slack)[0]


@pytest.mark.parametrize("backend", BACKENDS)
async def test_an_account_number_on_file_is_said_to_its_owner_alone(bot: Bot, slack: FakeSlack, clock: Clock) -> None:
    await say(slack, bot, "I was charged twice, my account number is 47110815", channel=DM)
    clock.forward(hours=2)

    event = await say(slack, bot, "I was charged twice this month, that is wrong, please fix it")

    assert "47110815" in alone(slack)[-1]
    assert not any("47110815" in post.shown for post in slack.posts_in(SUPPORT, event["ts"]))


async def test_an_account_number_that_is_noted_is_said_to_its_owner_alone(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I was charged twice this month. Can you look into it?")

    await say(slack, bot, "my account number is 4711 0815", under=event)

    assert "47110815" in alone(slack)[-1]
    assert not any("0815" in post.shown for post in slack.replies_to(event))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("in_thread", [True, False])
async def test_what_is_written_under_it_belongs_to_its_case(bot: Bot, slack: FakeSlack, *, in_thread: bool) -> None:
    await say(slack, bot, RETURN)
    [told_alone] = slack.posts_in(DM)
    under: Json | None = {"ts": told_alone.ts} if in_thread else None

    answer = await say(slack, bot, "And where is my order A-678?", channel=DM, under=under)

    assert await case_count(bot) == 1
    assert "A-678" in (last(slack, {"channel": DM, "ts": under["ts"] if under else answer["ts"]}))


async def test_a_return_cancelled_is_withdrawn_where_it_was_told(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    [told_alone] = slack.posts_in(DM)

    await press(slack, bot, "reply_cancel_return", told_alone, user=CUSTOMER, value="RMA-100016")

    assert "is cancelled" in slack.posts_in(DM)[0].shown
    assert not any("RMA-100016" in post.shown for post in slack.posts_in(SUPPORT, event["ts"]))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("code", ["user_not_found", "cannot_dm_bot"])
async def test_who_cannot_be_written_to_learns_how_to_be_answered_and_reads_nothing_untrue(
    bot: Bot, slack: FakeSlack, code: str
) -> None:
    slack.fault("conversations.open", error=code, times=None)

    event = await say(slack, bot, ORDER)

    said = [post.shown for post in slack.posts_in(SUPPORT, event["ts"])]
    assert any("I could not send you a direct message" in words for words in said)
    assert not any(words in shown for words in ("A-12345", "I have answered you") for shown in said)


async def test_an_answer_that_could_not_be_sent_is_shown_in_the_thread_if_its_reader_presses(
    bot: Bot, slack: FakeSlack
) -> None:
    slack.fault("conversations.open", error="cannot_dm_bot", times=None)
    event = await say(slack, bot, ORDER)

    await press(slack, bot, HERE, slack.replies_to(event)[0], user=CUSTOMER)

    assert "A-12345" in slack.replies_to(event)[0].shown


async def test_the_answer_in_the_thread_can_be_rated(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    [neutral] = slack.replies_to(event)
    assert RATE in str(neutral.blocks)
    assert "Answer here" in labels(neutral)
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize("backend", BACKENDS)
async def test_after_an_edit_what_was_told_alone_is_replaced_in_place_and_says_so(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    [told_alone], [neutral] = slack.posts_in(DM), slack.replies_to(event)
    ts = told_alone.ts

    await edit(slack, bot, event, ORDER)

    [now_alone] = slack.posts_in(DM)
    assert now_alone.ts == ts
    assert all(words in now_alone.shown for words in ("Updated, since you edited", "A-12345", "still stands", "RMA-"))
    assert "A-12345" not in last(slack, event)
    assert [one.ts for one in slack.replies_to(event)] == [neutral.ts]


async def test_after_an_edit_that_the_thread_may_answer_the_old_facts_stand_nowhere(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)

    await edit(slack, bot, event, "What can you help me with?")

    [now_alone] = slack.posts_in(DM)
    assert "A-12345" not in now_alone.shown
    assert "was replaced after an edit" in now_alone.shown
    assert "direct message" not in last(slack, event)


async def test_after_answer_here_and_an_edit_the_thread_alone_says_what_counts(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, ORDER)
    await press(slack, bot, HERE, slack.replies_to(event)[0], user=CUSTOMER)

    await edit(slack, bot, event, "Where is my order A-67890?")

    assert "A-67890" in last(slack, event)
    assert [("A-12345" in words, "A-67890" in words) for words in alone(slack)] == [(False, False)]


async def test_an_edit_before_the_direct_message_is_there_leads_to_one_with_the_newest_answer(
    bot: Bot, slack: FakeSlack
) -> None:
    held = slack.fault("conversations.open", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await held.reached()
    for number in ("A-67890", "A-99999"):
        await slack.deliver(edited(event, f"Where is my order {number}?"))
        await slack.wait_for(lambda: len(slack.called("chat.update")) > 0)
    held.release()
    await bot.idle()

    [words] = alone(slack)
    assert "A-99999" in words


async def test_a_direct_message_that_cannot_be_updated_is_deleted_and_another_posted(
    bot: Bot, slack: FakeSlack
) -> None:
    event = await say(slack, bot, ORDER)
    [told_alone] = slack.posts_in(DM)
    slack.fault("chat.update", error="cant_update_message", times=2)  # in the thread, and in the direct message

    await edit(slack, bot, event, "Where is my order A-67890?")

    [words] = alone(slack)
    assert "A-67890" in words
    assert slack.workspace.find(DM, told_alone.ts) is None
    assert len(slack.replies_to(event)) == 1


async def test_an_update_of_a_direct_message_whose_answer_is_lost_is_not_doubled(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)
    event = await say(slack, bot, ORDER)
    slack.fault("chat.update", cut_after_accept=True, times=2)

    await edit(slack, bot, event, "Where is my order A-67890?")

    [words] = alone(slack)
    assert "A-67890" in words
    assert len(slack.replies_to(event)) == 1


@pytest.mark.parametrize(
    "words",
    ["answer here", "Please answer here!", "You can tell me here", "here is fine", "post it in the thread please"],
)
def test_the_wish_to_be_answered_there_is_understood(words: str) -> None:
    assert wants_it_here(words)


@pytest.mark.parametrize(
    "words",
    ["please do not answer here", "the answer is not here", "my order is not here", "send it back", "where is it?", ""],
)
def test_other_words_are_no_such_wish(words: str) -> None:
    assert not wants_it_here(words)
