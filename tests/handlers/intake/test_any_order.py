"""Slack's order of delivery is no order: any order of a message, its edits and its deletion ends in the last state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.wiring import Bot
from handlers.intake.keep import Change, Deletion, Edit, keep
from handlers.retention import Retention
from storage import messages, retention, tombstones, turns
from storage.database import Database, Tx
from storage.records import Message, MessageKey
from tests.fakes.slack import CUSTOMER, DM, GENERAL, SUPPORT, TEAM, FakeSlack, deleted, edited, own_message
from tests.handlers.cases.test_races import other, overlapping
from tests.storage.fixtures import NOW, REQUESTER, owed, said
from tests.stored import all_rows, case_count, case_of, everything_stored, last, message_of, numbers_from, rmas_of

__all__ = ["other"]  # the fixture

CHANNELS = count(1)
FIRST, SECOND, THIRD = "where is order A-11111", "where is order A-22222", "where is order A-33333"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


def changes(channel: str) -> dict[str, Change]:
    key = MessageKey("T1", channel, "1.0")
    return {
        "message": replace(said(FIRST), key=key),
        "first edit": Edit(key, SECOND, "1.1", REQUESTER, None, addressed=True),
        "second edit": Edit(key, THIRD, "1.2", REQUESTER, None, addressed=True),
        "deletion": Deletion(key),
    }


def last_text(names: Sequence[str]) -> str:
    edits = {"first edit": SECOND, "second edit": THIRD}
    return next((edits[name] for name in ("second edit", "first edit") if name in names), FIRST)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(("message", "first edit", "second edit", "deletion", "answer")), max_size=8))
async def test_any_order_ends_in_slack_s_last_state(db: Database, names: list[str]) -> None:
    channel = f"C{next(CHANNELS)}"
    happened = changes(channel)
    key = happened["message"].key

    def happens(tx: Tx, name: str) -> None:
        known = messages.get_message(tx, key)
        if name != "answer":
            keep(tx, happened[name], frozenset(), NOW)
        elif known is not None:
            turn = turns.turn_of(tx, known)
            assert turn is not None
            if turn.is_owed:
                turns.settle(tx, turn.id, "answered", NOW)

    for name in (*names, "message"):
        await db.write(lambda tx, name=name: happens(tx, name))  # type: ignore[misc]

    def ends(tx: Tx) -> tuple[Message | None, str, list[str]]:
        left = [turn.text for turn in owed(tx) if turn.key == key]
        return messages.get_message(tx, key), all_rows(tx), left

    kept, rows, left = await db.read(ends)
    its_rows = [row for row in rows.splitlines() if f"'{channel}'" in row]
    if "deletion" in names:
        assert kept is None or kept.text == ""
        assert left == []
        assert not any("A-" in row for row in its_rows)
    else:
        assert kept is not None
        assert kept.text == last_text(names)
        assert left in ([kept.text], []) if "answer" in names else left == [kept.text]
        assert sum(last_text(names) in row for row in its_rows) <= 2  # the message and the case's subject


async def test_a_message_that_was_deleted_before_it_came_is_not_kept_and_not_answered(
    bot: Bot, slack: FakeSlack
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    await slack.deliver(deleted(event))

    await slack.deliver(event, times=2)
    await bot.idle()

    assert await case_count(bot) == 0
    assert slack.replies_to(event) == []
    assert "SuperWidget" not in await everything_stored(bot)


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_a_message_that_was_edited_before_it_came_is_answered_once_as_it_is_now(
    bot: Bot, slack: FakeSlack, channel: str
) -> None:
    event = slack.says(CUSTOMER, channel, RETURN)
    await slack.deliver(edited(event, "I want to return the 'MegaWidget 9', it hums"))

    await slack.deliver(event, times=2)
    await bot.idle()

    assert [rma.product_name for rma in await rmas_of(bot)] == ["MegaWidget 9"]
    assert len(slack.replies_to(event)) == 1
    assert "MegaWidget 9" in last(slack, event)
    assert (await case_of(bot)).subject.startswith("I want to return the 'MegaWidget 9'")
    assert "SuperWidget" not in await everything_stored(bot)


async def test_an_edit_back_to_the_first_text_is_not_replaced_by_an_older_one_that_comes_late(
    bot: Bot, slack: FakeSlack
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, RETURN)
    older, newer = edited(event, "I want to return the 'MegaWidget 9'"), edited({**event, "text": "x"}, RETURN)
    await slack.deliver(event)
    await bot.idle()

    await slack.deliver(newer)
    await slack.deliver(older)

    kept = await message_of(bot, event)
    assert kept is not None
    assert kept.text == RETURN


async def test_of_talk_that_is_not_for_the_desk_and_of_bots_nothing_is_kept(bot: Bot, slack: FakeSlack) -> None:
    chat = slack.says(CUSTOMER, GENERAL, "lunch?")
    to_other = slack.says(CUSTOMER, SUPPORT, "<@U0BEN0001> lunch?")
    await slack.deliver(edited(chat, "taxidermy?"))
    await slack.deliver(edited(to_other, "<@U0BEN0001> taxidermy?"))
    question = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
    await slack.deliver(question)
    await bot.idle()
    ours = own_message(slack.replies_to(question)[-1])
    await slack.deliver(deleted(ours))

    stored = await everything_stored(bot)
    assert "taxidermy" not in stored
    assert await bot.db.read(lambda tx: tombstones.tombstone_of(tx, MessageKey(TEAM, SUPPORT, ours["ts"]))) is None


async def test_secrets_in_an_edit_that_came_too_early_are_masked(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, "hello")

    await slack.deliver(edited(event, "my card is 4111 1111 1111 1111"))

    assert not numbers_from("4111", await everything_stored(bot))


def too_early(tx: Tx) -> None:
    keep(tx, Edit(said("").key, "my taxidermy", "1.1", REQUESTER, None, addressed=True), frozenset(), NOW)


async def test_a_person_who_is_forgotten_leaves_no_edit_behind_and_their_message_is_not_kept(db: Database) -> None:
    await db.write(too_early)

    await db.write(lambda tx: retention.forget(tx, "T1", REQUESTER, NOW))
    owed = await db.write(lambda tx: keep(tx, said("my taxidermy"), frozenset(), NOW))

    rows = await db.read(all_rows)
    assert "taxidermy" not in rows
    assert REQUESTER not in rows
    assert owed is None


async def test_what_came_too_early_is_dropped_after_a_day_even_where_cases_are_kept(bot: Bot) -> None:
    key = MessageKey(TEAM, SUPPORT, "1.0")
    now = bot.intake.desk.now()
    await bot.db.write(lambda tx: tombstones.keep_edit(tx, key, CUSTOMER, "my taxidermy", "1.1", now))
    await bot.db.write(lambda tx: tombstones.keep_deletion(tx, replace(key, ts="2.0"), now - timedelta(hours=25)))

    await Retention(bot.intake.desk, None).run()

    assert await bot.db.read(lambda tx: tombstones.tombstone_of(tx, key)) is not None
    assert await bot.db.read(lambda tx: tombstones.tombstone_of(tx, replace(key, ts="2.0"))) is None


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("name", ["first edit", "deletion"])
async def test_an_edit_that_comes_in_the_moment_in_which_its_message_is_kept_is_not_lost(
    db: Database, other: sa.Engine, name: str
) -> None:
    happened = changes("C1")

    await overlapping(
        db,
        other,
        lambda tx: keep(tx, happened["message"], frozenset(), NOW),
        lambda tx: keep(tx, happened[name], frozenset(), NOW),
    )

    kept = await db.read(lambda tx: messages.get_message(tx, happened["message"].key))
    assert kept is not None
    assert kept.text == ("" if name == "deletion" else SECOND)
