"""The words of a deleted message are gone from what later turns of its case made of them, too."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import OTHER_CUSTOMER, FakeSlack, Json, deleted
from tests.storage.fixtures import BACKENDS
from tests.stored import Clock, everything_stored, investigations_of, last, say, steps_of

ABOUT = "My invoice is wrong, the zebrafish surcharge was never agreed, please check it"
GIVES = "INV-7890"
ASKS = "And where is my order A-12345? It is for my ptarmigan"


@pytest.fixture
def backend() -> str:
    """SQLite, where a test does not name both."""
    return "sqlite"


@pytest.fixture(params=["rules", "model"])
async def either(
    request: pytest.FixtureRequest,
    slack: FakeSlack,
    settings_for: SettingsFor,
    model: FakeModel,
    clock: Clock,
    backend: str,
) -> AsyncIterator[Bot]:
    """The bot without a model, and with one, on either database."""
    url = {} if backend == "sqlite" else {"database_url": request.getfixturevalue("migrated_url")}
    modelled = {"openai_api_key": KEY, "openai_base_url": model.base_url} if request.param == "model" else {}
    async with open_bot(settings_for(**modelled, **url), clock) as running:
        slack.delivery.bot_url = running.url
        yield running


async def talk(slack: FakeSlack, bot: Bot) -> list[Json]:
    """Let a customer be answered three times in one case."""
    root = await say(slack, bot, ABOUT)
    return [root, await say(slack, bot, GIVES, under=root), await say(slack, bot, ASKS, under=root)]


async def delete(slack: FakeSlack, bot: Bot, event: Json) -> None:
    await slack.deliver(deleted(event))
    await bot.idle()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(("at", "word"), [(0, "zebrafish"), (2, "ptarmigan")])
async def test_no_table_holds_a_word_of_a_deleted_message(either: Bot, slack: FakeSlack, at: int, word: str) -> None:
    said = await talk(slack, either)
    before = await everything_stored(either)

    await delete(slack, either, said[at])

    assert word in before
    assert word not in await everything_stored(either)


@pytest.mark.parametrize("backend", BACKENDS)
async def test_what_a_later_message_has_said_itself_stays(either: Bot, slack: FakeSlack) -> None:
    said = await talk(slack, either)

    await delete(slack, either, said[2])

    assert "zebrafish" in (await investigations_of(either))[0].concern
    assert any(step.answer for step in await steps_of(either))


async def test_words_of_somebody_else_in_the_thread_are_gone_from_the_steps_that_read_them(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("technical_reply", Say({"reply": "Does the axolotl light blink as well, or is it off?"}))
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, "What can you help me with?")
        theirs = await say(slack, bot, "on mine the axolotl light blinks", user=OTHER_CUSTOMER, under=root)
        await say(slack, bot, "The router shows error 41 since this morning and does not connect", under=root)
        shown = last(slack, root)

        await delete(slack, bot, theirs)

        assert "axolotl" in shown
        assert not any("axolotl" in str(step.answer) for step in await steps_of(bot))
