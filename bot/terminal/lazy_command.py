"""Commands that are known by name and one line of help; their modules are imported when one of them is called."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from bot.terminal.help import GroupedCommands
from bot.terminal.interrupts import ended_by_interrupts

# New objects till garbage is looked for, and looks till older objects are looked through, too. With Python's own
# numbers, 700 and 10, it took 4 % of the time of a desk at work: little of what it makes is left to be looked for.
GARBAGE = (5_000, 10, 10)
ENDS_SOON = "ask"  # one message: to look for what it leaves behind took a fortieth of its time, and it grew no less
RUNS_FOR_LONG = "serve"  # what it holds in memory it holds for weeks
PYDANTIC = "Value error, "  # stands before typer's own words for a choice that there is not


class LazyCommand(TyperCommand):
    """A command in a list. ``where`` is ``module:function``; ``about`` is the first sentence of its docstring."""

    def __init__(self, name: str, where: str, about: str) -> None:
        super().__init__(name, help=about, rich_markup_mode=None)
        self._where = where

    def load(self) -> TyperCommand:
        """Import the command itself, with its arguments and its whole help."""
        module, _, function = self._where.partition(":")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        with ended_by_interrupts():
            if self.name == RUNS_FOR_LONG:
                with _hidden("rich"):
                    import_module("structlog")
            with _hidden("rich.traceback"), _hidden("rich.pretty"):
                app.command(self.name)(getattr(import_module(module), function))
        if not gc.isenabled() and self.name != ENDS_SOON:  # as bot.__main__ has left it
            gc.freeze()  # modules stay to the end: what a command leaves behind is looked for without them
            gc.set_threshold(*GARBAGE)
            gc.enable()
        command = get_command(app)
        assert isinstance(command, TyperCommand)  # noqa: S101 - an app of one command is that command
        return command

    def make_context(self, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - the class of contexts is typer's own
        """Begin the call of the command itself: typer runs, and completes, what the context is about."""
        try:
            return self.load().make_context(*args, **more)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(PYDANTIC)
            raise


@contextmanager
def _hidden(library: str) -> Iterator[None]:
    """Let imports of ``library`` fail: structlog would draw tracebacks with it, and ours are plain (``bot.logs``).

    The whole of rich, which ``serve`` needs for nothing, is 5 MB; what draws, and shows values (with attrs, which
    nothing else needs), is a twentieth of the time of ``ask``.
    """
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # as documented: an import of it fails
    try:
        yield
    finally:
        del sys.modules[library]


def lazy_group(
    about: Callable[[], None], commands: Iterable[LazyCommand], kind: type[GroupedCommands] = GroupedCommands
) -> TyperGroup:
    """Return commands as one group, which is named as ``about`` is and helps with its docstring."""
    app = typer.Typer(name=about.__name__, cls=kind, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(about)
    group = get_group(app)
    for command in commands:
        group.add_command(command)
    return group
