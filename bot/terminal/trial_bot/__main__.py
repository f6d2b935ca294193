"""``python -m bot.terminal.trial_bot``: as ``frontdesk``, from here on Ctrl-C shows no traceback."""

from bot.terminal.interrupts import ended_by_interrupts


def main() -> None:
    """Import the bot and serve."""
    with ended_by_interrupts():
        from bot.terminal.cli import main as run  # noqa: PLC0415 - it may be interrupted
        from bot.terminal.trial_bot.serving import serve_trial  # noqa: PLC0415 - as above
    run(serve_trial)


if __name__ == "__main__":
    main()
