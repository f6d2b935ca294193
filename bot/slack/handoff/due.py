"""When an answer is due, in the words of cards, lists and dialogs. Pure."""

from datetime import datetime

from bot.slack.blocks import moment
from handlers.desk import HandoffSettings
from storage.case_lists import CaseLine
from storage.records import Case


def due_words(handoff: HandoffSettings, case: Case | CaseLine, now: datetime) -> str:
    """Say when a person owes the answer, marked once that is soon or past; "" where none is owed or nothing is set."""
    due = handoff.due(case.waits_since, case.priority)
    if due is None:
        return ""
    if due <= now:
        return f":red_circle: *late, was due {moment(due)}*"
    if handoff.is_due_soon(case.waits_since, now, case.priority):
        return f":warning: *due {moment(due)}*"
    return f"due {moment(due)}"
