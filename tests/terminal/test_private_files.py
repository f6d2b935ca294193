"""What holds customers' words is readable by its owner only, where Frontdesk makes it; what is there stays as it is."""

import os
from pathlib import Path

from tests.terminal.backups import ask, backed_up, restored
from tests.terminal.command_line import frontdesk


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_folder_and_the_database_that_frontdesk_makes_are_its_owners_alone() -> None:
    before = os.umask(0o022)
    try:
        assert frontdesk("ask", "Where is my order A-12345?").code == 0
    finally:
        os.umask(before)

    assert rights(Path("var")) == 0o700
    assert {rights(file) for file in Path("var").glob("frontdesk.db*")} == {0o600}


def test_a_restored_database_is_its_owners_alone_too() -> None:
    ask()
    backed_up()
    Path("var/frontdesk.db").unlink()

    assert restored("--yes").code == 0

    assert rights(Path("var/frontdesk.db")) == 0o600


def test_a_folder_and_a_database_that_are_there_keep_their_rights(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o755)
    assert frontdesk("migrate").code == 0
    Path("var/frontdesk.db").chmod(0o640)

    assert frontdesk("ask", "Where is my order A-12345?").code == 0

    assert rights(Path("var/frontdesk.db")) == 0o640
