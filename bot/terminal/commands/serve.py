"""``frontdesk serve``: the bot in Slack, over HTTP or Socket Mode."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import structlog

from bot.logs import LEVELS, set_up_logging
from bot.memory import give_back_for_ever, keep_memory_small, leave_out_what_stays
from bot.settings import Settings, load_settings, unknown_names
from bot.wiring import Bot, open_bot
from storage.migrate import migrate_apart

Opening = Callable[[Settings], AbstractAsyncContextManager[Bot]]

log = structlog.get_logger(__name__)


def serve() -> None:
    """Serve Slack until SIGTERM or Ctrl-C.

    Over Socket Mode with SLACK_APP_TOKEN, else over HTTP on FRONTDESK_PORT. A Slack that does not answer is waited for.

    \b
    Examples:
      SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… frontdesk serve
      SLACK_BOT_TOKEN=xoxb-… SLACK_SIGNING_SECRET=… FRONTDESK_PORT=8080 frontdesk serve
    """
    keep_memory_small()
    settings = load_settings()
    set_up_logging(settings.log_format, LEVELS[settings.log_level])
    for sentence in unknown_names():
        log.warning("unknown_setting", why=sentence)
    migrate_apart(settings.database_url)
    asyncio.run(serve_until_signalled(settings))


async def serve_until_signalled(settings: Settings, open_it: Opening = open_bot) -> None:
    """Serve until SIGTERM or SIGINT, also while Slack is still waited for."""
    stop, up = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    serving = asyncio.create_task(_serve_until(open_it(settings), up, stop, settings.shutdown_grace_s))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not up.is_set():  # it may wait for Slack, for hours
        serving.cancel()
    stopped.cancel()
    try:
        await serving
    except asyncio.CancelledError:
        if not stop.is_set():
            raise
    log.info("stopped")


async def _serve_until(
    opening: AbstractAsyncContextManager[Bot], up: asyncio.Event, stop: asyncio.Event, grace_s: int
) -> None:
    async with opening as bot:
        up.set()
        bot.prepared.add_done_callback(_loaded)
        await stop.wait()
        log.info("stopping", grace_s=grace_s)


def _loaded(prepared: asyncio.Task[None]) -> None:
    if not prepared.cancelled():
        leave_out_what_stays()
        give_back_for_ever(asyncio.get_running_loop())
