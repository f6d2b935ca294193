"""A database that a newer Frontdesk wrote: every command says the same of it, and to do the same."""

import pytest

from storage.database import Tx
from tests.terminal.command_line import frontdesk, stored


def _of_a_newer_frontdesk(tx: Tx) -> None:
    tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "hello"),
        ("cases", "list"),
        ("stats",),
        ("trace", "CASE-1001"),
        ("faq", "list"),
        ("faq-gaps",),
        ("forget", "U0ANA0001", "--yes"),
        ("migrate",),
    ],
)
def test_every_command_says_of_a_newer_database_to_install_the_newer_frontdesk_again(command: tuple[str, ...]) -> None:
    stored(_of_a_newer_frontdesk)

    ended = frontdesk(*command)

    assert ended.code == 2
    assert ended.err == (
        "frontdesk: the database is at version 9999, which this Frontdesk does not know: install the newer one again\n"
    )
