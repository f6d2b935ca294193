"""The bot of ``frontdesk demo``: ``serve`` as it is, on a clock that the trial moves by lines on standard input.

Only here can a desk's time be moved; ``frontdesk serve`` goes by the machine's clock and reads no such line.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import structlog

from bot.logs import LEVELS, set_up_logging
from bot.settings import Settings, load_settings
from bot.terminal.commands.serve import serve_until_signalled
from bot.wiring import Bot, open_bot

log = structlog.get_logger(__name__)


class MovedClock:
    """The time of the trial: so many seconds ahead of the machine's."""

    def __init__(self, ahead_s: float) -> None:
        self.ahead_s = ahead_s

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead_s)


def serve_trial() -> None:
    """Serve the trial until SIGTERM; how far its clock is ahead comes first on standard input."""
    settings = load_settings()
    set_up_logging(settings.log_format, LEVELS[settings.log_level])
    with open(0, "rb", buffering=0, closefd=False) as stdin:
        clock = MovedClock(float(stdin.readline() or 0))

    @asynccontextmanager
    async def opening(settings: Settings) -> AsyncIterator[Bot]:
        async with open_bot(settings, clock.now) as bot:
            following = asyncio.create_task(_follow(clock, bot))
            try:
                yield bot
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)

    asyncio.run(serve_until_signalled(settings, opening))


async def _follow(clock: MovedClock, bot: Bot) -> None:
    """Move the clock at each line, and let the chores look at it: what is due by then shall not wait for a minute."""
    lines = asyncio.StreamReader()
    with open(0, "rb", buffering=0, closefd=False) as stdin:  # noqa: ASYNC230 - a pipe, read by the loop
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), stdin)
        while line := await lines.readline():
            clock.ahead_s = float(line)
            await bot.chores.idle()
            await bot.chores.ring()
            log.info("clock_moved", ahead_s=clock.ahead_s)
