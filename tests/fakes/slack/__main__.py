"""``python -m tests.fakes.slack --port 0 --state FILE``: the fake as a process; its first line is JSON."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from bot.trial.workspace.clock import TrialClock
from bot.trial.workspace.state_file import StateFile
from tests.fakes.slack.control import Control
from tests.fakes.slack.fake import FakeSlack


def main() -> None:
    """Read the options and serve."""
    options = argparse.ArgumentParser(prog="python -m tests.fakes.slack", description=__doc__)
    options.add_argument("--port", type=int, default=0, help="0 takes a free one")
    options.add_argument("--state", type=Path, help="keep the workspace in this file")
    options.add_argument("--bot-url", default="", help="where the bot listens, e.g. http://127.0.0.1:3000")
    options.add_argument("--mode", choices=["http", "socket"], default="http", help="how events reach the bot")
    chosen = options.parse_args()
    asyncio.run(serve(FakeSlack(bot_url=chosen.bot_url, mode=chosen.mode, port=chosen.port), chosen.state))


async def serve(slack: FakeSlack, state: Path | None) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    kept = StateFile(state, slack.site, slack.changed, TrialClock()) if state else None
    if kept:
        kept.read()
    await slack.start(*Control(slack).routes())
    following = asyncio.create_task(kept.follow()) if kept else None
    tokens = {"bot_token": slack.bot_token, "app_token": slack.app_token, "signing_secret": slack.signing_secret}
    sys.stdout.write(json.dumps({"url": slack.url, "api_url": slack.api_url, **tokens}) + "\n")
    sys.stdout.flush()
    await stop.wait()
    if following:
        following.cancel()
        await following
    await slack.close()


if __name__ == "__main__":
    main()
