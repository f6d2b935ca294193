"""The workspace in a file, so that a trial survives a restart: messages, channels, people, views; no calls."""

import asyncio
import contextlib
import dataclasses
import json
from pathlib import Path
from typing import Any

from bot.trial.workspace.clock import TrialClock
from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import Channel, Json, Message, User


def dump(site: Site) -> Json:
    """Return the state as JSON."""
    workspace = site.workspace
    channels = [
        {**dataclasses.asdict(channel), "members": sorted(channel.members)} for channel in workspace.channels.values()
    ]
    rows: dict[str, list[Any]] = {"channels": channels}
    rows["users"] = [dataclasses.asdict(user) for user in workspace.users.values()]
    rows["messages"] = [dataclasses.asdict(message) for message in workspace.messages]
    rows["views"] = [dataclasses.asdict(view) for view in site.views.values()]
    rows["files"] = [about for about, _ in workspace.files.values()]
    return {**rows, "numbers": workspace.numbers_used}


def load(site: Site, state: Json) -> None:
    """Put a dumped state in place of what is there."""
    workspace = site.workspace
    workspace.users = {row["id"]: User(**row) for row in state["users"]}
    workspace.channels = {row["id"]: Channel(**{**row, "members": set(row["members"])}) for row in state["channels"]}
    for row in state["messages"]:
        workspace.add(Message(**row))
    site.views = {row["id"]: View(**row) for row in state["views"]}
    workspace.numbers_used = state["numbers"]


class BadState(Exception):
    """The file is not what this version writes, or cannot be written."""


class StateFile:
    """A file that follows the workspace: written after changes, whole or not at all; file contents stand beside it.

    It keeps how far the trial's clock was moved, too: a second start must not go back behind its own messages.
    """

    def __init__(self, path: Path, site: Site, changed: asyncio.Condition, clock: TrialClock) -> None:
        self._path = path
        self._files = path.with_name(f"{path.stem}-files")
        self._site = site
        self._changed = changed
        self._clock = clock

    def read(self) -> None:
        """Load the file if there is one.

        Raises
        ------
        BadState
            It is damaged, or of another version.
        """
        if not self._path.exists():
            return
        try:
            state = json.loads(self._path.read_text())
            self._clock.ahead_s = float(state.get("ahead_s", 0))
            load(self._site, state)
            about = state["files"]
            self._site.workspace.files = {f["id"]: (f, (self._files / f["id"]).read_bytes()) for f in about}
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            msg = f"{self._path} cannot be read: {error}"
            raise BadState(msg) from error

    def write(self) -> None:
        """Write the state in one step."""
        files = self._site.workspace.files
        for number, (_, content) in files.items():
            if not (self._files / number).exists():
                self._files.mkdir(exist_ok=True)
                (self._files / number).write_bytes(content)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps({**dump(self._site), "ahead_s": self._clock.ahead_s}))
        fresh.replace(self._path)

    async def follow(self) -> None:
        """Write after every change until cancelled, and once more then.

        Where a write fails (the disk is full) the next one tries again; BadState: the last one failed, too.
        """
        with contextlib.suppress(asyncio.CancelledError):
            while True:
                async with self._changed:
                    await self._changed.wait()
                with contextlib.suppress(OSError):
                    self.write()
        try:
            self.write()
        except OSError as error:
            msg = f"{self._path} cannot be written: {error.strerror}"
            raise BadState(msg) from error
