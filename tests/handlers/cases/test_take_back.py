"""Taking a case out of the bot's hands and giving it back, with the real bot: nothing is lost, nothing said twice."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.slack.waiting_turns import answer_job
from bot.wiring import Bot, open_bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage.database import Tx
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, deleted
from tests.storage.fixtures import BACKENDS
from tests.stored import FIRST, case_of, everything_stored, last, rmas_of, say

ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"
ADA = Actor(TEAM, STAFF, is_staff=True)


@pytest.fixture
async def either(slack: FakeSlack, settings_for: SettingsFor, migrated_url: str) -> AsyncIterator[Bot]:
    """The bot on either database."""
    async with open_bot(settings_for(database_url=migrated_url)) as running:
        slack.delivery.bot_url = running.url
        yield running


async def claim(bot: Bot) -> None:
    await bot.db.write(lambda tx: acts.claim(tx, ADA, FIRST, datetime.now(UTC)))


async def hand_back(bot: Bot) -> None:
    _, owed = await bot.db.write(lambda tx: acts.hand_back(tx, ADA, FIRST, datetime.now(UTC)))
    if owed is not None:
        await bot.engine.enqueue_again([answer_job(owed)])
    await bot.idle()


def resolve(tx: Tx) -> None:
    acts.resolve(tx, ADA, FIRST, datetime.now(UTC))


async def test_what_was_asked_while_a_person_had_the_case_is_answered_when_it_is_handed_back(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to talk to a human being please")
    await claim(bot)
    await say(slack, bot, ORDER, under=root)
    silent = len(slack.replies_to(root))

    await hand_back(bot)

    assert silent == 1
    assert len(slack.replies_to(root)) == 2
    assert "A-12345" in last(slack, root)
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize("backend", BACKENDS)
async def test_all_that_was_asked_while_a_person_had_the_case_is_answered_in_one_reply_when_it_is_handed_back(
    either: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, either, "I was charged twice this month and need this fixed")
    await claim(either)
    for words in (ORDER, f"And {RETURN}", "thank you"):
        await say(slack, either, words, under=root)
    silent = len(slack.replies_to(root))

    await hand_back(either)

    assert len(slack.replies_to(root)) == silent + 1
    assert all(words in last(slack, root) for words in ("A-12345", (await rmas_of(either))[0].number))


@pytest.mark.parametrize("backend", BACKENDS)
async def test_an_answer_that_a_claim_withheld_comes_with_what_was_asked_after_it(
    either: Bot, slack: FakeSlack
) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    root = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(root)
    await busy.reached()
    await claim(either)
    busy.times = busy.used
    await either.idle()
    await say(slack, either, ORDER, under=root)

    await hand_back(either)

    assert len(slack.replies_to(root)) == 1
    [old, new] = await rmas_of(either)
    assert (old.state, new.state) == ("cancelled", "issued")
    assert all(number in last(slack, root) for number in (new.number, "A-12345"))


async def test_thanks_to_nobody_who_has_answered_leave_the_case_waiting_for_a_person(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to talk to a human being please")
    await claim(bot)
    await say(slack, bot, "thank you", under=root)

    await hand_back(bot)

    case = await case_of(bot)
    assert (case.status, case.taken_over) == ("escalated", False)
    assert case.waits_since is not None
    assert len(slack.replies_to(root)) == 1


async def test_what_was_asked_before_a_person_wrote_is_theirs_when_it_is_handed_back(
    bot: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, bot, "I want to talk to a human being please")
    await claim(bot)
    await say(slack, bot, ORDER, under=root)
    await say(slack, bot, "It is on its way, Ana.", user=STAFF, under=root)
    await say(slack, bot, f"Thanks. And {RETURN}", under=root)

    await hand_back(bot)

    assert "RMA-" in last(slack, root)
    assert "Tracking number" not in last(slack, root)


async def test_a_question_whose_answer_a_claim_withheld_is_answered_once_when_it_is_handed_back(
    bot: Bot, slack: FakeSlack
) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    root = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(root)
    await busy.reached()
    await claim(bot)
    busy.times = busy.used
    await bot.idle()
    before = (len(slack.replies_to(root)), [rma.state for rma in await rmas_of(bot)])

    await hand_back(bot)

    assert before == (0, ["cancelled"])
    assert len(slack.replies_to(root)) == 1
    [old, new] = await rmas_of(bot)
    assert (old.state, new.state) == ("cancelled", "issued")
    assert new.number in last(slack, root)


async def test_what_was_withheld_is_erased_with_its_message(bot: Bot, slack: FakeSlack) -> None:
    busy = slack.fault("chat.postMessage", status=429, retry_after=0, times=None)
    root = slack.says(CUSTOMER, SUPPORT, "I want to return the 'SuperWidget 5000' because my taxidermy glows")
    await slack.deliver(root)
    await busy.reached()
    await claim(bot)
    busy.times = busy.used
    await bot.idle()
    await hand_back(bot)

    await slack.deliver(deleted(root))
    await bot.idle()

    assert "taxidermy" not in await everything_stored(bot)


async def test_a_case_resolved_while_the_answer_is_worked_out_gets_no_answer(bot: Bot, slack: FakeSlack) -> None:
    progress = slack.fault("chat.postMessage", hang=True)
    root = slack.says(CUSTOMER, SUPPORT, f"{RETURN}. And where is my order A-12345?")
    await slack.deliver(root)
    await progress.reached()
    await bot.db.write(resolve)
    progress.release()
    await bot.idle()

    assert slack.replies_to(root) == []
    assert (await case_of(bot)).status == "resolved"
    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]


async def test_a_case_resolved_while_its_reply_is_on_its_way_stays_resolved(bot: Bot, slack: FakeSlack) -> None:
    posting = slack.fault("chat.postMessage", hang=True)
    root = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(root)
    await posting.reached()
    await bot.db.write(resolve)
    posting.release()
    await bot.idle()

    case = await case_of(bot)
    assert case.status == "resolved"
    assert case.resolved_at is not None
