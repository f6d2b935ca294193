"""What the attempts of one step of a model cost: time and tokens."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What the attempts of one step cost, and the last one of them, its ``call``."""

    started: float = field(default_factory=time.perf_counter)
    tokens_in: int = 0
    tokens_out: int = 0
    call_began: float = 0.0
    call_s: float = 0.0
    call_in: int = 0
    call_out: int = 0

    def begin_call(self) -> None:
        """An attempt is sent."""
        self.call_began, self.call_in, self.call_out = time.perf_counter(), 0, 0

    def end_call(self) -> None:
        """It is answered, or not."""
        self.call_s = time.perf_counter() - self.call_began

    def add(self, completion: object) -> None:
        """Count the tokens of one attempt; a server may leave them out or write anything there."""
        usage = completion.get("usage") if isinstance(completion, dict) else None
        if isinstance(usage, dict):
            self.call_in, self.call_out = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
            self.tokens_in += self.call_in
            self.tokens_out += self.call_out

    def ms(self) -> int:
        """Milliseconds since the step began."""
        return round((time.perf_counter() - self.started) * 1000)


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
