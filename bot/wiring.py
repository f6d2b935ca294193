"""Wiring: opens everything a process needs and closes it in reverse. Tests use it unchanged."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

import structlog

from bot.desk import Clock, open_desk, utc_now
from bot.jobs import CATCH_UP, TAKE_UP_OWED, ChoreServices, JobServices, make_chores, make_engine
from bot.settings import Settings
from bot.slack.app import ListenerRegistry, make_app
from bot.slack.call_budgets import CallBudgets
from bot.slack.cases.case_listeners import CaseListeners
from bot.slack.cases.dependencies import CaseDependencies
from bot.slack.cases.export import Exports
from bot.slack.cases.home import HomeTabs
from bot.slack.cases.opening import CaseOpener
from bot.slack.cases.queue_listeners import QueueListeners
from bot.slack.cases.reactions import Reactions
from bot.slack.cases.saved_reply_listeners import SavedReplyListeners
from bot.slack.cases.shortcut import ShortcutListeners
from bot.slack.channel_ids import ChannelIds
from bot.slack.client import SlackClient
from bot.slack.conditions import STORES_EVERY_S, TOKEN_EVERY_S, Condition, stores, token_counts, why_not
from bot.slack.connection.catch_up import CatchUps, CatchUpSettings
from bot.slack.connection.connect import connect_socket, read_identity, required_token, slack_client
from bot.slack.connection.dns import own_lookups
from bot.slack.connection.gaps import Gaps
from bot.slack.connection.http import Front, listening
from bot.slack.connection.keeping import Keeping
from bot.slack.connection.proxy import session_of
from bot.slack.connection.redeliveries import Redeliveries
from bot.slack.delivery import SlackDelivery
from bot.slack.details import MessageDetails
from bot.slack.directory import Directory
from bot.slack.faqs.alias_listeners import AliasListeners
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.entry_listeners import EntryListeners
from bot.slack.faqs.form_listeners import FormListeners
from bot.slack.faqs.gap_listeners import GapListeners
from bot.slack.faqs.jobs import FaqJobs, FaqProgress, faq_post_renderers
from bot.slack.faqs.set_listeners import SetListeners
from bot.slack.file_reader import FileReader
from bot.slack.greetings import Greetings
from bot.slack.handoff import posting
from bot.slack.handoff.assignees import Assignees
from bot.slack.handoff.display_names import DisplayNames
from bot.slack.handoff.listeners import HandoffDependencies, HandoffListeners
from bot.slack.handoff.note_marks import NoteMarks
from bot.slack.identity import BotIdentity
from bot.slack.intake import Doubts, Intake, KeepFirst
from bot.slack.interactions import Interactions, Listener
from bot.slack.outbox import SlackPostSender
from bot.slack.signing import Signer
from bot.slack.staff import Staff
from bot.slack.stopping import StopButton
from bot.slack.waiting_turns import WaitingTurns
from bot.sources.reader import SourceReader
from bot.telemetry.database import DatabaseFigures
from bot.telemetry.opening import Watching, watching
from handlers.cases.missed_events import MissedEvents
from handlers.desk import Desk
from handlers.runtime.calls import PostingCalls
from handlers.understanding.prepare import read_samples
from storage.database import Database
from workflows.engine.chores import Chores
from workflows.engine.members import LEASE_TIMES, LeaseTimes
from workflows.engine.port import Engine
from workflows.model.client import Model
from workflows.telemetry import Telemetry

log = structlog.get_logger(__name__)


class _Closes(Protocol):
    async def close(self) -> None: ...


C = TypeVar("C", bound=_Closes)


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot. ``port`` is where its HTTP server listens; ``metrics_url``, where metrics are, "": nowhere.

    ``prepared`` ends when what the first messages need is loaded.
    """

    settings: Settings
    db: Database
    model: Model
    engine: Engine
    intake: Intake
    case_post_jobs: posting.CasePostJobs
    interactions: Interactions
    homes: HomeTabs
    doubts: Doubts
    chores: Chores
    gaps: Gaps
    identity: BotIdentity
    port: int
    metrics_url: str
    prepared: asyncio.Task[None]

    @property
    def url(self) -> str:
        """Base URL of the HTTP server."""
        return f"http://{self.settings.host}:{self.port}"

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await self.doubts.idle()
        await self.interactions.idle()
        await self.engine.idle()
        await self.case_post_jobs.idle()
        await self.homes.idle()


