"""How a message falls into sentences and clauses, with Slack's markup taken out; no meaning is decided here."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from operator import attrgetter

from workflows.ids.grammar import MAX_CHARS, REMEMBERED, FoundId, find_ids, fold
from workflows.language.folding import fold_characters, small
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences
from workflows.rules.syntax.spelling import spelt

MAX_CLAUSES = 120
MOST_BLANKS = 4
"""No run of white space in a ``Message`` is longer: patterns count on it and say ``\\s{0,4}``."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a message with one verb or so, in ``sentence`` number n, joined to the one before by ``lead``."""

    start: int
    end: int
    sentence: int
    lead: str
    question: bool


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A text ready for the rules: ``words`` are the customer's, ``plain`` folded for matching; all offsets agree.

    ``low`` is ``plain`` in small letters, and ``vocabulary`` its words: what they do not hold need not be looked for.
    """

    words: str
    plain: str
    ids: tuple[FoundId, ...]
    clauses: tuple[Clause, ...]
    low: str
    vocabulary: frozenset[str]

    def original(self, start: int, end: int) -> str:
        """Return the customer's words from ``start`` to ``end`` on one line, without punctuation around them."""
        return " ".join(self.words[start:end].split()).strip(' ,.;:!?-\u2013—*_~`"“”').strip()

    def ids_in(self, start: int, end: int) -> list[FoundId]:
        """Return the ids that begin between ``start`` and ``end``."""
        first = bisect_left(self.ids, start, key=attrgetter("start"))
        return list(takewhile(lambda one: one.start < end, islice(self.ids, first, None)))


