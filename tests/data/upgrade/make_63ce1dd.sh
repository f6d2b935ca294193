#!/bin/sh
# Makes 63ce1dd.sql: the case database as the Frontdesk of commit 63ce1dd left it, made by that commit's own code.
# Made-up people write to the real bot over a loopback Slack. Its last message is kept and not answered: the process ends.
# The Python below speaks the names of that commit: leave them as they are.
#
#   sh tests/data/upgrade/make_63ce1dd.sh              in a checkout of its own, set up for it (two minutes)
#   sh tests/data/upgrade/make_63ce1dd.sh CHECKOUT     in a checkout of that commit, set up already
set -eu
here=$(cd "$(dirname "$0")" && pwd)
before=${1:-}
if [ -z "$before" ]; then
  before=$(mktemp -d)
  trap 'git -C "$here" worktree remove --force "$before"' EXIT
  git -C "$here" worktree add --quiet --detach "$before" 63ce1dd
  make -C "$before" install
fi
cd "$before"
.venv/bin/python - "$here/63ce1dd.sql" <<'PYTHON'
import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.wiring import Bot, open_bot
from handlers.keep import Incoming, keep
from storage.records import MessageKey
from tests.fakes.slack import OTHER_CUSTOMER, STAFF, STAFF_CHANNEL, SUPPORT, TEAM, FakeSlack
from tests.published_desk import publish
from tests.stored import say

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. "
    "Also I want to return the 'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)


async def live(bot: Bot, slack: FakeSlack) -> None:
    """Let every kind of case come to be."""
    await say(slack, bot, SAMPLE)  # CASE-1001: answered
    await say(slack, bot, "I want to return something")  # CASE-1002: waiting
    await say(slack, bot, "I want to talk to a human being please", user=OTHER_CUSTOMER)  # CASE-1003: escalated
    claimed = await say(slack, bot, "Please let me talk to somebody from your team")  # CASE-1004: a person has it
    await press(bot, slack, "card_claim")
    await say(slack, bot, "Hello Ana, how can I help?", user=STAFF, under=claimed)
    await say(slack, bot, "Can I speak to a person about my garden chair?", user=OTHER_CUSTOMER)  # CASE-1005: resolved
    await press(bot, slack, "card_resolve")
    await publish(bot)
    await say(slack, bot, "how do turbines cope when there's no wind?")  # CASE-1006: from a published FAQ
    await say(slack, bot, "Do wind turbines kill birds?")  # CASE-1007: a gap
    key, now = MessageKey(TEAM, SUPPORT, f"{datetime.now(UTC).timestamp():.6f}"), datetime.now(UTC)
    owed = Incoming(key, None, OTHER_CUSTOMER, "Where is my order A-55555?", False, True, False)
    await bot.db.write(lambda tx: keep(tx, owed, frozenset({STAFF}), now))  # CASE-1008: open


async def press(bot: Bot, slack: FakeSlack, action_id: str) -> None:
    """Press a button on the newest card."""
    await slack.action(action_id, slack.posts_in(STAFF_CHANNEL)[-1], user=STAFF)
    await bot.idle()


async def make(folder: Path) -> None:
    """Run the bot against the loopback Slack."""
    async with FakeSlack() as slack:
        slack.allow(f"live <@{STAFF}>")
        settings = Settings(
            slack_bot_token=slack.bot_token,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{folder / 'frontdesk.db'}",
            port=0,
            support_channels=frozenset({SUPPORT}),
            staff=frozenset({STAFF}),
            staff_channel=STAFF_CHANNEL,
        )
        async with open_bot(settings) as bot:
            slack.delivery.bot_url = bot.url
            await live(bot, slack)


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that make the database again; the tables inside the full-text index are SQLite's to make."""
    late: list[str] = []
    for statement in connection.iterdump():
        if statement.startswith("INSERT INTO sqlite_master"):
            [sql] = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (statement.split("'")[3],)).fetchone()
            late.append(f"{sql};")
        elif "case_terms" not in statement and "case_words" not in statement and "writable_schema" not in statement:
            yield statement.replace("COMMIT;", "")
    yield from sorted(late, key=lambda sql: "fts5vocab" in sql)
    columns = "quote(rowid) || ',' || quote(team) || ',' || quote(requester) || ',' || quote(text)"
    for (row,) in connection.execute(f"SELECT {columns} FROM case_words"):
        yield f"INSERT INTO case_words(rowid, team, requester, text) VALUES({row});"
    yield "COMMIT;"


with tempfile.TemporaryDirectory() as name:
    asyncio.run(make(Path(name)))
    made = sqlite3.connect(Path(name) / "frontdesk.db")
    Path(sys.argv[1]).write_text("\n".join(line for line in dump(made) if line) + "\n", encoding="utf-8")
    made.close()
PYTHON
