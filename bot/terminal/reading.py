"""What is being read, shown in the terminal while it is; nothing where the output is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from bot.formats.printable import visible

Told = Callable[[str], None]


@contextmanager
def shown_reading() -> Iterator[Told]:
    """Yield what shows the name (untrusted) of what is read next; the line goes when all is read."""
    spinner = Spinner("dots", Text("Reading"))
    with Live(spinner, console=Console(stderr=True, highlight=False), transient=True) as live:

        def told(text: str) -> None:
            spinner.update(text=Text(f"Reading {visible(text)}"))
            live.refresh()

        yield told
