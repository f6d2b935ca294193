"""The states of cases, turns, tasks, posts and FAQ entries, and which may follow which; docs/states.md draws them.

What each state means stands in docs/states.md as well. A state that is to follow another is added to the table first.
No SQL here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The states of one kind of row and, for each, those that may follow it. Staying the same is always allowed.

    ``begins``: the states in which a new row is stored.
    """

    name: str
    transitions: Mapping[str, frozenset[str]]
    begins: frozenset[str]

    def may_become(self, after: str) -> frozenset[str]:
        """Return the states that ``after`` may follow, itself among them: for the WHERE of an UPDATE."""
        return frozenset({after, *(before for before, then in self.transitions.items() if after in then)})

    def check(self, before: str, after: str, **about: int | str | None) -> None:
        """Write a change that is not in the table to the log, as the bug it is; a test in which it is written fails.

        The change goes on: a desk that stops is worse. ``about``: ids that say which row it is; never a person's words.
        """
        if before not in self.may_become(after):
            log.error("impossible_transition", what=self.name, before=before, after=after, **about, stack_info=True)


CASE = States(
    "case",
    {
        "open": frozenset({"waiting", "answered", "escalated", "resolved"}),
        "waiting": frozenset({"open", "answered", "escalated", "resolved"}),
        "answered": frozenset({"open", "waiting", "escalated", "resolved"}),
        "escalated": frozenset({"open", "waiting", "answered", "resolved"}),
        # Opened again by its requester or by a person; what came too late for it changes nothing.
        "resolved": frozenset({"open", "escalated"}),
    },
    begins=frozenset({"open"}),
)

TURN = States(
    "turn",
    {
        # Given up: a person owes. Dropped: nobody does any more; it was deleted, withheld, or its case resolved.
        "owed": frozenset({"answered", "given_up", "dropped"}),
        # Owed again: one of its messages was edited, and the answer is replaced.
        "answered": frozenset({"owed"}),
        # Owed again: the person who had the case has handed it back. Answered: its reply was under way, and stands.
        "given_up": frozenset({"owed", "answered"}),
        "dropped": frozenset({"owed", "answered"}),
    },
    begins=frozenset({"owed"}),
)

TASK = States(
    "task",
    {
        "pending": frozenset({"done", "failed", "cancelled"}),
        "asked": frozenset({"pending", "done", "failed", "cancelled"}),
        # What was done and never announced is taken back; what had waited for a field, or for a yes, waits again.
        "done": frozenset({"pending", "asked", "cancelled"}),
        "failed": frozenset({"pending", "asked", "cancelled"}),
        "cancelled": frozenset(),
    },
    begins=frozenset({"pending", "asked"}),
)

POST = States(
    "post",
    {
        "planned": frozenset({"sending", "refused", "superseded"}),
        # Back to planned: the attempt is known not to have reached Slack. Superseded: never posted, wanted no more.
        "sending": frozenset({"planned", "sent", "refused", "superseded"}),
        "sent": frozenset(),
        # Given up while the call to Slack was under way: it stands there all the same.
        "refused": frozenset({"sent"}),
        "superseded": frozenset({"sent"}),
    },
    begins=frozenset({"planned", "sending"}),
)

ENTRY = States(
    "entry",
    {
        # Made anew: what was decided was another answer's, so it is proposed again.
        "proposed": frozenset({"approved", "rejected"}),
        "approved": frozenset({"proposed", "rejected"}),
        "rejected": frozenset({"proposed", "approved"}),
    },
    begins=frozenset({"proposed", "approved"}),
)

# One for each kind of row.
TABLES = (CASE, TURN, TASK, POST, ENTRY)
