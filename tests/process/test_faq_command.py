"""A kill -9 in the middle of ``frontdesk faq``: the same call goes on, and no finished call is paid twice."""

import asyncio
import json
import os
import signal
import sys

from tests.fakes.model import KEY, FakeModel
from tests.handlers.faq.desk import FILES
from tests.paths import ROOT


async def started(model: FakeModel) -> asyncio.subprocess.Process:
    settings = {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": model.base_url,
        "FRONTDESK_FAQ_CONCURRENCY": "2",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }
    arguments = (sys.executable, "-m", "bot", "faq", *FILES, "--format", "json")
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*arguments, env=settings, stdout=pipe, stderr=pipe)


async def asked_at_least(model: FakeModel, count: int) -> None:
    while len(model.asked) < count:  # noqa: ASYNC110 - the fake tells no events
        await asyncio.sleep(0.01)


async def test_after_a_kill_the_same_call_goes_on_and_pays_no_finished_call_twice(model: FakeModel) -> None:
    model.latency_s = 0.05
    killed = await started(model)
    await asyncio.wait_for(asked_at_least(model, 9), 30)
    killed.send_signal(signal.SIGKILL)
    await killed.wait()

    again = await started(model)
    out, err = await asyncio.wait_for(again.communicate(), 30)

    assert again.returncode == 0, err.decode()
    found = json.loads(out)
    assert (found["number"], found["delivered"], found["extractive"]) == (1, 10, 0)
    assert len(model.asked) <= 21 + 2  # only what was under way when the process died
