"""``frontdesk``, and ``python -m bot``: from here on Ctrl-C shows no traceback."""

import atexit
import gc
import os

from bot.terminal.interrupts import ended_by_interrupts


def main() -> None:
    """Import the command line and run it."""
    gc.disable()  # until a command begins: imports leave nothing to collect, and looking for it took an eighth of `ask`
    atexit.register(gc.freeze)  # nor at the end, where Python would look through all there is before it lets it go
    # Pydantic would look for plug-ins in the metadata of all packages that are installed, at each call.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with ended_by_interrupts():
        from bot.terminal.cli import main as run  # noqa: PLC0415 - it may be interrupted
    run()


if __name__ == "__main__":
    main()
