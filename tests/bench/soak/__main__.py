"""``python -m tests.bench.soak [--minutes N]``: let the desk run, print what was counted; 1 if a promise is broken."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.bench.bench import tell
from tests.bench.soak.counts import Counts
from tests.bench.soak.faults import MODEL_TIMEOUT_S, SLACK_TIMEOUT_S
from tests.bench.soak.soak import Plan, Soak
from tests.fakes.model import FakeModel
from tests.fakes.slack import FakeSlack
from tests.process.served import Desk

PER_S = 5


def main() -> int:
    """Run it; 1 if a message was lost or answered twice, or memory grows."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="how long (default 10)")
    given = parser.parse_args()
    messages = round(given.minutes * 60 * PER_S)
    if messages < 10:
        parser.error("--minutes must be at least 0.1")
    tell(f"{messages} messages, {PER_S} a second; a kill each half minute of the first fifth, memory from the half on")
    # A kill each half minute, a few in a short run, too: what begins after the last warms up until the half.
    plan = Plan(messages, PER_S, min(30 * PER_S, messages // 20), messages // 5, messages // 2)
    counts = asyncio.run(_run(plan))
    sys.stdout.write("\n".join([*counts.lines(), *(f"MISSED: {one}" for one in counts.missed)]) + "\n")
    return 1 if counts.missed else 0


async def _run(plan: Plan) -> Counts:
    settings = {
        "FRONTDESK_SLACK_TIMEOUT_S": str(SLACK_TIMEOUT_S),
        "FRONTDESK_MODEL_TIMEOUT_S": str(MODEL_TIMEOUT_S),
    }
    with tempfile.TemporaryDirectory(prefix="frontdesk-soak-") as folder:
        async with FakeSlack() as slack, FakeModel() as model:
            desk = Desk(Path(folder), slack, settings, from_scratch=True)
            try:
                return await Soak(plan, slack, model, desk).run()
            finally:
                await desk.close()


if __name__ == "__main__":
    sys.exit(main())
