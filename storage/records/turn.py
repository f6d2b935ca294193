"""Records of turns: messages that are understood and answered as one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.records.case import Case
from storage.records.message import Message, MessageKey

TurnState = Literal["owed", "answered", "given_up", "dropped"]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """How the answering of a turn stands. ``ts`` is that of its first message; turns of one ``lane`` go one by one.

    ``case_id`` None: it belongs to no case yet. ``ready_at``: from when on it may be answered. ``settled_at``: since
    when no answer is owed. ``given_up``: a person owes one; ``dropped``: nobody does any more. ``place``: where its
    lines are written, a channel or a thread; "" of what an older version kept.
    """

    id: int
    team_id: str
    case_id: int | None
    channel: str
    ts: str
    thread_ts: str
    author: str
    lane: str
    state: TurnState
    ready_at: datetime
    opened_at: datetime
    settled_at: datetime | None
    place: str = ""

    def gathers(self, now: datetime) -> bool:
        """Say whether more lines may still become part of it: never if it was ready when it was opened.

        ``now`` may be a moment before that: another message's, which waited for this one to be kept.
        """
        return self.state == "owed" and self.ready_at > max(now, self.opened_at)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person wrote in one place within a moment: one or more messages, understood and answered as one.

    ``messages`` stand in Slack's order, deleted ones among them; there is at least one.
    """

    row: TurnRow
    messages: tuple[Message, ...]

    @property
    def id(self) -> int:
        """The turn's row id."""
        return self.row.id

    @property
    def key(self) -> MessageKey:
        """The turn's lasting key: its first message's."""
        return MessageKey(self.row.team_id, self.row.channel, self.row.ts)

    @property
    def case_id(self) -> int:
        """The row id of its case: nothing is answered outside of one."""
        assert self.row.case_id is not None  # noqa: S101 - a case is opened when the first message is kept
        return self.row.case_id

    @property
    def is_owed(self) -> bool:
        """Whether an answer is owed."""
        return self.row.state == "owed"

    @property
    def first(self) -> Message:
        """The message it began with, whose key it has."""
        return next(one for one in self.messages if one.ts == self.row.ts)

    @property
    def standing(self) -> tuple[Message, ...]:
        """Its messages that were not deleted."""
        return tuple(one for one in self.messages if one.deleted_at is None)

    @property
    def last(self) -> Message:
        """Its newest message that stands; the newest of all if none does."""
        return (self.standing or self.messages)[-1]

    @property
    def text(self) -> str:
        """What it says: its messages that stand, a line each."""
        return "\n".join(one.text for one in self.standing if one.text)

    @property
    def answer_thread(self) -> str:
        """The thread in which its answer stands: where it was written, in a direct message under its last line.

        In a channel under its first one that stands, if it began the thread: Slack takes none for a deleted message.
        """
        if self.row.place == self.row.channel:
            if self.first.is_dm:
                return self.last.ts
            began = self.row.ts == self.row.thread_ts and self.first.deleted_at is not None and self.standing
            return self.standing[0].ts if began else self.row.thread_ts
        return self.row.place.partition(":")[2] or self.row.thread_ts

    def joins(self, case: Case) -> bool:
        """Say whether it was written outside of its case's thread: its answer has to say what it belongs to."""
        return self.row.place == self.row.channel and self.row.ts != case.thread_ts

    @property
    def edits(self) -> tuple[str, ...]:
        """The ``edited_ts`` of its messages that were edited."""
        return tuple(sorted(one.edited_ts for one in self.messages if one.edited_ts))

    @property
    def changed_at(self) -> str:
        """The Slack ``ts`` of what was written or edited last."""
        return max((self.last.ts, *self.edits))

    @property
    def run(self) -> str:
        """The journal's name for answering the present text: whatever changes the text makes it another run.

        Of a single message it is ``first_run``, and ``:edit:`` with the time of the newest edit.
        """
        lines, gone = len(self.messages), len(self.messages) - len(self.standing)
        name = self.first_run
        name += f":lines:{lines}" if lines > 1 else ""
        name += f":without:{gone}" if 0 < gone < lines else ""
        return f"{name}:edit:{'+'.join(self.edits)}" if self.edits else name

    @property
    def first_run(self) -> str:
        """The run of the text as it was first kept; the names of all other runs begin with it and a colon."""
        return f"{self.row.team_id}:{self.row.channel}:{self.row.thread_ts}:{self.row.ts}"
