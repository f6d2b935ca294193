"""Commands of the bot as processes that cost no imports; see ``fork_server``. Looks like ``asyncio.subprocess``."""

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.paths import ROOT


class Forked:
    """A running command. As ``asyncio.subprocess.Process``, as far as tests use it."""

    def __init__(self, pid: int, out: "_Pipe", err: "_Pipe", status: "_Pipe") -> None:
        self.pid = pid
        self.stdout = out.reader
        self.stderr = err.reader
        self.stdin: asyncio.StreamWriter | None = None
        self.returncode: int | None = None
        self._ending = asyncio.create_task(self._end(out, err, status))

    async def _end(self, out: "_Pipe", err: "_Pipe", status: "_Pipe") -> int:
        self.returncode = int(await status.reader.read())
        await asyncio.gather(out.closed, err.closed, status.closed)
        return self.returncode

    async def write_to(self, stdin: int) -> None:
        """Have ``stdin``, the writing end of the pipe that it reads."""
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.connect_write_pipe(
            lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader()), os.fdopen(stdin, "wb", 0)
        )
        self.stdin = asyncio.StreamWriter(transport, protocol, None, loop)

    async def wait(self) -> int:
        """Wait for its end; return its exit code, negative for a signal."""
        return await asyncio.shield(self._ending)

    async def communicate(self) -> tuple[bytes, bytes]:
        """Read both outputs to their end."""
        out, err, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, err

    def send_signal(self, number: int) -> None:
        """Signal it, as long as it runs."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """End it as an operator does."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it as the kernel does."""
        self.send_signal(signal.SIGKILL)


async def fork(
    arguments: tuple[str, ...],
    cwd: Path,
    env: Mapping[str, str],
    *,
    stdin: int = subprocess.DEVNULL,
    together: bool = False,
    limit: int = 2**16,
) -> Forked:
    """Run ``frontdesk ARGUMENTS`` as a process of its own, in this folder and with nothing but this environment.

    ``stdin`` is a file descriptor; ``together``: what it says on stderr comes on stdout, too; ``limit``: of a line.
    """
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    status = start(arguments, cwd, env, stdin, out_end, out_end if together else err_end)
    os.close(out_end)
    os.close(err_end)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.connect_read_pipe(partial(_Pipe, limit), os.fdopen(reader, "rb", 0)) for reader in (out, err, status)
    ]
    pipes = [one for _, one in opened]
    return Forked(int(await pipes[2].reader.readline()), *pipes)


def start(  # as a terminal would: three ends of anything
    arguments: tuple[str, ...], cwd: Path, env: Mapping[str, str], stdin: int, out: int, err: int
) -> int:
    """Have a command forked; return where its pid is to be read and, when it has ended, its exit code: a line each."""
    request = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": dict(env)}).encode()
    status, status_end = os.pipe()
    with open(os.devnull, "r+b", 0) as nothing:  # noqa: PTH123 - a device
        ends = [nothing.fileno() if end == subprocess.DEVNULL else end for end in (stdin, out, err)]
        socket.send_fds(_server(), [request], [*ends, status_end])
    os.close(status_end)
    return status


class _Pipe(asyncio.StreamReaderProtocol):
    """The reading end of a pipe."""

    def __init__(self, limit: int) -> None:
        self.reader = asyncio.StreamReader(limit)
        self.closed = asyncio.get_running_loop().create_future()
        super().__init__(self.reader)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the last who wrote to it is gone."""
        super().connection_lost(exc)
        self.closed.set_result(None)


def ask_at(server: socket.socket) -> None:
    """Have commands forked by who forked this one."""
    _servers.append(server)


_servers: list[socket.socket] = []


def _server() -> socket.socket:
    if not _servers:
        _servers.append(_started())
    return _servers[-1]


def _started() -> socket.socket:
    """Start the server, one for each process that runs tests; return where it is asked. It ends with this process."""
    here, there = socket.socketpair(type=socket.SOCK_SEQPACKET)
    command = (sys.executable, "-m", "tests.process.fork_server", str(there.fileno()))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    nothing = subprocess.DEVNULL
    with there:
        server = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            command, env=env, pass_fds=[there.fileno()], stdin=nothing, stdout=nothing
        )

    def end() -> None:
        here.close()
        server.wait()

    atexit.register(end)
    return here
