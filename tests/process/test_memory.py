"""Promises about the memory of ``serve`` on a machine with glibc: how it is held, not how much it is."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fakes.model import FakeModel
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.process.served import Desk

HEAP = 64 * 2**20  # of a thread, which begins at a multiple of its size (malloc/arena.c of glibc, 64 bits)
AFTER_MUCH_WAS_FREED = """
import re
from bot.memory import keep_memory_small

def resident_kb():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])

keep_memory_small()
del (first := [bytes(600_000)])[:]  # from then on glibc would keep what is as large within its heap
before = resident_kb()
much, between = [], []
for _ in range(70):
    much.append(b"x" * 600_000)
    between.append(b"x" * 5_000)
held = resident_kb() - before
del much
print(held, resident_kb() - before)
"""
AFTER_MOMENTS_BESIDE_WHAT_STAYS = """
import asyncio, re
from bot import memory

def resident_kb():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])

memory.keep_memory_small()
before = resident_kb()
moments, stays = [], []
for _ in range(400):
    moments.append(bytearray(b"x" * 100_000))
    stays.append(bytearray(5_000))
del moments
left = resident_kb() - before

async def main():
    memory.GIVE_BACK_EVERY_S = 0.0
    loop = asyncio.get_running_loop()
    memory.give_back_for_ever(loop)
    print(left, resident_kb() - before, len(loop._scheduled) + len(loop._ready), end="")

asyncio.run(main())
"""
AFTER_IT_WAS_PREPARED = """
import asyncio, contextlib, gc, os, signal, types
from bot.memory import GARBAGE
from bot.settings import Settings
from bot.terminal.commands.serve import serve_until_signalled

@contextlib.asynccontextmanager
async def opened(_settings):
    prepared = asyncio.create_task(asyncio.sleep(0))
    yield types.SimpleNamespace(prepared=prepared)
    assert prepared.done()

async def main():
    serving = asyncio.create_task(serve_until_signalled(Settings(), opened))
    while not gc.get_freeze_count() and not serving.done():
        await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    await serving
    print(gc.get_freeze_count() > 10_000, gc.get_threshold() == GARBAGE, end="")

asyncio.run(asyncio.wait_for(main(), 60))
"""

pytestmark = pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in os.confstr_names, reason="another C library")


def test_what_is_large_goes_back_to_the_system_though_what_is_small_stays_beside_it() -> None:
    ended = subprocess.run([sys.executable, "-c", AFTER_MUCH_WAS_FREED], check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter and code
    held, left = map(int, ended.stdout.split())

    assert held > 40_000
    assert left < held / 4


def test_pages_between_what_stays_are_given_back_again_and_again() -> None:
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", AFTER_MOMENTS_BESIDE_WHAT_STAYS], check=True, capture_output=True, text=True
    )
    before, after, next_times = map(int, ended.stdout.split())

    assert before > 30_000
    assert after < before / 4
    assert next_times == 1


def test_what_is_loaded_when_a_desk_is_prepared_is_not_looked_through_for_garbage() -> None:
    ended = subprocess.run([sys.executable, "-c", AFTER_IT_WAS_PREPARED], check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter and code

    assert ended.stdout.endswith("True True")


@pytest.mark.skipif(sys.maxsize < 2**32, reason="other heaps")
async def test_a_desk_has_one_heap_for_all_its_threads_and_no_rich(slack: FakeSlack, tmp_path: Path) -> None:
    async with FakeModel() as model:
        desk = Desk(tmp_path, slack, {"PYTHONPROFILEIMPORTTIME": "1"}, from_scratch=True)
        desk.use(model)
        await desk.start()
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.deliver(event)
        await slack.reply_to(event)
        threads, heaps = _threads_and_heaps(desk)
        await desk.stop()

    assert threads > 3
    assert heaps == []
    assert not [line for line in desk.said if line.startswith("import time:") and "rich." in line]


def _threads_and_heaps(desk: Desk) -> tuple[int, list[str]]:
    """Return how many threads its process has, and where heaps of threads lie.

    Such a heap begins at a multiple of its size, and what it does not use yet is kept free behind it: other memory may
    begin there by chance.
    """
    assert desk.process is not None
    status, maps = (Path(f"/proc/{desk.process.pid}/{name}").read_text() for name in ("status", "maps"))
    found = re.search(r"Threads:\s+(\d+)", status)
    assert found is not None
    regions = [
        (int(start, 16), int(end, 16), rights)
        for start, end, rights in re.findall(r"(?m)^([0-9a-f]+)-([0-9a-f]+) (\S+) ", maps)
    ]
    heaps = [
        hex(start)
        for (start, end, rights), (behind, last, kept) in pairwise(regions)
        if rights == "rw-p" and start % HEAP == 0 and behind == end and kept == "---p" and last >= start + HEAP
    ]
    return int(found[1]), heaps
