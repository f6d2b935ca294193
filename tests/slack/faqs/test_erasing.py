"""A set is erased with its documents: nothing of it is left in tables, files, index or the messages of the set."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.wiring import Bot
from handlers.faq import decisions, erasing
from handlers.faq.acts import FaqActor
from handlers.faq.decisions import Seen
from storage.database import Tx
from tests.fakes.model import FakeModel, Say
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, TEAM, FakeSlack, View
from tests.handlers.faq.published import NO_WIND, NO_WIND_ANSWER
from tests.slack.cases.people import forge, press, shown
from tests.slack.faqs.people import filled, opened_set, publish_whole, set_of, status_of, thread_of
from tests.storage.test_erased_bytes import words_in
from tests.stored import Clock, everything_stored, last, say

pytestmark = pytest.mark.usefixtures("owner_named")

WORDS = ("turbine produces nothing", "photovoltaic", "wind turbines", "storage have to fill")
OPERATOR = FaqActor(TEAM, "operator", is_staff=True)


async def published(slack: FakeSlack, bot: Bot) -> None:
    """Make a set from the three documents, publish it, and let a customer be answered from it."""
    await filled(slack, count="25")
    await bot.idle()
    await publish_whole(slack, bot)
    answered = await say(slack, bot, NO_WIND, user=OTHER_CUSTOMER)
    assert NO_WIND_ANSWER in last(slack, answered)


async def test_nothing_of_an_erased_set_is_left_in_tables_and_within_a_day_in_files(
    bot: Bot, slack: FakeSlack, tmp_path: Path, clock: Clock
) -> None:
    await published(slack, bot)
    before, in_files = (await everything_stored(bot)).lower(), words_in(tmp_path, WORDS)

    view = await opened_set(slack, bot)
    await press(slack, bot, view, "faq_erase")

    after = (await everything_stored(bot)).lower()
    clock.forward(days=1)
    await bot.chores.ring()
    await bot.idle()
    assert [word for word in WORDS if word not in before] == []
    assert in_files != {}
    assert [word for word in WORDS if word in after] == []
    assert words_in(tmp_path, WORDS) == {}
    assert "set 1 is erased" in shown(view).lower()


async def test_a_press_of_erase_does_not_write_the_database_anew_while_messages_wait(
    bot: Bot, slack: FakeSlack
) -> None:
    written: list[str] = []
    await published(slack, bot)
    view = await opened_set(slack, bot)

    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def heard(*about: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        written.append(str(about[2]))

    try:
        await press(slack, bot, view, "faq_erase")
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", heard)

    assert any("erasures" in one for one in written)
    assert [one for one in written if "VACUUM" in one] == []


async def test_the_messages_of_an_erased_set_say_so_and_hold_no_word_of_it(bot: Bot, slack: FakeSlack) -> None:
    await published(slack, bot)

    await press(slack, bot, await opened_set(slack, bot), "faq_erase")

    assert "Erased, with its documents." in status_of(slack).shown
    pages = [message.shown for message in thread_of(slack) if "FAQ.md" not in message.shown and message.metadata]
    assert pages
    assert set(pages) == {"(erased)"}


async def test_an_erased_set_answers_nobody_and_its_number_is_not_given_again(bot: Bot, slack: FakeSlack) -> None:
    await published(slack, bot)
    await press(slack, bot, await opened_set(slack, bot), "faq_erase")

    event = await say(slack, bot, NO_WIND)
    await slack.command("/faq", "1", user=STAFF)
    await bot.idle()
    await filled(slack, count="1")
    await bot.idle()

    assert NO_WIND_ANSWER not in last(slack, event)
    assert "Set 1 was erased" in shown(await slack.view_of(STAFF))
    assert (await set_of(bot, 2))[0].state == "done"


async def test_a_case_keeps_that_it_was_answered_from_the_set(bot: Bot, slack: FakeSlack) -> None:
    await published(slack, bot)

    await press(slack, bot, await opened_set(slack, bot), "faq_erase")

    kept = await everything_stored(bot)
    assert "FAQ set 1, question" in kept
    assert NO_WIND in kept


async def test_owners_erase_what_is_not_published_and_nobody_else_does(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="1")
    await bot.idle()
    theirs = await opened_set(slack, bot, user=CUSTOMER)
    stranger = await opened_set(slack, bot, user=OTHER_CUSTOMER)

    await forge(slack, stranger, {"type": "button", "action_id": "faq_erase", "block_id": "x", "value": "1"})
    await bot.idle()
    after_stranger = (await set_of(bot))[0].state
    await press(slack, bot, theirs, "faq_erase")

    assert after_stranger == "done"
    assert (await set_of(bot))[0].state == "erased"


async def test_a_published_set_is_erased_by_staff_only(bot: Bot, slack: FakeSlack) -> None:
    await published(slack, bot)
    theirs = await opened_set(slack, bot, user=CUSTOMER)

    await forge(slack, theirs, {"type": "button", "action_id": "faq_erase", "block_id": "x", "value": "1"})
    await bot.idle()

    assert "faq_erase" not in shown(theirs)
    assert "Only support staff can erase" in json.dumps([view.view for view in slack.views_of(CUSTOMER)])
    assert (await set_of(bot))[0].state == "done"


async def test_what_a_model_writes_for_a_set_that_is_erased_meanwhile_is_not_kept(
    modelled: Bot, slack: FakeSlack, model: FakeModel, clock: Clock
) -> None:
    await filled(slack, count="3")
    await modelled.idle()
    model.script("faq_answer", Say(hang=True))
    asked = model.counts["faq_answer"]
    await slack.action("faq_again", thread_of(slack)[0], user=CUSTOMER)
    await model.reached("faq_answer", asked + 1)

    await modelled.db.write(lambda tx: erasing.erase(tx, OPERATOR, 1, clock()))
    model.release()
    await modelled.idle()

    left = (await everything_stored(modelled)).lower()
    assert [word for word in WORDS if word in left] == []


async def test_a_set_that_is_being_made_is_cancelled_first(modelled: Bot, slack: FakeSlack, model: FakeModel) -> None:
    model.script("faq_questions", Say(hang=True))
    await filled(slack, count="3")
    await model.reached("faq_questions", 1)
    view = await opened_set_now(slack)

    await forge(slack, view, {"type": "button", "action_id": "faq_erase", "block_id": "x", "value": "1"})
    await slack.wait_for(lambda: "cancel it first" in json.dumps([one.view for one in slack.views_of(STAFF)]))
    model.release()
    await modelled.idle()

    assert (await set_of(modelled))[0].state == "done"


async def opened_set_now(slack: FakeSlack) -> View:
    await slack.command("/faq", "1", user=STAFF)
    return await slack.view_of(STAFF)


async def test_what_is_changed_in_a_terminal_is_shown_in_slack_within_a_minute(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await filled(slack, count="2")
    await bot.idle()

    def change(tx: Tx) -> None:
        faq, _ = decisions.edit(tx, OPERATOR, Seen(1, 1), "What is it?", "A thing of ours.", clock())
        erasing.show_again(tx, faq, clock())

    await bot.db.write(change)
    await bot.chores.ring()
    await bot.idle()

    assert "A thing of ours." in thread_of(slack)[0].shown
    assert "our team, in its own words" in thread_of(slack)[0].shown
