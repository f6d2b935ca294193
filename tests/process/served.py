"""A real ``frontdesk serve`` as a process, a model that can be held, and what is stored; no expectations here."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from tests import impossible
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import STAFF, SUPPORT, FakeSlack
from tests.paths import ROOT
from tests.process.forked import Forked, fork

START_S = 180  # a bound for a broken start, not a measure
TABLES = ("cases", "messages", "tasks", "investigations", "rmas", "posts")


@dataclass
class Held:
    """A model request that waits. ``wanted`` picks it by its step and its user text."""

    wanted: Callable[[str, str], bool]
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)


class HeldModel(FakeModel):
    """The fake model; one request can be held until it is let go, as long as anybody waits for it or not."""

    _held: Held | None = None

    def hold(self, step: str, containing: str = "") -> Held:
        """Hold the next request of ``step`` whose text contains this; later ones pass."""
        self._held = Held(lambda name, text: name == step and containing in text)
        return self._held

    async def _answer(self, request: web.Request, step: str, body: dict[str, Any], say: Say) -> web.StreamResponse:
        held, text = self._held, str(body["messages"][1]["content"])
        if held is not None and held.wanted(step, text):
            self._held = None
            held.reached.set()
            await held.let_go.wait()
        return await super()._answer(request, step, body, say)


@dataclass
class Desk:
    """``frontdesk serve`` in a folder, started and killed as often as a test likes.

    Processes are forked from one that has the bot imported; ``from_scratch``: they are started as people start them.
    """

    folder: Path
    slack: FakeSlack
    settings: dict[str, str] = field(default_factory=dict)
    from_scratch: bool = False
    process: asyncio.subprocess.Process | Forked | None = None
    start_s: float = 0.0
    port: int = 0
    said: list[str] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None

    def environment(self) -> dict[str, str]:
        """Return what the process sees of the machine: nothing but these."""
        slack = self.slack
        known = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "FRONTDESK_PORT": "0",
            "FRONTDESK_SUPPORT_CHANNELS": SUPPORT,
            "FRONTDESK_STAFF": STAFF,
            "FRONTDESK_LOG_FORMAT": "json",
            "FRONTDESK_CLOSE_READING": "no",  # as in other tests: each process would open 91 MB of weights
            "DATABASE_URL": f"sqlite:///{self.folder / 'frontdesk.db'}",
        }
        return {**known, **self.settings}

    def use(self, model: FakeModel) -> None:
        """Answer with this model from the next start on."""
        self.settings |= {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": model.base_url}

    async def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command to its end; return its exit code and what it said on stdout and stderr."""
        process = await self.spawn(*arguments)
        out, err = await asyncio.wait_for(process.communicate(), START_S)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def start(self) -> None:
        """Start ``serve``, wait for its "ready" and tell Slack where it is."""
        began = time.perf_counter()
        self.process = await self.spawn("serve")
        port = self.port = await asyncio.wait_for(self._ready_port(self.process), START_S)
        self.start_s = time.perf_counter() - began
        self.slack.delivery.bot_url = f"http://127.0.0.1:{port}"
        self._reading = asyncio.create_task(self._read_on(self.process))

    async def kill(self) -> None:
        """End it as the kernel does: at once, wherever it is."""
        assert self.process is not None
        self.process.kill()
        await self._ended()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    async def stop(self) -> int:
        """End it as an operator does; return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        await self._ended()
        assert self.process.returncode is not None
        return self.process.returncode

    async def close(self) -> None:
        """Leave nothing running."""
        if self.process is not None and self.process.returncode is None:
            await self.kill()

    def rows(self) -> dict[str, int]:
        """Count what is stored."""
        return {table: int(self.ask(f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}  # noqa: S608 - ours

    def ask(self, query: str, file: str = "frontdesk.db") -> list[tuple[Any, ...]]:
        """Ask a database file of the desk."""
        with closing(sqlite3.connect(self.folder / file, timeout=10)) as connection, connection:
            return connection.execute(query).fetchall()

    async def spawn(self, *arguments: str) -> asyncio.subprocess.Process | Forked:
        """Start a command and return at once."""
        if not self.from_scratch:
            return await fork(arguments, self.folder, self.environment())
        command = (sys.executable, "-m", "bot", *arguments)
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            *command, cwd=self.folder, env=self.environment(), stdout=pipe, stderr=pipe
        )

    async def _ready_port(self, process: asyncio.subprocess.Process | Forked) -> int:
        assert process.stderr is not None
        while line := (await process.stderr.readline()).decode():
            self.said.append(line)
            if line.startswith("{") and json.loads(line).get("event") == "ready":
                return int(json.loads(line)["port"])
        raise AssertionError("serve ended before it was ready:\n" + "".join(self.said))

    async def _read_on(self, process: asyncio.subprocess.Process | Forked) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            self.said.append(line.decode())

    async def _ended(self) -> None:
        assert self.process is not None
        assert self._reading is not None
        await asyncio.wait_for(self.process.wait(), START_S)
        await self._reading
        assert not [line for line in self.said if impossible.EVENT in line], "".join(self.said)
