"""Bring the case database to this program's version (alembic), and say which version it is at."""

from importlib import resources

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import parse_url
from storage.errors import DatabaseUnusable
from storage.sqlite import tune_sqlite


def migrate(url: str) -> None:
    """Create or upgrade the database at ``url``; nothing happens when it is up to date.

    Raises
    ------
    DatabaseUnusable
        It cannot be opened, or a newer Frontdesk wrote it.
    """
    with _connect(url) as connection:
        have, want = _versions(connection)
        if have == want:
            return
        if have is not None and have not in _known():
            msg = f"the database is at version {have}, which this Frontdesk does not know: install the newer one again"
            raise DatabaseUnusable(msg)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def versions(url: str) -> tuple[str | None, str]:
    """Return the version the database is at (None: empty) and the one this program wants."""
    with _connect(url) as connection:
        return _versions(connection)


def _connect(url: str) -> sa.Connection:
    parsed = parse_url(url)
    engine = sa.create_engine(parsed, poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", tune_sqlite)
    try:
        return engine.connect()
    except sa.exc.OperationalError as error:
        msg = f"cannot open the database {parsed.render_as_string()}: {error.orig}. Check DATABASE_URL"
        raise DatabaseUnusable(msg) from error


def _versions(connection: sa.Connection) -> tuple[str | None, str]:
    want = ScriptDirectory.from_config(_config()).get_current_head()
    assert want is not None  # noqa: S101 - the package holds at least one migration
    return MigrationContext.configure(connection).get_current_revision(), want


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("storage.migrations")))
    config.set_main_option("path_separator", "os")
    return config
