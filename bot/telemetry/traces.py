"""Traces over OTLP/HTTP: a span a job, a step and a call of Slack's. Imported only if a collector is set.

The spans hold names, numbers and times. Texts of exceptions, which may quote a customer, are left out.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from urllib.parse import urlsplit

import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.util.re import parse_env_headers

from workflows.telemetry import Spans

STOP_S = 1.0  # what the collector has not taken by then is lost; the SDK would wait for half a minute
LIBRARIES = ("opentelemetry", "urllib3")  # they would say the same of each batch; we say it once

log = structlog.get_logger(__name__)


class OtelSpans(Spans):
    """Traces with OpenTelemetry."""

    def __init__(self, tracer: trace.Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, name: str) -> Iterator[None]:
        """Return a context: what happens in it is one span."""
        with self._tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(trace.StatusCode.ERROR)
                raise

    def note(self, **attributes: str | int | None) -> None:
        """Add to the span that is open here."""
        given = {f"frontdesk.{name}": value for name, value in attributes.items() if value is not None}
        trace.get_current_span().set_attributes(given)


class SaidOnce(SpanExporter):
    """Hands spans to a collector. One that does not take them is told of once, and once more when it does again."""

    def __init__(self, exporter: SpanExporter, endpoint: str) -> None:
        self._exporter = exporter
        self._endpoint = endpoint
        self._fails = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Hand them over; in the exporter's own thread."""
        result = self._exporter.export(spans)
        fails = result is not SpanExportResult.SUCCESS
        if fails and not self._fails:
            log.warning("traces_not_taken", collector=self._endpoint, what="traces are lost until it takes them again")
        if self._fails and not fails:
            log.info("traces_taken_again", collector=self._endpoint)
        self._fails = fails
        return result

    def shutdown(self) -> None:
        """End it."""
        self._exporter.shutdown()


@asynccontextmanager
async def tracing(base_url: str, headers: str, version: str) -> AsyncIterator[Spans]:
    """Trace to the collector at ``base_url`` from now on; leaving takes ``STOP_S`` at most, whatever it does.

    ``headers``: as in OTEL_EXPORTER_OTLP_HEADERS. Timeouts, sampling and batches are the SDK's own, with its settings.
    """
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    endpoint = f"{base_url.rstrip('/')}/v1/traces"
    exporter = OTLPSpanExporter(endpoint, headers=parse_env_headers(headers, liberal=True) or None)
    # Nothing is registered for the whole process: other libraries' spans are none of ours.
    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: "frontdesk", SERVICE_VERSION: version}), shutdown_on_exit=False
    )
    parts = urlsplit(endpoint)
    shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()  # without a password
    provider.add_span_processor(BatchSpanProcessor(SaidOnce(exporter, shown)))
    try:
        yield OtelSpans(provider.get_tracer("frontdesk", version))
    finally:
        await _end(provider)


async def _end(provider: TracerProvider) -> None:
    """Let the last spans go, for a moment: in a thread that does not keep the process."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def shut_down() -> None:
        provider.shutdown()
        with suppress(RuntimeError):  # the loop is over
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=shut_down, name="last traces", daemon=True).start()
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_S):
            await ended.wait()
