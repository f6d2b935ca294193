"""``python -m bot`` is ``frontdesk``."""

from bot.terminal.cli import main

main()
