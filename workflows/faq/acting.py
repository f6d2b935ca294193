"""Who does what: the one an answer says does a thing must be the one who does it in the quotes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from workflows.faq.sentences import Clause
from workflows.faq.vocabulary import few, meaning, opposites
from workflows.faq.words import stem, word_list
from workflows.language.lazy import lazy

_DUTY = frozenset({"must", "shall", "should", "will", "can", "may"})
_OBLIGED = frozenset({"have", "has", "had", "need", "needs"})
_FAR = 40  # words: what is farther from a verb belongs to no deed
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets"})
_SKIPPED = frozenset(
    {"only", "also", "always", "then", "usually", "have", "to", "need", "please", "just", "must", "still"}
)
_AGENT = lazy(r"[a-z]{2}(?:er|or|ist|ant|ian|man|woman)$")
_NO_AGENTS = frozenset(
    {"other", "number", "summer", "winter", "paper", "letter", "water", "either", "whether", "however"}
)
_WE = frozenset({"we", "us", "our"})
_YOU = frozenset({"you"})


@cache
def deeds() -> frozenset[str]:
    """Return the verbs of deeds."""
    return frozenset(map(meaning, word_list("acts"))) - {""}


@cache
def _customers() -> frozenset[str]:
    return frozenset(map(meaning, word_list("parties"))) | {"you"}


@cache
def _house() -> frozenset[str]:
    return frozenset(map(meaning, word_list("house"))) | {"we"}


@cache
def people() -> frozenset[str]:
    """Return the words for those who may do something, but for "you" and "we"."""
    return _customers() | _house() | frozenset(map(meaning, (*word_list("groups"), *word_list("roles"))))


def is_deed(tokens: Sequence[str], at: int, more: Collection[str] = ()) -> bool:
    """Say whether a word is the verb of a deed, and not the noun: "the order", "20 books"."""
    before = tokens[at - 1] if at else ""
    governed = before in few("determiners") | few("prepositions") | few("possessives") or before[:1].isdigit()
    governed &= not (before == "to" and at > 1 and tokens[at - 2] in _OBLIGED)  # "has to pay"
    return (meaning(tokens[at]) in deeds() or meaning(tokens[at]) in more) and not governed


def _duties(clauses: Iterable[Clause]) -> set[str]:
    """Return what follows "must" and the like: a deed, though no list knows it."""
    return {
        meaning(clause.tokens[at + 1])
        for clause in clauses
        for at, word in enumerate(clause.tokens[:-1])
        if word in _DUTY or (word == "to" and clause.tokens[at - 1] in _OBLIGED)
    } - {""}


class Act(NamedTuple):
    """Who does a deed, and the words of what it is done to."""

    who: str
    deed: str
    to: frozenset[str]
    denied: bool
    which: str = ""


def acts_in(clauses: Sequence[Clause], more: Collection[str] = ()) -> list[Act]:
    """Return the deeds that clauses tell with whoever does them; ``more``: deeds besides the list's."""
    found: list[Act] = []
    last = ""
    for clause in clauses:
        for act in _in_clause(clause.tokens, last, more, denied=clause.negated):
            last = act.deed
            if act.who:
                found.append(act)
    return found


def _in_clause(tokens: Sequence[str], last: str, more: Collection[str], *, denied: bool) -> Iterator[Act]:
    """Yield the deeds of a clause; ``who`` is empty where it is not said. ``last``: the deed before."""
    for at, token in enumerate(tokens):
        if last and (at == 0 or tokens[at - 1] in {",", "and"}) and (gap := _without_verb(tokens, at, last)):
            yield gap
        if not is_deed(tokens, at, more):
            continue
        deed = last = meaning(token)
        passive = _passive(tokens, at)
        who = _by(tokens, at) if passive else _subject(tokens, at)
        who = "" if token.startswith("charg") else who  # "we charge" is "you pay"
        which = "" if passive else _which(tokens, at, who)
        yield Act(
            who, deed, _words(tokens[max(0, at - _FAR) : at] if passive else tokens[at + 1 : at + _FAR]), denied, which
        )


def _which(tokens: Sequence[str], at: int, who: str) -> str:
    """Return the stem of the word before the doer: the "old" school."""
    found = next((one for one in range(at - 1, max(0, at - 8), -1) if _who(tokens[one]) == who), 0)
    return stem(tokens[found - 1]) if found else ""


