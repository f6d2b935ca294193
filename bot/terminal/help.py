"""The list of commands in ``--help``: under titles, in the order of use, each summary whole."""

from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:  # typer has its own copy: to import click itself takes 1 MB, and a tenth of `--version`
    from click import HelpFormatter

LONGEST = 500  # characters of a summary: no first sentence is longer


class GroupedCommands(TyperGroup):
    """A group whose commands are listed under the titles of ``sections``: title, and names in the order of use.

    What stands in no section comes last, under "Commands".
    """

    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def format_commands(self, ctx: typer.Context, formatter: "HelpFormatter") -> None:  # type: ignore[override]
        """Write the commands; a long summary goes on under its beginning."""
        listed = {name for _, names in self.sections for name in names}
        rest = tuple(name for name in self.list_commands(ctx) if name not in listed)
        for title, names in (*self.sections, ("Commands", rest)):
            rows = [(name, self.commands[name].get_short_help_str(LONGEST)) for name in names if name in self.commands]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
