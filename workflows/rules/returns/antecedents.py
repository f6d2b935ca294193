"""What "it" and "them" stand for: the nearest product named before, and what was said about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from workflows.language.lazy import lazy
from workflows.rules.products.complements import complement_of, head_before
from workflows.rules.products.products import Name, is_generic, is_goods, name_at, names_from
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.reasons import Span, begins_reason, cause_in, clip, is_neutral, is_reason
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.statements import is_named, says_something
from workflows.rules.syntax.vocabulary import FLAWS, NOUN_VERBS, VERBS

_SAYS = VERBS | NOUN_VERBS | FLAWS | {"not", "too"}
_PIECES = lazy(
    r"\s{0,4},\s*(?:(?:and|but|so|then|which|however)\s+)?|\s{1,4}(?:but|however|though|yet)\s+(?!only|has|had|does|is|was|not|never|still)|\s{1,4}and\s+(?=(?:it|they"
    r"|the|its|now|that|this|one)\b)|\s{1,4}-+\s+|\s{0,4}:\s*",
    re.IGNORECASE,
)
_SUBJECT = lazy(
    r"(?:^|(?<=\s)|(?<=[(*]))(?:(?:[Tt]he|[Tt]eh|[Mm]y|[Oo]ur|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Yy]our|[Aa]ll"
    r"|[Oo]ne\sof|THE|MY)\s(?=\S)|(?=[\"'`])|(?=[A-Z][\w-]+(?:\s|$)))"
)
_OBJECT = lazy(
    r"\b(?i:bought|got|received|recieved|ordered|purchased|have|own|unboxed|picked\sup|delivered|(?:sent|bought|got|gave|gifted|ordered)\s(?:me|us)|gifted"
    r"|tried|opened|with|of|regarding|concerning|about|like|love|want|need|use|using|keep|hates?|has|likes|contain(?:s|ed)|allergic\sto|broke|dropped|for)\s+(?=(?:the"
    r"|my|our|this|that|these|those|your|an?|one|two|three|some|both|[\"'`]|[A-Z])\s?\S)",
)
# "Not the same size of the walker": what it is measured against.
_MEASURED = lazy(
    r"\b(?:same|different|other)\s(?:size|colou?r|width|height|length|shape|type|kind|model|make|brand|diameter|shade)s?\s(?:(?:of|as|like|with|for)\s(?:(?:the|my|our|your|an?|that|this)\s)?)?$",
    re.IGNORECASE,
)
_LINKS = lazy(r"(?:with|for)\b", re.IGNORECASE)
_ITS = lazy(r"\b(?:it|them)\s(?:\w{1,10}\s)?\Z", re.IGNORECASE)
_PRONOUN_START = lazy(
    r"\s*(?:(?:and|but|so|because|since|as|sadly|unfortunately|now|well|however|basically)\s+){0,2}(?:it|they|its"
    r"|it's|this|that|they're|theyre|these|those|both)(?:\s|'|$)",
    re.IGNORECASE,
)
_POINTING = lazy(r"\s*(?:(?:and|but|so|because|since|as)\s)?(?:this|that|these|those|both)\s(?=\w)", re.IGNORECASE)
_OWNED = lazy(
    r"\s{0,4}(?:(?:that|which)\s)?(?:i|we|you|they)\s(?:(?:just|recently|only)\s)?(?:buy|bought|purchased|ordered|got|received"
    r"|have|sent|shipped|delivered|gave|sold)(?:\s(?:me|us))?(?:\s(?:from\s\w+|in\s\w+|last\s\w+|online|yesterday|two\s\w+\sago|a\s\w+\sago|on\s\w+|this\s\w+|here"
    r"|recently))?(?=\s)",
    re.IGNORECASE,
)
_FROM = lazy(
    r"\s{0,4}(?:from|in|on)\s(?:my\s|the\s)?(?:last\s|recent\s)?(?:order|invoice|purchase)?\s?\#?[\w-]*\d[\w-]*|\s{0,4}\([^()]{1,40}\)|\s(?:inside|itself|(?:in|from)\sit)",
    re.IGNORECASE,
)
_PART_OF = lazy(
    r"\s*(?:and\s)?(?:the|its|their|one)\s(?P<part>[\w'-]+(?:\s[\w'-]+)??)\s(?:is|are|was|were|has|have|does|do|doesn|don"
    r"|isn|won|keeps?|came|broke|fell|stopped|never|leaks?|snapped|cracked)\b",
    re.IGNORECASE,
)
_BRINGS_UP = lazy(
    r"\b(?:bought|got|received|ordered|purchased|regarding|concerning|about|own|picked\sup|sent\sme)\b", re.IGNORECASE
)
_KIND = lazy(
    r"\s(?P<kind>[a-z-]+(?:\s[a-z-]+)??)\s(?P<verb>(?:is|are|was|were|has|does|do|doesn't|don't"
    r"|isn't|keeps|arrived|broke|stopped|won't|came)\b)",
    re.IGNORECASE,
)
_LEADS = lazy(r"\b(?:also|and|then|next|finally|lastly|so|but)\b", re.IGNORECASE)
_MIND = lazy(r"\bchanged\s(?:my|our)\sminds?\b", re.IGNORECASE)
_SELF = lazy(r"\s*(?:i'm|i\sam|we're|we\sare|im)\s", re.IGNORECASE)
_WRONG = lazy(
    r"\s*(?:the\s|a\s)?(?:wrong|incorrect|different)(?:\s(?:size|colou?r|model|type|kind|version"
    r"|pair)(?=\sof\s))?\s+(?:of\s+)?(?=\w)",
    re.IGNORECASE,
)


_LISTED = lazy(r"\s*(?:both\s)?(?=(?:the|my|our|this|that|these|those)\s)", re.IGNORECASE)
MEASURED_WITHIN = 40  # characters
MOST_LED = 120  # characters of words like "also, and then" before a name, or of one word after it


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named earlier, what was said of it, the clauses that said so, and where that begins."""

    name: Name
    reason: Span | None
    clauses: tuple[Clause, ...]
    at: int


