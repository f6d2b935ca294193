"""What the listeners of cases work with, and what they share: who acts, finding cases, one case as a modal."""

import asyncio
import contextlib
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.blocks import Json
from bot.slack.cases.case_view import Shown, case_modal
from bot.slack.cases.own_view import own_modal
from bot.slack.cases.query import PAGE, QueueQuery, QueueResult
from bot.slack.handoff.assignees import Assignees
from bot.slack.handoff.display_names import ELSEWHERE, DisplayNames
from bot.slack.handoff.thread_links import with_thread_link
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Interaction
from bot.slack.signing import Signer
from bot.slack.staff import Staff
from handlers.cases.acts import Actor, see
from handlers.desk import Desk
from storage import case_lists, statistics
from storage.database import Tx
from storage.dossier import read_dossier
from storage.messages import times_heard
from storage.published import how_many_left
from storage.records import Case
from workflows.engine.port import Engine

LAST_DAYS = timedelta(days=7)
OTHERS = 5  # cases of the same requester that are shown beside one
LONGEST_WAIT_S = 1.5  # for Slack: a case is not shown later because of its link or of names
NEWEST = 1000  # rows of each kind that the modal of a case goes back to


@dataclass(frozen=True, slots=True)
class CaseDependencies:
    """What the listeners work with."""

    desk: Desk
    engine: Engine
    staff: Staff
    signer: Signer
    identity: BotIdentity
    client: AsyncWebClient
    names: DisplayNames
    assignees: Assignees

    async def actor(self, interaction: Interaction) -> Actor:
        """Return who acts; whether they are staff is worked out here, never read from what was sent."""
        return await actor_of(self.staff, self.identity.team_id, interaction.user)

    async def show_case(self, actor: Actor, number: str, page: int = 0, notice: str = "") -> Json:
        """Return the modal of a case as this person may see it.

        Raises
        ------
        Refused
            There is no such case, or it is not theirs: the message is the same.
        """
        case = await self.desk.db.read(lambda tx: see(tx, actor, number))
        if actor.is_staff:
            await self._learn(case)
        organisation = ELSEWHERE if self.names.is_from_elsewhere(case.requester) else ""
        shown = Shown(actor.user, self.desk.now(), page, notice, organisation, handoff=self.desk.handoff)
        return await self.desk.db.read(lambda tx: _case_modal(tx, actor, number, shown, self.assignees))

    async def _learn(self, case: Case) -> None:
        """Ask where its thread is, where its requester is from, and who is staff; but do not wait long."""
        await asyncio.gather(
            with_thread_link(self.client, self.desk.db, case, LONGEST_WAIT_S),
            soon(self.names.learn(case.requester)),
            soon(self.assignees.learn()),
        )


async def soon(asked: Awaitable[None]) -> None:
    """Wait for an answer of Slack, but not long."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT_S):
            await asked


async def actor_of(staff: Staff, team_id: str, user: str) -> Actor:
    """Return a person as they may act."""
    return Actor(team_id, user, await staff.includes(user))


def find(tx: Tx, actor: Actor, query: QueueQuery, now: datetime) -> QueueResult:
    """Return the page of cases for a query: staff see the queue, everybody else their own cases only."""
    requester = None if actor.is_staff else actor.user
    if query.search:
        before = query.after.id if query.after else None
        lines = case_lists.search(tx, actor.team_id, query.search, requester, before, PAGE + 1)
    else:
        view = case_lists.View(actor.team_id, query.filter, actor.user, requester)
        lines = case_lists.page(tx, view, query.after, PAGE + 1)
    counts = case_lists.counts(tx, actor.team_id, actor.user) if actor.is_staff else None
    times = statistics.response_times(tx, actor.team_id, now - LAST_DAYS) if actor.is_staff else None
    left = how_many_left(tx, actor.team_id) if actor.is_staff else 0
    return QueueResult(query, tuple(lines[:PAGE]), len(lines) > PAGE, actor.is_staff, counts, times, left)


def see_as_staff(tx: Tx, actor: Actor, number: str) -> Case:
    """Return the case to staff; to anybody else there is none, their own neither."""
    return see(tx, actor if actor.is_staff else replace(actor, user=""), number)


def _case_modal(tx: Tx, actor: Actor, number: str, shown: Shown, assignees: Assignees) -> Json:
    case = see(tx, actor, number)
    heard = times_heard(tx, case.id)  # first: what comes while the rest is read is not shown
    dossier = read_dossier(tx, case.number, actor.team_id, NEWEST)
    assert dossier is not None  # noqa: S101 - seen a moment ago, in this transaction
    if not actor.is_staff:
        return own_modal(dossier, actor.user, shown.page, shown.notice)
    theirs = case_lists.page(tx, case_lists.View(actor.team_id, requester=case.requester), limit=OTHERS + 1)
    others = [line for line in theirs if line.id != case.id][:OTHERS]
    return case_modal(dossier, replace(shown, others=others, assign=assignees.menu(case), heard=heard))
