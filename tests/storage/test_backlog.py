"""What is owed now, counted from outside, on SQLite and PostgreSQL."""

from datetime import timedelta

from storage import faq_requests, posts, turns
from storage.backlog import Backlog, backlog
from storage.database import Database, Tx
from storage.faq_records import FaqRequest
from storage.sql import update_row
from storage.tables import faq_sets
from tests.storage.fixtures import CHANNEL, NOW, TEAM, kept
from tests.storage.test_faqs import opened

LATER = NOW + timedelta(minutes=1)
NOTHING = [Backlog(kind, 0, None) for kind in ("answer", "post", "faq_set", "faq_request")]


def owe_all(tx: Tx) -> None:
    """Owe two answers, a card and a reply, a set, and its files."""
    kept(tx, "Where is my order A-12345?", "1.0")
    kept(tx, "And mine?", "2.0")
    about = {"team_id": TEAM, "channel": CHANNEL, "body": {}, "created_at": LATER}
    posts.plan_post(tx, {**about, "key": "card:1", "kind": "card"})
    posts.plan_post(tx, {**about, "key": "card:2", "kind": "card", "team_id": "TERMINAL"})  # nobody owes that
    posts.plan_post(tx, {**about, "key": "reply:1", "kind": posts.REPLY})  # owed as an answer
    faq = opened(tx)
    update_row(tx, faq_sets, faq.id, channel=CHANNEL)  # it was asked for there
    faq_requests.keep_request(tx, TEAM, FaqRequest(faq.id, "files:1", "U1"), LATER)


async def test_each_kind_is_counted_with_its_oldest(db: Database) -> None:
    before = await db.read(lambda tx: backlog(tx, TEAM))

    await db.write(owe_all)
    after = await db.read(lambda tx: backlog(tx, TEAM))

    assert before == NOTHING
    assert after == [
        Backlog("answer", 2, NOW),
        Backlog("post", 1, LATER),
        Backlog("faq_set", 1, NOW),
        Backlog("faq_request", 1, LATER),
    ]


async def test_what_is_settled_is_owed_no_more(db: Database) -> None:
    turn = await db.write(lambda tx: kept(tx, "Where is my order A-12345?"))

    await db.write(lambda tx: turns.settle(tx, turn.id, "answered", LATER))

    assert await db.read(lambda tx: backlog(tx, TEAM)) == NOTHING
