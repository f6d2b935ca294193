"""What the database says of itself: SQLite's checks of its file, PostgreSQL's indexes and checksums."""

from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa

from storage.deep.found import COUNTED_TO, EXAMPLES, Broken

_RESTORE = (
    "stop `serve`, copy the file away, then `frontdesk restore` the newest backup with --replace; look at the disk"
)
_INVALID = """
SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace ORDER BY 1
"""
_CHECKSUMS = "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"


def integrity(tx: sa.Connection) -> Iterator[Broken]:
    """Yield what is damaged below the rows. On a large file of SQLite it takes a second for some 100 MB."""
    if tx.dialect.name == "sqlite":
        yield from _of_file(tx)
        return
    if invalid := tx.exec_driver_sql(_INVALID).scalars().all():
        mend = "REINDEX INDEX CONCURRENTLY each of them"
        yield Broken("integrity", "indexes that are not valid", len(invalid), tuple(invalid[:EXAMPLES]), mend)
    if failures := tx.exec_driver_sql(_CHECKSUMS).scalar():
        mend = "pages of the disk are damaged: see the server's log; restore the newest backup on another disk"
        yield Broken("integrity", "pages whose checksum was wrong", int(failures), (), mend)


def _of_file(tx: sa.Connection) -> Iterator[Broken]:
    said = tx.exec_driver_sql(f"PRAGMA integrity_check({EXAMPLES})").scalars().all()
    if said != ["ok"]:
        lines = tuple(" ".join(str(one).split())[:100] for one in said)
        yield Broken("integrity", "SQLite finds the file damaged", len(said), lines, _RESTORE)
    with tx.exec_driver_sql("PRAGMA foreign_key_check") as rows:
        bad = [f"{table} {row}" for table, row, *_ in islice(rows, COUNTED_TO)]
    if bad:
        mend = "as for `orphans`"
        yield Broken("integrity", "rows that SQLite finds to name nothing", len(bad), tuple(bad[:EXAMPLES]), mend)
