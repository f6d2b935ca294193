"""What a reply neither says nor asks is not done: no later "yes" is one to a question that nobody has read."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from handlers.perform import multipart
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, case_of, customer_of, last, rmas_of, say, tasks_of

LIKELY = "The stroller does not fit into our car, it is far too wide for the boot"
EXPLICIT = "I want to return the SuperWidget 5000, it does not fit."


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Both databases."""
    return str(request.param)


@pytest.fixture
async def either(
    request: pytest.FixtureRequest, slack: FakeSlack, settings_for: SettingsFor, clock: Clock, backend: str
) -> AsyncIterator[Bot]:
    """The bot on either database."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    async with open_bot(settings_for(**url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


def break_words(patch: pytest.MonkeyPatch) -> None:
    """Let the words around what was done fail, as a bug there would."""

    async def broken(*_args: object) -> None:
        msg = "a bug"
        raise ValueError(msg)

    patch.setattr(multipart, "synthesize", broken)


async def test_after_a_failure_nothing_waits_for_a_yes_that_nobody_was_asked_for(
    either: Bot, slack: FakeSlack, clock: Clock
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_words(patch)
        root = await say(slack, either, LIKELY)
    failed, case = last(slack, root), await case_of(either)
    clock.forward(minutes=10)

    await say(slack, either, "Yes", under=root)

    assert "Something went wrong on our side" in failed
    assert (case.status, case.awaiting) == ("escalated", None)
    assert await rmas_of(either) == []


async def test_a_return_that_a_failed_reply_does_not_tell_of_is_taken_back(either: Bot, slack: FakeSlack) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_words(patch)
        root = await say(slack, either, EXPLICIT)

    assert "Something went wrong on our side" in last(slack, root)
    assert [one.state for one in await rmas_of(either)] == ["cancelled"]
    assert [one.state for one in await tasks_of(either)] == ["cancelled"]


async def test_what_was_asked_before_is_asked_still_when_the_reply_to_its_yes_fails(
    either: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, either, LIKELY)
    with pytest.MonkeyPatch.context() as patch:
        break_words(patch)
        await say(slack, either, "Yes", under=root)

    assert "Something went wrong on our side" in last(slack, root)
    assert [one.state for one in await rmas_of(either)] == ["cancelled"]
    assert [one.state for one in await tasks_of(either)] == ["asked"]


GERMAN = {"route": "billing_inquiry", "confidence": 0.9, "language": "de", "has_tasks": True}


async def test_a_question_that_is_left_out_in_another_language_is_not_waited_for(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say(GERMAN))
    model.script("synthesize", Say(status=503), times=None)
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, "Guten Tag, wo bleibt denn meine Bestellung A-678? Sie ist noch nicht da.")
        case, found = await case_of(bot), await tasks_of(bot)

    assert "Support-Team" in last(slack, root)
    assert (case.status, case.awaiting) == ("escalated", None)
    assert [one.state for one in found] == ["cancelled"]


async def test_an_account_number_that_is_not_asked_for_after_all_may_be_asked_for_later(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say({**GERMAN, "has_tasks": False}))
    model.script("billing_reply", Say(status=503), times=None)
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, "Mir wurde diesen Monat zweimal Geld abgebucht, bitte klären Sie das")
        customer = await customer_of(bot)

    assert "account number" not in last(slack, root)
    assert customer.account_asked_at is None
