"""Wishes beside a return that only a person can grant: a replacement rather than a refund, an exchange, a voucher."""

import re

from workflows.language.context import contexts, of_span
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.escalation.beyond import Beyond

WISH = Beyond("a wish beside a return", "I cannot promise a replacement, an exchange or a credit myself.", urgent=False)
_WISH = Sifted(
    r"\b(?:replacements?|replace(?:d)?|exchang\w{1,3}|swap(?:ped)?|vouchers?|(?:store|shop)\scredit|credit\snote|gift\scard|partial\srefund|discount|compensat\w+|(?:another|new)\sone\s(?:instead|sent)"
    r"|(?:repair|fix)(?:ed)?\sinstead|(?:refund|money)\s(?:rather|instead)|instead\sof\s(?:a|the|my)\s(?:refund|return|money))\b"
)
_WANTED = lazy(
    r"\b(?:want|wanna|would|like|love|prefer|rather|need|please|pls|can|could|may|possible|wish|hope|hoping|instead|send|expect|or|get|ask)\b",
    re.IGNORECASE,
)
NEW_ONE = Beyond(
    "a replacement for what is broken",
    "I am sorry to hear that. I cannot send a replacement myself. If you write here which product it is, and the "
    "number of its order, that helps the person who can.",
    urgent=False,
)
REPAIR = Beyond("a repair", "I cannot arrange a repair myself.", urgent=False)
_THING = r"(?:it|them|this|that|these|those|(?:the|my|our|this|that)\s[\w'-]{2,20}(?:\s[\w'-]{2,20})?)"
_MENDED = r"(?:mended|repaired|fixed|sewn(?:\sup)?|re-?stitched|patched(?:\sup)?|re-?soled|welded|glued(?:\sback)?)"
_REPAIR = Sifted(
    rf"\b(?:(?:i|we)(?:'d|\swould)?\s(?:(?:much|really|very\smuch|also|just|far)\s){{0,2}}(?:want|prefer|like|love|need|rather|hope|wish)|can|could|may|might|possible|way)\b"
    rf"[^.;!?]{{0,25}}?(?:\b(?:have|get|see|having|getting)\s{_THING}\s{_MENDED}|\ba\srepair\b)"
    rf"|\b(?:want|like|need|prefer|love)\s{_THING}\s(?:to\sbe\s)?{_MENDED}|\brather\s{_THING}\s(?:was|were|got)\s{_MENDED}"
)
_RUNS = lazy(
    r"\b(?:apps?|web\s?sites?|pages?|links?|software|log\s?in|accounts?|invoices?|bills?|orders?|address|prices?|address)\b",
    re.IGNORECASE,
)
_BEGINS = lazy(r"(?:^|[.!?:;,\n])\s{0,2}(?:(?:so|then|and|just)\s){0,2}$", re.IGNORECASE)
_TOLD_TO = lazy(r"(?:exchange|swap|replace)\s(?:it|them|the|my|our|this|these|those)\b", re.IGNORECASE)
_QUESTION_OF_RULES = lazy(
    r"\b(?:do\syou|what\sis|how\s(?:long|much|many)|polic(?:y|ies)|is\sthere|are\sthere)\b", re.IGNORECASE
)
_END = lazy(r"[.!?](?=\s|$)|\n")
READ_CHARS = 2_000


def is_wish(text: str) -> bool:
    """Tell whether ``text`` wishes for a replacement, an exchange or a credit; "I want no replacement" does not."""
    text = text[:READ_CHARS]
    hits = None
    for found in _WISH.finditer(text):
        begin, end = max(0, found.start() - 60), found.end() + 40
        is_told_to = _BEGINS.search(text[begin:end], 0, found.start() - begin) and _TOLD_TO.match(text, found.start())
        is_wanted = _WANTED.search(text, begin, end) or is_told_to
        if not is_wanted or _asks_for_rules(text, found.start(), begin, end):
            continue
        hits = contexts(text) if hits is None else hits
        others = [hit for hit in hits if not found.start() <= hit.cue_start < found.end()]
        if not {"negated", "past", "hypothetical", "third_person"} & of_span(others, found.start(), found.end()):
            return True
    return False


def wishes_repair(text: str) -> bool:
    """Tell whether ``text`` (untrusted) wishes for a thing to be mended: "I'd prefer to have it mended"."""
    read = " ".join(text[:READ_CHARS].replace("\u2019", "'").split())
    found = _REPAIR.search(read)
    if found is None or _RUNS.search(read):
        return False
    near = of_span([hit for hit in contexts(read) if not found.start() <= hit.cue_start < found.end()], *found.span())
    return not {"negated", "past", "third_person"} & near


def _asks_for_rules(text: str, at: int, begin: int, end: int) -> bool:
    """Tell whether the sentence of a wish, near it, asks how things are done; the next one is of something else."""
    ended = _END.search(text, at, end)
    said = [one.end() for one in _END.finditer(text, begin, at)]
    return _QUESTION_OF_RULES.search(text, said[-1] if said else begin, ended.start() if ended else end) is not None
