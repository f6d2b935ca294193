"""Stand-ins for the close readers: they know what becomes of some words, and keep what they were asked."""

import threading
from collections.abc import Mapping, Sequence

from workflows.understanding.wanted import Place, Verdict

SURELY = 8.0  # a logarithm of odds
ACT, ASK, LEAVE = Verdict(0.95, 0.03, 0.02), Verdict(0.1, 0.8, 0.1), Verdict(0.02, 0.03, 0.95)


class FakeCloseReader:
    """Knows what becomes of some words, and has nothing to say of others; notes the threads it reads in."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        self._verdicts = verdicts
        self.asked: list[str] = []
        self.threads: set[threading.Thread] = set()

    def read(self, text: str, places: Sequence[Place]) -> list[Verdict | None]:
        words = [text[one.start : one.end] for one in places]
        self.asked += words
        self.threads.add(threading.current_thread())
        return [self._verdicts.get(one) for one in words]


class FakeDangerReader:
    """Takes each text with one of some words for a danger, and others for none; notes the threads it reads in."""

    def __init__(self, *dangerous: str) -> None:
        self._dangerous = dangerous
        self.asked: list[str] = []
        self.threads: set[threading.Thread] = set()

    def read(self, text: str) -> float:
        self.asked.append(text)
        self.threads.add(threading.current_thread())
        return SURELY if any(one in text for one in self._dangerous) else -SURELY
