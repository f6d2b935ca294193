"""What a long command is doing now, for who watches it: on stderr, and only in a terminal."""

import sys

import typer

from bot.formats.printable import one_line


def show_step(what: str) -> None:
    """Say what begins now; piped, or run by a timer, nothing is said."""
    if sys.stderr.isatty():
        typer.echo(f"· {one_line(what)}", err=True)
