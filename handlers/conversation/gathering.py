"""Which lines of a person are one turn: how long the answer waits for more, and which messages need no waiting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from storage.records import Case, Turn
from workflows.faq.questions_in_messages import asks
from workflows.faq.standing_alone import asks_without_spaces, counted_words, goes_on, states
from workflows.ids.grammar import find_ids
from workflows.language.automatic import is_automatic
from workflows.rules.escalation.danger import find_danger
from workflows.rules.escalation.persons import asks_for_person
from workflows.rules.followups.followups import follow_ups
from workflows.rules.followups.yes_no import yes_or_no
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.planning.plan import seen_in
from workflows.workers import WORKERS

WHOLE_FROM = 8  # words
FEW_SIGNS = 200  # of a message: what has no letter among them says nothing
MOST_BESIDE_IDS = 2  # words: "it is A-12345" names what something is about, and does not say what is wanted

Line = Literal["automatic", "small talk", "part", "statement", "follow-up", "whole"]
"""What a message is as a line of a conversation. A ``statement`` ("i forgot my password") may go on as a ``part`` does,
but after an answer it begins something else. ``follow-up``, a question about what was told before ("when will it
arrive?"), is complete; what is ``whole`` stands for itself, too. To an ``automatic`` reply nobody owes a word."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How long an answer waits for more lines: ``quiet`` from the last one, ``longest`` from the first.

    ``joins``: how long afterwards what is not whole still belongs to the case of the turn before. ``keeps_greetings``:
    small talk opens a case as anything else does.
    """

    quiet: timedelta
    longest: timedelta
    joins: timedelta
    keeps_greetings: bool = False

    def ready_at(self, now: datetime, begun: datetime) -> datetime:
        """Return when a turn is ready that has got a line now, and began then."""
        return min(now + self.quiet, begun + self.longest)


AT_ONCE = Gathering(timedelta(), timedelta(), timedelta(), keeps_greetings=True)
"""Each message is a turn of its own, and ready at once: in a terminal."""


def line_of(text: str) -> Line:
    """Say what a message is (plain, untrusted): a rule, no model. Of a long one only the first words are looked at."""
    if is_automatic(text):
        return "automatic"
    if is_small_talk(text):
        return "small talk"
    if not any(sign.isalnum() for sign in text[:FEW_SIGNS]):
        return "part"  # "???" only calls
    if _stands_alone(text):
        return "whole"
    if asks(text):
        return "follow-up" if goes_on(text) and follow_ups(text) else "whole"
    return "statement" if states(text) else "part"


def _stands_alone(text: str) -> bool:
    """Say whether a text is complete whatever it asks: by its length, its danger, or what it wants done."""
    if counted_words(text, WHOLE_FROM) == WHOLE_FROM or asks_without_spaces(text):
        return True
    return find_danger(text) is not None or asks_for_person(text) or _is_whole_task(text)


def begins_whole(text: str) -> bool:
    """Say whether a first message was a question or a task of its own: what is stated after its answer is another."""
    return _is_whole_task(text) or asks(text) or asks_without_spaces(text)


def _is_whole_task(text: str) -> bool:
    """Say whether all that a text asks to be done can be done: nothing of it lacks its number or product."""
    ids = find_ids(text)
    if ids and len(text.split()) <= len(ids) + MOST_BESIDE_IDS:
        return False
    tasks = [one.task for one in seen_in(text, None) if one.is_sure]  # on the loop, before Slack has its answer
    return bool(tasks) and all(getattr(task, WORKERS[task.query_type].field) is not None for task in tasks)


def is_complete(line: Line, text: str, case: Case) -> bool:
    """Say whether a first line needs no other: it is complete, or a number, a yes or a no that the case waits for."""
    if line in {"follow-up", "whole"}:
        return True
    return case.awaiting is not None and (bool(find_ids(text)) or yes_or_no(text) is not None)


def only_greets(turn: Turn) -> bool:
    """Say whether a turn has said nothing yet but small talk."""
    return all(is_small_talk(one.text) for one in turn.standing)
