"""The record of a finished step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

StepEngine = Literal["model", "rules"]


@dataclass(frozen=True, slots=True)
class StepRun:
    """One finished step: the journal's row and the trace people read. ``answer`` is the step's typed answer as JSON.

    ``case_id`` and ``turn_id`` are None for the run of a FAQ set.
    """

    run: str
    step: str
    part: int
    case_id: int | None
    engine: StepEngine
    model: str | None
    prompt_hash: str | None
    tokens_in: int
    tokens_out: int
    ms: int
    outcome: str
    answer: dict[str, Any]
    created_at: datetime
    turn_id: int | None = None
