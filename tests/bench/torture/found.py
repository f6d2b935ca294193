"""What a torture says at the end. Pure."""

from dataclasses import dataclass

from tests.bench.soak.counts import SHOWN

MOST_S = 60.0  # from a dead process's last renewal until others have all its jobs


@dataclass(frozen=True)
class Found:
    """How the messages were answered. ``taken_over_s``: how long each takeover took. ``returns``: asked for.

    ``seen``: doubled when a process that stood still went on; ``standing``: ten seconds later. ``taken_back``: messages
    that stood twice for a moment.
    """

    messages: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    seen: int
    standing: tuple[str, ...]
    taken_back: int
    left: int
    set_aside: int
    broken: int
    rmas: int
    returns: int
    kills: int
    taken_over_s: tuple[float, ...]

    @property
    def missed(self) -> list[str]:
        """What is not as promised, in words."""
        late = [seconds for seconds in self.taken_over_s if seconds > MOST_S]
        return [
            *([f"{len(self.lost)} lost, e.g. {', '.join(self.lost[:SHOWN])}"] if self.lost else []),
            *([f"{len(self.doubled)} answered twice, e.g. {', '.join(self.doubled[:SHOWN])}"] if self.doubled else []),
            *([f"{len(self.standing)} stood twice after ten seconds"] if self.standing else []),
            *([f"{self.set_aside} jobs were set aside, and none is guilty"] if self.set_aside else []),
            *([f"{self.rmas} RMAs for {self.returns} returns"] if self.rmas != self.returns else []),
            *([f"{self.broken} bugs stand in the logs"] if self.broken else []),
            *([f"taken over after {max(late):.0f} s, not {MOST_S:.0f}"] if late else []),
        ]

    def lines(self) -> list[str]:
        """The figures, a line each."""
        return [
            f"messages     {self.messages}",
            f"lost         {len(self.lost)}",
            f"doubled      {len(self.doubled)} left standing",
            f"  seen       {self.seen} by one that stood still; {self.taken_back} taken back in all, {self.left} left",
            f"RMAs         {self.rmas} for {self.returns}",
            f"kills        {self.kills}",
            f"set aside    {self.set_aside}",
            f"bugs logged  {self.broken}",
            f"taken over   {', '.join(f'{seconds:.1f} s' for seconds in self.taken_over_s) or 'not measured'}",
        ]
