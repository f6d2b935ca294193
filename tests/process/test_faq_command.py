"""A kill -9 in the middle of ``frontdesk faq``: the same call goes on, and no finished call is paid twice."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from tests.fakes.model import ANY, KEY, FakeModel, Say
from tests.handlers.faq.desk import FILES
from tests.paths import ROOT
from tests.process.forked import Forked, fork
from tests.process.served import START_S


async def started(model: FakeModel) -> Forked:
    settings = {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": model.base_url,
        "FRONTDESK_FAQ_CONCURRENCY": "2",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }
    return await fork(("faq", *FILES, "--format", "json"), Path.cwd(), settings)


async def test_after_a_kill_the_same_call_goes_on_and_pays_no_finished_call_twice(model: FakeModel) -> None:
    model.script(ANY, Say(), times=8)
    model.script(ANY, Say(hang=True), times=2)
    killed = await started(model)
    await asyncio.wait_for(model.reached(ANY, 10), START_S)
    killed.send_signal(signal.SIGKILL)
    await killed.wait()

    again = await started(model)
    out, err = await asyncio.wait_for(again.communicate(), START_S)

    assert again.returncode == 0, err.decode()
    found = json.loads(out)
    assert (found["number"], found["delivered"], found["extractive"]) == (1, 10, 0)
    assert len(model.asked) <= 21 + 2  # only what was under way when the process died
