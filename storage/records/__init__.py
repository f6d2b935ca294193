"""Plain frozen records that travel between the layers. No SQL, no Slack, no behaviour beyond reading themselves.

All times are aware datetimes in UTC. A Slack ``ts`` is text and stays text. ``team_id`` is the installation's team.

They are imported from here.
"""

from storage.records.case import (
    AWAITING_ACCOUNT,
    AWAITING_CANCEL,
    AWAITING_DETAILS,
    HERE,
    PRIVATE,
    Case,
    CaseStatus,
    Correction,
    Customer,
    Note,
    TimelineRow,
)
from storage.records.message import TERMINAL, AuthorKind, Message, MessageKey, Tombstone
from storage.records.post import Post, PostState
from storage.records.saved_reply import SavedReply
from storage.records.step_run import StepEngine, StepRun
from storage.records.task import Investigation, Rma, TaskRow, TaskState
from storage.records.turn import Turn, TurnRow, TurnState

__all__ = [
    "AWAITING_ACCOUNT",
    "AWAITING_CANCEL",
    "AWAITING_DETAILS",
    "HERE",
    "PRIVATE",
    "TERMINAL",
    "AuthorKind",
    "Case",
    "CaseStatus",
    "Correction",
    "Customer",
    "Investigation",
    "Message",
    "MessageKey",
    "Note",
    "Post",
    "PostState",
    "Rma",
    "SavedReply",
    "StepEngine",
    "StepRun",
    "TaskRow",
    "TaskState",
    "TimelineRow",
    "Tombstone",
    "Turn",
    "TurnRow",
    "TurnState",
]
