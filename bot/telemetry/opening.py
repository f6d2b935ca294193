"""Opens what the settings ask for; what they do not ask for is not even imported."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.settings import Settings
from bot.telemetry.sources import Sources
from workflows.telemetry import UNWATCHED, Telemetry


@dataclass(frozen=True, slots=True)
class Watching:
    """What counts and traces in this process, and what is read at a scrape. ``url``: where; "": metrics are off."""

    telemetry: Telemetry
    sources: Sources
    url: str


def metrics_url(host: str, port: int) -> str:
    """Return the address of the page of metrics."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/metrics"


@asynccontextmanager
async def watching(settings: Settings) -> AsyncIterator[Watching]:
    """Serve metrics as the settings say, until it is left.

    Raises
    ------
    Misconfigured
        The address of the metrics is taken.
    """
    sources, counts, url = Sources(), UNWATCHED.counts, ""
    async with AsyncExitStack() as stack:
        if settings.metrics_port is not None:
            from bot.telemetry.metrics import serving_metrics  # noqa: PLC0415 - who does not ask for it needs no memory

            serving = serving_metrics(settings.metrics_host, settings.metrics_port, sources)
            counts, port = await stack.enter_async_context(serving)
            url = metrics_url(settings.metrics_host, port)
        yield Watching(Telemetry(counts), sources, url)
