"""The commands under ``frontdesk cases``: one list."""

import typer

from bot.terminal.commands.cases.act import assign, reopen, resolve
from bot.terminal.commands.cases.export import export
from bot.terminal.commands.cases.list import list_cases, search
from bot.terminal.commands.cases.show import show

COMMANDS = (search, show, export, resolve, reopen, assign)


def make_group() -> typer.Typer:
    """Return the commands as one group."""
    group = typer.Typer(name="cases", no_args_is_help=True, rich_markup_mode=None)
    group.callback()(cases)
    group.command("list")(list_cases)
    for command in COMMANDS:
        group.command()(command)
    return group


def cases() -> None:
    """Look at stored cases and act on them, as the operator; each act stands on the case's timeline.

    \b
    Examples:
      frontdesk cases list escalated
      frontdesk cases search blue lamp
      frontdesk cases show CASE-1001
      frontdesk cases resolve CASE-1001
    """
