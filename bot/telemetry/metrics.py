"""Metrics for Prometheus: what the desk counts, and the page on which it is scraped. Imported only if they are on."""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, ProcessCollector, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.slack.connection.http import listening
from bot.telemetry.sources import Gauge, Sources
from workflows.telemetry import Counts, ModelCall, PostResult, SlackResult, TurnOutcome

ADDRESS = "FRONTDESK_METRICS_HOST and FRONTDESK_METRICS_PORT"
BUCKETS_S = (0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60)
MOST_NAMES = 60  # of one label; there are some twenty methods of Slack's, ten steps, eight chores
OTHER = "other"
_NAME = re.compile(r"[A-Za-z][A-Za-z_. ]{0,59}")  # no digits: no id of a person, channel or case is one


@dataclass(frozen=True, slots=True)
class BoundedNames:
    """The values that a label has taken. Each costs memory here and at whoever scrapes: there are only so many."""

    known: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """Return ``name`` as the value of a label: itself, or "other" if it is no name or one too many."""
        if name in self.known:
            return name
        if len(self.known) >= MOST_NAMES or not _NAME.fullmatch(name):
            return OTHER
        self.known.add(name)
        return name


class PrometheusCounts(Counts):
    """Counts in ``registry``."""

    def __init__(self, registry: CollectorRegistry) -> None:
        def counter(name: str, help_: str, *labels: str) -> Counter:
            return Counter(f"frontdesk_{name}", help_, labels, registry=registry)

        self._kept = counter("messages_kept", "Messages kept, of customers, staff and others in a case's thread.")
        self._turns = counter("turns", "Jobs of answering somebody, by how they ended.", "outcome")
        self._posts = counter("posts", "Posts that stand in Slack, or that Slack refused for good.", "kind", "result")
        self._steps = counter("steps", "Steps answered, by the model or by rule.", "step", "by")
        self._tokens = counter(
            "model_tokens", "Tokens of calls of the model, in and out.", "step", "outcome", "direction"
        )
        self._slack = counter("slack_calls", "Calls of Slack's Web API.", "method", "result")
        self._calls = Histogram(
            "frontdesk_model_call_seconds",
            "Calls of the model, each attempt by itself.",
            ("step", "outcome"),
            buckets=BUCKETS_S,
            registry=registry,
        )
        self._step_names, self._kinds, self._methods = BoundedNames(), BoundedNames(), BoundedNames()

    def message_kept(self) -> None:
        """Count a message that was kept and was not there before."""
        self._kept.inc()

    def turn_ended(self, outcome: TurnOutcome) -> None:
        """Count the end of a turn's job."""
        self._turns.labels(outcome).inc()

    def post_ended(self, kind: str, result: PostResult) -> None:
        """Count a post that stands in Slack, or that Slack will never take."""
        self._posts.labels(self._kinds.of(kind), result).inc()

    def step_done(self, step: str, by: str) -> None:
        """Count a step that is answered."""
        self._steps.labels(self._step_names.of(step), by).inc()

    def model_called(self, call: ModelCall) -> None:
        """Count one request to the model."""
        step = self._step_names.of(call.step)
        self._calls.labels(step, call.outcome).observe(call.seconds)
        self._tokens.labels(step, call.outcome, "in").inc(call.tokens_in)
        self._tokens.labels(step, call.outcome, "out").inc(call.tokens_out)

    def slack_called(self, method: str, result: SlackResult) -> None:
        """Count one call of Slack's Web API."""
        self._slack.labels(self._methods.of(method), result).inc()


class _AtThisMoment(Collector):
    """What is counted, and the figures of one scrape."""

    def __init__(self, registry: CollectorRegistry, gauges: Sequence[Gauge]) -> None:
        self._registry = registry
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        """Return all of it."""
        return chain(self._registry.collect(), map(_family, self._gauges))


def _family(gauge: Gauge) -> Metric:
    family = GaugeMetricFamily(gauge.name, gauge.help, labels=[gauge.label] if gauge.label else [])
    for value, figure in gauge.values.items():
        family.add_metric([value] if gauge.label else [], figure)
    return family


class MetricsPage:
    """``GET /metrics``: what is counted, and what the sources say at this moment."""

    def __init__(self, registry: CollectorRegistry, sources: Sources) -> None:
        self._registry = registry
        self._sources = sources
        self._failures = Counter(
            "frontdesk_metrics_failures", "Scrapes that lack a source's figures.", ("source",), registry=registry
        )
        self.site = web.Application()
        self.site.add_routes([web.get("/metrics", self.metrics)])

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer a scrape, in the form that it asks for; what cannot be read is left out, and counted."""
        gauges, failed = await self._sources.read()
        for name in failed:
            self._failures.labels(name).inc()
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        body = encode(_AtThisMoment(self._registry, gauges))
        return web.Response(body=body, headers={"Content-Type": content_type})


@asynccontextmanager
async def serving_metrics(host: str, port: int, sources: Sources) -> AsyncIterator[tuple[Counts, int]]:
    """Serve metrics at ``host`` and ``port`` (0: a free one); yield what counts, and the port.

    Raises
    ------
    Misconfigured
        The address is taken or not ours.
    """
    disable_created_metrics()  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    counts = PrometheusCounts(registry)
    page = MetricsPage(registry, sources)
    async with listening(page.site, host, port, ADDRESS) as bound:
        yield counts, bound
