"""What a check found: how bad it is, what is so, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

TIMEOUT_S = 10.0  # no check takes longer


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. ``advice`` is what to do; "" when nothing is to be done."""

    check: str
    state: Literal["ok", "warning", "failed"]
    says: str
    advice: str = ""


def ok(check: str, says: str) -> Finding:
    """Make a finding: all is well, or it is merely good to know."""
    return Finding(check, "ok", says)


def warning(check: str, says: str, advice: str = "") -> Finding:
    """Make a finding: it works, with something missing."""
    return Finding(check, "warning", says, advice)


def failed(check: str, says: str, advice: str) -> Finding:
    """Make a finding: it does not work until somebody acts."""
    return Finding(check, "failed", says, advice)
