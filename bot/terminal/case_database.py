"""The case database as terminal commands use it: it must be there already; whose cases are meant; who acts."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.formats.printable import one_line
from bot.settings import Settings
from handlers.cases.acts import OPERATOR, Actor
from storage.database import Database, Tx, open_database
from storage.errors import DatabaseUnusable, Refused
from storage.migrate import versions
from storage.probe import database_file, shown
from storage.teams import teams_of, teams_with
from storage.versions import refuse_newer

T = TypeVar("T")


class NoCasesYet(Refused):
    """There is no database yet, or nobody's case in it."""


async def open_casebook(settings: Settings) -> Database:
    """Open the database; the caller closes it.

    Raises
    ------
    NoCasesYet
        There is none yet: looking at cases must not make one.
    DatabaseUnusable
        It is at another version: looking at cases must not change it.
    """
    await asyncio.to_thread(_must_be_ours, settings.database_url)
    return open_database(settings.database_url)


async def read(settings: Settings, query: Callable[[Tx], T]) -> T:
    """Run ``query`` in a transaction that writes nothing."""
    db = await open_casebook(settings)
    try:
        return await db.read(query)
    finally:
        await db.close()


async def write(settings: Settings, change: Callable[[Tx], T]) -> T:
    """Run ``change`` in one transaction: a ``serve`` on the same file goes on before and after it."""
    db = await open_casebook(settings)
    try:
        return await db.write(change)
    finally:
        await db.close()


def chosen_team(tx: Tx, team: str | None) -> str:
    """Return the team whose cases are meant: ``team``, or the only one there is.

    Raises
    ------
    Refused
        There is none, or there are several and none was named.
    """
    known = teams_of(tx)
    if team in known:
        return str(team)
    if team is not None:
        msg = f"there are no cases of team {one_line(team)}; there are cases of: {', '.join(known) or 'nobody yet'}"
        raise Refused(msg)
    return _only(known, NoCasesYet("there are no cases yet: `frontdesk ask` or `serve` makes the first"))


def operator(tx: Tx, team: str | None, number: str) -> Actor:
    """Return who acts on the case ``number``; without ``team`` no two teams may have such a case."""
    known = [team] if team is not None else teams_with(tx, number)
    return Actor(_only(known, Refused(f"there is no case {one_line(number)!r}")), OPERATOR, is_staff=True)


def _only(teams: list[str], none: Refused) -> str:
    if not teams:
        raise none
    if len(teams) > 1:
        msg = f"several teams have cases: choose one with --team {' or --team '.join(map(one_line, teams))}"
        raise Refused(msg)
    return teams[0]


def _must_be_ours(url: str) -> None:
    file = database_file(url)
    have, want = (None, "") if file is not None and not file.exists() else versions(url)
    if have is None:
        msg = f"there are no cases yet in {shown(url)}: `frontdesk ask` or `serve` makes the first; or set DATABASE_URL"
        raise NoCasesYet(msg)
    refuse_newer(have)
    if have != want:
        msg = f"the database is at version {have}, this Frontdesk wants {want}: run `frontdesk migrate`"
        raise DatabaseUnusable(msg)
