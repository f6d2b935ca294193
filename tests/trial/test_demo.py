"""``frontdesk demo`` as a person meets it: a process that prints an address, answers, and ends with all it started."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.settings import load_settings
from bot.terminal.commands.demo import environment
from bot.trial.bot_process import Child, Command
from bot.trial.open import open_trial
from bot.trial.page_api.trial import Plan
from bot.trial.workspace.seed import ANA, SAM, SUPPORT
from tests.handlers.test_messages import SAMPLE
from tests.paths import ROOT
from tests.process.forked import Forked, fork
from tests.trial.page import Page, open_page
from tests.trial.test_server import PLAN, answers

WAIT_S = 60  # bounds for something that never happens, not measures


@dataclass
class Demo:
    """A running ``frontdesk demo`` and what it said."""

    process: Forked | asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def until(self, pattern: str) -> re.Match[str]:
        """Wait for a line; return where it matches."""
        async with asyncio.timeout(WAIT_S):
            while True:
                for line in self.said:
                    if found := re.search(pattern, line):
                        return found
                assert self.process.stdout is not None
                line = (await self.process.stdout.readline()).decode()
                assert line, f"it ended: {self.said}"
                self.said.append(line.rstrip())

    async def address(self) -> str:
        """Return the printed address."""
        return (await self.until(r"http://127\.0\.0\.1:\d+/\?key=\S+"))[0]

    async def bot(self) -> int:
        """Wait until the bot is ready; return its process id."""
        return int((await self.until(r"The bot is ready \(process (\d+)\)"))[1])

    async def ended(self) -> int:
        """Wait for the end; return the exit code."""
        rest, _ = await asyncio.wait_for(self.process.communicate(), WAIT_S)
        self.said += rest.decode().splitlines()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def demo(
    *options: str,
    stdin: int = asyncio.subprocess.DEVNULL,
    env: dict[str, str] | None = None,
    from_scratch: bool = False,
) -> AsyncIterator[Demo]:
    """Run the demo. From scratch: it and its bot are started as people start them, not forked."""
    all_env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent", **(env or {})}
    words = ("demo", "--no-open", *options)
    if from_scratch:
        pipe, out = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
        command = (sys.executable, "-m", "bot", *words)
        process: Forked | asyncio.subprocess.Process = await asyncio.create_subprocess_exec(
            *command, env=all_env, stdin=stdin, stdout=pipe, stderr=out
        )
    else:
        process = await fork(words, Path.cwd(), all_env, stdin=stdin, together=True)
    running = Demo(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.terminate()
            await running.ended()


class Terminal(NamedTuple):
    """Both ends of a terminal."""

    outside: int
    inside: int


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    ends = Terminal(*os.openpty())
    yield ends
    os.close(ends.outside)
    os.close(ends.inside)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def inside(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def sent(page: Page, text: str) -> None:
    assert (await page.post("say", channel=SUPPORT, text=text))["ok"]


async def test_the_demo_prints_an_address_and_answers_the_sample_and_ctrl_c_stops_both() -> None:
    async with demo() as running, open_page(await running.address(), ANA) as page:
        pid = await running.bot()
        await sent(page, SAMPLE)
        await page.until("message_changed", lambda line: answers(line, "INV-CASE-1001-1", "RMA-", "A-12345"))

        running.process.send_signal(signal.SIGINT)
        code = await running.ended()

    assert code == 0
    assert not lives(pid)
    assert any("rules engine" in line for line in running.said)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_stops_both_and_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    async with demo(env={"TMPDIR": str(tmp_path)}) as running:
        pid = await running.bot()
        kept = inside(tmp_path)
        running.process.send_signal(number)
        code = await running.ended()

    assert (code, lives(pid), len(kept), inside(tmp_path)) == (0, False, 1, [])


async def test_every_sample_on_the_page_is_answered_over_signed_http() -> None:
    async with demo("--http", from_scratch=True) as running, open_page(await running.address(), ANA) as page:
        await running.bot()
        state = await page.get("state")
        direct = next(room["id"] for room in state["channels"] if room["kind"] == "dm")
        for sample in state["samples"]:
            channel = direct if sample["channel"] == "dm" else sample["channel"]
            said = (await page.post("say", channel=channel, text=sample["text"]))["message"]
            await page.until("message", partial(follows, ts=said["ts"]))

    assert len(state["samples"]) >= 4


def follows(line: dict[str, dict[str, str]], ts: str) -> bool:
    return "bot_id" in line["message"] and line["message"].get("thread_ts") == ts


async def test_an_occupied_port_is_said_and_what_to_do_about_it(taken: int) -> None:
    async with demo("--port", str(taken)) as running:
        code = await running.ended()

    assert code == 2
    [line] = running.said
    assert line.startswith(f"frontdesk: cannot listen on port {taken} (")
    assert "--port" in line


async def test_without_a_port_two_demos_run_beside_each_other() -> None:
    async with demo() as first, demo() as second:
        assert (await first.address()).partition("?")[0] != (await second.address()).partition("?")[0]


async def test_a_bot_that_crashes_is_shown_and_started_again_from_the_page() -> None:
    async with demo() as running, open_page(await running.address(), ANA) as page:
        pid = await running.bot()
        os.kill(pid, signal.SIGKILL)
        crashed = (await page.until("bot", lambda line: line["bot"]["status"] == "crashed"))["bot"]
        await running.until("The bot ended by signal 9")
        await running.until("Start the bot again with the button on the page")
        await sent(page, "Where is my order A-12345?")

        restarted = await page.post("restart_bot")
        await page.until("message", lambda line: answers(line, "A-12345"))

    assert "signal 9" in crashed["detail"]
    assert restarted["ok"] is True


async def test_enter_in_the_terminal_starts_a_crashed_bot_again(terminal: Terminal) -> None:
    async with demo(stdin=terminal.inside) as running:
        first = await running.bot()
        os.kill(first, signal.SIGKILL)
        await running.until("press Enter here")
        running.said.clear()

        os.write(terminal.outside, b"\n")

        assert await running.bot() != first


async def test_a_broken_model_key_is_told_and_the_desk_answers_by_rule() -> None:
    broken = {"OPENAI_API_KEY": "sk-broken", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    async with demo(env=broken) as running, open_page(await running.address(), ANA) as page:
        await running.bot()
        state = await page.get("state")
        await sent(page, "My laptop crashes all the time")
        await page.until("message", lambda line: answers(line, "automatic first response"))
        await running.until("bot: warning: step_by_rule")
        told = await page.until("bot", lambda line: line["bot"]["detail"])

    assert (state["bot"]["engine"], state["bot"]["model"]) == ("model", "gpt-4o-mini")
    assert told["bot"]["status"] == "ready"
    assert told["bot"]["detail"].startswith("The model did not answer, so Frontdesk goes by its own rules.")


LOGGED = """
import sys
for entry in ('"ready"', '"act_refused", "level": "warning", "user": "U0ANA0001"', '"answer_broken", "level": "error"'):
    print('{"event": ' + entry + '}', file=sys.stderr)
