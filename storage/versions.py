"""Versions of the case database: the one it is at, and those this program has migrations to; without alembic."""

from importlib import resources

import sqlalchemy as sa

from storage.errors import DatabaseUnusable


def version_of(connection: sa.Connection) -> str | None:
    """Return the version the database is at; None: nothing is in it yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def known_versions() -> list[str]:
    """Return the versions there are migrations to, the newest last: a file is named ``VERSION_what_it_adds.py``."""
    files = (file.name for file in resources.files("storage.migrations.versions").iterdir())
    return sorted(name.partition("_")[0] for name in files if name[0].isdecimal())


def is_newer(have: str | None) -> bool:
    """Whether a newer Frontdesk wrote that version: here no migration leads to or from it."""
    return have is not None and have not in known_versions()


def refuse_newer(have: str | None) -> None:
    """Raise ``DatabaseUnusable`` for a database that a newer Frontdesk wrote."""
    if is_newer(have):
        msg = f"the database is at version {have}, which this Frontdesk does not know: install the newer one again"
        raise DatabaseUnusable(msg)
