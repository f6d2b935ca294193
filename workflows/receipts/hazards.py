"""What a reply may tell somebody who is in danger: to stop, to keep away, to call; nothing that plays the danger down.

The lists of ``unsafe`` know what is dangerous anywhere, in English. Here the customer's message says that something is
dangerous, in any of five languages; then advice must be of a kind that is known to be safe. The words are data.
"""

from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

REMEMBERED = 8  # messages
_CLAUSE = lazy(r"[,;:()!?.]\s|\s-\s|\s(?:and|but|und|aber|sondern|et|mais|y|pero|e|ma)\s")
PERILOUS, RISKY = "perilous", "risky"
_TELLS = frozenset({"advice", "harm", "request"})


def worsens(sentence: str, kind: str, customer: str) -> bool:
    """Say whether a sentence (untrusted) of this kind makes a danger worse that the customer or it names; linear."""
    if sentence.rstrip().endswith("?"):
        return False
    lists = read_lists("hazards")
    told = flat(sentence).casefold()
    danger = _danger_of(customer)
    if not danger and _danger_of(told) != PERILOUS:
        return False
    clauses = [spoken_in(clause) for clause in _CLAUSE.split(told)]
    denied = [_denies(clause) for clause in clauses]
    for clause, denies in zip(clauses, denied, strict=True):
        if lists["worse_denying"].among(clause) or (lists["worse"].among(clause) and not denies):
            return True
    is_told_to = danger == PERILOUS and kind in _TELLS
    return is_told_to and not (any(denied) or any(lists["safe"].among(clause) for clause in clauses))


def is_paperwork(sentence: str) -> bool:
    """Say whether a sentence (untrusted) is about labels, files or writing here, and nothing that can harm; linear.

    The reader takes an advice that it does not know for harm now and then: "cover the old labels".
    """
    spoken = spoken_in(flat(sentence).casefold())
    lists = read_lists("hazards")
    return lists["paperwork"].among(spoken) and not any(
        lists[name].among(spoken) for name in (PERILOUS, RISKY, "worse", "access")
    )


def is_perilous(text: str) -> bool:
    """Say whether a text (untrusted) speaks of a danger; linear."""
    return _danger_of(text) == PERILOUS


@lru_cache(maxsize=REMEMBERED)
def _danger_of(text: str) -> str:
    """Return which list of dangers a text is of; "" if it speaks of none."""
    spoken = spoken_in(flat(text).casefold())
    return next((name for name in (PERILOUS, RISKY) if read_lists("hazards")[name].among(spoken)), "")


def _denies(spoken: list[str]) -> bool:
    return read_lists("hazards")["denies"].among(spoken) or any("not" in meanings_of(word) for word in spoken)
