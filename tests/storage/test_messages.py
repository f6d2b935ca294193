"""Promises about kept messages, on SQLite and PostgreSQL: kept once, in order, erased when deleted, any text."""

import asyncio
import json

import pytest
import sqlalchemy as sa

from handlers.intake.keep import Deletion, Edit, keep
from storage import erase, messages, posts, replies, turns
from storage.database import Database, Tx
from storage.records import MessageKey, Post
from storage.tables import METADATA
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept, owed, said

KEY = MessageKey(TEAM, CHANNEL, "1.0")


async def test_a_message_that_arrives_many_times_at_once_is_one_row_and_one_case(db: Database) -> None:
    incoming = said("Where is my order?")

    kept_as = await asyncio.gather(*(db.write(lambda tx: keep(tx, incoming, frozenset(), NOW)) for _ in range(50)))

    assert len({turn.id for turn in kept_as if turn}) == 1
    assert await db.read(lambda tx: [_count(tx, name) for name in ("messages", "turns", "cases", "timeline")]) == [
        1,
        1,
        1,
        1,
    ]


async def test_who_works_on_a_message_sees_in_their_transaction_that_it_was_erased(db: Database) -> None:
    turn = await db.write(lambda tx: kept(tx, "Where is my order?"))
    before = await db.write(lambda tx: erase.is_erased(tx, [turn.first.id]))

    await db.write(lambda tx: erase.erase_message(tx, KEY, NOW))

    assert not before
    assert await db.write(lambda tx: erase.is_erased(tx, [turn.first.id]))


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦 ¡hola! 你好 שלום",
        "'; DROP TABLE cases; --",
        "%s %(a)s :a ?",
        "x" * 12_000,
        "line\r\nline\ttab \u2028 \u0001",
        "",
    ],
)
async def test_any_text_comes_back_as_it_was(db: Database, text: str) -> None:
    turn = await db.write(lambda tx: kept(tx, text))

    stored = await db.read(lambda tx: messages.get_message(tx, KEY))
    assert stored is not None
    assert (stored.text, turn.text) == (text, text)


async def test_a_transcript_is_the_newest_messages_oldest_first(db: Database) -> None:
    def write(tx: Tx) -> int:
        first = kept(tx, "0", "1.0")
        for number in range(1, 6):
            kept(tx, str(number), f"1.{number}", "1.0")
        return first.case_id

    case_id = await db.write(write)

    found = await db.read(lambda tx: messages.transcript(tx, case_id, limit=3))
    assert [message.text for message in found] == ["3", "4", "5"]


async def test_an_older_edit_that_comes_late_changes_nothing(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "first"))
    await db.write(lambda tx: keep(tx, Edit(KEY, "newest", "3.0"), frozenset(), NOW))

    await db.write(lambda tx: keep(tx, Edit(KEY, "older", "2.0"), frozenset(), NOW))

    message = await db.read(lambda tx: messages.get_message(tx, KEY))
    assert message is not None
    assert (message.text, message.edited_ts) == ("newest", "3.0")


async def test_a_deleted_message_leaves_its_words_in_no_table(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "my SECRET word"))

    await db.write(lambda tx: keep(tx, Deletion(KEY), frozenset(), NOW))
    await db.write(lambda tx: erase.erase_message(tx, KEY, NOW))

    assert "SECRET" not in await db.read(_everything)
    assert await db.read(owed) == []


async def test_what_is_owed_is_read_in_batches_oldest_first(db: Database) -> None:
    await db.write(lambda tx: [kept(tx, "hi", f"{number}.0") for number in range(1, 6)])

    first = await db.read(lambda tx: turns.owed_turns(tx, TEAM, NOW, limit=2))
    rest = await db.read(lambda tx: turns.owed_turns(tx, TEAM, NOW, limit=9, after_id=first[-1].id))

    assert [turn.key.ts for turn in (*first, *rest)] == ["1.0", "2.0", "3.0", "4.0", "5.0"]


async def test_one_of_many_claims_of_a_reply_wins(db: Database) -> None:
    def plan(tx: Tx) -> Post:
        turn = kept(tx, "hi")
        row = {"team_id": TEAM, "key": replies.key_of(turn.run), "kind": posts.REPLY, "case_id": turn.case_id}
        what = {"message_id": turn.first.id, "body": {"sections": []}, "outcome": {}, "state": "planned"}
        where = {"channel": CHANNEL, "thread_ts": "1.0", "created_at": NOW}
        assert posts.plan_new(tx, {**row, **what, **where})
        assert not posts.plan_new(tx, {**row, **what, **where})
        planned = posts.post_at(tx, TEAM, replies.key_of(turn.run))
        assert planned is not None
        return planned

    planned = await db.write(plan)

    won = await asyncio.gather(*(db.write(lambda tx: posts.claim_post(tx, planned, "one", NOW)) for _ in range(20)))

    assert won.count(True) == 1


def _count(tx: Tx, table: str) -> int:
    return int(tx.execute(sa.select(sa.func.count()).select_from(METADATA.tables[table])).scalar_one())


def _everything(tx: Tx) -> str:
    tables = METADATA.tables.values()
    return json.dumps([[list(row) for row in tx.execute(sa.select(table))] for table in tables], default=str)
