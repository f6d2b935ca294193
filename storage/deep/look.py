"""The whole look: the file, what is owed, what must not be. Memory stays small however much there is."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa

from storage.deep.found import Broken, Owed
from storage.deep.numbers import lagging
from storage.deep.owed import owed, people, queued
from storage.deep.rows import homeless, orphans, states, tables, unindexed
from storage.deep.storage_itself import integrity
from storage.read_only import reading

Progress = Callable[[str], None]


def look(url: str, progress: Progress) -> Iterator[Owed | Broken]:
    """Yield what is found in the database at ``url``, which is at this program's version.

    ``progress`` is told what is looked at next.

    Raises
    ------
    DatabaseUnusable
        It cannot be read, or is damaged so that it cannot.
    """
    with reading(url) as tx:
        progress("letting the database check itself")
        yield from integrity(tx)
        progress("looking for owed work")
        yield from owed(tx)
        yield from people(tx)
        yield from queued(tx)
        for number, table in enumerate(checked := tables(), start=1):
            progress(f"looking for rows that belong to nothing: {table.name} ({number} of {len(checked)})")
            yield from orphans(tx, table)
        yield from _the_rest(tx, progress)


def _the_rest(tx: sa.Connection, progress: Progress) -> Iterator[Broken]:
    yield from homeless(tx)
    yield from unindexed(tx)
    progress("looking for states that nothing leads to")
    yield from states(tx)
    progress("looking at counters")
    yield from lagging(tx)
