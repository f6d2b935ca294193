"""What the listeners of cases work with, and what they share: who acts, finding cases, one case as a modal."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.slack.blocks import Json
from bot.slack.cases.case_view import Shown, case_modal
from bot.slack.cases.own_view import own_modal
from bot.slack.cases.query import PAGE, QueueQuery, QueueResult
from bot.slack.handoff.assignees import Assignees
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Interaction
from bot.slack.signing import Signer
from bot.slack.staff import Staff
from handlers.cases.acts import Actor, see
from handlers.desk import Desk
from storage import case_lists, statistics
from storage.database import Tx
from storage.dossier import Dossier, read_dossier
from storage.records import Case
from workflows.engine.dbos_engine import Engine

LAST_DAYS = timedelta(days=7)
NEWEST = 1000  # rows of each kind that the modal of a case goes back to


@dataclass(frozen=True, slots=True)
class CaseDependencies:
    """What the listeners work with."""

    desk: Desk
    engine: Engine
    staff: Staff
    signer: Signer
    identity: BotIdentity
    assignees: Assignees

    async def actor(self, interaction: Interaction) -> Actor:
        """Return who acts; whether they are staff is worked out here, never read from what was sent."""
        return await actor_of(self.staff, self.identity.team_id, interaction.user)

    async def show(self, actor: Actor, number: str, page: int = 0, notice: str = "") -> Json:
        """Return the modal of a case as this person may see it.

        Raises
        ------
        Refused
            There is no such case, or it is not theirs: the message is the same.
        """
        if not actor.is_staff:
            dossier = await self.desk.db.read(lambda tx: _dossier(tx, actor, number))
            return own_modal(dossier, actor.user, page, notice)
        await self.assignees.learn()
        dossier = await self.desk.db.read(lambda tx: _dossier(tx, actor, number))
        return case_modal(dossier, Shown(actor.user, page, notice, tuple(self.assignees.menu(dossier.case))))


async def actor_of(staff: Staff, team_id: str, user: str) -> Actor:
    """Return a person as they may act."""
    return Actor(team_id, user, await staff.includes(user))


def find(tx: Tx, actor: Actor, query: QueueQuery, now: datetime) -> QueueResult:
    """Return the page of cases for a query: staff see the queue, everybody else their own cases only."""
    requester = None if actor.is_staff else actor.user
    if query.search:
        lines = case_lists.search(tx, actor.team_id, query.search, requester, query.before, PAGE + 1)
    else:
        view = case_lists.View(actor.team_id, query.filter, actor.user, requester)
        lines = case_lists.page(tx, view, query.before, PAGE + 1)
    counts = case_lists.counts(tx, actor.team_id, actor.user) if actor.is_staff else None
    times = statistics.response_times(tx, actor.team_id, now - LAST_DAYS) if actor.is_staff else None
    return QueueResult(query, tuple(lines[:PAGE]), len(lines) > PAGE, actor.is_staff, counts, times)


def see_as_staff(tx: Tx, actor: Actor, number: str) -> Case:
    """Return the case to staff; to anybody else there is none, their own neither."""
    return see(tx, actor if actor.is_staff else replace(actor, user=""), number)


def _dossier(tx: Tx, actor: Actor, number: str) -> Dossier:
    dossier = read_dossier(tx, see(tx, actor, number).number, actor.team_id, NEWEST)
    assert dossier is not None  # noqa: S101 - seen a moment ago, in this transaction
    return dossier
