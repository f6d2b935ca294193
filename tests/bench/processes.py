"""The processes of a measurement: started with a bare environment in a temporary folder, ended by their own id."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

import psutil  # type: ignore[import-untyped] # it ships no types

from tests.bench.wire import BOT_TOKEN, CHANNELS, SIGNING_SECRET, Json

ROOT = Path(__file__).parents[2]
START_S = 60.0
STOP_S = 30.0


@dataclass(frozen=True)
class Build:
    """A build of Frontdesk: the Python that has what it needs, where its sources are, what of them is run."""

    name: str
    python: str
    root: Path
    module: str = "bot"


THIS = Build("this build", sys.executable, ROOT)


class BenchError(Exception):
    """A process or port did not do its part; the text says which and what it last wrote."""


@dataclass(frozen=True)
class Child:
    """A running process. ``hello`` is the first line of JSON it wrote; ``log`` is where its stderr goes."""

    name: str
    popen: subprocess.Popen[str]
    log: Path
    hello: Json

    @property
    def url(self) -> str:
        """Where it listens."""
        return str(self.hello["url"])

    def cpu_s(self) -> float:
        """CPU seconds used so far, all threads, user and system."""
        times = psutil.Process(self.popen.pid).cpu_times()
        return float(times.user + times.system)

    def rss_mb(self) -> float:
        """Resident memory, in MB of a million bytes."""
        return float(psutil.Process(self.popen.pid).memory_info().rss) / 1e6

    def ask(self, command: Json) -> Json:
        """Send a line of JSON and wait for the answer."""
        assert self.popen.stdin is not None
        try:
            self.popen.stdin.write(json.dumps(command) + "\n")
            self.popen.stdin.flush()
        except BrokenPipeError as error:
            raise self.broken("ended") from error
        return _read_line(self, self.popen.stdout)

    def broken(self, what: str) -> BenchError:
        """Return the error that says what this process last wrote."""
        written = self.log.read_text(errors="replace").strip().splitlines()[-15:]
        return BenchError(
            f"{self.name} {what} (exit code {self.popen.poll()}). It last wrote:\n  " + "\n  ".join(written)
        )


@contextmanager
def helper(folder: Path, module: str, *args: str, name: str = "") -> Iterator[Child]:
    """Run ``python -m module``; its first line on stdout says that it is ready."""
    with _started(name or module, [sys.executable, "-m", module, *args], folder, {}) as child:
        child.hello.update(_read_line(child, child.popen.stdout))
        yield child


@contextmanager
def serve(
    folder: Path,
    slack_url: str,
    model_url: str | None = None,
    build: Build = THIS,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[Child, float]]:
    """Run ``frontdesk serve`` of a build; yield it and the seconds from start to ready.

    Its database is in ``folder``, if ``more`` settings do not say otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"PYTHONPATH": str(build.root), **settings(folder, slack_url, model_url), **more}
    started = time.monotonic()
    name = f"frontdesk serve of {build.name}"
    with _started(name, [build.python, "-m", build.module, "serve"], folder, environment) as child:
        port = _ready_port(child, started + START_S)
        child.hello["url"] = f"http://127.0.0.1:{port}"
        yield child, time.monotonic() - started


def settings(folder: Path, slack_url: str, model_url: str | None) -> dict[str, str]:
    """Return the environment of a desk whose data is in ``folder``, and which answers by rule without a model."""
    environment = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"{slack_url}/api/",
        "DATABASE_URL": f"sqlite:///{folder / 'frontdesk.db'}",
        "FRONTDESK_PORT": "0",
        "FRONTDESK_SUPPORT_CHANNELS": ",".join(CHANNELS),
        "FRONTDESK_LOG_FORMAT": "json",
    }
    if model_url is not None:
        environment |= {"OPENAI_API_KEY": "sk-bench", "OPENAI_BASE_URL": model_url}
    return environment


def _ready_port(child: Child, until: float) -> int:
    """Wait for the log line ``ready`` and return its port."""
    while time.monotonic() < until:
        for line in child.log.read_text(errors="replace").splitlines():
            if line.startswith("{") and line.endswith("}"):
                event = json.loads(line)
                if event.get("event") == "ready":
                    return int(event["port"])
        if child.popen.poll() is not None:
            raise child.broken("ended before it was ready")
        time.sleep(0.01)
    raise child.broken(f"was not ready after {START_S:.0f} s")


@contextmanager
def _started(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[Child]:
    """Start a process with nothing of our environment but the paths, and end it by its id."""
    log = folder / f"{name.replace(' ', '-')}-{time.monotonic_ns()}.log"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    with log.open("w") as errors:
        popen = subprocess.Popen(  # noqa: S603 - our own modules
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
        )
    try:
        yield Child(name, popen, log, {})
    finally:
        _stop(popen)


def _stop(popen: subprocess.Popen[str]) -> None:
    for pipe in (popen.stdin, popen.stdout):
        if pipe is not None:
            pipe.close()
    if popen.poll() is None:
        popen.terminate()
        try:
            popen.wait(STOP_S)
        except subprocess.TimeoutExpired:
            popen.kill()
            popen.wait()


def _read_line(child: Child, stream: IO[str] | None) -> Json:
    assert stream is not None
    line = stream.readline()
    if not line:
        child.popen.wait(STOP_S)
        raise child.broken("ended unexpectedly")
    answer = json.loads(line)
    assert isinstance(answer, dict)
    return answer
