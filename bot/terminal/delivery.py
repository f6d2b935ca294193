"""Delivery to the terminal, for ``frontdesk ask``: progress on stderr, the reply as text."""

import itertools
from collections.abc import Sequence

from rich.console import Console

from handlers.desk import Details, ReplyTarget, ThreadRoot
from storage.records import Message, MessageKey, Post
from workflows.reply import Reply

_STAMP = itertools.count(1)


class TerminalProgress:
    """Prints a line a part on stderr."""

    def __init__(self, console: Console, parts: list[str]) -> None:
        self._console = console
        self._parts = parts

    def done(self, part: int, *, ok: bool) -> None:
        """Print that a part is finished."""
        mark = "✓" if ok else "✗"
        self._console.print(f"  {mark} {self._parts[part - 1]}", style="dim", markup=False, highlight=False)

    async def finish(self) -> None:
        """Nothing is left to show."""


class TerminalDelivery:
    """Keeps the reply for the command to print; a terminal cannot lose one on the way."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.replies: list[Reply] = []

    def status(self, target: ReplyTarget) -> None:
        """Show nothing: the command says what it does."""

    def progress(self, _target: ReplyTarget, parts: list[str], _message: Message) -> TerminalProgress:
        """Show the parts as they get done."""
        self._console.print(f"Working on {len(parts)} requests", style="dim", highlight=False)
        return TerminalProgress(self._console, parts)

    def settle_progress(self, _target: ReplyTarget, _message: Message) -> None:
        """Leave what was printed."""

    def stopped(self, _key: MessageKey, _streams: Sequence[str]) -> None:
        """Do nothing: nobody stops anything here."""

    def end_progress(self, _key: MessageKey) -> None:
        """Leave what was printed."""

    def lacks(self, _message: Message) -> bool:
        """A terminal has told all."""
        return False

    async def details(self, message: Message) -> Details:
        """Return the message as it is."""
        return Details(message.text)

    async def thread_root(self, _key: MessageKey) -> ThreadRoot | None:
        """A thread of the terminal is a case's."""
        return None

    async def room(self, _post: Post) -> None:
        """There always is."""

    async def find(self, _post: Post) -> dict[int, str]:
        """Find nothing: what an interrupted command printed is gone, so print again."""
        return {}

    async def leave_one(self, _post: Post, _keep: str | None, _mine: str | None) -> int:
        """Nothing stands here twice."""
        return 0

    async def post(self, post: Post, _stands: dict[int, str]) -> tuple[str, str]:
        """Take the reply and return its channel and a ``ts`` that sorts after the message."""
        self.replies.append(Reply.model_validate(post.body))
        seconds, _, fraction = str(post.after_ts).partition(".")
        return post.channel, f"{seconds}.{int(fraction) + next(_STAMP):06d}"
