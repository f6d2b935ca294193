"""What a sentence about a thing or an answer on record must agree with, whatever the reader of sentences makes of it.

"A-7 comes as planned" where the record says that it is late; "the guide says to wash it hot" where it says cold.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import says_unproved, words_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

# How an order stands; families of ``statuses.toml``.
_STANDS = frozenset({"out_for_delivery", "delivered", "delayed", "on_time", "cancelled", "lost", "held", "attempted"})
# A sentence with one of these supposes, denies or gives back what somebody said.
_SUPPOSES = lazy(
    r"\b(?:if|whether|should|once|when|until|before|wenn|falls|ob|sobald|bis|sollte|quand|lorsque|des que"
    r"|cuando|hasta|en cuanto|quando|appena"
    r"|finche|says?|said|wrote|write|schreib\w*|sag\w*|dit(?:es)?|dicen?|dices|scriv\w*|(?:si|se) (?:el|la|los"
    r"|il|lo|le|les|votre|su|tu|suo|non|no|ne))\b",
    re.IGNORECASE,
)
# A record that is a published answer, and words that cite one.
_PUBLISHED = lazy(r"\b(?:FAQ|[Pp]ublished answer)\b")
_CITES = lazy(
    r"\b(?:faq|published|guide|article|answer|page|terms) (?:\w+ )?(?:says?|states?|gives?|lists?|tells)\b"
    r"|\baccording to\b|\bas published\b"
    r"|\b(?:laut|gemass|in (?:unseren|den) (?:veroffentlichten )?(?:antworten|faq))\b|\bveroffentlicht\w*\b"
    r"|\b(?:d'apres|selon) (?:la|notre|le)\b"
    r"|\b(?:segun|secondo) (?:la|el|il)\b|\bpubli(?:ee?|cad[oa])\b|\bpubblicat[oa]\b",
    re.IGNORECASE,
)


def contradicts(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) about a thing on record says that it stands otherwise; linear."""
    prose = flat(sentence)
    if prose.rstrip().endswith("?") or _SUPPOSES.search(prose):
        return False
    denies = any("not" in meanings_of(word) for word in words_in(prose))
    return not denies and says_unproved(sentence, allowed.records, _STANDS)


def cites_an_answer(sentence: str, records: tuple[str, ...]) -> bool:
    """Say whether a sentence (untrusted) tells what a published answer says, where there is one; linear."""
    prose = flat(sentence)
    if prose.rstrip().endswith("?") or not _CITES.search(prose):
        return False
    return any(_PUBLISHED.search(one) for one in records)
