"""What is stopped: the work on it ends at once, whoever it waits for, and how the others learn of it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from storage import posts
from storage.database import Tx
from storage.records import MessageKey, Post, Turn

STOP_KEY = "stopped:"  # the keys of the posts that say so begin with it
STOPPED = "I have stopped, as you asked: nothing was done. Write again, or edit your message, whenever you like."
STOPPED_BEFORE = "I had stopped, as you asked. You have changed your message since, so I am answering it as it is now."


def stop_key(turn: Turn) -> str:
    """Return the key of the post that says that the work on this text of a turn was stopped."""
    return f"{STOP_KEY}{turn.id}:{turn.run}"


def stopped_streams(tx: Tx, turn: Turn) -> list[str] | None:
    """Return the messages of ours that say that a turn was stopped, or will; None: it was not stopped."""
    said = posts.post_at(tx, turn.key.team_id, stop_key(turn))
    return None if said is None else list(said.body.get("into", ()))


def was_stopped(tx: Tx, turn: Turn, before_ts: str) -> bool:
    """Say whether a turn is owed nothing because somebody stopped the work on it, before that time of Slack's."""
    said = _last_said(tx, turn) if turn.row.state == "dropped" else None
    return said is not None and str(said.body.get("at", "")) < before_ts


def note_anew(tx: Tx, stopped: Turn) -> None:
    """Let what is still to say that a turn was stopped say too that it was changed since: its answer may come first."""
    said = _last_said(tx, stopped)
    if said is not None and said.state == "planned":
        posts.keep_body(tx, said.id, {**said.body, "text": STOPPED_BEFORE})


def _last_said(tx: Tx, turn: Turn) -> Post | None:
    """Return the newest post that says that a text of this turn was stopped: its text may have changed since."""
    about = reversed(posts.posts_of_case(tx, turn.case_id))
    return next((post for post in about if post.key.startswith(f"{STOP_KEY}{turn.id}:")), None)


class Stopped(Exception):
    """Somebody has stopped the turn: it is owed no answer any more."""


class Stops:
    """One instance a process. A turn that another process works out ends there with its next look at the rows."""

    def __init__(self) -> None:
        self._working: dict[MessageKey, asyncio.Timeout] = {}

    @asynccontextmanager
    async def unless_stopped(self, key: MessageKey) -> AsyncIterator[None]:
        """Do what is inside for this turn; raises ``Stopped`` if it is stopped meanwhile."""
        try:
            async with asyncio.timeout(None) as limit:
                self._working[key] = limit
                try:
                    yield
                finally:
                    del self._working[key]
        except TimeoutError as error:
            if limit.expired():
                raise Stopped from error
            raise

    def stop(self, keys: Iterable[MessageKey]) -> None:
        """End the work on these turns, if this process does it."""
        for limit in filter(None, map(self._working.get, keys)):
            limit.reschedule(asyncio.get_running_loop().time())
