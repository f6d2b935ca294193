"""The states of a turn, and which may follow which."""

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
        """Write a change that is not in the table to the log, as the bug it is. The change goes on."""
        if before not in self.may_become(after):
            log.error("impossible_transition", what=self.name, before=before, after=after, **about, stack_info=True)


TURN = States(
    "turn",
    {
        # Given up: a person owes. Dropped: nobody does any more; it was deleted, withheld, or its case resolved.
        "owed": frozenset({"answered", "given_up", "dropped"}),
        "answered": frozenset(),
        # Owed again: the person who had the case has handed it back.
        "given_up": frozenset({"owed"}),
        # Answered: its reply was on its way when it was deleted, and is posted.
        "dropped": frozenset({"owed", "answered"}),
    },
    begins=frozenset({"owed"}),
)