def find_mentions(message: Message, clauses: list[Clause]) -> list[Mention]:
    """Return the products that "both" or "them" stands for: the nearest, and those named beside it, in their order."""
    last = find_mention(message, clauses)
    if last is None:
        return []
    listed = names_from(message, last.name.start, last.clauses[-1].end)
    if len(listed) == 1 and (of_two := _LISTED.match(message.plain, last.clauses[-1].start, last.name.start)):
        listed = _up_to(names_from(message, of_two.end(), last.name.upto), last.name)
    if len(listed) > 1:
        return [Mention(name, last.reason, last.clauses, last.at) for name in listed]
    home = last.clauses[-1]
    earlier = clauses[max(0, clauses.index(home) - 1) : clauses.index(home)] if home in clauses else []
    before = find_mention(message, [*earlier, Clause(home.start, last.at, home.sentence, home.lead, question=False)])
    return [before, last] if before else [last]


def _up_to(names: list[Name], last: Name) -> list[Name]:
    """Return ``names``, a list, if ``last`` ends it: "the lamp and the shade are cracked"; else it alone."""
    return names if names and names[-1].start == last.start else [last]


def find_mention(message: Message, clauses: list[Clause]) -> Mention | None:
    """Return the nearest product named in ``clauses`` (in reading order), searched from the last one back."""
    return _nearest(message, clauses, _subject) or _nearest(message, clauses, _bare_subject)


def _nearest(message: Message, clauses: list[Clause], subject: "_Reader") -> Mention | None:
    reason: Span | None = None
    weak: Span | None = None  # a fault without a pronoun: counts if nothing is said of the product itself
    used: list[Clause] = []
    pieces = [(clause, piece) for clause in clauses[-6:] for piece in _pieces(message, clause)]
    for number, (clause, (start, end)) in reversed(list(enumerate(pieces))):
        if clause not in used:
            used.append(clause)
        pointed = _PRONOUN_START.match(message.plain[start:end]) and not _points_at(message, start, end)
        if pointed or _is_part(message, pieces, number):
            reason = reason or _worth(message, start, end)
            continue
        if found := subject(message, start, end) or _object(message, start, end):
            own_reason = _reason_after(message, found[0], pieces[number : number + 2])
            stated = own_reason or reason or _reason_for(message, found, start, end) or weak
            return Mention(found[0], stated, tuple(used), start)
        if is_reason(message.plain[start:end]):
            weak = weak or _worth(message, start, end)
    return None


def _points_at(message: Message, start: int, end: int) -> bool:
    """Tell whether the piece opens with a thing that is pointed at: 'these shoes are tight', not 'this is broken'."""
    match = _POINTING.match(message.plain, start, end)
    name = name_at(message, match.end(), end) if match else None
    return name is not None and _fits(message, name, _NO_SUBJECT) and holds_goods(message.plain[name.start : name.end])


