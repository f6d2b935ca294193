"""The impossible transitions (``storage/states.py``) that are logged while a test runs; no expectations here."""

from structlog.typing import EventDict, WrappedLogger

EVENT = "impossible_transition"
NOTED: list[EventDict] = []


def note(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take down an impossible transition; a processor of structlog's, called in any thread."""
    if event.get("event") == EVENT:
        NOTED.append(dict(event))
    return event
