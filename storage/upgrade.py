"""Alembic: runs the migrations that a database lacks, within the transaction it is handed."""

from importlib import resources

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def upgrade(connection: sa.Connection) -> None:
    """Bring the database to the newest version; the caller commits."""
    config = migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrations() -> Config:
    """Return where alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", str(resources.files("storage.migrations")))
    config.set_main_option("path_separator", "os")
    return config
