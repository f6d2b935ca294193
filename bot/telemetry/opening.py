"""Opens what the settings ask for; what they do not ask for is not even imported."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec

from bot.settings import Settings
from bot.telemetry.sources import Sources
from storage.errors import Misconfigured
from workflows.telemetry import UNWATCHED, Telemetry

NO_EXTRA = (
    "OTEL_EXPORTER_OTLP_ENDPOINT is set, and what sends traces is not installed: "
    "pip install 'frontdesk[otel]', or take the setting out"
)


@dataclass(frozen=True, slots=True)
class Watching:
    """What counts and traces in this process, and what is read at a scrape. ``url``: where; "": metrics are off."""

    telemetry: Telemetry
    sources: Sources
    url: str


def metrics_url(host: str, port: int) -> str:
    """Return the address of the page of metrics."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/metrics"


def can_trace() -> bool:
    """Say whether what sends traces is installed."""
    try:
        return all(find_spec(name) for name in ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http"))
    except ModuleNotFoundError:
        return False


@asynccontextmanager
async def watching(settings: Settings) -> AsyncIterator[Watching]:
    """Serve metrics and trace as the settings say, until it is left.

    Raises
    ------
    Misconfigured
        The address of the metrics is taken, or traces are asked for without the package that sends them.
    """
    sources, counts, spans, url = Sources(), UNWATCHED.counts, UNWATCHED.spans, ""
    async with AsyncExitStack() as stack:
        if settings.otel_endpoint is not None:
            if not can_trace():
                raise Misconfigured(NO_EXTRA)
            from bot.telemetry.traces import tracing  # noqa: PLC0415 - an extra: it may not be there

            headers = settings.otel_headers.get_secret_value() if settings.otel_headers else ""
            spans = await stack.enter_async_context(tracing(settings.otel_endpoint, headers, version("frontdesk")))
        if settings.metrics_port is not None:
            from bot.telemetry.metrics import serving_metrics  # noqa: PLC0415 - who does not ask for it needs no memory

            serving = serving_metrics(settings.metrics_host, settings.metrics_port, sources)
            counts, port = await stack.enter_async_context(serving)
            url = metrics_url(settings.metrics_host, port)
        yield Watching(Telemetry(counts, spans), sources, url)
