"""The job handlers of the engine, which engine runs them, and the chores of the process that serves."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.settings import Settings
from bot.slack.connection.catch_up import CatchUps
from bot.slack.delivery import SlackDelivery
from bot.slack.faqs.jobs import MAKE, FaqJobs
from bot.slack.faqs.requests import REMAKE, SEND_FILES
from bot.slack.faqs.source_watch import SourceWatch
from bot.slack.handoff import posting
from bot.slack.intake import Intake
from bot.slack.waiting_turns import ANSWER
from bot.sources.reader import SourceReader
from handlers.answer import answer
from handlers.cases import set_aside
from handlers.cases.missed_events import MissedEvents
from handlers.desk import Desk
from handlers.retention import Retention
from storage import cases, search
from storage.database import open_engine_database
from storage.executors import Claimant
from storage.records import MessageKey
from workflows.engine.chores import HOUR, MINUTE, Chore, Chores
from workflows.engine.crashes import Crashes
from workflows.engine.embedded import EmbeddedEngine
from workflows.engine.members import LEASE_TIMES, LeaseTimes
from workflows.engine.port import Engine, JobHandler
from workflows.engine.runner import Runner
from workflows.telemetry import Spans

CASES_AT_ONCE = 25  # of an index that is made anew: messages that come in meanwhile wait for so many at most
TAKE_UP_OWED = "take up owed work"
CATCH_UP = "read what was said while the desk was away"
SILENCE = timedelta(hours=72)  # an answered case is resolved after this much silence

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class JobServices:
    """What the job handlers use besides the desk."""

    faq_jobs: FaqJobs
    case_post_jobs: posting.CasePostJobs
    team_id: str
    times: LeaseTimes
    reader: SourceReader


async def _nothing_more() -> None:
    """Let it be."""


def make_engine(settings: Settings, desk: Desk, deliver: SlackDelivery, services: JobServices) -> Engine:
    """Return the engine, not started."""

    async def answer_message(team_id: str, channel: str, ts: str) -> None:
        await answer(desk, MessageKey(team_id, channel, ts), deliver)

    async def set_message_aside(team_id: str, channel: str, ts: str) -> None:
        await set_aside.set_message_aside(desk, MessageKey(team_id, channel, ts))

    job_handlers: dict[str, JobHandler] = {ANSWER: answer_message, posting.SEND: services.case_post_jobs.send}
    job_handlers |= {MAKE: services.faq_jobs.make, REMAKE: services.faq_jobs.remake}
    job_handlers[SEND_FILES] = services.faq_jobs.send_files
    give_up_handlers: dict[str, JobHandler] = {
        ANSWER: set_message_aside,
        posting.SEND: services.case_post_jobs.set_aside,
    }
    give_up_handlers[MAKE] = services.faq_jobs.set_aside
    give_up_handlers[REMAKE] = services.faq_jobs.give_up_remake
    give_up_handlers[SEND_FILES] = services.faq_jobs.give_up_files
    job_handlers = {flow: _traced(flow, handler, desk.telemetry.spans) for flow, handler in job_handlers.items()}
    runner = Runner(job_handlers, Crashes(desk.db, services.team_id, desk.now), give_up_handlers)
    return choose_engine(settings, runner, desk.claimant, services.times, deliver.abandon)


def _traced(flow: str, handler: JobHandler, spans: Spans) -> JobHandler:
    """Return a handler that does its work in a span of its own."""

    async def work(*args: str | int) -> None:
        began = time.perf_counter()
        with spans.span(f"job {flow}"):
            await handler(*args)
        log.debug("job_done", flow=flow, ms=round((time.perf_counter() - began) * 1000))

    return work


def choose_engine(
    settings: Settings,
    runner: Runner,
    claimant: Claimant | None = None,
    times: LeaseTimes = LEASE_TIMES,
    abandon: Callable[[], Awaitable[None]] = _nothing_more,
) -> Engine:
    """Return the engine that ``DATABASE_URL`` asks for, not started.

    ``claimant``: in whose name this process claims what it posts, as long as it has a lease. ``abandon``: is called
    when it was taken from it, and others have its jobs.
    """
    files, url = settings.engine_files, settings.database_url
    if files is not None:
        return EmbeddedEngine(files, runner)
    # Not at the top: with its driver it takes a second and 25 MB, and SQLite needs neither.
    from workflows.engine.dbos_engine import DbosEngine  # noqa: PLC0415

    return DbosEngine(
        open_engine_database(url, settings.engine_connections),
        url,
        runner,
        settings.executor,
        claimant or Claimant(times.stop_after_s),
        times,
        abandon,
    )


@dataclass(frozen=True, slots=True)
class ChoreServices:
    """What the chores use besides the intake and the engine."""

    missed: MissedEvents
    catch_ups: CatchUps | None
    jobs: JobServices


def make_chores(settings: Settings, engine: Engine, intake: Intake, services: ChoreServices) -> Chores:
    """Return the chores, not started."""
    desk, team_id = intake.desk, services.jobs.team_id

    async def index_anew() -> None:
        while await desk.db.write(lambda tx: search.index_older(tx, CASES_AT_ONCE)):
            pass

    async def settle_silent() -> None:
        now = desk.now()
        for case_id in await desk.db.write(lambda tx: cases.settle_silent(tx, now - SILENCE, now)):
            await desk.case_events.publish(case_id)

    async def take_up_posts() -> None:
        await intake.case_post_jobs.sweep(desk.resting.rests)

    async def take_up_owed() -> None:
        await intake.sweep()
        await services.missed.publish()

    every: tuple[Chore, ...] = (
        Chore("remind staff of cases", MINUTE, intake.case_post_jobs.remind),
        Chore("remind customers of questions", MINUTE, intake.case_post_jobs.follow_up),
        Chore(TAKE_UP_OWED, MINUTE, take_up_owed),
        Chore("index words anew", HOUR, index_anew),
        Chore("resolve silent cases", HOUR, settle_silent),
        Chore("erase old texts", HOUR, Retention(desk, settings.retention_days).run),
        Chore("forget finished jobs", HOUR, engine.forget_finished),
    )
    if settings.faq_sync_hours and settings.faq_pages:
        down = timedelta(days=settings.faq_down_days)
        watch = SourceWatch(desk, take_up_posts, services.jobs.reader, team_id, down)
        every += (Chore("read FAQ sources again", settings.faq_sync_hours * HOUR, watch.run),)
    if desk.handoff.digest is not None:
        every += (Chore("post the weekly digest", MINUTE, intake.case_post_jobs.tell_week),)
    if services.catch_ups is not None:
        every += (Chore(CATCH_UP, MINUTE, services.catch_ups.read_on),)
    claimant = desk.claimant if desk.claimant.is_one_of_many else None
    return Chores(desk.db, desk.now, every, team_id, claimant=claimant)
