"""The bot as a process of its own: started, watched, restarted and ended by its id; it knows nothing of the trial.

On its standard input the process reads how many seconds its clock is ahead of the machine's: one line at the start,
another when it changes. Without such a line it does not begin.
"""

import asyncio
import contextlib
import json
import signal
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

KEPT_LINES = 40
LOUD = {"warning", "error", "critical"}
FIELDS = {"event", "level", "timestamp"}
OUR_SENTENCE = "frontdesk: "  # begins what the command line says to people when it gives up

# What a person at the page has to know of what is logged. The rest stands in the terminal, where operators read.
SENTENCES = {
    "step_by_rule": "The model did not answer, so Frontdesk goes by its own rules. The terminal says why.",
}
BROKEN = "Something went wrong inside Frontdesk. The terminal says what."


@dataclass(frozen=True)
class Command:
    """What to run, where, with which environment (the whole of it), and how long a stop may take."""

    words: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    grace_s: float = 10.0


class Child:
    """One bot process at a time. ``changed`` is called when its state does, ``on_output`` with each line to show."""

    def __init__(self, command: Command, changed: Callable[[], None], on_output: Callable[[str], None]) -> None:
        self.status = "stopped"
        self.detail = ""
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.port = 0
        self.ahead_s = 0.0
        self._command = command
        self._changed = changed
        self._on_output = on_output
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process's id while there is one."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start the process and watch it; returns before it is ready."""
        async with self._turn:
            await self._start()

    async def restart(self) -> None:
        """End the process if it runs, and start it again."""
        async with self._turn:
            await self._end()
            await self._start()

    async def stop(self) -> None:
        """End the process: SIGTERM, and after the grace SIGKILL."""
        async with self._turn:
            await self._end()

    async def clock_moved(self, ahead_s: float) -> None:
        """Let its clock be so many seconds ahead; a process that does not run goes by it from its start."""
        async with self._turn:
            self.ahead_s = ahead_s
            await self._tell_time()

    async def _tell_time(self) -> None:
        stdin = self._process.stdin if self._process else None
        if stdin is not None and self.pid is not None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it is ending
                stdin.write(f"{self.ahead_s}\n".encode())
                await stdin.drain()

    async def _start(self) -> None:
        self.lines.clear()
        self._become("starting")
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command.words,
                env=self._command.env,
                cwd=self._command.cwd,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                limit=2**20,
            )
        except OSError as error:
            self._become("crashed", f"The bot could not be started: {error.strerror}.")
            return
        await self._tell_time()
        self._watching = asyncio.create_task(self._watch(self._process))

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        self._become("stopped")
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(self._command.grace_s):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        if self._watching is not None:
            await self._watching

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None  # noqa: S101 - asked for above
        while line := await _line(process.stderr):
            self._heard(line.decode("utf-8", "replace").rstrip())
        code = await process.wait()
        if self.status != "stopped":
            how = f"with exit code {code}" if code >= 0 else f"by signal {-code}"
            last = next((line for line in reversed(self.lines) if line.strip()), "")
            self._become("crashed", f"The bot ended {how}{f': {last}' if last.startswith(OUR_SENTENCE) else '.'}")

    def _heard(self, line: str) -> None:
        entry = _entry(line)
        if entry is None:
            self._keep(line)
            return
        words = " ".join([str(entry["event"]), *(f"{k}={v}" for k, v in entry.items() if k not in FIELDS)])
        if entry.get("level") in LOUD:
            self._keep(f"{entry['level']}: {words}")
            sentence = SENTENCES.get(str(entry["event"]), "" if entry["level"] == "warning" else BROKEN)
            if self.status == "ready" and sentence:
                self._become("ready", sentence)
        else:
            self.lines.append(words)
        if entry["event"] == "ready":
            self.port = int(str(entry.get("port") or 0))
            self._become("ready")

    def _keep(self, line: str) -> None:
        self.lines.append(line)
        self._on_output(line)

    def _become(self, status: str, detail: str = "") -> None:
        self.status, self.detail = status, detail
        self._changed()


async def _line(stream: asyncio.StreamReader) -> bytes:
    """Return the next line; empty at the end. Of a line beyond the limit nothing is kept."""
    try:
        return await stream.readline()
    except ValueError:
        return b"(a very long line)\n"


def _entry(line: str) -> dict[str, object] | None:
    """Read a line of the bot's JSON log; None for anything else."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and "event" in entry else None
