"""The writer's own things in a message, and the contexts its words stand in: what a probable return is read from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.language.context import Hit
from workflows.language.lazy import lazy
from workflows.rules.evidence import Kind
from workflows.rules.products.products import Name, is_generic, is_goods, name_at, pronoun_at
from workflows.rules.products.things import has_model_number, holds_goods, is_thing
from workflows.rules.returns.antecedents import find_mention
from workflows.rules.returns.leave import is_own
from workflows.rules.returns.reasons import Span, clip
from workflows.rules.returns.returns import Return, with_stated_reason
from workflows.rules.returns.weighing import is_others, named_things
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import contexts_of
from workflows.rules.syntax.statements import is_part

_NEAR = 60  # characters from a thing to what is said of it
_MOST_BARE = 4  # words
_HEADS = frozenset(["machine", "maker", "set", "system", "device", "spinner", "tracker", "player", "kit"])  # of things
_STORY = 6  # clauses before a wish in which the thing it is about is named first
_BEGINS = lazy(
    r"\W{0,3}(?:(?:hi|hello|hey|so|well|right|and|but|honestly|i'm\safraid|bought|got|(?:i|we)(?:'ve|\shave)?\s(?:bought|got|ordered|have))\W{1,2}){0,3}(?=(?:the|my|our|this|these|those|an?)\s)",
    re.IGNORECASE,
)
_ITSELF = lazy(
    r"\s?(?:it|them|this|that|these|those|(?:the|this)\s(?:thing|item|product))\b(?!\s(?:one|thing)s?\b)", re.IGNORECASE
)
_CLAUSES = 3  # before a request in which "it" may be named
_BLOCKING = {"past", "hypothetical", "third_person"}
_OLD = lazy(r"\b(?:old|previous|last|former|first|original|earlier|next|other)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_PLACED = lazy(
    r"\b(?:on|in|at|with|for|to|from|by|under|near|than|as|like|into|inside|between|and|or|&)\s$", re.IGNORECASE
)
# "The pair is too small": what was named before.
_PAIR = lazy(
    r"\s{0,4}(?:(?:the|this|that|these|those|my|our|both|whole|entire|all|of)\s){1,4}(?:pairs?|set|thing|item|product|ones?)\s{0,4}",
    re.IGNORECASE,
)
# "The battery life", "the price of the lamp".
_NO_THING = lazy(
    r"\b(?:life|prices?|costs?|volume|fonts?|sizes?|colou?rs?|manuals?|instructions?|videos?|time|times|levels?|temperature|apps?|quality"
    r"|warranty|guarantee|delivery|photos?|pictures?|descriptions?|names?|version|sound|smell|reviews?|section|department|website|page)$",
    re.IGNORECASE,
)
_TRAIT_BEFORE = lazy(
    r"\b(?:price|cost|volume|delivery|box|shipping|photo|picture|description|name|value|version|tone|speed|temperature|weight)\sof\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# It stays, or it has been seen to: "I'll keep them", "so I exchanged it", "they gave me another".
_STAYS = lazy(
    r"\b(?:keep|keeping|kept)\s(?:it|them|the|this|that|these|those|both|all|my|our)\b"
    r"|\b(?:don't|dont|do\snot|not|no\sneed|never|without)\s(?:\w+\s){0,3}?(?:return|refund|send\s(?:it|them)\sback|exchange|swap)\w*",
    re.IGNORECASE,
)
_SEEN_TO = lazy(
    r"\b(?:i|we|you|they|he|she|already|been|was|were|got)\s(?:\w{2,12}\s){0,2}?(?:returned|refunded|exchanged|swapped|replaced|sold(?!\s(?:to\s)?(?:me|us)\b)|donated)\b"
    r"|\b(?:sent|gave|took|brought)\s(?:it|them|both|(?:the|my)\s\w+)\s(?:back|away|to\s(?:my|our|a)\b)|\bgave\s(?:him|her|me|us)\s(?:another|a\snew)\b"
    r"|\b(?:so|then|and)\s(?:i|we)\s(?:then\s|just\s)?(?:ordered|bought|got)\s(?:a|an|another|the)\s(?:bigger|smaller|larger|shorter|longer|new|different|next|right|second)\b"
    r"|\b(?:never\smind|no\sworries|works?\s(?:now|again|fine)|fine\snow|all\sgood|problem\ssolved|got\sused\sto|rma-?\s?\d)"
    r"|\bhow\s(?:do|can|should|could|would|to)\s(?:(?:i|we|you|one)\s)?(?:mount|fix|adjust|install|set|fit|attach|connect|assemble|repair|use|make|clean|turn|open|remove"
    r"|stop|calibrate|tighten|loosen|stretch|shorten|widen|lengthen|soften|raise|lower)\b",
    re.IGNORECASE,
)
_NO_PERSON = {
    "it",
    "they",
    "who",
    "nobody",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "shop",
    "store",
    "shops",
    "stores",
}
_LEAD = lazy(
    r"\b(?:the|my|our|this|that|these|those|both)\s(?=\S)|(?<!\w)[\"'`](?=\w)|(?<=\s)(?=[A-Z][\w-]+\s\d)", re.IGNORECASE
)
_IT = lazy(
    r"(?:^|[\s,;:(-])(?:it|this|that|they|these|those|this\sone|that\sone|both|which)(?:\s(?:just|really|simply|sadly|clearly|still|all))?\s*$",
    re.IGNORECASE,
)
_BETWEEN = lazy(
    r"\s{0,4}(?:(?:that|which)\s)?(?:(?:i|we|you)\s(?:\w{2,10}\s)?(?:bought|ordered|purchased|got|received|sent|shipped|delivered)"
    r"(?:\s(?!and\b|but\b|because\b|that\b|which\b|if\b|when\b|it\b|they\b)[\w'-]{1,20}){0,5}?"
    r"|(?:came|arrived|was\sdelivered|were\sdelivered)(?:\s(?!and\b|but\b)[\w'-]{1,20}){0,3}?|from\s(?:you|order\s\S+)"
    r"|in\s(?:size\s)?[\w-]{1,12}|\([^()]{1,30}\))?(?:\s?(?:just|really|simply|unfortunately|sadly|clearly|definitely|honestly))?\s{0,4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing, what is said of it, the clauses that say so, and where the words for it end."""

    name: Name
    reason: Span | None
    clauses: tuple[Clause, ...]
    upto: int


