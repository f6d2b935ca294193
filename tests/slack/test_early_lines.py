"""A line that comes before its thread's first message is kept with that, whatever the database does meanwhile."""

import pytest

from bot.slack import intake
from bot.wiring import Bot
from handlers.intake.keep import keep
from storage.errors import Transient
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.stored import case_count, message_of


async def test_a_line_that_came_first_and_could_not_be_kept_is_kept_when_its_first_message_comes_again(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "I want to return the stroller, it squeaks")
    line = slack.says(CUSTOMER, SUPPORT, "and where is my order A-12345?", root["ts"])
    line_came = "A-12345"

    def hiccup(tx: object, change: object, *more: object) -> object:
        if line_came in getattr(change, "text", ""):
            raise Transient("The database is away.")
        return keep(tx, change, *more)  # type: ignore[arg-type]

    await slack.deliver(line)
    with monkeypatch.context() as patch:
        patch.setattr(intake, "keep", hiccup)
        [failed] = await slack.deliver(root)
    [again] = await slack.redeliver(root)
    await bot.idle()

    assert (failed, again) == (500, 200)
    kept, first = await message_of(bot, line), await message_of(bot, root)
    assert kept is not None
    assert first is not None
    assert kept.case_id == first.case_id
    assert await case_count(bot) == 1
