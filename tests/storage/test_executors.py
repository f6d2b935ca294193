"""Promises of the rows of executors: who may claim what, who counts as dead, and what a second of one id is told."""

import psycopg
import pytest
import sqlalchemy as sa

from storage import executors, posts
from storage.database import Database, Tx
from storage.errors import Misconfigured
from storage.executors import ONE_PROCESS, Claimant, LeaseLost
from storage.records import Post
from tests.storage.fixtures import NOW, TEAM
from workflows.engine.members import LeaseTimes, Members, Membership


@pytest.fixture
def backend() -> str:
    return "postgresql"


def _comes(tx: Tx, *claimants: Claimant) -> None:
    for one in claimants:
        executors.come(tx, TEAM, one.name, one.name, "2")


def _silent(tx: Tx, one: Claimant, seconds: int) -> None:
    ago = f"UPDATE executors SET renewed_at = now() - interval '{seconds} seconds' WHERE process = :name"  # noqa: S608 - a number
    tx.execute(sa.text(ago), {"name": one.name})


def _planned(tx: Tx) -> Post:
    values = {"team_id": TEAM, "key": "card:1", "kind": "card", "channel": "C1", "body": {}, "created_at": NOW}
    return posts.plan_post(tx, values)


def _now(tx: Tx, post: Post) -> Post:
    found = posts.get_post(tx, post.id)
    assert found is not None
    return found


async def test_a_process_without_a_lease_claims_nothing(db: Database) -> None:
    old, none = Claimant(30), Claimant(30)
    post = await db.write(_planned)
    await db.write(lambda tx: _comes(tx, old))
    await db.write(lambda tx: _silent(tx, old, 31))

    for one in (old, none):
        with pytest.raises(LeaseLost):
            await db.write(lambda tx, by=one: posts.claim_post(tx, post, by, NOW))  # type: ignore[misc]

    assert (await db.read(lambda tx: _now(tx, post))).state == "planned"


async def test_nobody_takes_a_post_from_another_that_is_there_and_anybody_from_one_that_is_gone(db: Database) -> None:
    one, other = Claimant(30), Claimant(30)
    await db.write(lambda tx: _comes(tx, one, other))
    post = await db.write(_planned)
    await db.write(lambda tx: posts.claim_post(tx, post, one, NOW))
    sending = await db.read(lambda tx: _now(tx, post))

    taken = await db.write(lambda tx: posts.claim_post(tx, sending, other, NOW))
    again = await db.write(lambda tx: posts.claim_post(tx, sending, one, NOW))
    await db.write(lambda tx: executors.go(tx, one.name))
    then = await db.write(lambda tx: posts.claim_post(tx, sending, other, NOW))

    assert (taken, again, then) == (False, True, True)


async def test_what_another_has_claimed_meanwhile_is_not_noted_as_sent_by_the_one_before(db: Database) -> None:
    one, other = Claimant(30), Claimant(30)
    await db.write(lambda tx: _comes(tx, other))
    post = await db.write(_planned)
    await db.write(lambda tx: posts.claim_post(tx, post, one.name, NOW))
    sending = await db.read(lambda tx: _now(tx, post))
    await db.write(lambda tx: posts.claim_post(tx, sending, other, NOW))

    await db.write(lambda tx: posts.unclaim_post(tx, post.id, one.name))
    late = await db.write(lambda tx: posts.mark_posted(tx, post.id, "C1", "1.0", NOW, one.name))
    mine = await db.write(lambda tx: posts.mark_posted(tx, post.id, "C1", "2.0", NOW, other.name))

    assert (late, mine) == (False, True)
    assert (await db.read(lambda tx: _now(tx, post))).ts == "2.0"


async def test_only_who_is_silent_for_long_counts_as_dead_and_never_who_looks(db: Database) -> None:
    alive, dead, looks = Claimant(30), Claimant(30), Claimant(30)
    await db.write(lambda tx: _comes(tx, alive, dead, looks))
    for one in (dead, looks):
        await db.write(lambda tx, one=one: _silent(tx, one, 46))  # type: ignore[misc]

    gone = await db.write(lambda tx: executors.take_from_silent(tx, 45, looks.name))
    renewed = [await db.write(lambda tx, one=one: executors.renew(tx, one.name)) for one in (alive, dead, looks)]  # type: ignore[misc]

    assert [one.process for one in gone] == [dead.name]
    assert renewed == [True, False, True]


async def test_an_earlier_version_that_serves_alone_is_not_joined(db: Database, migrated_url: str) -> None:
    members = Members(Membership("one", Claimant(30), TEAM, "inbound", "2"), LeaseTimes())
    with psycopg.connect(migrated_url, autocommit=True) as earlier:
        earlier.execute("SELECT pg_advisory_lock(%s)", (ONE_PROCESS,))

        with pytest.raises(Misconfigured, match="stop it first"):
            await db.write(members.come_if_free)
        # Not by the end of the connection: the server notices that some time after who closed it.
        earlier.execute("SELECT pg_advisory_unlock(%s)", (ONE_PROCESS,))

    assert await db.write(members.come_if_free) is None


async def test_who_has_died_on_this_machine_is_waited_for_by_nobody(db: Database) -> None:
    crashed, next_one = Claimant(30), Claimant(30)
    crashed.name = crashed.name.replace(f":{crashed.name.split(':')[1]}:", ":4194305:")  # beyond all pids of Linux
    await db.write(lambda tx: executors.come(tx, TEAM, "one", crashed.name, "2"))

    there = await db.write(Members(Membership("one", next_one, TEAM, "inbound", "2"), LeaseTimes()).come_if_free)

    assert there is None
    assert [one.process for one in await db.read(executors.all_executors)] == [next_one.name]
