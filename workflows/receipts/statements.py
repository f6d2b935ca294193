"""What the sentences of a reply state: each is read by what it is; a statement about us needs a record that says it.

A trained reader says what a sentence is (``workflows/understanding/drafts.py``); code decides here what is allowed. A
sentence that is read wrongly is mended in the reader's rows, not here.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from workflows.language.detection import known_language
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.wording import plain_apostrophes
from workflows.understanding.drafts import DraftKind, kinds_of
from workflows.understanding.meanings import bare, meanings_of

STATES = 0.25  # how likely a sentence may be a statement about us, or harmful, before it needs a record
SURE_IN_ENGLISH = 0.9
_WORD = lazy(r"[^\W_]+(?:['-][^\W_]+)*")
_ANY_LETTER = lazy(r"[^\W\d_]")

_NAMED = lazy(
    r"\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Ww]ishes|[Tt]hanks|[Bb]est)\b\s*[,!]?\s*\n?\s*[-]?\s*(?!I\b|You\b"
    r"|We\b|Is\b|If\b|Please\b|For\b)[A-Z][a-z]+\s*$"
    r"|\b(?:[Tt]his is|I am|[Tt]o|[Ww]ith|^|[,!] ?)\s*(?!I\b)[A-Z][a-z]+ (?:from|with|at|of) (?:the "
    r"|our )?(?:\w+ )?(?:team|care|support|billing|sales|department)\b"
    r"|\b[A-Z][a-z]+, head of\b|(?:^|[.!,] )"
    r"(?!Reply|Write|Click|Right|Look|Answer|Ask)[A-Z][a-z]+ (?:from [A-Z]\w+ )?here\b"
    r"|\bI am (?!Frontdesk)[A-Z][a-z]+\b",
    re.MULTILINE,
)
_PLACEHOLDER = lazy(r"\[[a-z][^\]\n]{1,40}\]|\{\{", re.IGNORECASE)
_DECIDED = (
    r"(?:refunded|credited|reimbursed|repaid|reversed|cancell?ed|shipped|dispatched|delivered|approved|granted|waived"
    r"|accepted|compensated|paid out|taken off)"
)
DECIDED = lazy(rf"\b{_DECIDED}\b", re.IGNORECASE)

# Of a true sentence every other word stands in a record: small words, and who and what it is about, need not.
_NEUTRAL_MEANINGS = """
we i you person have be soft thing_ref once because ask_word hello thanks sorry below details status number
the a to within with and again look more start will must can may see know say records thread lookup
"""
_SMALL_WORDS = "about regarding from there now also already currently latest current following one all"
_NEUTRAL = frozenset(_NEUTRAL_MEANINGS.split())
_SMALL = frozenset(_SMALL_WORDS.split())
# Things that are called by another name in another language; what was done to them must stand in the record as it is.
_THING_MEANINGS = (
    "order parcel bill device account card on_way due return_it warranty price collect stock ready booking address"
)
_THINGS = frozenset(_THING_MEANINGS.split())
_SHORT = 2  # letters of a word that says nothing
REMEMBERED = 8  # sets of records


class Said(NamedTuple):
    """A sentence, where it stands in the text, the likeliest of what it is, and how likely it states something."""

    text: str
    start: int
    upto: int
    kind: DraftKind
    risk: float
    harm: float


def read_sentences(prose: str) -> list[Said]:
    """Return the sentences of ``prose`` (untrusted), each with what it is; linear.

    What is harmful in English is known by lists, so that the reader must be sure of it there.
    """
    found = []
    is_english = known_language(prose) == "en"
    for one in sentences(prose, semicolons=False):
        text = prose[one.start : one.upto].strip()
        if not _ANY_LETTER.search(text):
            continue
        kinds = kinds_of(plain_apostrophes(text))
        likely = max(kinds, key=kinds.__getitem__)
        harm = kinds["harm"]
        if is_english and harm < SURE_IN_ENGLISH:
            harm = 0.0
        found.append(Said(text, one.start, one.upto, likely, kinds["statement"] + harm, harm))
    return found


def unproved(said: Said, allowed: AllowedFacts) -> str | None:
    """Return what is wrong with a sentence; None if it states nothing about us, or only what a record says."""
    if said.risk < STATES:
        return None
    if said.harm >= STATES:
        return f"{said.text!r} (asks for a secret, money or access, or advises something harmful)"
    return None if _is_on_record(said.text, allowed) else f"{said.text!r} (claims something done, promised or known)"


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


def _is_on_record(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether all that a sentence says stands in the records: its words, or others for the same things."""
    known = _known((*_records_of(sentence, allowed.records), *sorted(allowed.done)))
    echoed = _known((allowed.customer,) if allowed.only is None else allowed.only)
    things = _THINGS.intersection(meaning for word in known for meaning in meanings_of(word))
    own = _words(sentence)
    told = [word for word in own if not _says_nothing(word)]
    is_denied = any("not" in meanings_of(word) for word in own) and not any(
        "not" in meanings_of(word) for word in known
    )
    proved = [word in known or bool(things.intersection(meanings_of(word))) for word in told]
    is_told = any(proved) and all(
        is_proved or (_is_id(word) and word in echoed) for word, is_proved in zip(told, proved, strict=True)
    )
    return (is_told and not is_denied) or held(sentence.rstrip(" .!"), allowed.records)


def _records_of(sentence: str, records: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of the records but those that name other ids than the sentence: they are true of something else.

    Of a sentence without an id all are returned.
    """
    ids = set(filter(_names_one, _words(sentence)))
    if not ids:
        return records
    lines = [(line, set(filter(_names_one, _words(line)))) for record in records for line in record.splitlines()]
    return tuple(line for line, named in lines if not named or ids & named)


@lru_cache(maxsize=REMEMBERED)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of records; those of the last few are remembered, for each sentence of a reply asks for them."""
    return frozenset(word for text in texts for word in _words(text))


def _words(text: str) -> list[str]:
    return [bare(word) for word in _WORD.findall(fold(text))]


def _is_id(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _names_one(word: str) -> bool:
    """Say whether a word is the id of one thing: letters and digits, which no date or amount is."""
    return _is_id(word) and any(char.isalpha() for char in word)


def _says_nothing(word: str) -> bool:
    if _is_id(word):
        return False
    return len(word) <= _SHORT or word in _SMALL or not _NEUTRAL.isdisjoint(meanings_of(word))
