"""The writer's own things in a message, and the contexts its words stand in: what a probable return is read from."""

import re
from dataclasses import dataclass, replace

from workflows.language.context import Hit, contexts
from workflows.rules.antecedents import find_mention
from workflows.rules.clauses import Clause, Message
from workflows.rules.evidence import Kind
from workflows.rules.leave import is_own
from workflows.rules.products import Name, is_generic, is_goods, name_at, pronoun_at
from workflows.rules.reasons import Span
from workflows.rules.returns import Return, with_stated_reason
from workflows.rules.things import has_model_number, holds_goods, is_thing
from workflows.rules.weighing import named_things

_NEAR = 60  # characters from a thing to what is said of it
_CLAUSES = 3  # before a request in which "it" may be named
_BLOCKING = {"past", "hypothetical", "third_person"}
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
_LEAD = re.compile(
    r"\b(?:the|my|our|this|that|these|those|both)\s(?=\S)|(?<!\w)[\"'`](?=\w)|(?<=\s)(?=[A-Z][\w-]+\s\d)", re.IGNORECASE
)
_IT = re.compile(
    r"(?:^|[\s,;:(-])(?:it|this|that|they|these|those|this\sone|that\sone|both|which)(?:\s(?:just|really|simply|sadly|clearly|still|all))?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:(?:that|which)\s)?(?:(?:i|we|you)\s(?:\w{2,10}\s)?(?:bought|ordered|purchased|got|received|sent|shipped|delivered)(?:\s(?:me|us|from\syou))?(?:\s(?:last|this)\s\w+|\syesterday|\srecently)?"
    r"|from\s(?:you|order\s\S+))?(?:\s?(?:just|really|simply|unfortunately|sadly|clearly|definitely|honestly))?\s*",
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
    """The things of one message; the contexts of its words are looked up once, when they are needed."""

    def __init__(self, message: Message) -> None:
        self.message, self.plain = message, message.plain
        self._hits: tuple[Hit, ...] | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The contexts of the message's words."""
        if self._hits is None:
            self._hits = contexts(self.plain)
        return self._hits

    def is_blocked(self, start: int, end: int, *, negated: bool = True, conditional: bool = True) -> bool:
        """Tell whether the words from ``start`` to ``end`` are past, weighed, another's, denied or conditional.

        ``negated`` and ``conditional`` off: that is a part of what is looked for.
        """
        off = {"negated"} if negated else set()
        off |= {"conditional"} if conditional else set()
        return any(
            hit.category in off or self._blocks(hit, start) for hit in self.hits if hit.start < end and start < hit.end
        )

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
            name = name_at(self.message, lead.start(), end)
            if name and self._is_own(name) and _BETWEEN.fullmatch(self.plain, name.upto, end):
                return Seen(name, None, (), end)
        return None

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
    back = Return(*span, (seen.name.start, seen.name.end), seen.reason, used)
    return with_stated_reason(things.message, back), kind
