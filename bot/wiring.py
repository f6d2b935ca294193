"""Wiring: opens everything a process needs and closes it in reverse. Tests use it unchanged."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.deliver import SlackDelivery
from bot.faqs import run as faq_run
from bot.faqs.listeners import FaqDoors, FaqListeners
from bot.handoff import posting
from bot.handoff.listeners import HandoffDoors, HandoffListeners
from bot.handoff.people import People
from bot.incoming import Listening
from bot.intake import ANSWER, Intake
from bot.interaction import Interactions
from bot.listeners import Answering, make_app
from bot.posts import SlackPoster
from bot.retention import retain
from bot.review.acts import CaseListeners
from bot.review.doors import CaseDoors
from bot.review.export import Exports
from bot.review.home_tabs import HomeTabs
from bot.review.queue_listeners import QueueListeners
from bot.seal import Sealer
from bot.server import listening, make_site
from bot.settings import Settings
from bot.slack_errors import translated
from bot.staff import Staff
from handlers import message
from handlers.desk import Desk
from storage import cases
from storage.database import Database, open_database, open_engine_database
from storage.errors import Misconfigured, Refused, Transient
from storage.migrate import migrate
from storage.records import MessageKey
from workflows.engine import Chores, Engine, EnginePlace, Flow, Job
from workflows.model import Model

SILENCE = timedelta(hours=72)  # an answered case is resolved after this much silence
SLACK_TRIES = 5

Clock = Callable[[], datetime]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot. ``port`` is where its HTTP server listens."""

    settings: Settings
    db: Database
    model: Model
    engine: Engine
    intake: Intake
    case_posts: posting.CasePosts
    interactions: Interactions
    homes: HomeTabs
    us: Listening
    port: int

    @property
    def url(self) -> str:
        """Base URL of the HTTP server."""
        return f"http://{self.settings.host}:{self.port}"

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await self.interactions.idle()
        await self.engine.idle()
        await self.case_posts.idle()
        await self.homes.idle()


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_desk(settings: Settings, now: Clock = utc_now) -> AsyncIterator[Desk]:
    """Open the case database (migrated) and the model: what the terminal commands need."""
    await asyncio.to_thread(migrate, settings.database_url)
    db = open_database(settings.database_url)
    try:
        async with Model(settings.model_settings()) as model:
            yield Desk(db, model, now)
    finally:
        await db.close()


@asynccontextmanager
async def open_bot(settings: Settings, now: Clock = utc_now) -> AsyncIterator[Bot]:
    """Open everything ``serve`` needs, in order, and close it in reverse.

    Raises
    ------
    Misconfigured
        A token is missing or refused, the database is unusable, the port is taken, another process serves this data.
    """
    token = _required(settings)
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(open_desk(settings, now))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=settings.slack_timeout_s))
        )
        # No retry handlers: retrying chat.postMessage after a lost connection can double a reply (PLATFORM, Posting).
        client = AsyncWebClient(
            token=token,
            base_url=settings.slack_api_url,
            session=session,
            timeout=int(settings.slack_timeout_s) or 1,
            retry_handlers=[],
        )
        us = await _who_we_are(client, settings)
        deliver = SlackDelivery(client, desk.db)
        stack.push_async_callback(deliver.close)
        staff = Staff(client, settings.staff, settings.staff_group)
        stack.push_async_callback(staff.close)
        await staff.members()
        counted = faq_run.Counted()
        people = People(client)
        writers = faq_run.writers_of(counted) | posting.writers_of(people)
        poster = SlackPoster(client, desk.db, writers, posting.preparing(client, desk, people))

        async def enqueue(jobs: Sequence[Job]) -> None:
            await engine.enqueue_again(jobs)

        desk = replace(desk, handoff=settings.handoff())
        case_posts = posting.CasePosts(desk, poster, enqueue)
        stack.push_async_callback(case_posts.close)
        homes = HomeTabs(client, desk, staff, us.team_id)
        stack.push_async_callback(homes.close)

        async def case_changed(case_id: int) -> None:
            homes.changed()
            await case_posts.changed(case_id)

        desk = replace(desk, case_changed=case_changed)
        runs = faq_run.FaqRuns(desk, poster, settings.faq_limits(), counted)
        engine = _engine(settings, desk, deliver, Around(staff, runs, case_posts, homes))
        await engine.start()
        stack.push_async_callback(engine.close, grace_s=settings.shutdown_grace_s)
        intake = Intake(desk, engine, staff, case_posts, homes.changed)
        sealer, handoff_doors = Sealer(token), HandoffDoors(desk, staff, us.team_id)
        faq_doors = FaqDoors(desk, engine, runs, staff, sealer, us)
        case_doors = CaseDoors(desk, engine, staff, sealer, us)
        secret = settings.slack_signing_secret
        listeners = (
            *FaqListeners(faq_doors).all(),
            *HandoffListeners(handoff_doors).all(),
            *QueueListeners(case_doors, homes, Exports(client, desk)).all(),
            *CaseListeners(case_doors).all(),
        )
        interactions = Interactions(client, us.team_id)
        stack.push_async_callback(interactions.close)
        answering = Answering(listeners, interactions)
        app = make_app(client, secret.get_secret_value() if secret else "", us, intake, answering)
        owed = await intake.sweep()
        await engine.schedule_chores()
        connected = await _connect_socket(stack, settings, client, app) if settings.socket_mode else (lambda: True)
        site = make_site(None if settings.socket_mode else app, connected)
        port = await stack.enter_async_context(listening(site, settings.host, settings.port))
        log.info("ready", mode="socket" if settings.socket_mode else "http", port=port, owed=owed, team=us.team_id)
        yield Bot(settings, desk.db, desk.model, engine, intake, case_posts, interactions, homes, us, port)


