"""The checker of the order of locks finds what is planted, on both databases, and leaves alone what is in order."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from storage import cases, faqs, notes, posts
from storage.database import Database, Tx
from storage.faq_records import FaqSet
from storage.records import Case
from tests.lock_order import CHECKER
from tests.paths import ROOT
from tests.storage.fixtures import NOW, TEAM, opened_case

LINE = "cases.add_event(tx, {}, NOW, actor='U1', event='noted', detail='')"
NOTE = "notes.add_note(tx, {}, 'U1', 'call back', NOW)"
POST = "posts.plan_post(tx, {'team_id': TEAM, 'key': 'k', 'kind': 'page', 'set_id': faq.id, 'channel': 'C1', **REST})"
Planted = Callable[[Tx, tuple[Case, Case, FaqSet]], None]
REST = {"body": {}, "created_at": NOW}

PLANTED = {
    "rows of two kinds, and nothing is held": (NOTE.format("one"), LINE.format("one")),
    "a row, and then its case is held": (NOTE.format("one"), "cases.lock_case(tx, one.id)"),
    "rows of a case that is not the one that is held": (
        "cases.lock_case(tx, one.id)",
        NOTE.format("two"),
        LINE.format("two"),
    ),
    "two cases in descending order": ("cases.lock_case(tx, two.id)", "cases.hold_cases(tx, [one.id])"),
    "the case itself, and then its timeline": ("cases.update_case(tx, one.id, NOW)", LINE.format("one")),
    "a set's post, and then the set": (POST, "faqs.publish(tx, faq.id, published=True)"),
}
IN_ORDER = {
    "a single row": (NOTE.format("one"),),
    "case first": (
        "cases.lock_case(tx, one.id)",
        NOTE.format("one"),
        LINE.format("one"),
        "cases.lock_case(tx, one.id)",
    ),
    "two cases, in whatever order they are named": ("cases.hold_cases(tx, [two.id, one.id])", LINE.format("one")),
    "set first": ("faqs.hold_sets(tx, [faq.id])", POST, "faqs.publish(tx, faq.id, published=True)"),
}


def ours(lines: tuple[str, ...]) -> Planted:
    """Return a function that does this, as if it stood in a file of ours; what it needs is there already."""
    body = "\n    ".join(("one, two, faq = known", *lines))
    names: dict[str, Any] = {
        "cases": cases,
        "notes": notes,
        "posts": posts,
        "faqs": faqs,
        "NOW": NOW,
        "TEAM": TEAM,
        "REST": REST,
    }
    exec(compile(f"def planted(tx, known):\n    {body}\n", str(ROOT / "handlers" / "planted.py"), "exec"), names)  # noqa: S102 - our own lines
    planted: Planted = names["planted"]
    return planted


def arranged(tx: Tx) -> tuple[Case, Case, FaqSet]:
    about = {"team_id": TEAM, "owner": "U1", "title": "", "digest": "d", "language": None, "asked": 1, "channel": None}
    return opened_case(tx, "1.0"), opened_case(tx, "2.0"), faqs.open_set(tx, {**about, "created_at": NOW}, [])


@pytest.mark.parametrize("name", PLANTED)
async def test_a_planted_violation_is_found(db: Database, name: str) -> None:
    known = await db.write(arranged)
    CHECKER.taken()

    await db.write(lambda tx: ours(PLANTED[name])(tx, known))

    [found] = CHECKER.taken()
    assert found.startswith("handlers/planted.py:planted ")


@pytest.mark.parametrize("name", IN_ORDER)
async def test_what_is_in_order_is_left_alone(db: Database, name: str) -> None:
    known = await db.write(arranged)

    await db.write(lambda tx: ours(IN_ORDER[name])(tx, known))

    assert CHECKER.taken() == []


async def test_what_another_holds_that_is_committed_together_does_not_count(db: Database) -> None:
    known = await db.write(arranged)
    planted = ours(PLANTED["rows of two kinds, and nothing is held"])

    await asyncio.gather(
        db.write(lambda tx: cases.hold_cases(tx, [known[0].id])),
        db.write(lambda tx: cases.hold_cases(tx, [known[0].id])),
        db.write(lambda tx: planted(tx, known)),
    )

    assert len(CHECKER.taken()) == 1


async def test_what_a_test_arranges_is_not_checked(db: Database) -> None:
    case, _, _ = await db.write(arranged)

    def change(tx: Tx) -> None:
        notes.add_note(tx, case, "U1", "call back", NOW)
        cases.add_event(tx, case, NOW, actor="U1", event="noted", detail="")

    await db.write(change)

    assert CHECKER.taken() == []
