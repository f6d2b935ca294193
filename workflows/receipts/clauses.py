"""A sentence taken apart into clauses, each of which may be on record, the customer's word, or state nothing about us.

"DHL has it in transit, you can follow it under JD-7, and I have no other date": no record holds the whole of it.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.forms import says_what_i_can, states_nothing_new
from workflows.receipts.restating import ids_in, is_on_record, only_leads_over, says_of_another
from workflows.receipts.wording import flat, plain_apostrophes
from workflows.understanding.drafts import kinds_of
from workflows.understanding.features import words_of
from workflows.understanding.meanings import english_of, meanings_of

MOST = 12  # clauses of a sentence that are looked at
HARMLESS = 0.1  # how likely a clause by itself may be a statement or harmful
_JOINT = lazy(
    r"[,;:()](?= )|\)|(?<= )[-\u2013\u2014](?= )| (?=(?:and|but|so|und|aber|denn|et|mais|donc|y|pero|e|ed|ma"
    r"|quindi) )",
    re.IGNORECASE,
)
_ANY_FIGURE = lazy(r"\d")
_TOKEN = lazy(r"(?<![\w-])[\w-]+")
_AND = lazy(r"^(?:and|but|so|und|aber|denn|et|mais|donc|y|pero|e|ed|ma|quindi|asi que) ", re.IGNORECASE)
# "It says nothing about a replacement": what a record is silent about.
_IS_SILENT = lazy(
    r"\bnothing (?:about|on|of)\b|\bsteht (?:\w+ ){0,2}nichts\b|\bnichts (?:zu|uber|von)\b"
    r"|\brien (?:sur|a propos|au sujet)\b|\bnada (?:de|sobre)\b|\bniente (?:su|sul|sulla|sui|di)\b"
    r"|\baucune? (?:\w+ ){1,4}(?:n'y )?figure\b|\bno \w+ (?:\w+ )?(?:on record|listed|recorded)\b"
    r"|\bno consta\b|\bnon risulta\b|\bkeine? \w+ (?:eingetragen|vermerkt|hinterlegt)\b",
    re.IGNORECASE,
)
_VERBS = frozenset({"will", "must", "can", "may", "be", "have"})
_TIMES = frozenset({"soon", "policy_time", "vacation"})
_PARTS_OF_DAY = frozenset({"morning", "evening"})


def clauses_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence (untrusted), as marks and words that join them part it; linear."""
    return [clause.strip() for clause in _JOINT.split(" ".join(sentence.split()).strip(" .!")) if clause.strip()]


def on_record_by_clauses(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause of a sentence (untrusted) is on record, and all others are or surely state nothing."""
    clauses = clauses_of(sentence)
    if not 1 < len(clauses) <= MOST:
        return False
    told = [is_on_record(clause, allowed) or says_what_i_can(clause) for clause in clauses]
    return any(told) and all(
        known or _states_nothing(clause, allowed) for clause, known in zip(clauses, told, strict=True)
    )


def mixes_up(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) that names two things of the records says of one what holds of the other."""
    if not _ANY_FIGURE.search(sentence) or len(ids_in(sentence)) <= 1:
        return False
    clauses = clauses_of(sentence)[:MOST]
    return any(len(ids_in(clause)) == 1 and says_of_another(clause, allowed.records) for clause in clauses)


def _states_nothing(clause: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause by itself is surely no statement, and holds no figure and no time."""
    words = words_of(clause)
    if only_leads_over(clause):
        return True
    if _has_new_figure(clause, allowed) or any(_names_a_time(word) for word in words):
        return False
    if _IS_SILENT.search(flat(clause)):
        return True
    if _goes_on(words):
        return False
    if states_nothing_new(_AND.sub("", clause), allowed):
        return True
    kinds = kinds_of(plain_apostrophes(clause))
    return kinds["statement"] + kinds["harm"] < HARMLESS


def _has_new_figure(clause: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause has a figure that is not in an id of a record."""
    known = ids_in("\n".join(allowed.records))
    figures = (one for one in _TOKEN.findall(clause) if _ANY_FIGURE.search(one))
    return any(known.isdisjoint(ids_in(one)) for one in figures)


def _goes_on(words: list[str]) -> bool:
    """Say whether a clause says more of what the clause before is about: "and should be with you"."""
    joined = bool(words) and "and" in meanings_of(words[0])
    return joined and any(not _VERBS.isdisjoint(meanings_of(word)) for word in words[1:2])


def _names_a_time(word: str) -> bool:
    return english_of(word) in _PARTS_OF_DAY or not _TIMES.isdisjoint(meanings_of(word))