def _may_act(word: str) -> bool:
    return word in people() or bool(_AGENT.search(word) and word not in deeds() | _NO_AGENTS)


def _without_verb(tokens: Sequence[str], at: int, deed: str) -> Act | None:
    """Read "the tenant for bulbs" behind "the landlord pays for repairs,": the same deed."""
    at += at < len(tokens) and tokens[at] in few("determiners")
    rest = tokens[at + 1 : at + 8]
    if at >= len(tokens) or _who(tokens[at]) not in people() or not rest:
        return None
    if rest[0] not in few("prepositions") | {"_upto", "_max", "_min", "only"} and not rest[0][0].isdigit():
        return None
    stop = next((n for n, one in enumerate(rest) if one in ",;" or one in few("auxiliary")), len(rest))
    return Act(_who(tokens[at]), deed, _words(rest[:stop]), denied=False)


def _words(tokens: Sequence[str]) -> frozenset[str]:
    """Return what a deed is done to, up to the next comma."""
    stop = next((at for at, one in enumerate(tokens) if one in ",;:"), len(tokens))
    words = (one if one[0].isdigit() else "" if one == "our" else _who(one) for one in tokens[:stop])
    return frozenset(words) - {""}


def _passive(tokens: Sequence[str], at: int) -> bool:
    return not tokens[at].endswith("ing") and any(one in _BE for one in tokens[max(0, at - 3) : at])


def _by(tokens: Sequence[str], at: int) -> str:
    """Return who comes after "by" behind a verb."""
    for by in range(at + 1, min(at + 6, len(tokens))):
        if tokens[by] == "by":
            return _head(tokens[by + 1 : by + 5])
    return ""


def _head(tokens: Sequence[str]) -> str:
    """Return the last word of the noun phrase with which ``tokens`` begin."""
    found = ""
    for token in tokens:
        if token in few("determiners") and not found:
            continue
        word = _who(token)
        if not word:
            break
        found = word
    return found


def _who(token: str) -> str:
    if token in _WE:
        return "we"
    return "you" if token in _YOU else meaning(token)


def _subject(tokens: Sequence[str], at: int) -> str:
    """Return the noun before a verb that no preposition governs."""
    tokens, at = tokens[max(0, at - _FAR) : at], min(at, _FAR)
    at -= 1
    while at >= 0 and (tokens[at] in few("auxiliary") | few("negations") | _SKIPPED):
        at -= 1
    while at >= 0:
        start = at
        while start > 0 and _who(tokens[start - 1]) and tokens[start] not in _YOU | _WE:
            start -= 1
        if start > 0 and tokens[start - 1] in few("determiners"):
            start -= 1
        if not _who(tokens[at]) or (start == 0 or tokens[start - 1] not in few("prepositions")):
            return _who(tokens[at])
        at = start - 2  # "the owner of the shop pays": the owner
    return ""


def others_do(answer: Sequence[Clause], quoted: Sequence[Clause]) -> Iterator[str]:
    """Refuse deeds that the quotes give to another one; where several do them, to that thing."""
    more = _duties((*answer, *quoted))
    known = acts_in(quoted, more)
    named = {_who(token) for clause in quoted for token in clause.tokens}
    acting = {act.who for act in known}
    for act in acts_in(answer, more):
        same = [one for one in known if one.deed == act.deed and one.denied == act.denied]
        if any(act.who != one.who and act.who in one.to and one.who in act.to for one in same):
            yield f"who does it and to whom is swapped: {act.who!r} in the answer"
        if same and all(one.who == act.who and act.which in opposites().get(one.which, ()) for one in same):
            yield f"another one does it in the quotes: the {same[0].which!r}, not the {act.which!r} {act.who}"
        nearest = max((len(act.to & one.to) for one in same), default=0)
        doers = {one.who for one in same if len(act.to & one.to) == nearest}
        if (
            not doers
            or act.who not in (named | {"you"} if doers <= people() else named)
            or not (_may_act(act.who) or act.who in acting)
        ):
            continue
        if not any(_may_be_one(act.who, one) or not (_may_act(one) or act.who in acting) for one in doers):
            yield f"another one does it in the quotes: {min(doers)!r}, not {act.who!r}"


def _may_be_one(one: str, other: str) -> bool:
    """Say whether two words may name the same: "you" and a customer, "we" and our staff."""
    pair = {one, other}
    return one == other or ("you" in pair and pair <= _customers()) or ("we" in pair and pair <= _house())
