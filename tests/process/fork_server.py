"""A process that has the bot imported and forks for each command: a start then costs no imports, a message no lists.

What is forked is a process like any other: with a pid, folder, environment, stdin, stdout and stderr of its own; it
can be killed, and ends with an exit code. ``forked`` runs ``python -m tests.process.fork_server FD`` and asks over
socket FD. A demo that was forked has its bot forked, too: what is forked may ask as well.
"""

import asyncio
import atexit
import functools
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpcore2
from pydantic import SecretStr

import bot.terminal.commands.ask  # what commands need is imported once, here
import bot.terminal.commands.demo
import bot.terminal.commands.faq
import bot.terminal.commands.serve
import bot.wiring
from bot.settings import Settings
from bot.terminal.cli import main
from bot.terminal.trial_bot.__main__ import main as serve_trial
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.fakes.slack.patience import be_patient
from tests.paths import ROOT
from tests.process import forked
from tests.statements import compile_once
from workflows.engine.members import LEASE_TIMES
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.escalation.danger import find_danger
from workflows.rules.followups.followups import follow_ups
from workflows.rules.followups.one_more import more_returns
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.steps.classify import CLASSIFY, MessageToClassify

LONGEST = 1 << 16  # bytes of a request
# What is imported when it is first used: with a model's client, to upgrade a database, to read and answer.
LATER = (
    *("openai", "httpcore2", "httpcore2._backends.anyio", "truststore", "storage.upgrade", "snowballstemmer"),
    *("workflows.hours.desk_hours", "bot.terminal.trial_bot.serving"),
)
LEASE_TIMES_VARIABLE = "TEST_LEASE_TIMES"  # a command of its own times, which are constants of the desk
TRIAL_BOT = "bot.terminal.trial_bot"
ASKED = "Invoice INV-7890 is too high. I want to return the lamp, it broke. And where is my order A-12345?"
READ = "I want to return the lamp, it broke. And where is my order?"


def read_a_message() -> None:
    """Load the lists of words and compile the patterns that a first message needs: half a second, here once."""
    for read in (find_danger, follow_ups, more_returns, is_small_talk):
        read(READ)
    complains_of_order(READ, named=False)
    CLASSIFY.rule(MessageToClassify(READ))


async def answer_messages() -> None:
    """Let a desk answer once here by rule, and one with a model: what the first answer of each loads and compiles.

    That is half a second of the processor, and another third for the client of a model.
    """
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        async with FakeSlack() as slack, FakeModel() as model:
            be_patient(slack)
            settings = Settings(
                slack_bot_token=SecretStr(slack.bot_token),
                slack_signing_secret=SecretStr(slack.signing_secret),
                slack_api_url=slack.api_url,
                database_url=f"sqlite:///{folder}/frontdesk.db",
                port=0,
                support_channels=frozenset({SUPPORT}),
                gather_s=0,
            )
            known = {"openai_api_key": SecretStr(KEY), "openai_base_url": model.base_url}
            for one in (settings, settings.model_copy(update=known)):
                async with bot.wiring.open_bot(one) as desk:
                    slack.delivery.bot_url = desk.url
                    event = slack.says(CUSTOMER, SUPPORT, ASKED)
                    await slack.deliver(event)
                    await slack.reply_to(event)
                    await desk.idle()
        os.chdir(ROOT)


def wait_for_requests(requests: socket.socket) -> bool:
    """Fork for each request. True: this is what was forked, and runs the command. False: nobody asks any more."""
    for name in LATER:
        import_module(name)
    read_a_message()
    compile_once()
    httpcore2.default_ssl_context = functools.cache(httpcore2.default_ssl_context)  # as in ``conftest``
    with suppress(TimeoutError):  # a machine with much to do: commands are as good without it
        asyncio.run(answer_messages())
    gc.freeze()
    keepers: set[int] = set()
    of_forked, forked_ask = socket.socketpair(type=socket.SOCK_SEQPACKET)
    while True:
        asked, _, _ = select.select([requests, of_forked], [], [])
        request, fds, _, _ = socket.recv_fds(asked[0], LONGEST, 4)
        keepers -= {pid for pid in keepers if os.waitpid(pid, os.WNOHANG)[0]}  # each ends with its command
        if not request:
            return False
        if b"postgresql://" in request:
            import_module("workflows.engine.dbos_engine")  # a third of a second, for the first who needs it
        keeper = os.fork()
        if keeper == 0:
            requests.close()
            of_forked.close()
            forked.ask_at(forked_ask)
            _keep(request, *fds)
            return True
        keepers.add(keeper)
        for fd in fds:
            os.close(fd)


def _keep(request: bytes, stdin: int, out: int, err: int, status: int) -> None:
    """Fork the command, tell its pid and how it ended. Returns in the command only."""
    pid = os.fork()
    if pid:
        os.close(stdin)
        os.close(out)
        os.close(err)
        os.write(status, f"{pid}\n".encode())
        _, ended = os.waitpid(pid, 0)
        os.write(status, f"{os.waitstatus_to_exitcode(ended)}\n".encode())
        os._exit(0)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # `make test &` of a script ignores it, and so would this
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and `nohup make test` this one
    asked = json.loads(request)
    for number, fd in enumerate((stdin, out, err)):
        os.dup2(fd, number)
    for fd in (stdin, out, err, status):
        os.close(fd)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    tempfile.tempdir = None  # the folder of the process it comes from; this one may be told another
    for name, seconds in json.loads(os.environ.pop(LEASE_TIMES_VARIABLE, "{}")).items():
        object.__setattr__(LEASE_TIMES, name, seconds)
    sys.argv = ["frontdesk", *asked["arguments"]]
    asyncio.create_subprocess_exec = _start_bot  # type: ignore[assignment] # takes any of its arguments


START = asyncio.create_subprocess_exec


async def _start_bot(*words: str, **more: Any) -> Any:  # noqa: ANN401 - as asyncio's own, whose place it takes
    """Start a process as asyncio does; the bot of the demo is forked."""
    if TRIAL_BOT not in words:
        return await START(*words, **more)
    inside, outside = os.pipe()
    bot = await forked.fork((TRIAL_BOT,), Path(more["cwd"]), more["env"], stdin=inside, limit=more["limit"])
    os.close(inside)
    await bot.write_to(outside)
    return bot


def run() -> None:
    """Run the command to its end and do what is to be done at the end of the process, as ``python -m`` does.

    What was imported before the fork is not cleared away: that takes a tenth of a second.
    """
    try:
        (serve_trial if sys.argv[1:] == [TRIAL_BOT] else main)()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        code = end.code or 0
    else:
        code = 0
    threading._shutdown()  # type: ignore[attr-defined] # waits for threads that are not done
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__" and wait_for_requests(socket.socket(fileno=int(sys.argv[1]))):
    run()
