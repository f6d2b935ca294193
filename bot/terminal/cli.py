"""The console script ``frontdesk``: one list of commands, and what an exit code means.

0 done · 1 a check or a measurement failed, or something was not found · 2 wrong call or settings · 130 interrupted.
"""

import os
import sys
from importlib import metadata
from typing import Annotated

import typer

from bot.slack.proxy import reach_loopback_directly
from bot.terminal.commands.ask import ask
from bot.terminal.commands.cases.group import make_group
from bot.terminal.commands.demo import demo
from bot.terminal.commands.doctor import doctor
from bot.terminal.commands.eval import eval as measure
from bot.terminal.commands.faq import faq
from bot.terminal.commands.faq_gaps import faq_gaps
from bot.terminal.commands.faq_publish import faq_publish
from bot.terminal.commands.forget import forget
from bot.terminal.commands.manifest import manifest
from bot.terminal.commands.migrate import migrate
from bot.terminal.commands.serve import serve
from bot.terminal.commands.stats import stats
from bot.terminal.commands.trace import trace
from storage.errors import FrontdeskError, Misconfigured

COMMANDS = (demo, serve, ask, faq, faq_publish, faq_gaps, migrate, doctor, manifest, trace, stats, measure, forget)

cli = typer.Typer(
    name="frontdesk",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(metadata.version("frontdesk"))
        raise typer.Exit


@cli.callback()
def about(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A customer-support desk that lives in Slack. Without OPENAI_API_KEY everything runs by the rules engine."""


for command in COMMANDS:
    cli.command()(command)
cli.add_typer(make_group())


def _run() -> None:
    try:
        cli()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None  # click makes a failure of it
        raise
    finally:
        sys.stdout.flush()  # what is still in the buffer must not fail after main has ended


def main() -> None:
    """Run the command line; errors we raise on purpose become one sentence on stderr and an exit code."""
    reach_loopback_directly()
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (`frontdesk trace … | head`): not our failure, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        sys.exit(0)
    except Misconfigured as error:
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201 - the terminal is where it belongs
        sys.exit(2)
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)  # noqa: T201 - the terminal is where it belongs
        sys.exit(1)
