"""A database of before tasks held the numbers that they tell of finds them as one of today does."""

import json

import pytest
import sqlalchemy as sa
from alembic import command

from storage.database import parse_url
from storage.migrate import migrate
from storage.tables import investigations, rmas, tasks
from storage.tasks import withdraw
from tests.storage.fixtures import NOW
from tests.storage.test_turn_migration import AT, CASE, add

pytestmark = pytest.mark.usefixtures("all_migrations")
RESULTS: list[dict[str, object] | None] = [
    {"kind": "rma", "number": "RMA-100016", "product_name": "lamp"},
    {"kind": "rma", "number": "RMA-100016", "repeated": True},
    {"kind": "investigation", "number": "INV-CASE-1001-1"},
    {"kind": "order", "number": "no record of ours"},
    {"kind": "missing"},
    None,
]


def task(tx: sa.Connection, part: int, result: dict[str, object] | None) -> None:
    about = {"team_id": "T1", "case_id": 1, "part": part, "query_type": "ProductReturn", "state": "done"}
    stored = None if result is None else json.dumps(result)
    run = f"run {part}"
    add(tx, "tasks", id=part, **about, run=run, opened_run=run, result=stored, created_at=AT, updated_at=AT)


def record(tx: sa.Connection, table: str, task_id: int, number: str, state: str, **more: str) -> None:
    about = {"team_id": "T1", "case_id": 1, "task_id": task_id, "number": number, "state": state, "created_at": AT}
    add(tx, table, **about, **more)


def test_what_results_of_before_tell_of_is_known(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", lambda config, _: upgrade(config, "0035"))
        migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        add(tx, "cases", **CASE)
        for part, result in enumerate(RESULTS, start=1):
            task(tx, part, result)
        words = {"requester": "U1", "product_name": "lamp", "product_key": "lamp", "reason": "broken"}
        record(tx, "rmas", 1, "RMA-100016", "issued", **words)
        about = {"invoice_number": "INV-1", "concern": "too high", "action": "flagged", "eta": "2026-03-04"}
        record(tx, "investigations", 3, "INV-CASE-1001-1", "open", **about)

    migrate(empty_url)

    with engine.begin() as tx:
        told = tx.scalars(sa.select(tasks.c.number).order_by(tasks.c.id)).all()
        taken_back = [withdraw(tx, f"run {part}", NOW) for part in (1, 3, 2)]
        states = [*tx.scalars(sa.select(rmas.c.state)), *tx.scalars(sa.select(investigations.c.state))]
    assert told == ["RMA-100016", "RMA-100016", "INV-CASE-1001-1", None, None, None]
    assert taken_back == [[], ["INV-CASE-1001-1"], ["RMA-100016"]]
    assert states == ["cancelled", "cancelled"]
