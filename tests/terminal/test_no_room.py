"""Folders that cannot be used: without rights, without room. A sentence says which, and what to do."""

import asyncio
import shutil
from pathlib import Path
from typing import Never

import pytest
import sqlalchemy as sa

from storage.database import Tx, open_database
from storage.errors import Transient
from tests.storage.fixtures import migrated_file
from tests.terminal.command_line import frontdesk


def test_a_demo_in_a_folder_that_cannot_be_made_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def mkdir(*_: object, **__: object) -> Never:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", mkdir)

    ended = frontdesk("demo", "--no-open", "--keep", str(tmp_path / "kept"))

    assert ended.code == 2
    assert ended.err == (
        f"frontdesk: {tmp_path}/kept cannot be used as a folder (Read-only file system). Choose another with --keep\n"
    )


def test_a_demo_in_a_folder_without_room_says_so_before_it_opens_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)

    ended = frontdesk("demo", "--no-open", "--keep", str(tmp_path / "kept"))

    assert ended.code == 2
    assert ended.out == ""
    assert f"no room: 16 MB are needed at {tmp_path}/kept, 0.1 MB are free" in ended.err


def test_a_full_disk_is_said_with_the_file_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    file.write_bytes(migrated_file())

    def fill(tx: Tx) -> None:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        tx.execute(sa.text("CREATE TABLE more (what TEXT)"))
        tx.execute(sa.text("INSERT INTO more VALUES (:what)"), {"what": "x" * 100_000})

    async def write() -> None:
        db = open_database(f"sqlite:///{file}")
        try:
            await db.write(fill)
        finally:
            await db.close()

    with pytest.raises(Transient, match=f"full.*{file}.*Free some room there"):
        asyncio.run(write())
