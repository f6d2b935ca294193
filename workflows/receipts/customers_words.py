"""What the customer said, given back as such: "you were charged twice, as you write"."""

from collections.abc import Sequence
from functools import lru_cache

from workflows.language.sentences import sentences
from workflows.receipts.restating import BEGINS_ALIKE, says_nothing, words_in
from workflows.understanding.meanings import english_of, meanings_of

REMEMBERED = 8  # messages
# "As you write", "I understand that you", "you mention": what follows is the customer's word.
_SAID_WORDS = "say write mention understand tell ask want hear listen read"
_COURTEOUS_WORDS = "frustrating worry apologise understandable see"
_SAID_BY_YOU = frozenset(_SAID_WORDS.split())
_COURTEOUS = frozenset(_COURTEOUS_WORDS.split())
_NEAR = 4  # words from "I" to what I do: "I can well understand"


def is_customers_word(sentence: str, customer: str) -> bool:
    """Say whether a sentence gives back what the customer said, as such: "you were charged twice, as you write".

    What they only asked supports nothing, and nothing that we do is theirs: "I cancelled it, as you asked".
    """
    words = words_in(sentence)
    if not any("you" in meanings_of(word) for word in words) or _we_act(words):
        return False
    if not any(english_of(word) in _SAID_BY_YOU and "will" not in meanings_of(word) for word in words):
        return False
    begins = _begins(customer)
    told = [word for word in words if not says_nothing(word) and english_of(word) not in _SAID_BY_YOU | _COURTEOUS]
    return bool(told) and all(word[:BEGINS_ALIKE] in begins or english_of(word) in begins for word in told)


@lru_cache(maxsize=REMEMBERED)
def _begins(customer: str) -> frozenset[str]:
    """Return how the words begin that a customer said and did not only ask, and what they are in English."""
    own = words_in(without_questions(customer))
    return frozenset({word[:BEGINS_ALIKE] for word in own} | {english_of(word) for word in own})


@lru_cache(maxsize=REMEMBERED)
def without_questions(customer: str) -> str:
    """Return what a customer said without what they only asked, as lines; linear."""
    return "\n".join(customer[one.start : one.end] for one in sentences(customer) if not one.question)


def _we_act(words: Sequence[str]) -> bool:
    """Say whether we do something in a sentence; that we understand, hear or are sorry is nothing done."""
    for at, word in enumerate(words):
        means = meanings_of(word)
        if "we" in means or "staff" in means:
            return True
        if "i" in means and not any(english_of(near) in _SAID_BY_YOU | _COURTEOUS for near in words[at : at + _NEAR]):
            return True
    return False
