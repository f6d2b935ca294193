"""Replies that an earlier Frontdesk left in every state go on: none is posted twice, none is lost, buttons work."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.slack.answer_buttons import under_answer
from bot.wiring import Bot, open_bot
from storage import replies
from storage.records import Post
from tests.conftest import SettingsFor
from tests.fakes.slack import BOT_ID, BOT_USER, FakeSlack, Json, Message, message
from tests.slack.handoff.people import rate
from tests.storage.test_upgrade import ANSWERED, load
from tests.stored import case_of

OldDesk = Callable[[str], AbstractAsyncContextManager[Bot]]


pytestmark = pytest.mark.usefixtures("all_migrations")


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """The old database, still at its version."""
    file = tmp_path / "frontdesk.db"
    load(file)
    return file


@pytest.fixture
def with_reply(slack: FakeSlack, settings_for: SettingsFor, old_file: Path) -> OldDesk:
    """Open the bot on the old database; the answered case's reply is in another state in it, and owed unless sent."""

    @asynccontextmanager
    async def opened(state: str) -> AsyncIterator[Bot]:
        with closing(sqlite3.connect(old_file)) as connection, connection:
            for channel, ts, user in connection.execute("SELECT channel, thread_ts, requester FROM cases"):
                slack.workspace.add(Message(channel, ts, user, "…"))
            if state != "sent":
                of_case = "case_id = (SELECT id FROM cases WHERE number = ?)"
                connection.execute(
                    f"UPDATE replies SET state = ?, ts = NULL, sent_at = NULL WHERE {of_case}",  # noqa: S608 - the words above
                    (state, ANSWERED),
                )
                connection.execute(f"UPDATE messages SET handled_at = NULL WHERE {of_case}", (ANSWERED,))  # noqa: S608
            newest = connection.execute("SELECT max(kept_at) FROM messages").fetchone()[0]
        later = datetime.fromisoformat(f"{newest}+00:00") + timedelta(hours=1)
        async with open_bot(settings_for(), lambda: later) as running:
            slack.delivery.bot_url = running.url
            await running.idle()
            yield running

    return opened


def stands(slack: FakeSlack, file: Path) -> tuple[int, str]:
    """Put the answered case's reply into Slack as the old version posted it; return its number and ``ts``."""
    with closing(sqlite3.connect(file)) as connection:
        number, channel, thread_ts = connection.execute(
            "SELECT replies.id, replies.channel, replies.thread_ts FROM replies JOIN cases ON cases.id = case_id"
            " WHERE number = ?",
            (ANSWERED,),
        ).fetchone()
    metadata: Json = {"event_type": "frontdesk_reply", "event_payload": {"reply_id": number, "page": 0}}
    posted = Message(channel, f"{float(thread_ts) + 5:.6f}", BOT_USER, "It stands.", thread_ts, bot_id=BOT_ID)
    slack.workspace.add(replace(posted, metadata=metadata, blocks=under_answer(number)))
    return number, posted.ts


async def root_of(bot: Bot) -> Json:
    case = await case_of(bot, ANSWERED)
    return message("…", channel=case.channel, ts=case.thread_ts, user=case.requester)


async def reply_in(bot: Bot) -> Post:
    case = await case_of(bot, ANSWERED)
    [reply] = await bot.db.read(lambda tx: replies.replies_of(tx, case.id))
    return reply


@pytest.mark.parametrize("state", ["planned", "sending"])
async def test_one_that_was_not_posted_is_posted_once(with_reply: OldDesk, slack: FakeSlack, state: str) -> None:
    async with with_reply(state) as desk:
        [posted] = slack.replies_to(await root_of(desk))

        assert "SuperWidget 5000" in posted.shown
        assert ((await reply_in(desk)).state, (await reply_in(desk)).ts) == ("sent", posted.ts)


async def test_one_that_was_posted_when_the_old_process_ended_is_found(
    with_reply: OldDesk, slack: FakeSlack, old_file: Path
) -> None:
    _, ts = stands(slack, old_file)

    async with with_reply("sending") as desk:
        assert [one.ts for one in slack.replies_to(await root_of(desk))] == [ts]
        assert ((await reply_in(desk)).state, (await reply_in(desk)).ts) == ("sent", ts)


async def test_one_that_was_given_up_and_one_that_was_sent_stay_as_they_are(
    with_reply: OldDesk, slack: FakeSlack
) -> None:
    async with with_reply("sent") as desk:
        assert slack.replies_to(await root_of(desk)) == []
        assert (await reply_in(desk)).state == "sent"


async def test_a_button_of_the_old_version_rates_the_reply_it_stands_under(
    with_reply: OldDesk, slack: FakeSlack, old_file: Path
) -> None:
    number, _ = stands(slack, old_file)

    async with with_reply("sent") as desk:
        root = await root_of(desk)
        await rate(slack, desk, root, -1, user=root["user"])

        reply = await reply_in(desk)
        assert (reply.rating, reply.reply_id) == (-1, number)
        assert reply.id > number
