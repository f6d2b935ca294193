"""What a soak says at the end: messages lost and answered twice, how fast memory grows. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.trial.workspace.workspace import BOT_ID, Json, Message
from tests.bench.wire import is_reply

MOST_MB_PER_H = 2.0
SHOWN = 3

Sample = tuple[float, float]  # seconds, MB


@dataclass(frozen=True)
class Counts:
    """How the messages of a soak were answered; ``lost`` and ``doubled`` name them."""

    messages: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    mb_per_h: float | None
    kills: int
    faults: int

    @property
    def missed(self) -> list[str]:
        """What is not as promised, in words."""
        grows = self.mb_per_h is not None and self.mb_per_h > MOST_MB_PER_H
        return [
            *([f"{len(self.lost)} lost, e.g. {', '.join(self.lost[:SHOWN])}"] if self.lost else []),
            *([f"{len(self.doubled)} answered twice, e.g. {', '.join(self.doubled[:SHOWN])}"] if self.doubled else []),
            *([f"memory grows by {self.mb_per_h:.1f} MB/h, not {MOST_MB_PER_H:g}"] if grows else []),
        ]

    def lines(self) -> list[str]:
        """The figures, a line each."""
        grown = "not measured" if self.mb_per_h is None else f"{self.mb_per_h:+.1f} MB/h (at most {MOST_MB_PER_H:g})"
        return [
            f"messages     {self.messages}",
            f"lost         {len(self.lost)}",
            f"doubled      {len(self.doubled)}",
            f"memory       {grown}",
            f"kills        {self.kills}",
            f"faults       {self.faults}",
        ]


def thread_of(event: Json) -> str:
    """Return what names the thread of a new message."""
    return f"{event['channel']}:{event['ts']}"


def answers(messages: Iterable[Message]) -> Counter[str]:
    """Count the replies of the desk that stand in each thread."""
    ours = (one for one in messages if one.bot_id == BOT_ID and is_reply(one.metadata or {}))
    return Counter(f"{one.channel}:{one.thread}" for one in ours)


def lost_and_doubled(threads: Sequence[str], found: Counter[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the messages have no reply, and which have several."""
    return tuple(one for one in threads if not found[one]), tuple(one for one in threads if found[one] > 1)


def growth_mb_per_h(samples: Sequence[Sample]) -> float | None:
    """Return the slope of a straight line through the samples; None if there are too few for one."""
    seconds = [at for at, _ in samples]
    if len(set(seconds)) < 2:
        return None
    mean_s, mean_mb = sum(seconds) / len(samples), sum(mb for _, mb in samples) / len(samples)
    over = sum((at - mean_s) * (mb - mean_mb) for at, mb in samples)
    return over / sum((at - mean_s) ** 2 for at in seconds) * 3600
