"""The file of the jobs that run: what a process that was killed had at work. It outlives the process, not the power.

A power cut is nobody's crash, so nothing here waits for the disk: a line is a few microseconds, a row with its commit
would be a millisecond of CPU and two waits for the disk a message (docs/decisions/0029-embedded-engine.md).
"""

import contextlib
import json
import os
from pathlib import Path

import structlog

from storage.crashes import RunningJob

TIDY_FROM = 1_000_000  # bytes: what has ended is dropped from it then

log = structlog.get_logger(__name__)


class RunningFile:
    """A line for each job that begins or ends. A disk that is full stops no job: its crash would not be counted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._size = 0
        self._running: dict[str, str] = {}  # id → lane

    def left(self) -> list[RunningJob]:
        """Return the jobs that the process before this one left running; what cannot be read is left out."""
        running: dict[str, str] = {}
        with contextlib.suppress(FileNotFoundError):
            for line in self._path.read_bytes().splitlines():
                with contextlib.suppress(ValueError, TypeError):
                    job, lane = json.loads(line)
                    if lane is None:
                        running.pop(job, None)
                    else:
                        running[str(job)] = str(lane)
        return [RunningJob(job, lane) for job, lane in running.items()]

    def open(self) -> None:
        """Begin anew: nothing runs yet."""
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_TRUNC, 0o600)
        self._size = 0

    def begins(self, job: str, lane: str) -> None:
        """Note that a job runs from now on."""
        self._running[job] = lane
        self._write(_line(job, lane))

    def ends(self, job: str) -> None:
        """Note that a job has come to its end. One that is cut off stays: by a stop that is no crash of its."""
        self._running.pop(job, None)
        self._write(_line(job, None))
        if self._size > TIDY_FROM:
            self._tidy()

    def _write(self, line: bytes) -> None:
        try:
            self._size += os.write(self._file, line)
        except OSError as error:
            log.warning("running_job_not_noted", why=error.strerror)

    def _tidy(self) -> None:
        """Replace the file by one of what runs now: at no moment is there none."""
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            running = b"".join(_line(job, lane) for job, lane in self._running.items())
            new.unlink(missing_ok=True)  # one that was left behind keeps its rights
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(running)
            new.replace(self._path)
            os.close(self._file)
            self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND)
            self._size = os.fstat(self._file).st_size
        except OSError as error:
            log.warning("running_jobs_not_tidied", why=error.strerror)

    def close(self) -> None:
        """Close the file; what it says stays."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _line(job: str, lane: str | None) -> bytes:
    return json.dumps([job, lane]).encode() + b"\n"
