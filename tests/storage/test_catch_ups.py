"""Promises of the queries about what was missed, on both databases."""

from datetime import timedelta

import pytest

from storage import catch_ups
from storage.database import Database
from storage.errors import Transient
from tests.storage.fixtures import CHANNEL, NOW, TEAM

HOURS = timedelta(hours=72)
PLACES = 2  # the channel, and the list of direct messages


async def _note(db: Database, since_min: int, now_min: int) -> int:
    """Note a gap that began and was found out so many minutes after the start."""
    since, now = NOW + timedelta(minutes=since_min), NOW + timedelta(minutes=now_min)
    return await db.write(lambda tx: catch_ups.note_missed(tx, TEAM, [CHANNEL], [], since, now, HOURS))


async def _next(db: Database) -> catch_ups.CatchUp:
    found = await db.read(lambda tx: catch_ups.next_place(tx, TEAM))
    assert found is not None
    return found


async def _finish_all(db: Database, at_min: int) -> None:
    for _ in range(PLACES):
        place = await _next(db)
        await db.write(lambda tx, place=place: catch_ups.finish(tx, place, NOW + timedelta(minutes=at_min)))  # type: ignore[misc]


async def test_a_gap_that_goes_on_while_it_is_read_is_read_again(db: Database) -> None:
    await _note(db, 0, 1)
    place = await _next(db)
    await _note(db, 0, 9)

    with pytest.raises(Transient):
        await db.write(lambda tx: catch_ups.note_read(tx, place, place.after_ts, 0, 0))
    with pytest.raises(Transient):
        await db.write(lambda tx: catch_ups.finish(tx, place, NOW))

    again = await _next(db)
    assert (again.channel, again.after_ts, again.noted_at) == (
        place.channel,
        place.after_ts,
        NOW + timedelta(minutes=9),
    )


async def test_what_was_read_while_a_gap_went_on_is_not_read_twice(db: Database) -> None:
    await _note(db, 0, 1)
    await _finish_all(db, 2)

    noted = await _note(db, 0, 9)

    assert noted == PLACES
    assert (await _next(db)).after_ts == catch_ups.to_ts(NOW + timedelta(minutes=1))


async def test_a_gap_that_began_before_the_one_that_waits_is_read_as_well(db: Database) -> None:
    await _note(db, 5, 6)
    await _note(db, 0, 7)
    await _finish_all(db, 8)

    assert (await _next(db)).after_ts == catch_ups.to_ts(NOW)


async def test_a_gap_is_read_from_no_longer_ago_than_was_asked_for(db: Database) -> None:
    await _note(db, -5000, 0)

    assert (await _next(db)).after_ts == catch_ups.to_ts(NOW - HOURS)
