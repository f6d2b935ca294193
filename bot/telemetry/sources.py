"""What is read at the moment of a scrape: figures of the process and of the database. No library of metrics here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

LIMIT_S = 2.0  # a scrape waits no longer for a source; Prometheus itself gives up after ten seconds

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure as it is now. ``values`` by the value of its ``label``; of one without a label the one under ""."""

    name: str
    help: str
    values: Mapping[str, float]
    label: str = ""


Read = Callable[[], Awaitable[Sequence[Gauge]]]


class Sources:
    """The sources of a process, by name. One that fails or hangs is left out of a scrape and stops no other."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._reads: dict[str, Read] = {}
        self._failing: set[str] = set()

    def add(self, name: str, read: Read) -> None:
        """Read this at each scrape, too. ``name`` is what an operator reads when it fails."""
        self._reads[name] = read

    def add_gauge(self, name: str, help_: str, value: Callable[[], float]) -> None:
        """Show one figure of this process, which ``value`` returns at once; its name begins with ``frontdesk_``."""

        async def read() -> Sequence[Gauge]:
            return (Gauge(name, help_, {"": value()}),)

        self.add(name.removeprefix("frontdesk_"), read)

    async def read(self) -> tuple[list[Gauge], list[str]]:
        """Return all figures, and the names of the sources that have failed."""
        names = list(self._reads)
        found = await asyncio.gather(*(self._one(name) for name in names))
        gauges = [gauge for one in found if one is not None for gauge in one]
        return gauges, [name for name, one in zip(names, found, strict=True) if one is None]

    async def _one(self, name: str) -> Sequence[Gauge] | None:
        try:
            async with asyncio.timeout(self._limit_s):
                found = await self._reads[name]()
        except Exception as error:  # noqa: BLE001 - edge: of one source; the other figures are worth having
            if name not in self._failing:  # once, and not at each scrape
                log.warning("metrics_source_failed", source=name, why=type(error).__name__)
            self._failing.add(name)
            return None
        self._failing.discard(name)
        return found
