"""What a reply may tell somebody who is in danger: to stop, to keep away, to call; nothing that plays the danger down.

The lists of ``unsafe`` know what is dangerous anywhere, in English. Here the customer's message says that something is
dangerous, in any of five languages; then advice must be of a kind that is known to be safe. The words are data.
"""

import re
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.restating import says_nothing, words_in
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat
from workflows.understanding.drafts import most_harmful
from workflows.understanding.meanings import meanings_of

REMEMBERED = 8  # messages
_CLAUSE = lazy(r"[,;:()!?.]\s|\s-\s|\s(?:and|but|und|aber|sondern|et|mais|y|pero|e|ma)\s")
# A warning of those who ask for secrets or access: "a real technician never asks", "hang up".
_WARNS = lazy(
    r"\b(?:real|genuine|honest|serious|echte[rn]?|seriose[rn]?|vrai|verdadero|vero|serio) (?:technician|bank"
    r"|desk|support|firm|company|colleague|techniker"
    r"|banken?|firmen|technicien|tecnico|banco|banca)s? (?:\w+ ){0,2}(?:not|never|nie|nicht|n'|ne|nunca|no|non|mai)\b"
    r"|\b(?:say no|hang up|legen sie auf|raccrochez|cuelgue|riattacchi)\b|\b(?:not even (?:us|me)"
    r"|auch (?:uns )?nicht uns|meme pas a nous|ni a nosotros|nemmeno a noi)\b",
    re.IGNORECASE,
)
PERILOUS, RISKY = "perilous", "risky"
HARMS = 1.0  # how much more than for harmless kinds the words of a thing weigh for harm
_HARMFUL = frozenset({"secret", "identity", "gift", "transfer", "remote", "guard", "peril"})
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


def could_harm(sentence: str, customer: str) -> bool:
    """Say whether a sentence (untrusted) names anything that could do harm, or the customer speaks of a danger; linear.

    The reader takes harmless advice for harm for how it is built. It is believed where a thing is named of which lists
    or the reader itself know that it does harm.
    """
    if _danger_of(customer):
        return True
    if _WARNS.search(flat(sentence)):
        return False
    spoken = spoken_in(flat(sentence).casefold())
    lists = read_lists("hazards")
    return (
        any(lists[name].among(spoken) for name in (PERILOUS, RISKY, "worse", "worse_denying", "access", "rarer"))
        or any(not _HARMFUL.isdisjoint(meanings_of(word)) for word in spoken)
        or most_harmful(word for word in words_in(flat(sentence)) if not says_nothing(word)) >= HARMS
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