class Things:
    """The things of one message; the contexts of its words are looked up when they are needed."""

    def __init__(self, message: Message) -> None:
        self.message, self.plain = message, message.plain

    @property
    def hits(self) -> Sequence[Hit]:
        """The contexts of the message's words."""
        return contexts_of(self.plain).hits

    def is_blocked(
        self, start: int, end: int, *, negated: bool = True, conditional: bool = True, hypothetical: bool = True
    ) -> bool:
        """Tell whether the words from ``start`` to ``end`` are past, weighed, another's, denied or conditional.

        ``negated``, ``conditional`` and ``hypothetical`` off: that is a part of what is looked for.
        """
        allowed = set() if hypothetical else {"hypothetical"}
        off = {"negated"} if negated else set()
        off |= {"conditional"} if conditional else set()
        return any(
            hit.category in off or (hit.category not in allowed and self._blocks(hit, start))
            for hit in self.hits
            if hit.start < end and start < hit.end
        )

    def is_denied(self, start: int, end: int) -> bool:
        """Tell whether a negation before the words from ``start`` to ``end`` denies them."""
        denied = (hit for hit in self.hits if hit.category == "negated" and hit.cue_end <= start)
        return any(hit.start < end and start < hit.end for hit in denied)

    def _blocks(self, hit: Hit, start: int) -> bool:
        """Tell whether ``hit`` makes talk of the words: no cue that is one of them, nor a time told after them."""
        if hit.category not in _BLOCKING or hit.cue_start >= start:
            return False
        return not (
            hit.category == "third_person" and self.plain[hit.cue_start : hit.cue_end].split()[0].lower() in _NO_PERSON
        )

    def named_or_meant(self, number: int, at: int, end: int, *, any_thing: bool = False) -> Seen | None:
        """Return the writer's thing named ``at``, or the one that "it" there means; ``any_thing``: "a lamp" as well."""
        if pronoun := pronoun_at(self.message, at, end):
            seen = self.spoken_of(number, at)
            return replace(seen, upto=pronoun) if seen else None
        name = name_at(self.message, at, end)
        if name is None or not self._is_own(name, any_thing=any_thing):
            return None
        return Seen(name, None, (), name.upto)

    def subject(self, number: int, end: int) -> Seen | None:
        """Return the thing of which the words after ``end`` say something: named right before, or meant by "it"."""
        clause = self.message.clauses[number]
        near = max(clause.start, end - _NEAR)
        if _IT.search(self.plain, near, end) or not self.plain[near:end].strip():
            return self.spoken_of(number, end)
        for lead in reversed(list(_LEAD.finditer(self.plain, near, end))):
            name = None if _PLACED.search(self.plain, near, lead.start()) else name_at(self.message, lead.start(), end)
            if name and self._is_own(name) and _BETWEEN.fullmatch(self.plain, name.upto, end):
                return Seen(name, None, (), end)
        return None

    def topic(self, number: int, end: int) -> Seen | None:
        """Return what the words after ``end`` are about, as ``subject``: only what is the writer's, new, and sure.

        Also without an article ("boots don't fit"), "the pair" for what was named, the whole for a part of it ("I got a
        dress. The sleeves are too short."); none where "it" may be one of several.
        """
        clause = self.message.clauses[number]
        if _PAIR.fullmatch(self.plain, clause.start, end):
            return self.the_one(number, clause.start)
        pointed = _IT.search(self.plain, max(clause.start, end - _NEAR), end)
        seen = self.the_one(number, end) if pointed else (self.subject(number, end) or self._bare(clause, end))
        if seen is None or self.is_anothers(seen.name) or not self.is_everyday(seen.name):
            return None
        if not pointed and is_part(self.plain[seen.name.start : seen.name.end]):
            return self.the_one(number, seen.name.start) or seen
        return seen

    def what_it_is_about(self, number: int, at: int) -> Seen | None:
        """Return what "it" ``at`` stands for if sentences begin with one thing alone: "My chair creaks. I hate it"."""
        pronoun = _ITSELF.match(self.plain, at, self.message.clauses[number].end)
        if pronoun is None:
            return None
        found: dict[str, Name] = {}
        for clause in self.message.clauses[max(0, number - _STORY) : number + 1]:
            lead = _BEGINS.match(self.plain, clause.start, min(clause.end, at))
            name = name_at(self.message, lead.end(), clause.end) if lead else None
            if name and (short := self.to_the_goods(name)) and not self.is_anothers(short):
                found.setdefault(self.plain[short.start : short.end].lower().split()[-1], short)
        return Seen(next(iter(found.values())), None, (), pronoun.end()) if len(found) == 1 else None

    def to_the_goods(self, name: Name) -> Name | None:
        """Return ``name`` up to its word for an everyday thing; None where it has none, or is a part of one."""
        words = self.plain[name.start : name.end].split(" ")
        known = [at for at, word in enumerate(words) if holds_goods(word) or (at and word.lower() in _HEADS)]
        if not known:
            return None
        last = next(at for at in known if at + 1 not in known)
        end = name.start + len(" ".join(words[: last + 1]))
        short = Name(name.start, end, end)
        return None if is_part(self.plain[name.start : end]) or not self.is_everyday(short) else short

    def the_one(self, number: int, end: int) -> Seen | None:
        """Return what "it" before ``end`` means if only one everyday thing has been named."""
        start = self.message.clauses[max(0, number - _CLAUSES)].start
        named = [words.lower().split()[-1] for _, words in named_things(self.message, start, end)]
        seen = self.spoken_of(number, end) if len(set(named)) <= 1 else None
        return None if seen is None or self.is_anothers(seen.name) else seen

    def is_everyday(self, name: Name) -> bool:
        """Tell whether ``name`` holds a word for an everyday thing, or a model's number, and is no trait of one."""
        words = self.plain[name.start : name.end]
        return has_model_number(words) or (holds_goods(words) and not _NO_THING.search(words))

    def _bare(self, clause: Clause, end: int) -> Seen | None:
        """Read the name in "Boots don't fit me": it opens the clause and stands alone there."""
        name = name_at(self.message, clause.start, end)
        if name is None or not _BETWEEN.fullmatch(self.plain, name.upto, end):
            return None
        words = self.plain[name.start : name.end]
        return Seen(name, None, (), end) if len(words.split()) < _MOST_BARE and holds_goods(words) else None

    def is_anothers(self, name: Name) -> bool:
        """Tell whether ``name`` is somebody else's, or one of before: "my sister's coat", "the old lamp"."""
        near = max(0, name.start - _NEAR)
        words = self.plain[name.start : name.end]
        named = any(pattern.search(self.plain, near, name.start) for pattern in (_OLD, _TRAIT_BEFORE))
        last = name.end - len(words.split()[-1])
        return named or bool(_OLD.match(f"{words} ")) or any(is_others(self.plain, at) for at in (name.start, last))

    def spoken_of(self, number: int, upto: int) -> Seen | None:
        """Return the everyday thing that is spoken of nearest before ``upto``."""
        clause = self.message.clauses[number]
        before = [*self.message.clauses[max(0, number - _CLAUSES) : number], replace(clause, end=upto, question=False)]
        mention = find_mention(self.message, [one for one in before if one.end > one.start])
        if mention is None:
            return self._only_one(before[0].start, upto, (clause,))
        words = self.plain[mention.name.start : mention.name.end]
        if not (holds_goods(words) or has_model_number(words)) or not is_thing(self.message, mention.name):
            return None
        return Seen(mention.name, mention.reason, mention.clauses, mention.name.upto)

    def _only_one(self, start: int, upto: int, clauses: tuple[Clause, ...]) -> Seen | None:
        """Return the one everyday thing that is named at all: "my son outgrew the bike, can you take it back?"."""
        named = named_things(self.message, start, upto)
        if len({words.lower() for _, words in named}) != 1:
            return None
        at, words = named[0]
        return Seen(Name(at, at + len(words), at + len(words)), None, clauses, at + len(words))

    def _is_own(self, name: Name, *, any_thing: bool = False) -> bool:
        """Tell whether ``name`` is a thing the writer has, as against things in general."""
        words = self.plain[name.start : name.end]
        if is_generic(words) or not is_goods(words) or self.message.ids_in(name.start, name.end):
            return False
        own = is_own(self.plain, name.start, name.end) or has_model_number(words) or (any_thing and holds_goods(words))
        return own and is_thing(self.message, name)


Found = tuple[Return, Kind] | None


def found(things: Things, number: int, span: Span, seen: Seen | None, kind: Kind) -> Found:
    """Return ``seen``, of which clause ``number`` says something in ``span``, as a return, with the reason stated."""
    if seen is None:
        return None
    clause = things.message.clauses[number]
    used = (clause, *(one for one in seen.clauses if one != clause and one.start < clause.start))
    reason = seen.reason
    if reason and reason[0] < span[0] < reason[1]:
        reason = clip(things.message, reason[0], span[0])
    back = Return(*span, (seen.name.start, seen.name.end), reason, used)
    return with_stated_reason(things.message, back), kind


def is_settled(things: Things) -> bool:
    """Tell whether a message says that a thing stays, that it has been seen to, or asks how to make it fit."""
    if _SEEN_TO.search(things.plain):
        return True
    return any(
        not things.is_denied(stays.start(), stays.end()) or stays[0][0] not in "kK"
        for stays in _STAYS.finditer(things.plain)
    )