raise ValueError("no sentence for people")
"""


async def test_what_the_page_says_of_the_bot_is_a_sentence_and_no_line_of_a_log(tmp_path: Path) -> None:
    shown: list[tuple[str, str]] = []
    ended = asyncio.Event()

    def changed() -> None:
        shown.append((bot.status, bot.detail))
        if bot.status == "crashed":
            ended.set()

    bot = Child(Command((sys.executable, "-c", LOGGED), {}, tmp_path), changed, lambda _line: None)

    await bot.start()
    async with asyncio.timeout(WAIT_S):
        await ended.wait()

    assert shown == [
        ("starting", ""),
        ("ready", ""),
        ("ready", "Something went wrong inside Frontdesk. The terminal says what."),
        ("crashed", "The bot ended with exit code 1."),
    ]
    assert bot.lines[-1] == "ValueError: no sentence for people"


async def test_a_kept_demo_goes_on_where_it_was(tmp_path: Path) -> None:
    async with demo("--keep", str(tmp_path)) as first, open_page(await first.address(), ANA) as page:
        await sent(page, "Where is my order A-12345?")
        await page.until("message", lambda line: answers(line, "CASE-1001"))

    async with demo("--keep", str(tmp_path)) as second, open_page(await second.address(), ANA) as page:
        history = await page.get("history", channel=SUPPORT)
        await sent(page, "Where is my order A-22222?")
        await page.until("message", lambda line: answers(line, "CASE-1002"))

    assert [said["text"] for said in history["messages"]] == ["Where is my order A-12345?"]


async def test_a_kept_folder_that_is_in_use_or_damaged_is_said(tmp_path: Path) -> None:
    async with demo("--keep", str(tmp_path)) as first:
        await first.address()
        async with demo("--keep", str(tmp_path)) as second:
            code = await second.ended()
    (tmp_path / "workspace.json").write_text("{")
    async with demo("--keep", str(tmp_path)) as third:
        damaged = await third.ended()

    assert (code, damaged) == (2, 2)
    assert "another demo is using" in second.said[0]
    assert "workspace.json cannot be read" in third.said[0]


def test_slacks_settings_of_the_machine_do_not_reach_the_bot_of_the_demo_and_how_the_desk_works_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=sk-from-file\nSLACK_APP_TOKEN=xapp-real\n")
    machine = {
        "SLACK_BOT_TOKEN": "xoxb-real",
        "DATABASE_URL": "sqlite:///x",
        "FRONTDESK_STAFF_GROUP": "S0REAL001",
        "FRONTDESK_METRICS_PORT": "9100",
        "FRONTDESK_EXECUTOR_ID": "one",
        "FRONTDESK_PRIVATE_CHANNELS": "C0REAL001",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector.example:4318",
    }
    for name, value in {**machine, "FRONTDESK_MODEL": "m", "FRONTDESK_WORKING_HOURS": "Mon-Fri 09:00-17:00"}.items():
        monkeypatch.setenv(name, value)

    env = environment(load_settings())

    assert (env["OPENAI_API_KEY"], env["FRONTDESK_MODEL"]) == ("sk-from-file", "m")
    assert env["FRONTDESK_WORKING_HOURS"] == "Mon-Fri 09:00-17:00"
    assert not {"SLACK_APP_TOKEN", *machine} & env.keys()


async def test_a_bot_whose_token_slack_refuses_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    changed = asyncio.Event()
    async with open_trial(Plan(PLAN)) as trial:
        tokens = {"SLACK_BOT_TOKEN": "xoxb-broken", "SLACK_APP_TOKEN": trial.slack.app_token}
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SLACK_API_URL": trial.slack.api_url, **tokens}
        bot = Child(Command((sys.executable, "-m", "bot", "serve"), env, tmp_path), changed.set, said.append)
        await bot.start()
        async with asyncio.timeout(WAIT_S):
            while bot.status == "starting":
                changed.clear()
                await changed.wait()
        await bot.stop()

    assert bot.status == "crashed"
    assert bot.detail.startswith("The bot ended with exit code 2: frontdesk: ")
    assert "invalid_auth" in bot.detail
    assert bot.detail.endswith(said[-1])


async def test_the_help_does_not_load_the_trial() -> None:
    program = "import sys, bot.terminal.cli; sys.exit(any(name.startswith('bot.trial') for name in sys.modules))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, cwd=ROOT)

    assert await process.wait() == 0


async def test_reminders_can_be_tried_the_clock_of_the_trial_goes_forward_and_the_bots_with_it(tmp_path: Path) -> None:
    quick = {"FRONTDESK_REMIND_AFTER_MIN": "90"}
    async with demo("--keep", str(tmp_path), env=quick) as running, open_page(await running.address(), SAM) as page:
        await running.bot()
        await page.post("say", **{"as": ANA}, channel=SUPPORT, text="Nobody answers. Let me talk to a person!")
        card = await page.until("message", lambda line: answers(line, "CASE-1001", "talk to a person"))

        moved = [await page.post("move_clock", seconds=3600), await page.post("move_clock", seconds=3600)]
        reminder = await page.until("message", lambda line: answers(line, "CASE-1001", "still waits for a person"))

    async with open_trial(Plan(PLAN, keep=tmp_path)) as again:
        kept_s = again.clock.ahead_s

    assert [answer["ahead_s"] for answer in moved] == [3600, 7200]
    assert float(reminder["message"]["ts"]) - float(card["message"]["ts"]) >= 7200
    assert kept_s == 7200
