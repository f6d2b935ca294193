"""What a test says to the desk and what it reads back from the desk's database; no expectations here."""

import re
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.wiring import Bot
from storage import cases, journal, messages, tasks
from storage.database import Tx
from storage.records import Case, Customer, Investigation, Message, MessageKey, Rma, StepRun, TaskRow
from storage.tables import METADATA
from tests.fakes.slack import CUSTOMER, SUPPORT, TEAM, FakeSlack, Json

FIRST = "CASE-1001"


class Clock:
    """A clock that starts at the real time and is moved on by hand."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, **ahead: float) -> None:
        """Let time pass: ``clock.forward(hours=73)``."""
        self._ahead += timedelta(**ahead)

    def to(self, weekday: int, hour: int, minute: int = 0) -> datetime:
        """Let time pass until it is this day of a week (Monday: 0) and this time in UTC; return that time."""
        now = self()
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        then += timedelta(days=(weekday - then.weekday()) % 7)
        then += timedelta(days=7) if then < now else timedelta()
        self._ahead += then - now
        return then


class StillClock(Clock):
    """A clock that is only moved on by hand: what is about seconds must not depend on how slow the machine is."""

    def __init__(self) -> None:
        super().__init__()
        self._began = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self._began + self._ahead


async def say(
    slack: FakeSlack, bot: Bot, text: str, *, user: str = CUSTOMER, channel: str = SUPPORT, under: Json | None = None
) -> Json:
    """Let somebody write (``under``: in that event's thread), wait until the desk is done, return the event."""
    event = slack.says(user, channel, text, (under.get("thread_ts") or under["ts"]) if under else None)
    await slack.deliver(event)
    await bot.idle()
    return event


def last(slack: FakeSlack, event: Json) -> str:
    """Return what the last reply in the thread of ``event`` shows."""
    return slack.replies_to(event)[-1].shown


async def case_of(bot: Bot, number: str = FIRST) -> Case:
    """Return a case; it must exist."""
    found = await bot.db.read(lambda tx: cases.find_case(tx, number))
    assert found is not None
    return found


async def case_count(bot: Bot) -> int:
    """Return how many cases there are."""
    return await bot.db.read(lambda tx: _count(tx, "cases"))


async def message_of(bot: Bot, event: Json) -> Message | None:
    """Return what is kept of a message."""
    key = MessageKey(TEAM, event["channel"], event["ts"])
    return await bot.db.read(lambda tx: messages.get_message(tx, key))


async def tasks_of(bot: Bot, number: str = FIRST) -> list[TaskRow]:
    """Return the tasks of a case."""
    case = await case_of(bot, number)
    return await bot.db.read(lambda tx: tasks.tasks_of_case(tx, case.id))


async def rmas_of(bot: Bot, number: str = FIRST) -> list[Rma]:
    """Return the RMAs of a case."""
    case = await case_of(bot, number)
    return await bot.db.read(lambda tx: tasks.rmas_of(tx, case.id))


async def investigations_of(bot: Bot, number: str = FIRST) -> list[Investigation]:
    """Return the investigations of a case."""
    case = await case_of(bot, number)
    return await bot.db.read(lambda tx: tasks.investigations_of(tx, case.id))


async def steps_of(bot: Bot, number: str = FIRST) -> list[StepRun]:
    """Return the journal of a case."""
    case = await case_of(bot, number)
    return await bot.db.read(lambda tx: journal.steps_of_case(tx, case.id))


async def timeline_of(bot: Bot, number: str = FIRST) -> list[tuple[str, str]]:
    """Return the timeline of a case as (event, detail)."""
    case = await case_of(bot, number)
    rows = await bot.db.read(lambda tx: cases.timeline_of(tx, case.id))
    return [(row.event, row.detail) for row in rows]


async def customer_of(bot: Bot, user: str = CUSTOMER) -> Customer:
    """Return what is known of a person."""
    return await bot.db.read(lambda tx: cases.get_customer(tx, TEAM, user))


async def everything_stored(bot: Bot) -> str:
    """Return every row of every table as one text, to look for what must not be there."""
    return await bot.db.read(all_rows)


def numbers_from(digits: str, stored: str) -> list[str]:
    """Return the numbers of a text that begin with `digits`.

    Times, stamps and ids are left out: theirs may be any digits.
    """
    return re.findall(rf"(?<![\w.:-]){digits}\d*\b", re.sub(r"datetime\.datetime\([^()]*\)", "", stored))


def all_rows(tx: Tx) -> str:
    """Return every row of every table and of the full-text index as one text."""
    rows = [row for table in METADATA.sorted_tables for row in _all(tx, table)]
    indexed = ["SELECT * FROM case_words"]
    indexed += ["SELECT term FROM case_terms"] if tx.dialect.name == "sqlite" else []
    return "\n".join([*rows, *(repr(tuple(row)) for query in indexed for row in tx.exec_driver_sql(query))])


async def sql(bot: Bot, statement: str) -> None:
    """Break or mend the database by hand."""
    await bot.db.write(lambda tx: tx.exec_driver_sql(statement))


def _all(tx: Tx, table: sa.Table) -> list[str]:
    return [repr(tuple(row)) for row in tx.execute(sa.select(table))]


def _count(tx: Tx, table: str) -> int:
    return int(tx.execute(sa.select(sa.func.count()).select_from(METADATA.tables[table])).scalar_one())
