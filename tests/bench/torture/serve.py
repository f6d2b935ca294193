"""``python -m tests.bench.torture.serve VERSION``: ``frontdesk serve`` as a version of the flows of its own."""

import sys

from bot.terminal.cli import main
from workflows.engine import dbos_engine

if __name__ == "__main__":
    dbos_engine.FLOW_VERSION = sys.argv.pop(1)
    main()
