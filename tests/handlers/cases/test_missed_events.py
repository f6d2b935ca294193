"""Changes that nobody published reach Home and the cards: of a terminal within minutes, a crash's at the next start."""

from handlers.cases.acts import OPERATOR
from handlers.cases.missed_events import LOOKED_BACK, SETTLES, MissedEvents
from handlers.desk import Desk
from handlers.runtime.case_events import CaseEvent
from storage import cases
from storage.database import Database, Tx
from storage.records import Case
from storage.sql import insert_row
from storage.tables import timeline
from tests.stored import Clock
from workflows.model.client import Model, ModelSettings

TEAM = "T1"


class Process:
    """A process that serves, and the cases that it has published."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.published: list[int] = []
        desk = Desk(db, Model(ModelSettings(None)), clock)
        desk.case_events.subscribe(self._changed)
        self.look = MissedEvents(desk, TEAM).publish

    async def _changed(self, event: CaseEvent) -> None:
        self.published.append(event.case_id)


def opened(tx: Tx, clock: Clock) -> Case:
    """Open a case."""
    about = {"team_id": TEAM, "channel": "C1", "thread_ts": "1.1", "requester": "U1", "subject": "a"}
    return cases.open_case(tx, **about, is_dm=False, now=clock())


def note(tx: Tx, case: Case, clock: Clock, line: int, actor: str) -> None:
    """Write a line with this id."""
    values = {"id": line, "team_id": TEAM, "case_id": case.id, "at": clock(), "actor": actor}
    insert_row(tx, timeline, {**values, "event": "resolved", "detail": ""})


async def test_a_line_that_is_committed_after_one_with_a_higher_id_is_published(db: Database, clock: Clock) -> None:
    case = await db.write(lambda tx: opened(tx, clock))
    process = Process(db, clock)
    await process.look()
    clock.forward(hours=1)
    await process.look()
    await db.write(lambda tx: note(tx, case, clock, 1002, "U2"))
    await process.look()
    await db.write(lambda tx: note(tx, case, clock, 1001, OPERATOR))

    await process.look()

    assert process.published == [case.id]


async def test_once_nothing_can_come_after_it_a_line_is_published_no_more(db: Database, clock: Clock) -> None:
    case = await db.write(lambda tx: opened(tx, clock))
    process = Process(db, clock)
    await process.look()
    clock.forward(hours=1)
    await db.write(lambda tx: note(tx, case, clock, 1001, OPERATOR))
    await process.look()
    clock.forward(seconds=SETTLES.total_seconds())
    await process.look()
    before = list(process.published)

    await process.look()

    assert before
    assert process.published == before


async def test_what_a_process_had_done_when_it_died_is_published_when_it_is_back(db: Database, clock: Clock) -> None:
    case, other = await db.write(lambda tx: opened(tx, clock)), Process(db, clock)
    await other.look()
    clock.forward(hours=1)
    await db.write(lambda tx: note(tx, case, clock, 1001, "USTAFF"))
    for _ in range(3):  # the other process goes on, each minute
        clock.forward(minutes=1)
        await other.look()
    back = Process(db, clock)

    await back.look()

    assert other.published == []
    assert back.published == [case.id]


async def test_what_was_done_long_ago_is_not_published_at_each_start(db: Database, clock: Clock) -> None:
    await db.write(lambda tx: opened(tx, clock))
    first = Process(db, clock)
    await first.look()
    clock.forward(seconds=(LOOKED_BACK + SETTLES).total_seconds())
    await first.look()
    again = Process(db, clock)

    await again.look()

    assert again.published == []
