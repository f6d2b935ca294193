"""When an answer is due, in the words of cards, lists and dialogs. Pure."""

from datetime import datetime

from bot.slack.blocks import moment
from handlers.desk import HandoffSettings


def due_words(handoff: HandoffSettings, waits_since: datetime | None, now: datetime) -> str:
    """Say when a person owes the answer, marked once that is soon or past; "" where none is owed or nothing is set."""
    due = handoff.due(waits_since)
    if due is None:
        return ""
    if due <= now:
        return f":red_circle: *late, was due {moment(due)}*"
    if handoff.is_due_soon(waits_since, now):
        return f":warning: *due {moment(due)}*"
    return f"due {moment(due)}"
