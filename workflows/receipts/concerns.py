"""Whether a concern that a model restates is the customer's: each of its words theirs, and denied where they deny.

It is stored and shown as what the customer said, and an investigation is opened for it.
"""

from workflows.language.lazy import lazy
from workflows.receipts.restating import BEGINS_ALIKE, says_nothing, words_in
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import english_of, meanings_of

_PIECE = lazy(
    r"[,;.!?:\n](?=\s|$)|\s[-\u2013]\s|\s(?:and|but|because|since|und|aber|weil|et|mais|car|y|pero|porque|e|ma|perche)\s"
)
_TELLS = "tells"
_DENIES_ITSELF = ("wrong", "unknown", "low")  # said in another way of what is denied: "not what I ordered"


def not_theirs(concern: str, message: str) -> str | None:
    """Return what of a concern (untrusted) the message (untrusted) does not say; None if it says all; linear."""
    theirs, spoken = _forms(message), spoken_in(flat(message).casefold())
    lists = read_lists("concerns")
    groups = [words for name, words in lists.items() if name != _TELLS and words.among(spoken)]
    for word in words_in(flat(concern)):
        if says_nothing(word) or lists[_TELLS].among([word]) or "not" in meanings_of(word):
            continue
        if theirs.isdisjoint((word, word[:BEGINS_ALIKE], english_of(word))) and not any(
            words.among([word]) for words in groups
        ):
            return word
    return _denied_otherwise(concern, message)


def _denied_otherwise(concern: str, message: str) -> str | None:
    """Return "not" if one of a concern and what it restates is denied, and the other is not."""
    if _denies(concern):
        return None if _denies(message) else "not"
    lists, told = read_lists("concerns"), spoken_in(flat(concern).casefold())
    if any(lists[name].among(told) for name in _DENIES_ITSELF):
        return None
    own = {form for form in _forms(concern) if not says_nothing(form) and not lists[_TELLS].among([form])}
    pieces = [piece for piece in _PIECE.split(flat(message)) if not own.isdisjoint(_forms(piece))]
    return "not" if pieces and all(map(_denies, pieces)) else None


def _denies(text: str) -> bool:
    return any("not" in meanings_of(word) for word in words_in(flat(text)))


def _forms(text: str) -> frozenset[str]:
    """Return the words of a text, how they begin, and what they are in English."""
    return frozenset(form for word in words_in(flat(text)) for form in (word, word[:BEGINS_ALIKE], english_of(word)))
