"""The page of metrics by itself: bounded labels, sources that fail, the form asked for, nothing if it is off."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import cast

import pytest

from bot.telemetry.database import DatabaseFigures, Found, gauges_of
from bot.telemetry.metrics import MOST_NAMES, OTHER, BoundedNames, serving_metrics
from bot.telemetry.sources import Gauge, Sources
from storage.crashes import CrashedJob
from storage.database import Database
from storage.errors import Misconfigured
from tests.storage.fixtures import NOW, TEAM
from tests.stored import Clock
from tests.telemetry.page import Page, read


def test_a_label_takes_so_many_values_and_no_more() -> None:
    names = BoundedNames()
    letters = "abcdefghijklmnopqrstuvwxyz"

    taken = {names.of(first + second) for first in letters for second in letters}

    assert len(taken) == MOST_NAMES + 1
    assert OTHER in taken


@pytest.mark.parametrize("name", ["U0CUSTOMER1", "CASE-1001", "", "a" * 61, "x\ny", "Wo ist meine Bestellung?"])
def test_what_is_no_name_becomes_no_value_of_a_label(name: str) -> None:
    assert BoundedNames().of(name) == OTHER


async def test_a_source_that_fails_or_hangs_is_left_out_and_counted_and_the_others_are_shown() -> None:
    sources = Sources(limit_s=0.01)

    async def fails() -> Sequence[Gauge]:
        raise RuntimeError

    async def hangs() -> Sequence[Gauge]:
        await asyncio.Event().wait()
        return ()

    sources.add("lease", fails)
    sources.add("database", hangs)
    sources.add_gauge("frontdesk_broken", "Divides.", lambda: 1 / 0)
    sources.add_gauge("frontdesk_lanes_under_way", "Lanes.", lambda: 3)

    async with serving_metrics("127.0.0.1", 0, sources) as (_, port):
        await read(port)
        page = Page((await read(port))[1])

    assert page.figure("frontdesk_lanes_under_way") == 3
    assert not page.has("frontdesk_broken")
    assert page.figure("frontdesk_metrics_failures_total", source="lease") == 2
    assert page.figure("frontdesk_metrics_failures_total", source="database") == 2
    assert page.figure("frontdesk_metrics_failures_total", source="broken") == 2


async def test_prometheus_gets_the_form_it_asks_for() -> None:
    async with serving_metrics("127.0.0.1", 0, Sources()) as (counts, port):
        counts.message_kept()
        plain, _ = await read(port)
        kind, text = await read(port, "application/openmetrics-text; version=1.0.0")

    assert plain.startswith("text/plain")
    assert kind.startswith("application/openmetrics-text")
    assert text.endswith("# EOF\n")
    assert "frontdesk_messages_kept_total 1.0" in text
    assert "_created" not in text


async def test_an_address_that_is_taken_is_said_with_the_settings_that_choose_another() -> None:
    async with serving_metrics("127.0.0.1", 0, Sources()) as (_, taken):
        with pytest.raises(Misconfigured, match="FRONTDESK_METRICS_HOST and FRONTDESK_METRICS_PORT"):
            async with serving_metrics("127.0.0.1", taken, Sources()):
                pass


SERVED = """
import asyncio, sys
from bot.settings import Settings
from bot.telemetry.opening import watching
import bot.wiring

async def run():
    async with watching(Settings()) as watched:
        watched.telemetry.counts.message_kept()
        print(watched.url or "off", *sorted({"prometheus_client", "opentelemetry"} & set(sys.modules)))

asyncio.run(run())
"""


def imported(**environment: str) -> str:
    """Return what a process that serves has imported of libraries that count and trace, and where its metrics are."""
    command = [sys.executable, "-c", SERVED]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)  # noqa: S603 - our own
    return ended.stdout.strip()


def test_nothing_that_counts_or_traces_is_imported_unless_it_is_asked_for() -> None:
    assert imported() == "off"
    assert imported(FRONTDESK_METRICS_PORT="0").endswith("/metrics prometheus_client")


async def test_figures_that_are_closed_read_the_database_no_more(db: Database, clock: Clock) -> None:
    figures = DatabaseFigures(db, TEAM, clock)
    before = await figures.read()
    await figures.close()
    clock.forward(minutes=1)

    assert next(gauge.name for gauge in before) == "frontdesk_owed"
    assert await figures.read() == ()


class HeldDatabase:
    """Answers when it is let, and counts what it is asked."""

    def __init__(self) -> None:
        self.let, self.answered = asyncio.Event(), asyncio.Event()
        self.reads = 0

    async def read(self, _query: object) -> Found:
        self.reads += 1
        await self.let.wait()
        self.answered.set()
        return [], [], []


async def test_what_an_earlier_scrape_did_not_wait_for_is_not_shown_as_of_now(clock: Clock) -> None:
    held = HeldDatabase()
    figures = DatabaseFigures(cast("Database", held), TEAM, clock, limit_s=0.01)

    with pytest.raises(TimeoutError):
        await figures.read()
    held.let.set()
    await held.answered.wait()
    clock.forward(minutes=1)
    await figures.read()

    assert held.reads == 2


def test_a_job_that_ran_in_one_crash_is_no_suspect_and_one_that_ran_in_each_is() -> None:
    once, again = CrashedJob("a", "lane", 1, 0, NOW), CrashedJob("b", "lane", 2, 0, NOW)

    figures = {gauge.name: gauge.values for gauge in gauges_of([], [], [once, again], NOW + timedelta(minutes=1))}

    assert figures["frontdesk_suspects"] == {"": 1}
