"""The states of what we keep, and from which to which it may go: drawn here, asserted where they change."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class States:
    """The states of one kind of thing. ``transitions``: from each, where it may go; staying is always allowed."""

    name: str
    transitions: Mapping[str, frozenset[str]]

    def before(self, state: str) -> frozenset[str]:
        """Return the states from which it may come to ``state``."""
        return frozenset(one for one, after in self.transitions.items() if state in after)


POST = States(
    "post",
    {
        "planned": frozenset({"sending", "superseded", "refused"}),
        # To planned: the attempt is known not to have reached Slack. To itself: claimed again after a crash.
        "sending": frozenset({"sending", "planned", "sent", "superseded", "refused"}),
        # Given up while the call was under way: it stands in Slack all the same.
        "superseded": frozenset({"sent"}),
        "refused": frozenset({"sent"}),
        "sent": frozenset(),
    },
)
