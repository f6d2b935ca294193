"""What "it" and "them" stand for: the nearest product named before, and what was said about it."""

import re
from dataclasses import dataclass

from workflows.rules.clauses import Clause, Message
from workflows.rules.products import VERBS, Name, is_generic, is_goods, name_at
from workflows.rules.reasons import Span, cause_in, clip, is_neutral

_PIECES = re.compile(
    r"\s*,\s*(?:(?:and|but|so|then|which|however)\s+)?|\s+(?:but|however|though|yet)\s+|\s+and\s+(?=(?:it|they|the|its|now|that|this|one)\b)|\s+-+\s+|\s*:\s*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|(?<=\s)|(?<=[(*]))(?:(?:[Tt]he|[Mm]y|[Oo]ur|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Yy]our|[Aa]ll|[Oo]ne\sof|THE|MY)\s(?=\S)|(?=[\"'`])|(?=[A-Z][\w-]+\s))"
)
_OBJECT = re.compile(
    r"\b(?i:bought|got|received|recieved|ordered|purchased|have|own|unboxed|picked\sup|delivered|sent\sme|gifted|tried|opened|with|regarding|about|like|love|want|need|use|using|keep|hate|broke|dropped|for)\s+(?=(?:the|my|our|this|that|these|those|your|an?|one|two|three|some|both|[\"'`]|[A-Z])\s?\S)",
)
_PRONOUN_START = re.compile(
    r"\s*(?:(?:and|but|so|because|since|as|sadly|unfortunately|now|well|however|basically)\s+){0,2}(?:it|they|its|it's|this|that|they're|theyre|these|those|both)(?:\s|'|$)",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\s*(?:(?:that|which)\s)?(?:i|we)\s(?:(?:just|recently|only)\s)?(?:bought|purchased|ordered|got|received|have)(?:\s(?:from\s\w+|in\s\w+|last\s\w+|online|yesterday|two\s\w+\sago|a\s\w+\sago|on\s\w+|this\s\w+|here|recently))?(?=\s)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\s*(?:from|in|on)\s(?:my\s|the\s)?(?:last\s|recent\s)?(?:order|invoice|purchase)?\s?\#?[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
_SELF = re.compile(r"\s*(?:i'm|i\sam|we're|we\sare|im)\s", re.IGNORECASE)
_WRONG = re.compile(r"\s*(?:the\s|a\s)?(?:wrong|incorrect|different)\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named earlier, what was said of it, and the clauses that said so."""

    name: Name
    reason: Span | None
    clauses: tuple[Clause, ...]


def find_mention(message: Message, clauses: list[Clause]) -> Mention | None:
    """Return the nearest product named in ``clauses`` (in reading order), searched from the last one back."""
    reason: Span | None = None
    used: list[Clause] = []
    for clause in reversed(clauses[-6:]):
        used.append(clause)
        for start, end in reversed(_pieces(message, clause)):
            text = message.plain[start:end]
            if _PRONOUN_START.match(text):
                reason = reason or _worth(message, start, end)
                continue
            found = _subject(message, start, end) or _object(message, start, end)
            if found:
                cause = cause_in(message, start, end)
                return Mention(found[0], reason or (cause[0] if cause else None) or found[1], tuple(used))
    return None


def _pieces(message: Message, clause: Clause) -> list[Span]:
    pieces, at = [], clause.start
    for cut in _PIECES.finditer(message.plain, clause.start, clause.end):
        pieces.append((at, cut.start()))
        at = cut.end()
    return [piece for piece in [*pieces, (at, clause.end)] if message.plain[slice(*piece)].strip()]


def _worth(message: Message, start: int, end: int) -> Span | None:
    """Return the words as a reason unless they only say when the thing came."""
    return None if is_neutral(message.plain[start:end]) or message.ids_in(start, end) else clip(message, start, end)


def _subject(message: Message, start: int, end: int) -> tuple[Name, Span | None] | None:
    """Read 'the shoes (I ordered) don't fit': the product and its predicate."""
    for match in _SUBJECT.finditer(message.plain, start, end):
        name = name_at(message, match.start(), end)
        if (
            name
            and _fits(message, name)
            and (found := _predicate(message, name, end, alone=not message.plain[start : match.start()].strip()))
        ):
            return found
    return None


def _predicate(message: Message, name: Name, end: int, *, alone: bool) -> tuple[Name, Span | None] | None:
    at = name.upto
    for skipped in (_OWNED, _FROM):
        if found := skipped.match(message.plain, at, end):
            at = found.end()
    word = message.plain[at:end].split(None, 1)
    if not word or word[0].lower().rstrip(",") not in VERBS:
        return (name, None) if (alone and not word) or at > name.upto else None
    return name, _worth(message, at, end)


def _object(message: Message, start: int, end: int) -> tuple[Name, Span | None] | None:
    """Read 'I bought a lamp', 'not happy with the grill'."""
    for match in reversed(list(_OBJECT.finditer(message.plain, start, end))):
        wrong = _WRONG.match(message.plain, match.end(), end)
        name = name_at(message, wrong.end() if wrong else match.end(), end)
        if name and _fits(message, name):
            if wrong:
                return name, (wrong.start() + wrong[0].lower().find(wrong[0].split()[-1].lower()), wrong.end())
            me = _SELF.match(message.plain, start, end)
            return name, clip(message, me.end(), name.upto) if me else _after_object(message, name.upto, end)
    return None


def _after_object(message: Message, at: int, end: int) -> Span | None:
    rest = re.compile(
        r"\s+(?:and\s|that\s|which\s)(?=(?:doesn'?t|does|is|are|was|won'?t|keeps|leaks|broke|stopped|never|isn'?t|has)\b)",
        re.IGNORECASE,
    ).search(message.plain, at, end)
    return _worth(message, rest.end(), end) if rest else None


def _fits(message: Message, name: Name) -> bool:
    words = message.plain[name.start : name.end]
    return (
        is_goods(words)
        and not is_generic(words)
        and not _ABSTRACT.search(words)
        and not message.ids_in(name.start, name.end)
    )


_ABSTRACT = re.compile(
    r"\b(?:reason|problem|issue|question|help|time|wrong|size|seller|courier|driver|customer|team|support|reply|response|app|website|site|neighbou?r|wife|husband|son|daughter|friend|colleague|mom|dad|mother|father|dog|cat|kids?|mind|name|hi|hello|thanks|day|morning|evening|weeks?|box|receipt|packag(?:e|ing)"
    r"|order|password|card|phone\snumber|address|email|things?|plug|zipper?|screen|button|switch|battery|handle|motor|lid|cable|sole|wheel|wheels|colou?r|i|we|please|can|could|what|where|how|is|there|fact|policy|deal|sale|shop|store|house|home|kitchen|room|birthday|christmas|yes|no|sir|madam|dear)$",
    re.IGNORECASE,
)
