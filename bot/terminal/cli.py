"""The command line: one list of commands, and what an exit code means.

0 done · 1 a check or a measurement failed, something was not found, or Slack did not answer · 2 wrong call or
settings · 130 interrupted.

What is imported here is paid for by every call, ``frontdesk --version`` too: a command's own module is not.
"""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_group

from bot.terminal.commands.cases.group import CASE_COMMANDS, cases
from bot.terminal.commands.faqs.group import FAQ_COMMANDS, FaqCommands, faq
from bot.terminal.help import GroupedCommands
from bot.terminal.lazy_command import LazyCommand, lazy_group
from bot.terminal.no_proxy import reach_loopback_directly
from storage.errors import FrontdeskError, Misconfigured

UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}
HERE = "bot.terminal.commands"
COMMANDS = (
    LazyCommand("demo", f"{HERE}.demo:demo", "Try the desk in the browser: a local trial workspace and the bot."),
    LazyCommand("ask", f"{HERE}.ask:ask", "Answer one message in the terminal and store the case."),
    LazyCommand("trace", f"{HERE}.trace:trace", "Show how a case was answered, step by step."),
    LazyCommand("faq-publish", f"{HERE}.faq_publish:faq_publish", "Answer customers from a set of FAQs, or stop it."),
    LazyCommand(
        "faq-sync", f"{HERE}.faq_sync:faq_sync", "Read the sources of FAQs again; withdraw what they say no more."
    ),
    LazyCommand("faq-gaps", f"{HERE}.faq_gaps:faq_gaps", "List questions that no published FAQ answered."),
    LazyCommand("manifest", f"{HERE}.manifest:manifest", "Print the Slack app manifest for your settings."),
    LazyCommand("doctor", f"{HERE}.doctor:doctor", "Check the set-up; say what is wrong and what to do."),
    LazyCommand("serve", f"{HERE}.serve:serve", "Serve Slack until SIGTERM or Ctrl-C."),
    LazyCommand("stats", f"{HERE}.stats:stats", "Show figures of the cases opened in the last days."),
    LazyCommand("forget", f"{HERE}.forget:forget", "Erase a person for good: their texts, their account, their id."),
    LazyCommand("migrate", f"{HERE}.migrate:migrate", "Create or upgrade the case database at DATABASE_URL."),
    LazyCommand(
        "backup", f"{HERE}.backup:backup", "Write a backup of the case database into a folder, also while serve runs."
    ),
    LazyCommand(
        "restore", f"{HERE}.restore:restore", "Bring the case database back from a backup, wholly or not at all."
    ),
    LazyCommand("eval", f"{HERE}.eval:eval", "Measure on labelled messages and dialogues."),
    LazyCommand("train", f"{HERE}.train:train", "Teach the trained readers again, after a row was added or mended."),
)
SECTIONS = (
    ("Start here", ("demo",)),
    ("In the terminal, without Slack", ("ask", "trace", "faq", "faq-publish", "faq-sync", "faq-gaps")),
    ("Put it into Slack", ("manifest", "doctor", "serve")),
    ("Every day", ("cases", "stats", "forget")),
    ("Upkeep", ("backup", "restore", "migrate", "eval", "train")),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # noqa: PLC0415 - nothing else here needs it

        typer.echo(metadata.version("frontdesk"))
        raise typer.Exit


def about(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A customer-support desk that lives in Slack. Without OPENAI_API_KEY everything runs by the rules engine.

    Start here: frontdesk demo. It needs no Slack and no key. COMMAND --help has examples.
    """


def make_cli() -> TyperGroup:
    """Return the whole command line."""
    app = typer.Typer(
        name="frontdesk", cls=GroupedCommands, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )
    app.callback()(about)
    group = get_group(app)
    assert isinstance(group, GroupedCommands)  # noqa: S101 - as asked for
    group.sections = SECTIONS
    for command in (*COMMANDS, lazy_group(faq, FAQ_COMMANDS, FaqCommands), lazy_group(cases, CASE_COMMANDS)):
        group.add_command(command)
    return group


def _run() -> None:
    try:
        make_cli()()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None  # click makes a failure of it
        raise
    finally:
        sys.stdout.flush()  # what is still in the buffer must not fail after main has ended


def main(run: Callable[[], None] = _run) -> None:
    """Run the command line; errors we raise on purpose become one sentence on stderr and an exit code."""
    _open_what_is_closed()
    reach_loopback_directly()
    try:
        run()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (`frontdesk trace … | head`): not our failure, and nothing more can be said.
        _write_to_nowhere()
        sys.exit(0)
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        _write_to_nowhere()
        print(f"frontdesk: {error.filename or 'the output'} cannot be written: {error.strerror}", file=sys.stderr)  # noqa: T201 - as below
        sys.exit(2)
    except Misconfigured as error:
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201 - the terminal is where it belongs
        sys.exit(2)
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201 - the terminal is where it belongs
        sys.exit(1)


def _open_what_is_closed() -> None:
    """Let a stream that was closed (``>&-``) read and write nothing; else a file we open would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open


def _write_to_nowhere() -> None:
    """Nothing more can be said on standard output: what is still in its buffer must not fail when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