# Markup goes, its length stays: quoted lines, mentions, emoji, code fences, emphasis.
_MARKUP = lazy(
    r"^[ \t]*(?:>|&gt;).*$|<[@#!][^<>\n]{1,200}>|```|(?<!\w):(?=[\d_+-]{0,20}[a-z])[a-z0-9_+-]{2,40}:(?!\w)"
    r"|(?<![\w*~])[*_~]{1,3}(?=[^\s*_~])|(?<=[^\s*_~])[*_~]{1,3}(?![\w*~])|[\u200b-\u200f\u2060\ufeff]"
    r"|[\U0001f300-\U0001faff\u2600-\u27bf]",
    re.MULTILINE,
)
_MAY_BE_MARKUP = lazy(r"[<>&`:*_~]|[^\x00-\x7f]")
_WORD = lazy(r"\w+")
_LONG_RUN = lazy(rf"\s{{{MOST_BLANKS + 1},}}")
_SOFT_WRAP = lazy(r"(?<=[^\n]{60}[a-z,])\n(?=[a-z])")
_THING = r"(?:orders?|oder|invoices?|bills?|inv|package|parcel|delivery|shipment)"
# What begins a new request or a new statement of the speaker, as against going on with the old one.
HEAD = (
    r"(?:(?:i|we)\s(?:(?:also|still|really|just|now|then|would|kindly)\s){0,3}(?:want|wanna|would|need|like|wish"
    r"|hope|have\s(?:a|another|one)"
    r"|am\s(?:looking|waiting|writing|also|wondering|still)|was\s(?:charged|wondering|billed|told)|haven'?t"
    r"|have\snot|never|didn'?t\s(?:get|receive|recieve)|can'?t\s(?:log|find|see)"
    r"|request|wonder|returned|got|received|wait|expect)\b"
    r"|(?:i|we)'?d\s(?:(?:also|really|still|just)\s){0,2}(?:like|love|want|rather|appreciate|prefer)\b"
    r"|i'?m\s(?:also\s|still\s)?(?:wondering|looking|waiting|writing|missing|returning|not\ssure)"
    r"|i'?ll\s(?:also\s)?(?:need|be|send|return)"
    r"|(?:also\s)?(?:want|wanna|need|would\slike)\sto\b|let\sme\s|let's\s|my\s(?:\w{2,15}\s){0,2}?" + _THING + r"\b"
    r"|(?:can|could|would|will|may|shall|should)\s(?:i|we|you|u|ya|someone|anyone|somebody)\b|please|pls|plz|kindly"
    r"|(?:where|what|when|why|how|who)(?:'s|s|\sis|\sare|\sdo|\sdoes|\sdid|\scan|\scould|\swill|\swas|\smuch"
    r"|\slong|\sabout|\smy|\sthe|\sto|\si|\sorder|\sinvoice)\b"
    r"|(?:is|are|has|have|did|does|do|was|were)\s(?:my|the|order|invoice|there|you|i|we)\b|any\s(?:news|update|idea)"
    r"|(?:track|check|tell|explain|return|retrun|returning|refund|cancel|look\s(?:at|into|up)|see\sif|find\sout"
    r"|clarify|review)\s"
    r"|(?:send|give|bring)\s(?:back|me|us)\b|(?:the\s)?status\s(?:of|for|on)\b|(?:the\s)?(?:order|invoice|inv"
    r"|bill)\s?(?:\#|no\b|number|id\b|\0)"
    r"|(?:a\s)?(?:question|query)\sabout|(?:the\s)?tracking\s(?:for|of|info)"
    r"|also\b|finally|lastly|secondly|thirdly|separately|furthermore|additionally|besides|moreover|one\smore"
    r"|in\saddition|another\sthing|by\sthe\sway|btw)"
)
# After these words the sentence goes on: 'where can I', 'could you also'.
_GOES_ON = "".join(f"(?<!{word})" for word in ("where", "how", "what", "when", "why", "you", "would"))
# A "+" divides parts unless a bare product follows ('the phone + the case').
_PART = (
    rf"(?=\0|{HEAD}|(?:my|the|our|your)\s(?:\w+\s){{1,3}}?(?:is|are|was|were|has|have|does|do|can|keeps?|won'?t|isn'?t|doesn'?t|can'?t"
    r"|crash\w*|fails?|failed|hangs|freezes|stopped|broke|leaks?)\b|(?:i|we|it|they|there)\b)"
)
_BLANKS, _GAP = rf"\s{{0,{MOST_BLANKS}}}", rf"\s{{1,{MOST_BLANKS}}}"
_SPLIT = lazy(
    rf"(?=[\s,:])(?:(?:{_BLANKS}+(?:,|(?<!\x01):){_BLANKS}+|{_GAP}[-\u2013—]+{_GAP}+|{_GAP}+)(?P<join>(?:and|n|but|plus|then|(?<!\bif\s)so|or|while|&|therefore|hence|thus|yet"
    rf"|though|that'?s why|which is why){_GAP}+(?:also{_GAP}+|then{_GAP}+)?)(?={HEAD})"
    rf"|{_BLANKS},?{_GAP}(?P<but>but|while|whereas|however){_GAP}(?=\0)"
    rf"|\s\+\s+{_PART}"
    rf"|{_BLANKS}(?P<comma>,|(?<!\x01):|\s[-\u2013—]+){_BLANKS}+(?={HEAD})"
    rf"|{_GOES_ON}\s(?=(?:where(?:'s|s| is| are)|can you|could you|can i|could i|also"
    r"|what(?:'s| is) the status|pls (?:check"
    r"|tell|return)|please (?:check|tell|return|explain))\b))",
    re.IGNORECASE,
)
_ASKING = lazy(
    r"\s*(?:\w+,?\s){0,2}(?:what|where|when|why|how|who|which|can|could|would|will|is|are|has|have|does|do|did|any)\b",
    re.IGNORECASE,
)
_BECAUSE_FIRST = lazy(r"\s*(?:because|since|as|due to|given that|seeing that|cuz|bc)\b", re.IGNORECASE)
_RUN_ON = lazy(r"\s(?=(?:i|we)(?:'d| would| want| wanna| need| wish| have to)\b)", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Message:
    """Return ``text`` tidied, with its ids and clauses found. Only the first 20,000 characters are read.

    The last few texts are remembered: a message is read several times on its way.
    """
    bare = fold_characters(text[:MAX_CHARS])
    if _MAY_BE_MARKUP.search(bare):
        bare = _MARKUP.sub(lambda m: " " * len(m[0]), bare)
    words = _LONG_RUN.sub(_squeezed, _SOFT_WRAP.sub(" ", bare))
    low = small(fold(words))
    vocabulary = frozenset(_WORD.findall(low))
    if (mended := spelt(words, vocabulary)) is not words:
        words, low = mended, small(fold(mended))
        vocabulary = frozenset(_WORD.findall(low))
    plain, ids = fold(words), tuple(find_ids(words))
    return Message(words, plain, ids, tuple(_clauses(plain, ids))[:MAX_CLAUSES], low, vocabulary)


def is_read_whole(text: str) -> bool:
    """Tell whether ``read`` finds an end of ``text``: it has no more characters and clauses than are read."""
    return len(text) <= MAX_CLAUSES or (len(text) <= MAX_CHARS and len(read(text).clauses) < MAX_CLAUSES)


def _squeezed(run: re.Match[str]) -> str:
    """Return as much white space as patterns need to see: line breaks stay line breaks."""
    return "\n".ljust(MOST_BLANKS) if "\n" in run[0] else " " * MOST_BLANKS


def _clauses(plain: str, ids: tuple[FoundId, ...]) -> list[Clause]:
    shown = plain
    for one in ids:  # an id begins a request of its own after a comma or "and"; what is inside it splits nothing
        shown = f"{shown[: one.start]}{chr(0)}{chr(1) * (one.end - one.start - 1)}{shown[one.end :]}"
    clauses: list[Clause] = []
    for number, sentence in enumerate(sentences(shown)):
        clauses += _inside(shown, sentence.start, sentence.end, number, sentence.question)
        if len(clauses) > MAX_CLAUSES:
            break
    return clauses


def _inside(shown: str, start: int, end: int, number: int, question: bool) -> list[Clause]:
    """Split one sentence where a new request begins."""
    clauses: list[Clause] = []
    at, lead = start, ""
    cuts: Iterable[re.Match[str]] = _SPLIT.finditer(shown, start, end)
    if _BECAUSE_FIRST.match(shown, start, end) and (run_on := _RUN_ON.search(shown, start, end)):
        cuts = sorted([*cuts, run_on], key=lambda cut: cut.start())
    for cut in cuts:
        if cut.start() < at or not shown[at : cut.start()].strip():
            continue
        clauses.append(Clause(at, cut.start(), number, lead, question and bool(_ASKING.match(shown, at))))
        at, lead = cut.end(), " ".join((cut.groupdict().get("join") or "").lower().split())
    if shown[at:end].strip():
        clauses.append(Clause(at, end, number, lead, question))
    return clauses
