"""Questions about the money for what goes back: when it is paid, how, how much. No record of ours holds that."""

import re

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.rules.frame.smalltalk import is_small_talk

LONGEST = 300  # characters: who writes more tells a story of their own
_MONEY = (
    r"(?:refund(?:s|ed|ing)?|(?:my|the|our)\smoney|money(?:\sback)?|cash\sback|reimburse(?:d|ment)?"
    r"|pa(?:id|y)\s(?:me\s|us\s)?back|credit(?:ed)?)"
)
_ASKS = lazy(
    rf"\b(?:when|how|where(?:'?s)?|did|do|does|has|have|is|are|was|will|would|can|could|what(?:'?s)?|any|status|should)\b[^.!?]{{0,80}}\b{_MONEY}\b"
    rf"|^\W*(?:(?:and|so|ok|what\sabout|how\sabout)\s){{0,2}}(?:(?:my|the|a)\s)?(?:refund|money(?:\sback)?)(?:\sstatus)?(?:\s(?:for|of|on)\s[^.!?]{{1,40}})?\s?\?"
    rf"|\b(?:my|the)\s(?:refund|money)\b[^.!?]{{0,12}}\b(?:how|when)\b[^.!?]{{0,40}}\?"
    r"|\bhow\smuch\b[^.!?]{0,40}\b(?:get|receive|see)\b[^.!?]{0,20}\bback\b",
    re.IGNORECASE,
)
# A wish of its own, a rule, or something else that costs.
_ELSE = lazy(
    r"\b(?:invoices?|bills?|charged?|subscription|discount|price|voucher\scode|partial|instead|rather|exchange|replac\w+|polic(?:y|ies)|please\s(?:refund|give|pay)|if|without|another|other)\b",
    re.IGNORECASE,
)
# What stands beside: that it is on its way, or came.
_SENT = lazy(
    r"^\W*(?:(?:and|so|but|because|since|as)\s)?(?:(?:i|we)(?:'ve|\shave)?|it|the\s(?:parcel|package|box)|they)\s(?:\w+\s){0,2}?(?:sent|posted|shipped|returned|mailed|dropped|handed|brought|arrived|delivered|signed|was|is|got)\b",
    re.IGNORECASE,
)


def asks_about_refund(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks about the money for something that goes back, and nothing else."""
    read = fold(text)
    if len(read) > LONGEST or any(one.kind not in {"rma", "case"} for one in find_ids(read)):
        return False
    each = [read[one.start : one.upto] for one in sentences(read)]
    asking = [one for one in each if _ASKS.search(one) and not _ELSE.search(one)]
    return bool(asking) and all(one in asking or is_small_talk(one) or _SENT.search(one) for one in each)
