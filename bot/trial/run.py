"""``frontdesk demo`` at work: the workspace and the bot beside it, the words in the terminal, the end of both."""

import asyncio
import contextlib
import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.trial.bot_process import Child, Command
from bot.trial.open import open_trial
from bot.trial.page_api.trial import Plan, Trial
from bot.trial.workspace.seed import DESK_STAFF, PARTNERS, STAFF, SUPPORT

FIRST_PORT, PORTS = 8123, 20
SLOW_S = "20"  # that the simulated back office takes for a number with SLOW in it: long enough to press Stop


class PortTaken(Exception):
    """The workspace cannot listen there; ``str`` is the system's reason."""


@dataclass(frozen=True)
class Demo:
    """What the command line asked for; ``env`` is the bot's environment without what the trial decides."""

    plan: Plan
    words: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path
    open_browser: bool
    say: Callable[[str], None]


async def run(demo: Demo) -> None:
    """Serve the workspace and run the bot until SIGINT, SIGTERM or SIGHUP.

    Raises
    ------
    PortTaken
        The workspace cannot listen on the port that was asked for.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            loop.add_signal_handler(number, stop.set)
    async with contextlib.AsyncExitStack() as stack:
        trial = await _open_workspace(stack, demo.plan)
        child = _child(demo, trial)
        trial.bot = child
        again = f"The page is closed; workspace and bot go on. Open it again at  {trial.address}  or press Ctrl-C."
        trial.page_gone = lambda: demo.say(again)
        _greet(demo, trial)
        await child.start()
        with _enter_restarts(child, trial):
            if demo.open_browser and has_browser(os.environ, sys.platform):
                trial.in_background(_open(trial.address))
            await stop.wait()
        demo.say("Stopping.")
        await child.stop()


async def _open_workspace(stack: contextlib.AsyncExitStack, plan: Plan) -> Trial:
    """Open the trial at its port, or (port 0) at the first free one near the default."""
    tries = [plan.port] if plan.port else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    for port in tries:
        try:
            return await stack.enter_async_context(open_trial(replace(plan, port=port)))
        except OSError as error:
            if port == tries[-1]:
                raise PortTaken(error.strerror) from error
    raise AssertionError


def _child(demo: Demo, trial: Trial) -> Child:
    slack = trial.slack
    ours = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "DATABASE_URL": f"sqlite:///{demo.folder / 'frontdesk.db'}",
        "FRONTDESK_SUPPORT_CHANNELS": f"{SUPPORT},{PARTNERS}",
        "FRONTDESK_STAFF": ",".join(STAFF),
        "FRONTDESK_STAFF_CHANNEL": DESK_STAFF,
        "FRONTDESK_SLOW_BACK_OFFICE_S": SLOW_S,
        "FRONTDESK_PORT": "0",
        "FRONTDESK_LOG_FORMAT": "json",
        "FRONTDESK_SHUTDOWN_GRACE_S": "5",
    }
    if slack.delivery.mode == "socket":
        ours["SLACK_APP_TOKEN"] = slack.app_token
    command = Command(demo.words, {**demo.env, **ours}, demo.folder)

    def changed() -> None:
        if child.status == "ready" and slack.delivery.mode == "http":
            slack.delivery.bot_url = f"http://127.0.0.1:{child.port}"
        trial.bot_changed()
        _tell(demo, child)

    child = Child(command, changed, lambda line: demo.say(f"  bot: {line}"))
    child.ahead_s = trial.clock.ahead_s
    return child


def _greet(demo: Demo, trial: Trial) -> None:
    plan = demo.plan
    engine = f"the model {plan.model}" if plan.engine == "model" else "the rules engine (no OPENAI_API_KEY)"
    where = f"kept in {plan.keep}" if plan.keep else "in a temporary folder, removed at the end (--keep DIR keeps them)"
    demo.say(f"The trial workspace is at  {trial.address}")
    demo.say("Open it in a browser on this machine: people to act as, #support, and samples one click away.")
    demo.say(f"The bot answers by {engine}. Data are {where}. Ctrl-C stops both.")


def _tell(demo: Demo, child: Child) -> None:
    if child.status == "ready" and not child.detail:
        demo.say(f"The bot is ready (process {child.pid}).")
    elif child.status == "crashed":
        demo.say(child.detail)
        enter = " or press Enter here" if sys.stdin.isatty() else ""
        demo.say(f"The workspace stays open. Start the bot again with the button on the page{enter}; Ctrl-C stops all.")


@contextlib.contextmanager
def _enter_restarts(child: Child, trial: Trial) -> Iterator[None]:
    """While a person sits at the terminal, Enter starts a crashed bot again."""
    loop = asyncio.get_running_loop()
    if not sys.stdin.isatty():
        yield
        return

    def entered() -> None:
        if not sys.stdin.readline():
            loop.remove_reader(sys.stdin.fileno())
        elif child.status == "crashed":
            trial.in_background(child.restart())

    loop.add_reader(sys.stdin.fileno(), entered)
    try:
        yield
    finally:
        loop.remove_reader(sys.stdin.fileno())


def has_browser(env: Mapping[str, str], platform: str) -> bool:
    """Whether this machine has a screen on which a browser could open."""
    if env.get("CI"):
        return False
    return platform in {"darwin", "win32"} or bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


async def _open(address: str) -> None:
    await asyncio.to_thread(webbrowser.open, address)
