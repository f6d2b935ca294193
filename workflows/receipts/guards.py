"""What no sentence of a reply may be without a record, whatever the reader of sentences takes it for.

One table: each guard says whether a sentence (untrusted) is of its kind, and what is told to who wrote it.
"""

from collections.abc import Callable

from workflows.receipts.bare_answers import answers_barely
from workflows.receipts.decided import decides
from workflows.receipts.events import tells_an_event
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.given_away import gives_away, returns_otherwise
from workflows.receipts.somebody import says_somebody_reads
from workflows.receipts.tied_dates import ties_a_date

Guard = Callable[[str, AllowedFacts], bool]
GUARDS: tuple[tuple[Guard, str], ...] = (
    (answers_barely, "answers a question that no record answers"),
    (tells_an_event, "tells of an event that no record holds"),
    (decides, "tells a decision that no record holds"),
    (ties_a_date, "says of a date what no record says of it"),
    (gives_away, "lets goods or money go as no record does"),
    (says_somebody_reads, "says that a person reads along"),
    (returns_otherwise, "says of a return what no record holds"),
)


def guarded(sentence: str, allowed: AllowedFacts) -> str | None:
    """Return what is wrong with a sentence (untrusted); None if no guard holds it; linear."""
    wrong = next((why for guard, why in GUARDS if guard(sentence, allowed)), None)
    return f"{sentence!r} ({wrong})" if wrong else None
