"""Scripted faults of the Web API (what goes wrong, where, how often), and the limit of one message a second."""

import asyncio
import math
from collections import deque
from dataclasses import dataclass, field
from typing import TypedDict

from bot.trial.workspace.workspace import Clock


class How(TypedDict, total=False):
    """What goes wrong."""

    status: int
    retry_after: int
    error: str
    hang: bool
    cut_before_accept: bool
    cut_after_accept: bool
    delay_s: float
    times: int | None


@dataclass
class Fault:
    """One scripted fault; ``times=None`` lasts until the fake closes."""

    method: str
    status: int | None = None
    retry_after: int | None = None
    error: str | None = None
    hang: bool = False
    cut_before_accept: bool = False
    cut_after_accept: bool = False
    delay_s: float = 0.0
    times: int | None = 1
    used: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _reached: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def left(self) -> bool:
        """Whether the next call of the method will still meet this fault."""
        return self.times is None or self.used < self.times

    @property
    def unmet(self) -> bool:
        """Whether the script promised more than happened."""
        return self.used < (self.times or 1)

    def meet(self) -> None:
        """Count one call."""
        self.used += 1
        self._reached.set()

    def release(self) -> None:
        """Let calls that hang on this fault go on."""
        self._released.set()

    async def released(self) -> None:
        """Wait until ``release``."""
        await self._released.wait()

    async def reached(self, timeout_s: float = 60) -> None:
        """Wait until a call met this fault."""
        async with asyncio.timeout(timeout_s):
            await self._reached.wait()


class Faults:
    """The scripted faults, met in the order they were scripted."""

    def __init__(self) -> None:
        self.scripted: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Script one more."""
        self.scripted.append(fault)
        return fault

    def take(self, method: str) -> Fault | None:
        """Return the fault this call meets, counted; ``*`` stands for any method."""
        for fault in self.scripted:
            if fault.method in {method, "*"} and fault.left:
                fault.meet()
                return fault
        return None

    def release_all(self) -> None:
        """Let every hanging call go."""
        for fault in self.scripted:
            fault.release()

    def unmet(self) -> list[str]:
        """Return what was scripted and did not happen."""
        return [f"scripted fault never met: {fault}" for fault in self.scripted if fault.unmet]


class MethodRates:
    """Slack's limits on calls of a method in a minute. Off until set."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self.per_minute: dict[str, int] = {}
        self.refused: list[str] = []

    def wait_s(self, method: str) -> int | None:
        """Return None and count the call, or the whole seconds to wait (``Retry-After``)."""
        most, now, calls = self.per_minute.get(method), self._clock(), self._calls.setdefault(method, deque())
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if most is not None and len(calls) >= most:
            self.refused.append(method)
            return max(1, math.ceil(60 - (now - calls[0])))
        calls.append(now)
        return None


class ChannelRate:
    """Slack's limit on posting: about one message a second and channel. Off until switched on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}
        self.every_s: float | None = None

    def wait_s(self, channel: str) -> int | None:
        """Return None and count the message, or the whole seconds to wait (``Retry-After``)."""
        now = self._clock()
        if self.every_s is None:
            return None
        ready = self._last.get(channel, -math.inf) + self.every_s
        if now < ready:
            return max(1, math.ceil(ready - now))
        self._last[channel] = now
        return None
