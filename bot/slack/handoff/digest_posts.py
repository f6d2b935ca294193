"""The weekly digest on its way: planned when its moment comes, filled from fresh rows, given up when it is too late."""

from dataclasses import replace
from datetime import datetime

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.handoff.digest import CASES_NAMED, Gaps, digest_page
from bot.slack.handoff.display_names import DisplayNames
from bot.slack.handoff.due import due_words
from bot.slack.handoff.thread_links import with_thread_link
from bot.slack.outbox import PostRenderer, PreparePost
from bot.slack.render import Page
from handlers.cases.digest import DIGEST, Planned, longest_waiting, plan, read_digest, week_to_tell
from handlers.desk import Desk
from handlers.faq.gaps import MOST_LISTED, list_gaps
from storage import cases, posts
from storage.database import Tx
from storage.records import Case, Post

log = structlog.get_logger(__name__)


async def plan_digest(desk: Desk, team_id: str) -> list[Post]:
    """Plan the digest of the week whose moment has come; return it, or nothing: whoever else does so finds it done."""
    now = desk.now()
    week = await desk.db.read(lambda tx: week_to_tell(tx, desk.handoff, team_id, now))
    if week is None:
        return []
    planned = await desk.db.write(lambda tx: plan(tx, desk.handoff, team_id, week, now))
    if planned is Planned.NOW:
        return await desk.db.read(lambda tx: posts.owed_posts(tx, (DIGEST,), team_id=team_id))
    if planned is Planned.LEFT_OUT:
        log.warning("digest_left_out", week=week.day.isoformat(), was_due=week.due.isoformat())
    return []


def digest_preparer(client: AsyncWebClient, desk: Desk, names: DisplayNames) -> PreparePost:
    """Return what is asked before a digest is written: names of staff, links to threads, and what FAQs lack."""

    async def prepared(post: Post) -> Post:
        gaps, numbers = await _gaps(desk, post)
        for case in await desk.db.read(lambda tx: [*_longest(tx, post.team_id), *_numbered(tx, post.team_id, numbers)]):
            await with_thread_link(client, desk.db, case)
            if case.assignee is not None:
                await names.learn(case.assignee)
        return replace(post, body={**post.body, **gaps, "cases": numbers})

    return prepared


async def _gaps(desk: Desk, post: Post) -> tuple[dict[str, int], list[str]]:
    """Return how many questions nothing answers, how many of the week, and cases in which they were asked."""
    since = datetime.fromisoformat(post.body["since"])
    found = await list_gaps(desk, post.team_id, MOST_LISTED)
    new = [gap for gap in found if gap.last_asked >= since]
    numbers = dict.fromkeys(number for gap in (new or found) for number in gap.cases[:1])
    return {"unanswered": len(found), "new": len(new)}, list(numbers)[:CASES_NAMED]


def _longest(tx: Tx, team_id: str) -> list[Case]:
    return [cases.get_case(tx, line.id) for line in longest_waiting(tx, team_id)]


def _numbered(tx: Tx, team_id: str, numbers: list[str]) -> list[Case]:
    found = (cases.find_case(tx, number, team_id) for number in numbers)
    return [case for case in found if case is not None]


def digest_renderer(desk: Desk, names: DisplayNames) -> PostRenderer:
    """Return the renderer of a digest that ``digest_preparer`` has prepared."""

    def rendered(tx: Tx, post: Post) -> Page:
        now = desk.now()
        found = read_digest(tx, desk.handoff, post, now)
        lacking = tuple(_numbered(tx, post.team_id, post.body["cases"]))
        gaps = Gaps(post.body["unanswered"], post.body["new"], lacking)
        called = {case.assignee: names.name(case.assignee) for case in found.longest if case.assignee is not None}
        return digest_page(found, gaps, desk.handoff, lambda since: due_words(desk.handoff, since, now), called)

    return rendered
