"""Promises about the memory of ``serve`` on a machine with glibc: how it is held, not how much it is."""

import os
import re
import subprocess
import sys
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
del (first := [bytes(200_000)])[:]  # from then on glibc would keep what is as large within its heap
before = resident_kb()
much, between = [], []
for _ in range(200):
    much.append(b"x" * 200_000)
    between.append(b"x" * 5_000)
held = resident_kb() - before
del much
print(held, resident_kb() - before)
"""

pytestmark = pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in os.confstr_names, reason="another C library")


def test_what_is_large_goes_back_to_the_system_though_what_is_small_stays_beside_it() -> None:
    ended = subprocess.run([sys.executable, "-c", AFTER_MUCH_WAS_FREED], check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter and code
    held, left = map(int, ended.stdout.split())

    assert held > 40_000
    assert left < held / 4


@pytest.mark.skipif(sys.maxsize < 2**32, reason="other heaps")
async def test_a_desk_has_one_heap_for_all_its_threads_and_no_rich(slack: FakeSlack, tmp_path: Path) -> None:
    async with FakeModel() as model:
        desk = Desk(tmp_path, slack, {"PYTHONPROFILEIMPORTTIME": "1"}, from_scratch=True)
        desk.use(model)
        await desk.start()
        event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345?")
        await slack.deliver(event)
        await slack.reply_to(event)
        threads, regions = _threads_and_regions(desk)
        await desk.stop()

    assert threads > 3
    assert [hex(start) for start in regions if start % HEAP == 0] == []
    assert not [line for line in desk.said if line.startswith("import time:") and "rich." in line]


def _threads_and_regions(desk: Desk) -> tuple[int, list[int]]:
    """Return how many threads its process has, and where its regions of memory that may be written begin."""
    assert desk.process is not None
    status, maps = (Path(f"/proc/{desk.process.pid}/{name}").read_text() for name in ("status", "maps"))
    found = re.search(r"Threads:\s+(\d+)", status)
    assert found is not None
    return int(found[1]), [int(line.partition("-")[0], 16) for line in maps.splitlines() if " rw-p " in line]
