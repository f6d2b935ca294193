"""Promises about saved replies on both databases: one of a name, nothing overwritten, variables read as they are."""

import pytest

from handlers.cases import saved_replies
from storage.database import Database, Tx
from storage.errors import Refused
from storage.saved_replies import saved_of
from tests.handlers.cases.desk import ADA, BEN, ELSEWHERE, OWNER
from tests.storage.fixtures import TEAM

VALUES = {"customer": "Ana {case}", "case": "CASE-1001"}


def saved(tx: Tx, name: str = "Greeting", text: str = "Hello") -> None:
    saved_replies.save(tx, ADA, None, name, text)


async def test_they_are_listed_by_name_and_only_to_their_team(db: Database) -> None:
    for name in ("zebra", "Apple", "banana"):
        await db.write(lambda tx, name=name: saved(tx, name))  # type: ignore[misc]

    ours = await db.read(lambda tx: saved_replies.listed(tx, BEN))
    theirs = await db.read(lambda tx: saved_replies.listed(tx, ELSEWHERE))

    assert [one.name for one in ours] == ["Apple", "banana", "zebra"]
    assert theirs == []


async def test_a_name_is_taken_once_by_a_new_one_and_by_a_renamed_one(db: Database) -> None:
    await db.write(saved)
    await db.write(lambda tx: saved(tx, "Bye"))
    [bye, _] = await db.read(lambda tx: saved_of(tx, TEAM))

    with pytest.raises(Refused, match="of this name"):
        await db.write(lambda tx: saved(tx, "GREETING"))
    with pytest.raises(Refused, match="of this name"):
        await db.write(lambda tx: saved_replies.save(tx, BEN, bye, "greeting", "Bye"))
    await db.write(lambda tx: saved_replies.save(tx, BEN, bye, "BYE", "Bye"))

    assert [one.name for one in await db.read(lambda tx: saved_of(tx, TEAM))] == ["BYE", "Greeting"]


async def test_what_was_changed_or_deleted_meanwhile_is_not_overwritten(db: Database) -> None:
    await db.write(saved)
    [seen] = await db.read(lambda tx: saved_of(tx, TEAM))
    await db.write(lambda tx: saved_replies.save(tx, BEN, seen, "Greeting", "Ben's"))

    with pytest.raises(Refused, match="meanwhile"):
        await db.write(lambda tx: saved_replies.save(tx, ADA, seen, "Greeting", "Ada's"))
    await db.write(lambda tx: saved_replies.delete(tx, BEN, seen.id))
    with pytest.raises(Refused, match="meanwhile"):
        await db.write(lambda tx: saved_replies.save(tx, ADA, seen, "Greeting", "Ada's"))
    with pytest.raises(Refused, match="deleted"):
        await db.read(lambda tx: saved_replies.find(tx, ADA, seen.id))


async def test_who_is_not_staff_can_do_nothing_with_them(db: Database) -> None:
    await db.write(saved)
    [seen] = await db.read(lambda tx: saved_of(tx, TEAM))

    for act in (
        lambda tx: saved_replies.listed(tx, OWNER),
        lambda tx: saved_replies.find(tx, OWNER, seen.id),
        lambda tx: saved_replies.save(tx, OWNER, seen, "Mine", "Mine"),
        lambda tx: saved_replies.delete(tx, OWNER, seen.id),
    ):
        with pytest.raises(Refused, match="only support staff"):
            await db.write(act)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hi {customer}: {case}", "Hi Ana {case}: CASE-1001"),
        ("{ Case }, {CASE}", "CASE-1001, CASE-1001"),
        ("{agent}", "{agent}"),
        ('{"a": 1} {} {{case}}', '{"a": 1} {} {CASE-1001}'),
    ],
)
def test_variables_are_filled_once_and_other_braces_stay(text: str, filled: str) -> None:
    assert saved_replies.filled(text, VALUES) == filled
