"""``frontdesk``, and ``python -m bot``: from here on Ctrl-C shows no traceback."""

import gc

from bot.terminal.interrupts import ended_by_interrupts


def main() -> None:
    """Import the command line and run it."""
    gc.disable()  # until a command begins: imports leave nothing to collect, and looking for it took an eighth of `ask`
    with ended_by_interrupts():
        from bot.terminal.cli import main as run  # noqa: PLC0415 - it may be interrupted
    run()


if __name__ == "__main__":
    main()