@asynccontextmanager
async def open_bot(  # noqa: PLR0915 - one list of what is opened, in order
    settings: Settings, now: Clock = utc_now, times: LeaseTimes = LEASE_TIMES
) -> AsyncIterator[Bot]:
    """Open everything ``serve`` needs, in order, and close it in reverse. ``times``: of its lease, on PostgreSQL.

    Raises
    ------
    Misconfigured
        A token is missing or refused, the database is unusable, the port is taken, another process serves this data
        (on PostgreSQL: under the same executor id).
        A Slack that does not answer is none of these: it is waited for, while the HTTP server says so.
    """
    token = required_token(settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(own_lookups())
        lease_s = times.stop_after_s if settings.engine_files is None else None
        front = Front(_signing_secret(settings), over_http=not settings.socket_mode)
        watched = await _watched(stack, settings, front)
        desk = await stack.enter_async_context(open_desk(settings, now, settings.handoff(), lease_s, watched.telemetry))
        port = await stack.enter_async_context(listening(front.site, settings.host, settings.port))
        client, identity = await _meet_slack(stack, token, settings, front, watched.telemetry)
        staff = _closing(stack, Staff(client, settings.staff, settings.staff_group))
        await staff.members()
        faq_progress = FaqProgress()
        directory = _closing(stack, Directory(client, identity.team_id))
        names = DisplayNames(directory)
        assignees = Assignees(staff, names)
        renderers = faq_post_renderers(faq_progress) | posting.case_post_renderers(names, assignees, desk)
        sender = SlackPostSender(client, desk.db, renderers, posting.post_preparers(client, desk, names, assignees))
        details = MessageDetails(client, directory, identity, staff, FileReader())
        budgets = CallBudgets(desk.db, identity.team_id, desk.now)
        deliver = _closing(
            stack, SlackDelivery(client, desk.db, sender, details, budgets, streams=settings.stream_progress)
        )

        def engine_made() -> Engine:
            return engine

        case_post_jobs = _closing(
            stack, posting.CasePostJobs(desk, sender, engine_made, identity.team_id, deliver.stop_said)
        )
        homes = await stack.enter_async_context(HomeTabs(client, desk, staff, assignees, identity.team_id))
        desk.case_events.subscribe(homes.case_changed, case_post_jobs.case_changed)
        faq_jobs = FaqJobs(desk, sender, settings.faq_limits(), faq_progress, engine_made)
        services = JobServices(
            faq_jobs, case_post_jobs, identity.team_id, times, _closing(stack, SourceReader(settings.faq_pages))
        )
        engine = await stack.enter_async_context(
            _running(make_engine(settings, desk, deliver, services), settings, desk.calls)
        )
        client.why_not = engine.why_not
        _show(stack, watched, desk, engine, identity.team_id)
        intake = _intake(
            stack,
            Intake(
                desk,
                engine,
                staff,
                case_post_jobs,
                NoteMarks(client, deliver.in_background),
                WaitingTurns(desk, engine),
                Greetings(client, desk, engine, deliver.in_background),
            ),
        )
        signer, handoff_dependencies = Signer(token), HandoffDependencies(desk, staff, identity.team_id, intake.keep)
        faq_dependencies = FaqDependencies(desk, engine, faq_jobs, staff, signer, identity, services.reader)
        case_dependencies = CaseDependencies(desk, engine, staff, signer, identity, client, names, assignees)
        opener = CaseOpener(desk, client, identity, staff, directory, intake.keep)
        listeners = (
            *_faq_listeners(faq_dependencies),
            *HandoffListeners(handoff_dependencies).all(),
            *_case_listeners(case_dependencies, homes),
            *ShortcutListeners(opener).all(),
        )
        interactions = _closing(stack, Interactions(client, identity.team_id))
        reactions = Reactions(opener, settings.emoji, deliver.in_background)
        stop_button = StopButton(desk, deliver, staff, identity.team_id)
        registry = ListenerRegistry(listeners, interactions, reactions, stop_button)
        gaps = _closing(stack, Gaps(desk, identity, timedelta(hours=settings.catch_up_hours)))
        doubts = _closing(stack, Doubts(intake, directory, identity))
        keep_first = KeepFirst(intake, identity, doubts, directory)
        channel_ids = _closing(stack, ChannelIds(desk, identity.team_id))
        await channel_ids.load()
        client.last_id = channel_ids.last
        keeping = Keeping(channel_ids, keep_first, gaps, Redeliveries(desk, identity, gaps))
        app = make_app(client, _signing_secret(settings), identity, keeping, registry)
        missed = MissedEvents(desk, identity.team_id)
        owed = await _take_up_owed(intake, missed, engine)
        catch_ups = await _catch_ups(settings, client, desk, keep_first, staff, identity, gaps)
        chore_services = ChoreServices(missed, catch_ups, services)
        chores = await stack.enter_async_context(make_chores(settings, engine, intake, chore_services))
        gaps.noted = partial(chores.begin, CATCH_UP)
        closed = (
            await connect_socket(stack, settings, client, app, front.says, gaps) if settings.socket_mode else lambda: ""
        )
        holds = _conditions(stack, settings, client, desk, identity.team_id, gaps)
        await stack.enter_async_context(
            front.taking(app, keeping, lambda: engine.why_not() or closed() or holds(), chores.failing)
        )
        stack.push_async_callback(engine.stopping)  # before anything is waited for
        chores.begin(CATCH_UP)
        log.info(
            "ready",
            mode="socket" if settings.socket_mode else "http",
            port=port,
            owed=owed,
            team=identity.team_id,
            metrics=watched.url or "off",
        )
        # Beside the first messages, which are acknowledged meanwhile.
        prepared = _preparing(stack, desk)
        yield Bot(
            settings,
            desk.db,
            desk.model,
            engine,
            intake,
            case_post_jobs,
            interactions,
            homes,
            doubts,
            chores,
            gaps,
            identity,
            port,
            watched.url,
            prepared,
        )


def _closing(stack: AsyncExitStack, opened: C) -> C:
    """Return what was opened; it is closed with the rest."""
    stack.push_async_callback(opened.close)
    return opened


def _intake(stack: AsyncExitStack, intake: Intake) -> Intake:
    stack.push_async_callback(intake.waiting.close)
    stack.push_async_callback(intake.greetings.close)
    return intake


def _preparing(stack: AsyncExitStack, desk: Desk) -> asyncio.Task[None]:
    prepared = asyncio.create_task(_prepare(desk))
    stack.callback(prepared.cancel)
    return prepared


async def _prepare(desk: Desk) -> None:
    """Load what is needed from the first message on, so that it does not wait for it."""
    await asyncio.to_thread(read_samples)
    await desk.model.prepare()


async def _watched(stack: AsyncExitStack, settings: Settings, front: Front) -> Watching:
    """Return what counts and traces, if the settings ask for it: first, since a Slack that is away is waited for."""
    watched = await stack.enter_async_context(watching(settings))
    watched.sources.add_gauge("frontdesk_ready", "Whether messages are taken, 1 or 0.", lambda: not front.why_not())
    return watched


def _signing_secret(settings: Settings) -> str:
    return settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""


def _show(stack: AsyncExitStack, watched: Watching, desk: Desk, engine: Engine, team_id: str) -> None:
    """Let metrics show what is owed and under way. What else a scrape shall show of a process is added here."""
    figures = DatabaseFigures(desk.db, team_id, desk.now)
    stack.push_async_callback(figures.close)
    watched.sources.add("database", figures.read)
    about = "Lanes in which a job of this process runs or waits for its turn."
    watched.sources.add_gauge("frontdesk_lanes_under_way", about, engine.lanes_under_way)
    about = "Seconds since this process renewed its lease; 0 on SQLite, where it needs none."
    watched.sources.add_gauge("frontdesk_lease_age_seconds", about, engine.lease_age_s)
    about = "Messages of this process that stood beside another's: deleted again, or left."
    watched.sources.add_gauge("frontdesk_doubles_taken_back", about, lambda: desk.calls.taken_back)
    watched.sources.add_gauge("frontdesk_doubles_left", about, lambda: desk.calls.left)


async def _catch_ups(  # noqa: PLR0913, PLR0917 - as what it makes
    settings: Settings,
    client: SlackClient,
    desk: Desk,
    keep_first: KeepFirst,
    staff: Staff,
    identity: BotIdentity,
    gaps: Gaps,
) -> CatchUps | None:
    """Return what reads what was said while no desk listened, which is noted here; None: that is not wanted."""
    if not settings.catch_up_hours:
        return None
    longest, answered = timedelta(hours=settings.catch_up_hours), timedelta(minutes=settings.catch_up_answer_min)
    catch_ups = CatchUps(client, desk, keep_first, staff, identity, CatchUpSettings(longest, answered), gaps)
    await catch_ups.note()
    return catch_ups


async def _take_up_owed(intake: Intake, missed: MissedEvents, engine: Engine) -> int:
    """Queue what is owed, suspects after all other work; return how much."""
    owed = await intake.sweep()
    await missed.publish()
    await engine.let_suspects_run()
    return owed


async def _meet_slack(
    stack: AsyncExitStack, token: str, settings: Settings, front: Front, telemetry: Telemetry
) -> tuple[SlackClient, BotIdentity]:
    """Return the client of Slack's Web API and who we are there, once Slack answers."""
    session = await stack.enter_async_context(session_of(settings.slack_timeout_s))
    client = slack_client(token, settings, session)
    client.telemetry = telemetry
    return client, await read_identity(client, settings, front.says)


def _conditions(
    stack: AsyncExitStack, settings: Settings, client: SlackClient, desk: Desk, team_id: str, gaps: Gaps
) -> Callable[[], str]:
    """Look from now on after what nobody is answered without; return what says what does not hold, "" if all does.

    Over HTTP a proxy that asks ``/readyz`` lets nothing through meanwhile: that is a gap.
    """
    token = Condition(token_counts(client), TOKEN_EVERY_S)
    storing = Condition(stores(desk.db, team_id, TAKE_UP_OWED), STORES_EVERY_S)
    client.token_seen = lambda counts: token.seen(holds=counts)
    gaps.stored = lambda is_kept: storing.seen(holds=is_kept)
    for one in (token, storing):
        if not settings.socket_mode:
            one.holds_again = lambda lasted: gaps.missed_since(desk.now() - lasted)
        _closing(stack, one).start()
    return partial(why_not, (token, storing))


@asynccontextmanager
async def _running(engine: Engine, settings: Settings, calls: PostingCalls) -> AsyncIterator[Engine]:
    await engine.start()
    try:
        yield engine
    finally:
        calls.end_with_their_jobs()
        await engine.close(grace_s=settings.shutdown_grace_s)
        await calls.close()


def _faq_listeners(dependencies: FaqDependencies) -> tuple[Listener, ...]:
    sets, gaps = SetListeners(dependencies), GapListeners(dependencies)
    ours = (*sets.all(), *EntryListeners(dependencies, sets).all(), *gaps.all(), *AliasListeners(dependencies).all())
    return (*FormListeners(dependencies, sets, gaps).all(), *ours)


def _case_listeners(dependencies: CaseDependencies, homes: HomeTabs) -> tuple[Listener, ...]:
    replies = SavedReplyListeners(dependencies)
    queue = QueueListeners(dependencies, homes, Exports(dependencies.client, dependencies.desk), replies)
    return (*queue.all(), *CaseListeners(dependencies, homes).all(), *replies.all())
