"""A disk that is full: nothing is acknowledged that is not kept, and with room again all is answered once."""

import sqlalchemy as sa

from bot.wiring import Bot
from tests.fakes.slack import SUPPORT, FakeSlack, Json
from tests.stored import say


def _fill(tx: sa.Connection) -> None:
    """Let the file hold what it holds, and nothing more: as SQLite says it, the disk is full."""
    pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
    tx.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def _make_room(tx: sa.Connection) -> None:
    tx.exec_driver_sql("PRAGMA max_page_count=1073741823")


def _long_messages(slack: FakeSlack) -> list[Json]:
    """Let six people write more than fits into pages that are there already."""
    long = "It was for the long hall. " * 400
    return [
        slack.says(f"U0DISK{number:03d}", SUPPORT, f"Where is my order A-1234{number}? {long}") for number in range(6)
    ]


async def test_what_a_full_disk_did_not_keep_is_not_acknowledged_and_is_answered_once_there_is_room(
    bot: Bot, slack: FakeSlack
) -> None:
    events = _long_messages(slack)
    await bot.db.write(_fill)
    refused = [status for event in events for status in await slack.deliver(event)]
    await bot.db.write(_make_room)

    sent_again = [status for event in events for status in await slack.redeliver(event)]
    await bot.idle()

    assert 500 in refused
    assert set(refused) <= {200, 500}
    assert sent_again == [200] * len(events)
    for event in events:
        assert len(slack.replies_to(event)) == 1


async def test_what_a_full_disk_did_not_keep_is_answered_though_slack_has_given_up_on_it(
    bot: Bot, slack: FakeSlack
) -> None:
    events = _long_messages(slack)
    await bot.db.write(_fill)
    refused = [status for event in events for status in await slack.deliver(event)]
    await bot.db.write(_make_room)

    live = await say(slack, bot, "Where is my order A-99?")
    for event in events:
        await slack.reply_to(event)
    await bot.chores.idle()
    await bot.idle()

    assert 500 in refused
    for event in (*events, live):
        assert len(slack.replies_to(event)) == 1
