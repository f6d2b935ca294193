"""Kind words that tell of an event: "Glad the refund came through!", "Sorry for the strike".

The reader of sentences takes them for courtesy. What one is glad or sorry about is said to have been: it needs a
record, or the customer's own words (what they only asked for has not been). The words are data.
"""

from functools import lru_cache

from workflows.receipts.customers_words import without_questions
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat

REMEMBERED = 8  # messages, records
_WORDS_OF_OPENER = 5
_NO_EVENT = frozenset({"opens", "open"})  # lists


def tells_an_event(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether kind words (untrusted) tell of an event that neither a record nor the customer tells of; linear."""
    told = flat(sentence).casefold()
    if told.rstrip().endswith("?"):
        return False
    spoken = spoken_in(told)
    lists = read_lists("events")
    if not lists["opens"].among(spoken[:_WORDS_OF_OPENER]) or lists["open"].among(spoken):
        return False
    named = _events_in(told)
    return not named <= _events_in(_known(allowed))


@lru_cache(maxsize=REMEMBERED)
def _events_in(told: str) -> frozenset[str]:
    spoken = spoken_in(told)
    return frozenset(
        name for name, words in read_lists("events").items() if name not in _NO_EVENT and words.among(spoken)
    )


def _known(allowed: AllowedFacts) -> str:
    return flat("\n".join((*allowed.records, without_questions(allowed.customer)))).casefold()
