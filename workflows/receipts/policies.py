"""A rule of ours that answers a question: "a photo is enough", "students pay half", "it lasts three years, normally".

The reader of sentences takes such a sentence for how things generally are. Where something was asked, it is told as our
rule. The words are data.
"""

import re
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.word_lists import read_lists, spoken_in
from workflows.receipts.wording import flat

REMEMBERED = 8  # messages
# Messages ask without a mark, too.
_ASKS = lazy(
    r"(?:^|[\n.,;!] ?)(?:hi,? |hello,? )?(?:can|could|do|does|is|are|will|when|how|what|who|which|may|kann|darf"
    r"|gibt|wann|wie|was|wer|puis|peut"
    r"|quand|combien|est|puedo|hay|cuando|cuanto|posso|quando|quanto|si puo)\b",
    re.IGNORECASE,
)


def answers_with_a_rule(sentence: str, customer: str) -> bool:
    """Say whether a sentence (untrusted) tells a rule to somebody who asked for one; linear."""
    if sentence.rstrip().endswith("?"):
        return False
    lists = read_lists("policies")
    spoken = spoken_in(flat(sentence).casefold())
    if lists["none"].among(spoken):
        return False
    if not _asks(customer):
        return False
    if lists["rule"].among(spoken) and (_asks_for_a_rule(customer) or not lists["own_side"].among(spoken)):
        return True
    return lists["usual"].among(spoken) and not lists["own_side"].among(spoken)


@lru_cache(maxsize=REMEMBERED)
def _asks(customer: str) -> bool:
    return "?" in customer or _ASKS.search(flat(customer)) is not None


@lru_cache(maxsize=REMEMBERED)
def _asks_for_a_rule(customer: str) -> bool:
    return read_lists("policies")["asked"].among(spoken_in(flat(customer).casefold()))