def _reason_for(message: Message, found: tuple[Name, Span | None], start: int, end: int) -> Span | None:
    """Return what the piece that names a product says of it; all of it if it complains ('my cat hates the bed')."""
    if cause := cause_in(message, start, end):
        return cause[0]
    words = message.plain[start:end]
    complains = not found[0].flaw and (begins_reason(words) or _SOMEONE.match(words))
    return found[1] or (_worth(message, start, end) if complains else None)


def _is_part(message: Message, pieces: list[tuple[Clause, Span]], number: int) -> bool:
    """Tell whether the piece speaks of a part ('the lid leaks') of something brought up just before."""
    start, end = pieces[number][1]
    part = _PART_OF.match(message.plain, start, end)
    whole = _introduced(message, pieces[:number]) if part else None
    return (
        part is not None
        and whole is not None
        and part["part"].lower() not in message.plain[whole.start : start].lower()
    )


def _reason_after(message: Message, name: Name, pieces: list[tuple[Clause, Span]]) -> Span | None:
    """Read 'the tea set: rust everywhere': what follows a name and a colon or a dash is what is said of it."""
    if len(pieces) < 2 or pieces[0][0] != pieces[1][0]:
        return None
    between = message.plain[pieces[0][1][1] : pieces[1][1][0]]
    ends = not message.plain[name.upto : pieces[0][1][1]].strip()
    return _worth(message, *pieces[1][1]) if ends and (":" in between or "-" in between) else None


def _introduced(message: Message, pieces: list[tuple[Clause, Span]]) -> Name | None:
    """Return the product that one of the last few ``pieces`` brings up: 'I bought a fryer', 'regarding the fryer'."""
    for _, (start, end) in reversed(pieces[-3:]):
        if _BRINGS_UP.search(message.plain, start, end) and (found := _object(message, start, end)):
            return found[0]
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
        if name is None or head_before(message, start, name.start):
            continue
        near = match.start() - start < MOST_LED
        alone = near and not _LEADS.sub("", message.plain[start : match.start()]).strip()
        unfit = _NO_PRODUCT if complement_of(message, name, end) else _NO_SUBJECT
        if _fits(message, name, unfit) and (found := _predicate(message, name, end, alone=alone)):
            return _without_verb(message, found, end)
    return None


def _without_verb(message: Message, found: tuple[Name, Span | None], end: int) -> tuple[Name, Span | None]:
    """Return "the boots" and what is said of them of "the boots pinch", read as a name."""
    name, reason = found
    words = message.plain[name.start : name.end].split(" ")
    if reason or len(words) < 2 or message.plain[name.upto : end].strip() or not is_named(words[-2]):
        return found
    if not says_something(message.plain, name.start, name.upto, end):
        return found
    verb = name.end - len(words[-1])
    short = name.start + len(" ".join(words[:-1]))
    return Name(name.start, short, short, name.flaw), (verb, name.end)


def _bare_subject(message: Message, start: int, end: int) -> tuple[Name, Span | None] | None:
    """Read 'toaster not working', without an article."""
    name = name_at(message, start, end)
    return _predicate(message, name, end, alone=False) if name and _fits(message, name, _NO_SUBJECT) else None


def _predicate(message: Message, name: Name, end: int, *, alone: bool) -> tuple[Name, Span | None] | None:
    at = name.upto
    if at > name.end and (kind := _KIND.match(message.plain, at, end)) and kind["kind"].split()[0].lower() not in VERBS:
        at = kind.end("kind")
    other = complement_of(message, name, end)
    at, upto = (other.upto, other.upto) if other else (at, name.upto)
    for skipped in (_OWNED, _FROM):
        if found := skipped.match(message.plain, at, end):
            at = found.end()
    word = message.plain[at : min(end, at + MOST_LED)].split(None, 1)
    if _HARMS.match(message.plain, at, end) and holds_goods(message.plain[name.start : name.end]):
        return name, _worth(message, at, end)
    if not word or word[0].lower().rstrip(",") not in _SAYS:
        return (name, None) if (alone and not word and not other) or at > upto else None
    return name, _worth(message, at, end)


