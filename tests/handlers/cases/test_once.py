"""What comes by the clock is planned once, however many processes look at the same moment, on both databases."""

import asyncio
from datetime import timedelta

from handlers.cases.digest import DIGEST, Planned, plan, read_digest, week_to_tell
from handlers.cases.unanswered import CLOSED, NUDGE, see_to
from handlers.desk import HandoffSettings
from storage import cases, posts
from storage.database import Database, Tx
from storage.records import Post
from tests.handlers.cases.desk import answered
from tests.storage.fixtures import NOW, TEAM
from workflows.hours.weekly import Weekly

DAY = timedelta(days=1)
PATIENT = HandoffSettings(nudge_after=3 * DAY, close_after=4 * DAY)
WEEKLY = HandoffSettings(staff_channel="CSTAFF", respond_within=timedelta(hours=4), digest=Weekly(0, 9 * 60))


async def planned(db: Database, kind: str) -> list[Post]:
    return await db.read(lambda tx: posts.owed_posts(tx, (kind,)))


async def test_five_who_look_at_once_plan_one_nudge_and_after_it_one_closing_word(db: Database) -> None:
    await db.write(lambda tx: answered(tx, "waiting", awaiting="details"))
    late = NOW + 3 * DAY

    first = await asyncio.gather(*(db.write(lambda tx: see_to(tx, PATIENT, TEAM, late)) for _ in range(5)))
    [nudge] = await planned(db, NUDGE)
    await db.write(lambda tx: posts.claim_post(tx, nudge, "here", late))
    await db.write(lambda tx: posts.mark_posted(tx, nudge.id, nudge.channel, "9.0", late))
    early = await db.write(lambda tx: see_to(tx, PATIENT, TEAM, late + 3.9 * DAY))
    then = await asyncio.gather(*(db.write(lambda tx: see_to(tx, PATIENT, TEAM, late + 4 * DAY)) for _ in range(5)))

    assert sorted(map(len, first)) == sorted(map(len, then)) == [0, 0, 0, 0, 1]
    assert early == []
    assert len(await planned(db, CLOSED)) == 1
    case = await db.read(lambda tx: cases.find_case(tx, "1001", TEAM))
    assert case is not None
    assert (case.status, case.asked_at, case.nudged_at) == ("resolved", None, None)


async def test_what_was_asked_elsewhere_is_no_matter_of_this_desk(db: Database) -> None:
    await db.write(lambda tx: answered(tx, "waiting", awaiting="details"))

    assert await db.write(lambda tx: see_to(tx, PATIENT, "TERMINAL", NOW + 9 * DAY)) == []


async def test_five_who_look_at_once_plan_one_digest_which_tells_the_figures(db: Database) -> None:
    await db.write(lambda tx: answered(tx, first_response_at=NOW))
    monday = NOW + (7 - NOW.weekday()) * DAY + timedelta(hours=12)

    def plan_it(tx: Tx) -> Planned:
        week = week_to_tell(tx, WEEKLY, TEAM, monday)
        return Planned.NOTHING if week is None else plan(tx, WEEKLY, TEAM, week, monday)

    outcomes = await asyncio.gather(*(db.write(plan_it) for _ in range(5)))
    [post] = await planned(db, DIGEST)
    found = await db.read(lambda tx: read_digest(tx, WEEKLY, post, monday))

    assert sorted(one.name for one in outcomes) == ["NOTHING"] * 4 + ["NOW"]
    assert (found.week.stats.cases, found.week.stats.answered_by_bot, found.before) == (1, 1, None)
    assert (found.open_now.all, found.longest) == (1, ())
