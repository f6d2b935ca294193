"""What every measurement is given: folder, Slack, driver, report; sends messages and sees that each is answered."""

import json
import os
import sqlite3
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, Report
from tests.bench.processes import BenchError, Child, helper
from tests.bench.wire import PARTS, Json

REPLY_WAIT_S = 120.0
NOTED_S = 5.0


@dataclass(frozen=True)
class Sent:
    """A message that was sent: its thread, when (monotonic seconds), milliseconds to the ack, HTTP status."""

    thread: str
    at: float
    ack_ms: float
    status: int


@dataclass(frozen=True)
class Bench:
    """One run of the benchmark. ``repeats`` is how often each figure is measured."""

    folder: Path
    slack: Child
    driver: Child
    report: Report
    repeats: int

    def send(
        self, to: Child, count: int, rate: float = 0.0, texts: Sequence[str] = (), connections: int = 0
    ) -> list[Sent]:
        """Send messages at ``rate`` a second, or all at once (over so many connections).

        ``texts`` are sent in turn, the sample by default. An event that got no 200 is a problem.
        """
        given = {"texts": list(texts), "connections": connections}
        answer = self.driver.ask({"send": to.url, "count": count, "rate": rate, **given})
        sent = [Sent(*one) for one in answer["sent"]]
        refused = [one.status for one in sent if one.status != 200]
        if refused:
            self.problem(f"{to.name}: {len(refused)} of {count} events got no 200 but {set(refused)}")
        return sent

    def warm(self, to: Child, connections: int) -> None:
        """Open connections, as Slack keeps them."""
        self.driver.ask({"warm": to.url, "connections": connections})

    def replies(self, sent: list[Sent], *, samples: bool = True) -> dict[str, float]:
        """Wait for the replies to ``sent``; return when each came. What is lost or doubled is a problem.

        ``samples``: each was the sample, whose reply holds three results.
        """
        seen = self._slack(f"/seen?count={len(sent)}&timeout={REPLY_WAIT_S}")
        threads = [one.thread for one in sent]
        lost = [thread for thread in threads if thread not in seen["replies"]]
        doubled = [thread for thread, count in seen["replies"].items() if count > 1]
        strange = [thread for thread in seen["replies"] if thread not in threads]
        for what, found in (("lost", lost), ("doubled", doubled), ("not asked for", strange)):
            if found:
                self.problem(f"{len(found)} of {len(sent)} replies {what}, e.g. {found[0]}")
        if samples and seen["incomplete"]:
            self.report.problems.append(
                f"{len(seen['incomplete'])} of {len(sent)} replies lack one of the three results"
            )
        self._slack("/forget", post=True)
        return {thread: float(at) for thread, at in seen["at"].items()}

    def check_stored(self, folder: Path, messages: int, engine: str) -> None:
        """See to it that the database holds each case, task and reply once, and that ``engine`` did the steps."""
        wanted = {"cases": 1, "tasks": PARTS, "rmas": 1, "investigations": 1, "replies sent": 1, "other engine": 0}
        wanted = {what: count * messages for what, count in wanted.items()}
        until = time.monotonic() + NOTED_S  # Slack has the reply a moment before the bot notes that it is sent
        while (found := _stored(folder / "frontdesk.db", engine)) != wanted:
            if time.monotonic() > until:
                self.problem(f"stored after {messages} messages: {found}, not {wanted}")
                break
            time.sleep(0.1)

    def problem(self, text: str) -> None:
        """Note that something was lost, doubled or done wrongly."""
        tell(f"PROBLEM: {text}")
        self.report.problems.append(text)

    def add(self, *figures: Figure) -> None:
        """Put figures into the report."""
        self.report.figures.extend(figures)

    def note_noise(self) -> None:
        """Time the same work once more: pure Python, and a commit's sync to disk."""
        started = time.perf_counter()
        sum(number * number for number in range(400_000))
        self.report.spins_ms.append((time.perf_counter() - started) * 1000)
        with (self.folder / "sync").open("ab") as file:
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            self.report.syncs_ms.append((time.perf_counter() - started) * 1000)

    def _slack(self, path: str, *, post: bool = False) -> Json:
        request = urllib.request.Request(self.slack.url + path, method="POST" if post else "GET")  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=REPLY_WAIT_S + 10) as answer:  # noqa: S310
            found = json.load(answer)
        assert isinstance(found, dict)
        return found


def _stored(path: Path, engine: str) -> dict[str, int]:
    tables = ("cases", "tasks", "rmas", "investigations")
    queries = {table: f"SELECT count(*) FROM {table}" for table in tables}  # noqa: S608 - the names above
    # The step "understand" notes what the grammars read: it has no model.
    of_models = f"engine <> '{engine}' AND step <> 'understand'"
    queries["other engine"] = f"SELECT count(*) FROM step_runs WHERE {of_models}"  # noqa: S608 - rules or model
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        older = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'replies'").fetchone()
        sent = "replies WHERE" if older else "posts WHERE kind = 'reply' AND"  # an older build is measured, too
        queries["replies sent"] = f"SELECT count(*) FROM {sent} state = 'sent'"  # noqa: S608 - the words above
        return {what: int(database.execute(query).fetchone()[0]) for what, query in queries.items()}


def tell(text: str) -> None:
    """Say on stderr what is going on."""
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()


@contextmanager
def bare_app(bench: Bench) -> Iterator[Child]:
    """Run the floor on a new database."""
    path = bench.folder / f"floor-{time.monotonic_ns()}.db"
    with helper(bench.folder, "tests.bench.floor", bench.slack.url, str(path), name="the bare Bolt app") as child:
        yield child


@contextmanager
def fake_model(bench: Bench, latency_ms: int, *options: str) -> Iterator[str]:
    """Run the tests' fake model; yield its base URL."""
    args = ("--port", "0", "--latency-ms", str(latency_ms), *options)
    with helper(bench.folder, "tests.fakes.model", *args, name="the fake model") as child:
        yield str(child.hello["base_url"])


__all__ = ["Bench", "BenchError", "Sent", "bare_app", "fake_model", "tell"]
