"""A kill -9 while documents are read: nothing half read is kept, and the same call works afterwards."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.formats import documents
from bot.formats.documents import read_document
from storage.errors import Refused
from tests.fakes.web import FakeInternet, fake_internet, page
from tests.formats.parsed_here import run_parser
from tests.paths import ROOT
from tests.process.forked import Forked, fork
from tests.process.served import START_S

ADDRESS = "http://help.example.com/returns"
TEXT = "Unopened items can be sent back within 30 days of the day of delivery."


async def started(internet: FakeInternet, *arguments: str) -> Forked:
    settings = {
        "HTTP_PROXY": internet.url,
        "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }
    return await fork(arguments, Path.cwd(), settings)


async def ended(process: Forked) -> tuple[int | None, str]:
    out, _ = await asyncio.wait_for(process.communicate(), START_S)
    return process.returncode, out.decode()


async def test_a_command_that_is_killed_while_it_reads_keeps_nothing_and_can_be_called_again() -> None:
    with fake_internet() as internet:
        internet.pages[ADDRESS] = page("Returns", TEXT, heading="How long can I send items back?")
        held = internet.hold(ADDRESS)
        killed = await started(internet, "faq", ADDRESS)
        await asyncio.to_thread(internet.reached.wait, START_S)

        killed.send_signal(signal.SIGKILL)
        await killed.wait()
        held.set()
        _, listed = await ended(await started(internet, "faq", "list"))
        code, again = await ended(await started(internet, "faq", ADDRESS))

    assert "Returns" not in listed
    assert (code, TEXT in again) == (0, True)


def test_a_reader_that_is_killed_is_a_refusal_in_words(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = tmp_path_factory.mktemp("bin") / "python"
    dies.write_text('#!/bin/sh\nhead -c 20 >/dev/null\nprintf \'{"text": "half\'\nkill -9 $$\n')
    dies.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dies))
    monkeypatch.setattr(documents, "run_parser", run_parser)

    with pytest.raises(Refused, match=r"returns\.html takes too long to read"):
        read_document("returns.html", page("Returns", TEXT).encode())