def _required(settings: Settings) -> str:
    missing = []
    if settings.slack_bot_token is None:
        missing.append("SLACK_BOT_TOKEN (the bot token, xoxb-…)")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        missing.append("SLACK_APP_TOKEN (xapp-…, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP)")
    if missing or settings.slack_bot_token is None:
        msg = f"missing: {'; '.join(missing)}. Set them in the environment or in .env; `frontdesk doctor` checks them"
        raise Misconfigured(msg)
    return settings.slack_bot_token.get_secret_value()


async def _who_we_are(client: AsyncWebClient, settings: Settings) -> Listening:
    """Ask Slack who we are; wait a little for a Slack that is not there yet."""
    for attempt in range(1, SLACK_TRIES + 1):
        try:
            with translated():
                answer = await client.auth_test()
        except Transient as error:
            if attempt == SLACK_TRIES:
                msg = (
                    f"Slack cannot be reached at {settings.slack_api_url}: {error}. Check SLACK_API_URL and the network"
                )
                raise Misconfigured(msg) from error
            log.warning("slack_unreachable", attempt=attempt, why=str(error))
            await asyncio.sleep(min(error.retry_after_s, 5.0))
        else:
            return _listening(answer, settings)
    raise AssertionError


def _listening(answer: AsyncSlackResponse, settings: Settings) -> Listening:
    team_id, user_id, bot_id = (answer.get(name) for name in ("team_id", "user_id", "bot_id"))
    if not (team_id and user_id):
        what = "does not say who we are (auth.test has no team_id or user_id)"
        msg = f"{settings.slack_api_url} {what}: check SLACK_API_URL"
        raise Misconfigured(msg)
    return Listening(str(team_id), str(user_id), str(bot_id) if bot_id else None, settings.support_channels)


@dataclass(frozen=True, slots=True)
class Around:
    """What the flows touch beside the desk."""

    staff: Staff
    runs: faq_run.FaqRuns
    case_posts: posting.CasePosts
    homes: HomeTabs


def _engine(settings: Settings, desk: Desk, deliver: SlackDelivery, around: Around) -> Engine:
    async def answer_message(team_id: str, channel: str, ts: str) -> None:
        try:
            await message.answer(desk, MessageKey(team_id, channel, ts), deliver)
        finally:
            around.homes.changed()

    async def settle_silent() -> None:
        now = desk.now()
        await desk.db.write(lambda tx: cases.settle_silent(tx, now - SILENCE, now))
        around.homes.changed()

    async def erase_old() -> None:
        await retain(desk, settings.retention_days)
        around.homes.changed()

    async def sweep() -> None:
        await Intake(desk, engine, around.staff, around.case_posts, around.homes.changed).sweep()

    async def send_post(post_id: int) -> None:
        await around.case_posts.send(post_id)
        around.homes.changed()

    place = EnginePlace(open_engine_database(settings.engine_url), settings.engine_url, settings.lock_file)
    flows: dict[str, Flow] = {ANSWER: answer_message, faq_run.MAKE: around.runs.make, posting.SEND: send_post}
    chores = Chores(minutely=(around.case_posts.remind,), hourly=(settle_silent, erase_old, sweep))
    engine = Engine(place, flows, chores)
    return engine


async def _connect_socket(
    stack: AsyncExitStack, settings: Settings, client: AsyncWebClient, app: AsyncApp
) -> Callable[[], bool]:
    """Open Socket Mode; a refused app token is found out here, since the client itself would retry for ever."""
    assert settings.slack_app_token is not None  # noqa: S101 - socket_mode is true
    app_token = settings.slack_app_token.get_secret_value()
    try:
        with translated():
            await client.apps_connections_open(app_token=app_token)
    except (Refused, Misconfigured) as error:
        msg = f"SLACK_APP_TOKEN cannot open Socket Mode: {error}. It is the app-level token (xapp-…, connections:write)"
        raise Misconfigured(msg) from error
    handler = AsyncSocketModeHandler(app, app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    stack.push_async_callback(handler.close_async)
    return lambda: bool(handler.client.current_session and not handler.client.current_session.closed)
