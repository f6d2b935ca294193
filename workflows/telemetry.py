"""What is counted and traced of the desk's work: a port. Which library keeps it, if any, only ``bot/telemetry`` knows.

What goes through here names steps, methods, kinds and outcomes, and never a person, a channel or anybody's words.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Literal

# How a turn's job ended. ``elsewhere``: another process answers it; ``not_owed``: it was settled already, or deleted.
TurnOutcome = Literal["answered", "withheld", "refused", "failed", "set_aside", "elsewhere", "not_owed"]
PostResult = Literal["sent", "refused"]
CallOutcome = Literal[
    "ok", "bad_answer", "timeout", "rate_limited", "quota", "refused", "server_error", "no_connection", "broken",
    "cancelled",
]  # fmt: skip
SlackResult = Literal["ok", "refused", "token_refused", "rate_limited", "failed", "no_answer", "cancelled"]

NO_SPAN = nullcontext()


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One request to the model: of which step, how it ended, how long it took and what it cost."""

    step: str
    outcome: CallOutcome
    seconds: float
    tokens_in: int
    tokens_out: int


class Counts:
    """Counts nothing; the desk's metrics do (``bot/telemetry/metrics.py``). All of it is called on the way of messages.

    Called once what it counts is committed, or has come to its end.
    """

    def message_kept(self) -> None:
        """Count a message that was kept and was not there before."""

    def turn_ended(self, outcome: TurnOutcome) -> None:
        """Count the end of a turn's job."""

    def post_ended(self, kind: str, result: PostResult) -> None:
        """Count a post that stands in Slack, or that Slack will never take."""

    def step_done(self, step: str, by: str) -> None:
        """Count a step that is answered, by the model or by rule."""

    def model_called(self, call: ModelCall) -> None:
        """Count one request to the model."""

    def slack_called(self, method: str, result: SlackResult) -> None:
        """Count one call of Slack's Web API."""


class Spans:
    """Traces nothing; with a collector ``bot/telemetry/traces.py`` does."""

    def span(self, _name: str) -> AbstractContextManager[None]:
        """Return a context: what happens in it is one span, inside the one that is open here."""
        return NO_SPAN

    def note(self, **attributes: str | int | None) -> None:
        """Add to the span that is open here; None: nothing. Never words of a person's, nor who they are."""


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What counts and what traces. One of each a process."""

    counts: Counts = field(default_factory=Counts)
    spans: Spans = field(default_factory=Spans)


UNWATCHED = Telemetry()
