"""What the sentences of a reply state: each is read by what it is; a statement about us needs a record that says it.

A trained reader says what a sentence is (``workflows/understanding/drafts.py``); code decides here what is allowed. A
sentence that is read wrongly is mended in the reader's rows, not here.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from workflows.language.detection import known_language
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.receipts.clauses import mixes_up, on_record_by_clauses
from workflows.receipts.customers_words import is_customers_word
from workflows.receipts.deeds import deed_of_ours
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.forms import could_claim, states_nothing_new
from workflows.receipts.granted import taken_for_granted
from workflows.receipts.hazards import is_paperwork, is_perilous
from workflows.receipts.policies import answers_with_a_rule
from workflows.receipts.restating import is_on_record
from workflows.receipts.secrets import asks_for_a_secret, asks_for_counted
from workflows.receipts.standing import cites_an_answer, contradicts
from workflows.receipts.summaries import echoes, sums_up
from workflows.receipts.topics import says_nothing_else
from workflows.receipts.wording import plain_apostrophes
from workflows.understanding.drafts import DraftKind, kinds_of

REMEMBERED = 4  # drafts
REMEMBERED_SENTENCES = 64
# How likely a sentence that stands alone may be a statement about us, or harmful, before it needs a record.
STATES = 0.25
STATES_PLAINLY = 0.7  # where no word of it could be a claim, and nobody is in danger
DOUBTED = -0.35  # log-odds from which a sentence is refused unless a rule says that it is told
NO_STATEMENT = 0.05  # how likely the reader may hold a statement or harm where nothing else is asked
SURE = 1.0
SURE_OF_HARM = 0.5
SURE_OF_HARM_IN_ENGLISH = 0.98
LEAST = 0.05  # of what is left of a sentence that the reader takes for harm, and that cannot be
_ANY_LETTER = lazy(r"[^\W\d_]")

_NAMED = lazy(
    r"\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Ww]ishes|[Tt]hanks|[Bb]est)\b\s*[,!]?\s*\n?\s*[-]?\s*(?!I\b|You\b"
    r"|We\b|Is\b|If\b|Please\b|For\b)[A-Z][a-z]+\s*$"
    r"|\b(?:[Tt]his is|I am|[Tt]o|[Ww]ith|^|[,!] ?)\s*(?!I\b)[A-Z][a-z]+ (?:from|with|at|of) (?:the "
    r"|our )?(?:\w+ )?(?:team|care|support|billing|sales|department)\b"
    r"|\b[A-Z][a-z]+, head of\b|(?:^|[.!,] )"
    r"(?!Reply|Write|Click|Right|Look|Answer|Ask|From|Over|Down|Up|Not|Nothing|Nobody|Everybody|Everyone|Anyone"
    r"|Everything|Welcome|Post|Send|Put|Come|Back)[A-Z][a-z]+ (?:from [A-Z]\w+ )?here\b"
    r"|\bI am (?!Frontdesk)[A-Z][a-z]+\b",
    re.MULTILINE,
)
_PLACEHOLDER = lazy(r"\[[a-z][^\]\n]{1,40}\]|\{\{", re.IGNORECASE)
_DECIDED = (
    r"(?:refunded|credited|reimbursed|repaid|reversed|cancell?ed|shipped|dispatched|delivered|approved|granted|waived"
    r"|accepted|compensated|paid out|taken off)"
)
DECIDED = lazy(rf"\b{_DECIDED}\b", re.IGNORECASE)


class Said(NamedTuple):
    """A sentence, its place, the likeliest of what it is, and how likely it states something or does harm.

    ``states``: how likely it states something if it does no harm; ``likely``: either, as the reader alone has it.
    """

    text: str
    start: int
    upto: int
    kind: DraftKind
    risk: float
    harm: float
    states: float
    likely: float


@lru_cache(maxsize=REMEMBERED)
def read_sentences(prose: str) -> tuple[Said, ...]:
    """Return the sentences of ``prose`` (untrusted), each with what it is; linear.

    The reader must be sure of harm, and in English, where lists know it, surer.
    """
    found = []
    is_english = known_language(prose) == "en"
    for one in sentences(prose, semicolons=False):
        text = prose[one.start : one.upto].strip()
        if not _ANY_LETTER.search(text):
            continue
        kinds = kinds_of(plain_apostrophes(text))
        harm = kinds["harm"]
        if harm < (SURE_OF_HARM_IN_ENGLISH if is_english else SURE_OF_HARM) or is_paperwork(text):
            harm = 0.0
        likely = max((kind for kind in kinds if harm or kind != "harm"), key=kinds.__getitem__)
        states = kinds["statement"] / max(1 - kinds["harm"], LEAST)
        risk = kinds["statement"] + harm if harm else states
        if asks_for_counted(text) or (not is_english and asks_for_a_secret(text)):
            states = risk = harm = SURE
        found.append(Said(text, one.start, one.upto, likely, risk, harm, states, kinds["statement"] + kinds["harm"]))
    return tuple(found)


def unproved(said: Said, allowed: AllowedFacts, doubt: float | None) -> str | None:
    """Return what is wrong with a sentence; None if it states nothing about us, or only what a record says.

    ``doubt``: the log-odds that it states what no record holds, by all that is read of it (``weighed``). None where it
    stands alone, as a greeting or the words over a part do: what is weighed is learnt from drafts of several sentences.
    """
    wrong = None
    doubted, harms = _by_reader(said, allowed) if doubt is None else _by_weight(said, doubt)
    states = doubted or deed_of_ours(said.text) or answers_with_a_rule(said.text, allowed.customer)
    states = states or cites_an_answer(said.text, allowed.records)
    if mixes_up(said.text, allowed) or contradicts(said.text, allowed):
        wrong = "says of one thing what holds of another"
    elif states and is_on_record(said.text, allowed):
        pass
    elif taken_for_granted(said.text, allowed):
        wrong = "takes for granted what no record holds"
    elif harms:
        wrong = "asks for a secret, money or access, or advises something harmful"
    elif states and not is_told(said.text, allowed):
        wrong = "claims something done, promised or known"
    return f"{said.text!r} ({wrong})" if wrong else None


def _by_weight(said: Said, doubt: float) -> tuple[bool, bool]:
    """Return whether a sentence needs a record, and whether it does harm, by what is weighed."""
    asks_for_secret = said.harm == SURE
    doubted = doubt >= DOUBTED and said.likely >= NO_STATEMENT
    return doubted or asks_for_secret, asks_for_secret or (doubted and said.harm >= said.states)


def _by_reader(said: Said, allowed: AllowedFacts) -> tuple[bool, bool]:
    """Return the like by the reader of sentences alone."""
    is_plain = not could_claim(said.text) and not is_perilous(allowed.customer)
    harms = said.harm >= STATES and not (said.harm < SURE and _is_no_harm(said.text, allowed))
    risk = said.risk if harms else said.states
    return risk >= (STATES_PLAINLY if is_plain else STATES), harms


def _is_no_harm(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence that the reader takes for harm is about paperwork, sums up, or is of a harmless form."""
    return is_paperwork(sentence) or sums_up(sentence, allowed.customer) or states_nothing_new(sentence, allowed)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def is_told(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence gives back what the customer said, or is on record clause by clause."""
    return (
        states_nothing_new(sentence, allowed)
        or is_customers_word(sentence, allowed.customer)
        or sums_up(sentence, allowed.customer)
        or echoes(sentence, allowed.customer)
        or on_record_by_clauses(sentence, allowed)
        or says_nothing_else(sentence, allowed)
    )


def is_theirs_to_say(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence says what the customer said, or nothing of ours beside it: it may say their figures."""
    return (
        sums_up(sentence, allowed.customer)
        or echoes(sentence, allowed.customer)
        or states_nothing_new(sentence, allowed)
        or says_nothing_else(sentence, allowed)
    )


def unproved_decisions(prose: str, allowed: AllowedFacts) -> list[str]:
    """Return what ``prose``, which restates what the customer said, says of decisions that the customer did not."""
    decided = (match.group() for match in DECIDED.finditer(prose))
    return [
        f"{words!r} (claims something done, promised or known)" for words in decided if not held(words, allowed.proofs)
    ]


def signed(prose: str) -> list[str]:
    """Return names that sign or introduce a sender in ``prose``, which is flat, and places left to be filled in."""
    found = [match.group() for pattern in (_NAMED, _PLACEHOLDER) for match in pattern.finditer(prose)]
    return [f"{words.strip()!r} (signs with a name)" for words in found]
