"""A PostgreSQL that falls silent holds nobody up for long; one that works long is let work."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
import sqlalchemy as sa

from storage import postgres_watch
from storage.database import Database, connect_args, open_database, open_engine_database, parse_url
from storage.errors import Transient
from tests.fakes.slack.patience import PATIENCE_S
from tests.storage.fixtures import opened_case
from tests.storage.proxy import SilentProxy, silent_proxy

AT_ONCE = 9
ONE = sa.text("SELECT 1")


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is asked about soon."""
    for name in ("SILENCE_S", "STANDSTILL_S", "LOOK_S"):
        monkeypatch.setattr(postgres_watch, name, 0.05)


@pytest.fixture
async def proxied(migrated_url: str) -> AsyncIterator[tuple[SilentProxy, str]]:
    async with silent_proxy(migrated_url) as opened:
        yield opened


@pytest.fixture
async def db(proxied: tuple[SilentProxy, str]) -> AsyncIterator[Database]:
    """Three connections to the server, at most."""
    opened = open_database(proxied[1], 3)
    yield opened
    await opened.close()


async def reads(db: Database, times: int = AT_ONCE) -> list[int | Transient]:
    """Read so many times at once; return what came of each."""

    async def one() -> int | Transient:
        try:
            return await db.read(lambda tx: int(tx.execute(ONE).scalar_one()))
        except Transient as error:
            return error

    async with asyncio.timeout(PATIENCE_S):
        return list(await asyncio.gather(*(one() for _ in range(times))))


async def test_what_waits_for_connections_that_fell_silent_does_not_wait_for_ever_and_new_ones_are_used(
    db: Database, proxied: tuple[SilentProxy, str]
) -> None:
    assert await reads(db) == [1] * AT_ONCE
    assert proxied[0].fall_silent() > 0

    during = await reads(db)
    afterwards = await reads(db)

    assert len(during) == AT_ONCE  # told of trouble, or tried again: what goes together is
    assert afterwards == [1] * AT_ONCE


async def test_who_waits_for_the_only_connection_is_told_of_trouble_that_passes(
    proxied: tuple[SilentProxy, str],
) -> None:
    db = open_database(proxied[1], 1)
    assert await reads(db, 1) == [1]
    assert proxied[0].fall_silent() == 1

    [during], [afterwards] = await reads(db, 1), await reads(db, 1)
    await db.close()

    assert isinstance(during, Transient)
    assert afterwards == 1


async def test_a_write_whose_commit_was_not_confirmed_may_have_happened(
    db: Database, proxied: tuple[SilentProxy, str]
) -> None:
    def writes(tx: sa.Connection) -> None:
        opened_case(tx)
        proxied[0].fall_silent()

    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(Transient) as error:
            await db.write(writes)

    assert error.value.may_have_happened
    assert (await db.write(opened_case)).number == "CASE-1001"


async def test_a_server_that_answers_nobody_is_trouble_that_passes(
    proxied: tuple[SilentProxy, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_watch, "UNANSWERED", 1)
    db = open_database(f"{proxied[1]}?connect_timeout=2", 1)  # the least that libpq takes
    assert await reads(db, 1) == [1]

    proxied[0].fall_silent(for_good=True)
    [found] = await reads(db, 1)
    await db.close()

    assert isinstance(found, Transient)


async def test_a_statement_that_takes_long_is_let_work(
    db: Database, migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, loop, ask = asyncio.Event(), asyncio.get_running_loop(), postgres_watch.ask
    times: list[int] = []

    def counting(*given: object) -> "frozenset[int] | None":
        works_for = ask(*given)  # type: ignore[arg-type]
        times.append(1)
        if len(times) == 3:
            loop.call_soon_threadsafe(asked.set)
        return works_for

    monkeypatch.setattr(postgres_watch, "ask", counting)
    async with asyncio.timeout(PATIENCE_S):
        with psycopg.connect(migrated_url) as other:
            other.execute("SELECT pg_advisory_xact_lock(1)")
            waits = asyncio.create_task(
                db.read(lambda tx: tx.execute(sa.text("SELECT 1 FROM pg_advisory_xact_lock(1)")).scalar_one())
            )
            await asked.wait()
        assert await waits == 1


async def test_the_connections_of_the_durable_engine_are_looked_after_as_well(
    proxied: tuple[SilentProxy, str],
) -> None:
    def selects(fall_silent: bool) -> int:
        with engine.begin() as tx:
            tx.execute(ONE)
            if fall_silent:
                proxied[0].fall_silent()
            return int(tx.execute(ONE).scalar_one())

    engine = await asyncio.to_thread(open_engine_database, proxied[1], 2)
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(sa.exc.OperationalError):
            await asyncio.to_thread(selects, fall_silent=True)
        found = await asyncio.to_thread(selects, fall_silent=False)
    await asyncio.to_thread(engine.dispose)

    assert found == 1


def test_a_machine_that_is_gone_is_noticed_and_what_the_url_says_of_it_stays() -> None:
    by_us = connect_args(parse_url("postgresql://desk@db.example/desk"))
    by_url = connect_args(parse_url("postgresql://desk@db.example/desk?tcp_user_timeout=9000&connect_timeout=2"))

    assert by_us["tcp_user_timeout"] == 15_000
    assert by_us["keepalives_idle"] + by_us["keepalives_interval"] * by_us["keepalives_count"] == 15
    assert by_url.keys() == by_us.keys() - {"tcp_user_timeout", "connect_timeout"}
