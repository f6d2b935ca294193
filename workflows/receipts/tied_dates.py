"""A date of a record that is tied to something else: an estimate is not "since", "at the latest" or "certain".

``dates`` takes known dates out before the rest of a sentence is read; what such a word says of one, a record must say.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.customers_words import without_questions
from workflows.receipts.dates import spans_of_known
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.wording import flat

# What a sentence says of a date beside it; the same word, or one for the same, stands with that date in a record.
_SINCE = r"since|from|as of|seit|seitdem|ab dem|depuis|a partir du|desde|a partir del?|dal|dall'|a partire dal"
_UNTIL = r"until|till|up to|bis (?:zum|einschliesslich)|jusqu'au|hasta(?: el)?|fino al"
_LATEST = (
    r"at the (?:very )?latest|no later than|not later than|not after|spatestens|allerspatestens"
    r"|au plus tard|como (?:muy|maximo) ?(?:tarde)?"
    r"|a mas tardar|al piu tardi|entro e non oltre"
)
_EARLIEST = (
    r"not before|no earlier than|not earlier than|at the earliest|fruhestens|nicht vor|pas avant"
    r"|au plus tot|no antes del?"
    r"|como pronto|non prima del?|al piu presto"
)
_CERTAIN = (
    r"for sure|for certain|certain|certainly|guaranteed?|definite(?:ly)?|without fail|promised?|fixed|firm"
    r"|sicher|garantiert|fest"
    r"|verbindlich|zugesagt|certaine?|garantie?|ferme|sans faute|segur[oa]|garantizad[oa]|sin falta"
    r"|fij[oa]|cert[oa]"
    r"|garantit[oa]|sicur[oa]|senza dubbio"
)
_BY = (
    r"by|until|till|before|latest|due|bis|spatestens|d'ici|avant|jusqu\w*|au plus tard|antes|hasta|tardar"
    r"|entro|prima|piu tardi"
)
_BEFORE = r"(?:\W+(?:the|on|dem|den|am|zum|le|el|il|l'|dal))?\W*$"
_BEHIND = r"^[^.;!?]{0,30}?"
# What a sentence says before or behind a date, and what in a record proves it.
_TIES = tuple(
    (
        lazy(rf"(?<!\w)(?:{before}){_BEFORE}", re.IGNORECASE),
        lazy(rf"{_BEHIND}(?<!\w)(?:{behind})(?!\w)", re.IGNORECASE),
        lazy(rf"(?<!\w)(?:{proves})(?!\w)", re.IGNORECASE),
    )
    for before, behind, proves in (
        (_SINCE, r"onwards?|on(?= ?$)|an(?= ?$)", _SINCE),
        (_UNTIL, r"(?!)", rf"{_UNTIL}|{_BY}"),
        (_LATEST, _LATEST, rf"{_LATEST}|{_BY}"),
        (_EARLIEST, _EARLIEST, _EARLIEST),
        (rf"{_CERTAIN}[^.;!?]{{0,30}}", _CERTAIN, _CERTAIN),
    )
)
_BOUND = lazy(rf"(?:{_LATEST}|{_EARLIEST})", re.IGNORECASE)
_NEAR = 60  # characters around a date
# "By no means certain", "I can not say whether that date is firm".
_OPEN = lazy(r"\b(?:not|no|never|whether|if|nicht|keine?|ob|pas|si|non|se|nada|nothing)\b", re.IGNORECASE)


def ties_a_date(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) says of a date of the records what no record says of it; linear."""
    told = flat(sentence)
    if told.rstrip().endswith("?"):
        return False
    spans = spans_of_known(told, allowed.records)
    theirs = flat(without_questions(allowed.customer)) if spans else ""
    told_by = (*map(flat, allowed.records), theirs if spans_of_known(theirs, allowed.records) else "")
    proofs = "\n".join(told_by) if spans else ""
    return any(_is_tied(told[max(0, start - _NEAR) : start], told[end : end + _NEAR], proofs) for start, end in spans)


def _is_tied(before: str, behind: str, proofs: str) -> bool:
    if _OPEN.search(_BOUND.sub(" ", f"{before} {behind}")):
        return False
    return any(
        (said.search(before) or told.search(behind)) and not proves.search(proofs) for said, told, proves in _TIES
    )