def _object(message: Message, start: int, end: int) -> tuple[Name, Span | None] | None:
    """Read 'I bought a lamp', 'not happy with the grill'; of 'a lamp for my desk' it is the lamp."""
    head: Name | None = None
    for match in reversed(list(_OBJECT.finditer(message.plain, start, end))):
        if _LINKS.match(match[0]) and _ITS.search(message.plain, max(start, match.start() - 20), match.start()):
            return None  # "I set it up with my phone"
        if _MEASURED.search(message.plain, max(start, match.start() - MEASURED_WITHIN), match.start()):
            continue
        wrong = _WRONG.match(message.plain, match.end(), end)
        name = name_at(message, wrong.end() if wrong else match.end(), end)
        if name and _fits(message, name, _NO_PRODUCT):
            if whole := head_before(message, start, match.end()):
                if _MEASURED.search(message.plain, max(start, whole.start - MEASURED_WITHIN), whole.start):
                    continue
                head = head or whole
                continue
            if wrong:
                if head:  # "the wrong filter for my vacuum"
                    return name, None
                return name, clip(message, *_flaw_span(wrong))
            if mind := _MIND.search(message.plain, start, end):
                return name, mind.span()
            me = _SELF.match(message.plain, start, end)
            return name, clip(message, me.end(), name.upto) if me else _after_object(message, name.upto, end)
    return (head, None) if head and _fits(message, head, _NO_PRODUCT) else None


def _flaw_span(wrong: re.Match[str]) -> Span:
    """Return where 'wrong' or 'wrong size' is in 'the wrong size of '."""
    start = wrong.start() + len(re.match(r"\s*(?:(?:the|a)\s)?", wrong[0], re.IGNORECASE)[0])  # type: ignore[index]
    return start, wrong.start() + len(re.sub(r"\s+(?:of\s+)?$", "", wrong[0]))


def _after_object(message: Message, at: int, end: int) -> Span | None:
    rest = re.compile(
        r"\s+(?:and\s|that\s|which\s)(?=(?:doesn'?t|does|is|are|was|won'?t|keeps|leaks|broke|stopped|never|isn'?t"
        r"|has)\b)",
        re.IGNORECASE,
    ).search(message.plain, at, end)
    return _worth(message, rest.end(), end) if rest else None


def _fits(message: Message, name: Name, unfit: re.Pattern[str]) -> bool:
    words = message.plain[name.start : name.end]
    return (
        is_goods(words)
        and not is_generic(words)
        and not unfit.search(words)
        and not message.ids_in(name.start, name.end)
    )


_WHO = (
    r"neighbou?r|wife|husband|partner|boyfriend|girlfriend|son|daughter|brother|sister|friend|colleague|boss|mom|mum|dad|mother"
    r"|father|grandmother|grandfather|grandma|grandpa|aunt|uncle|niece|nephew|dog|cat|puppy|baby|kids?|child|children|toddler"
)
_SOMEONE = lazy(rf"\s*(?:my|our|the)\s(?:{_WHO})\s", re.IGNORECASE)
_Reader = Callable[[Message, int, int], tuple[Name, Span | None] | None]
_OTHERS = (
    r"reason|problem|issue|question|help|time|wrong|size|seller|courier|driver|customer|team|support|reply"
    rf"|response|app|website|site|{_WHO}|mind|name|hi|hello|thanks|day|morning|evening|weeks?|box|receipt|packag(?:e|ing)"
    r"|order|password|phone\snumber|address|email|things?|i|we|please|can|could|what|where|how|is|there|fact"
    r"|policy|deal|sale|shop|store|house|home|kitchen|room|birthday|christmas|yes|no|sir|madam|dear|quality|besides"
    r"|moreover|furthermore|additionally|however|finally|lastly|unfortunately|sadly|secondly|also|regarding"
)
_HARMS = lazy(
    r"\s(?:(?:has|have|had)\s)?(?:ruin|stain|damag|scratch|dent|shr[aiu]nk|discolou?r|bleach|destroy|tore|soak)\w{0,4}\s(?:my|our)\b",
    re.IGNORECASE,
)
_PARTS = r"card|plug|zipper?|screen|button|switch|battery|handle|motor|lid|cable|sole|wheels?|colou?r"
_NO_PRODUCT = lazy(rf"\b(?:{_OTHERS})$", re.IGNORECASE)
_NO_SUBJECT = lazy(rf"\b(?:{_OTHERS}|{_PARTS})$", re.IGNORECASE)
