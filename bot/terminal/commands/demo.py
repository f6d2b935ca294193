"""``frontdesk demo``: a trial workspace in the browser and the bot next to it, unchanged but for its clock."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock, Timeout

from bot.settings import Settings, load_settings
from bot.slack.manifest import make_manifest
from bot.trial.page_api.trial import Plan
from bot.trial.run import Demo, PortTaken, run
from bot.trial.workspace.installed import install
from bot.trial.workspace.state_file import BadState
from storage.errors import Misconfigured

ROOM_MB = 16  # for a database with its write-ahead log; the cases of a trial take a few
# What the bot must not get from this machine: it shall talk to the trial, and to nothing else of Slack's; nor have the
# ports, the collector and the name of a desk that serves here.
OURS = ("SLACK_", "FRONTDESK_", "OTEL_")
KEPT_BACK = (
    *("slack_", "database_", "host", "port", "metrics_", "otel_", "executor_id", "log_format", "shutdown_grace_s"),
    *("support_channels", "outside_only_channels", "private_channels", "open_channels", "staff"),
)


def demo(
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page; else a free one from 8123 on.")] = 0,
    http: Annotated[bool, typer.Option("--http", help="Events by signed HTTP instead of Socket Mode.")] = False,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep workspace and cases there; a second start goes on.")
    ] = None,
) -> None:
    """Try the desk in the browser: a local trial workspace and the bot. Needs no Slack and no key.

    \b
    Examples:
      frontdesk demo
      OPENAI_API_KEY=… frontdesk demo --keep trial
      frontdesk demo --no-open --port 9000 --http
    """
    settings = load_settings()
    with _folder(keep) as folder:
        _run(settings, folder, port=port, http=http, keep=keep is not None, open_browser=not no_open)


def _run(settings: Settings, folder: Path, *, port: int, http: bool, keep: bool, open_browser: bool) -> None:
    engine, model = ("model", settings.model) if settings.openai_api_key else ("rules", "")
    installed = install(make_manifest("Frontdesk", None))
    kept = folder if keep else None
    plan = Plan(installed, port, "http" if http else "socket", kept, engine=engine, model=model)
    words = (sys.executable, "-P", "-m", "bot.terminal.trial_bot")
    try:
        asyncio.run(run(Demo(plan, words, environment(settings), folder, open_browser, say=_say)))
    except BadState as error:
        msg = f"{error}. Move the folder away, or choose another with --keep"
        raise Misconfigured(msg) from error
    except PortTaken as error:
        msg = f"cannot listen on port {port} ({error}). Choose another with --port, or leave --port out"
        raise Misconfigured(msg) from error


def environment(settings: Settings) -> dict[str, str]:
    """Return the bot's environment: the machine's without Slack's and where the desk is; how it works, also of .env.

    So somebody can try the desk with their own hours and reminders.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS) and name != "DATABASE_URL"}
    for field in settings.model_fields_set:
        value, info = getattr(settings, field), Settings.model_fields[field]
        if not field.startswith(KEPT_BACK) and value is not None:
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
            kept[info.alias or field.upper()] = str(plain)
    return kept


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Yield the folder of this trial: a temporary one that goes away, or ``keep``, held against a second demo."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="frontdesk-demo-", ignore_cleanup_errors=True) as name:
            yield Path(name)
        return
    folder = keep.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = FileLock(folder / "demo.lock", timeout=0).acquire()
    except Timeout as error:
        msg = f"another demo is using {folder}. Stop it, or choose another folder with --keep"
        raise Misconfigured(msg) from error
    except OSError as error:
        msg = f"{folder} cannot be used as a folder ({error.strerror}). Choose another with --keep"
        raise Misconfigured(msg) from error
    with held:
        _need_room(folder)
        yield folder


def _need_room(folder: Path) -> None:
    """Refuse a folder in which the bot could not begin: it would wait for room, and the page for the bot."""
    free = shutil.disk_usage(folder).free
    if free < ROOM_MB * 1024**2:
        left = f"{free / 1024**2:,.1f} MB are free"
        msg = f"no room: {ROOM_MB} MB are needed at {folder}, {left}. Choose another with --keep"
        raise Misconfigured(msg)


def _say(line: str) -> None:
    with suppress(BrokenPipeError):  # `frontdesk demo | head -1`: the trial goes on without listeners
        print(line, flush=True)  # noqa: T201 - the terminal is where it belongs
