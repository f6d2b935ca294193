"""The fake as a process of its own, driven by JSON."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.fakes.slack import CUSTOMER, SUPPORT, Json
from tests.paths import ROOT


@asynccontextmanager
async def process(state: Path) -> AsyncIterator[Json]:
    command = (sys.executable, "-m", "tests.fakes.slack", "--port", "0", "--state", str(state))
    running = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        yield json.loads(await running.stdout.readline())
    finally:
        running.terminate()
        await running.wait()


async def test_as_a_process_it_is_driven_by_json_and_keeps_its_state(tmp_path: Path) -> None:
    said = {"user": CUSTOMER, "channel": SUPPORT, "text": "hello"}
    state = tmp_path / "slack.json"

    async with process(state) as at, aiohttp.ClientSession(at["url"]) as http:
        told = await (await http.post("/_control/says", json=said)).json()
        fault = await (await http.post("/_control/faults", json={"method": "chat.update", "status": 500})).json()
        objections = await (await http.get("/_control/violations")).json()
        calls = await (await http.get("/_control/calls")).json()
    async with process(state) as at, aiohttp.ClientSession(at["url"]) as http:
        found = await (await http.get("/_control/messages", params={"channel": SUPPORT})).json()

    assert (told["statuses"], fault["ok"], calls["calls"]) == ([0], True, [])
    assert len(objections["unmet"]) == 1
    assert [m["text"] for m in found["messages"]] == ["hello"]
