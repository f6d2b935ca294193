"""A fake collector of traces at the wire: OTLP over HTTP on 127.0.0.1. It keeps what it is sent, and reads it."""

import asyncio
from typing import Self

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span


class FakeCollector:
    """Takes spans, or refuses them with ``status``, or (``hangs``) answers when it is let go: ``release``."""

    def __init__(self, status: int = 200, *, hangs: bool = False) -> None:
        self.status = status
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""
        self._asked = asyncio.Condition()
        self._let_go = asyncio.Event()
        if not hangs:
            self.release()
        self._runner: web.AppRunner | None = None

    async def asked(self, times: int = 1) -> None:
        """Wait until so many batches have come, answered or not."""
        async with self._asked:
            await self._asked.wait_for(lambda: len(self.bodies) >= times)

    def release(self) -> None:
        """Answer what hangs, and all that comes."""
        self._let_go.set()

    @property
    def spans(self) -> list[Span]:
        """Return all spans that came."""
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        resources = [one for request in requests for one in request.resource_spans]
        return [span for one in resources for scope in one.scope_spans for span in scope.spans]

    def named(self, name: str) -> Span:
        """Return the one span of this name."""
        [span] = [one for one in self.spans if one.name == name]
        return span

    async def __aenter__(self) -> Self:
        site = web.Application(client_max_size=2**24)
        site.add_routes([web.post("/v1/traces", self._take)])
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.read())
        self.headers.append(dict(request.headers))
        async with self._asked:
            self._asked.notify_all()
        await self._let_go.wait()
        return web.Response(status=self.status)


def attributes(span: Span) -> dict[str, str | int]:
    """Return what stands on a span."""
    kinds = {one.key: one.value for one in span.attributes}
    return {key: value.string_value or value.int_value for key, value in kinds.items()}
