"""``frontdesk migrate``: bring the case database to this program's version."""

import typer

from bot.settings import load_settings
from storage import migrate as migrations


def migrate() -> None:
    """Create or upgrade the case database at DATABASE_URL. serve and ask do it by themselves.

    \b
    Example:
      DATABASE_URL=postgresql://desk:secret@localhost/desk frontdesk migrate
    """
    url = load_settings().database_url
    before, want = migrations.versions(url)
    migrations.migrate(url)
    typer.echo(f"up to date at version {want}" if before == want else f"migrated from {before or 'nothing'} to {want}")
