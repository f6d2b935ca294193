"""Who does what, by the place of words: the subject before its verb, "by" behind a passive, orders for "you"."""

from collections.abc import Collection, Iterator, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from workflows.faq.vocabulary import few, meaning, measures
from workflows.faq.words import stem, word_list
from workflows.language.lazy import lazy
from workflows.understanding.returns.words import words

_PRONOUNS = frozenset(("you", "we"))
_MEANT = {"us": "we", "you": "you"}
_STOP = frozenset(",;:.()!?")
_JOINS = frozenset(("and", "or", "then", "but"))
_AGENT = lazy(r"[a-z]{2}(?:er|or|ist|ant|ian|man|woman)s?$")
_PERSON, _GROUP = "n18", "n14"
MOST_TOKENS = 300  # of a sentence


class Deed(NamedTuple):
    """Somebody and what they do; ``to``: the words of what it is done to; ``people``: those among them."""

    who: str
    verb: str
    to: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=8192)
def kind_of(word: str) -> str:
    """Return the WordNet class of a word's first sense: v38, n18, a; "" if it is not known."""
    return words().look_up(word)[0] if word.isalpha() else ""


@cache
def _listed(*names: str) -> frozenset[str]:
    return frozenset(meaning(word) for name in names for word in word_list(name)) - {""}


def _is_noun(token: str) -> bool:
    if token in few("vague") or token in _small():
        return False
    kind = kind_of(token)
    return kind.startswith(("n", "?")) or "+n" in kind or is_person(token)


@cache
def _small() -> frozenset[str]:
    lists: tuple[str, ...] = (
        "determiners",
        "prepositions",
        "auxiliary",
        "negations",
        "subordinate",
        "relative",
        "possessives",
    )
    lists += ("light", "modal", "no_verbs")
    return frozenset[str]().union(*map(few, lists), _JOINS, ("as", "so", "than", "unless"))


@lru_cache(maxsize=8192)
def is_person(token: str) -> bool:
    """Say whether a word names somebody: a person, a group, a role."""
    if not token.isalpha():
        return False
    if token in _PRONOUNS or kind_of(token)[:3] in {_PERSON, _GROUP}:
        return True
    return meaning(token) in _listed("parties", "house", "groups", "roles") or (
        kind_of(token)[:1] in {"?", "v", ""} and bool(_AGENT.match(token)) and len(token) > 5
    )


@cache
def _never_verbs() -> frozenset[str]:
    return frozenset[str]().union(*map(few, ("auxiliary", "be", "light", "modal", "no_verbs")))


@cache
def _before_nouns() -> frozenset[str]:
    return (few("determiners") | few("possessives") | few("prepositions") | {"your", "our"}) - {"to"}


def _is_verb(tokens: Sequence[str], at: int) -> bool:
    token, before = tokens[at], tokens[at - 1] if at else ""
    if not token.isalpha() or token in _never_verbs() or before in _before_nouns() or is_person(token):
        return False
    kind = kind_of(token)
    if before in few("modal") or before == "to" or before in _PRONOUNS:
        return kind[:1] in {"v", "n", "?", "a"} and bool(meaning(token))
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    return (
        kind.startswith("v")
        or (is_person(before) and token.endswith(("s", "ed")) and after in few("determiners") | few("possessives"))
        or (meaning(token) in _listed("acts") and is_person(before))
        or (meaning(token) in _listed("acts") and bool(few("be") & set(tokens[max(0, at - 2) : at])))
    )


def deeds_in(tokens: Sequence[str]) -> Iterator[Deed]:
    """Yield the deeds of a sentence with who does them."""
    tokens = tokens[:MOST_TOKENS]
    last = verb = ""
    for at, token in enumerate(tokens):
        if verb and _without_verb(tokens, at):
            yield _deed_of(token, verb, _up_to(tokens[at + 1 : at + 10]))
        if not _is_verb(tokens, at):
            continue
        verb = token
        if _passive(tokens, at):
            if agent := _agent(tokens, at):
                yield _deed_of(agent, token, tokens[max(0, at - 8) : at])
            continue
        place = _skip(tokens, at)
        first = tokens[place] if place >= 0 else "."
        who = _subject(tokens, place)
        if not who and first in _STOP | _JOINS:
            bare = place == at - 1 and "~" not in kind_of(token)
            who = last if first in _JOINS | {","} and last else "you" if bare else ""
        if who:
            last = who
            yield _deed_of(who, token, _up_to(tokens[at + 1 : at + 10]))


def _without_verb(tokens: Sequence[str], at: int) -> bool:
    """Say whether somebody does what was said last: ", staff up to 50", "and the tenant for light bulbs"."""
    start = at - 1 if at and tokens[at - 1] in few("determiners") else at
    before, after = tokens[start - 1 : start], tokens[at + 1 : at + 2]
    if not before or not after or before[0] not in {",", ";", "and"} or not is_person(tokens[at]):
        return False
    return after[0] in few("prepositions") | {"_upto", "_max", "_min", "only"} or after[0][0].isdigit()


def _up_to(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words up to the next sign, or to where "and" begins with somebody else."""
    ends = (
        n for n, one in enumerate(tokens) if one in _STOP or (one in _JOINS and any(map(is_person, tokens[n : n + 3])))
    )
    return tokens[: next(ends, len(tokens))]


def _deed_of(who: str, verb: str, to: Sequence[str]) -> Deed:
    done_to = frozenset(one if one[0].isdigit() else meaning(one) for one in to) - {""}
    return Deed(who, verb, done_to, frozenset(meaning(one) for one in to if is_person(one)) - {""})


def _passive(tokens: Sequence[str], at: int) -> bool:
    """Say whether only small words stand between a form of "be" and a verb."""
    place = at - 1
    while place >= 0 and (tokens[place] in few("light") | few("negations") or tokens[place].endswith("ly")):
        place -= 1
    return place >= 0 and tokens[place] in few("be") and not tokens[at].endswith("ing")


def _agent(tokens: Sequence[str], at: int) -> str:
    rest = _up_to(tokens[at + 1 : at + 8])
    return _head(rest[rest.index("by") + 1 :]) if "by" in rest else ""


def _head(tokens: Sequence[str]) -> str:
    found = ""
    for token in tokens:
        if token in _MEANT:
            return _MEANT[token]
        if token in few("determiners") | few("possessives") and not found:
            continue
        if not (_is_noun(token) or kind_of(token).startswith("a")):
            break
        found = token
    return found if found and _is_noun(found) else ""


@cache
def _around_verbs() -> frozenset[str]:
    return few("auxiliary") | few("negations") | few("light") | few("modal")


def _skip(tokens: Sequence[str], at: int) -> int:
    """Return the place before a verb and its small words; -1 if nothing is before them."""
    place = at - 1
    while place >= 0 and at - place < 7 and (tokens[place] in _around_verbs() or tokens[place].endswith("ly")):
        place -= 1
    return place


def _subject(tokens: Sequence[str], place: int) -> str:
    """Return the noun that ends at a place, if no preposition governs it."""
    if place < 0 or tokens[place] in few("vague"):
        return ""
    if tokens[place] in _PRONOUNS:
        return tokens[place]
    if not _is_noun(tokens[place]):
        return ""
    start = place
    while start > 0 and (_is_noun(tokens[start - 1]) or kind_of(tokens[start - 1]).startswith("a")):
        start -= 1
    while start > 0 and tokens[start - 1] in few("determiners") | few("possessives"):
        start -= 1
    return "" if start > 0 and tokens[start - 1] in few("prepositions") else tokens[place]


def others_do(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return "other doer" where a deed is done by another one than in the quotes."""
    known: dict[str, list[Deed]] = {}
    named: set[str] = set()
    for tokens in theirs:
        named |= set(tokens)
        for deed in deeds_in(tokens):
            known.setdefault(_deed(deed.verb), []).append(deed)
    addressed = {"you"} if named & {"you", "your"} else set()
    addressed |= {"we"} if named & {"we", "us", "our"} else set()
    active = {meaning(deed.who) for deeds in known.values() for deed in deeds}
    found: dict[str, float] = {}
    for tokens in ours:
        for deed in deeds_in(tokens):
            same = known.get(_deed(deed.verb), []) if _deed(deed.verb) else []
            most = max((len(deed.to & one.to) for one in same), default=0)
            near = [one for one in same if len(deed.to & one.to) == most]
            if near and _by_another(deed, {one.who for one in near}, active, addressed, tokens):
                found["other doer" if is_person(deed.who) else "other thing does"] = 1.0
            if near and all(
                deed.people - one.people and one.people - deed.people - {meaning(deed.who)} for one in near
            ):
                found["other receiver"] = 1.0
    return found


def _by_another(
    deed: Deed, doers: Collection[str], active: Set[str], addressed: Collection[str], tokens: Sequence[str]
) -> bool:
    """Say whether none of the quotes' doers of a deed may be the answer's; things count where both are named."""
    if any(_may_be(deed.who, one, addressed) for one in doers):
        return False
    if is_person(deed.who) and any(map(is_person, doers)):
        return True
    return meaning(deed.who) in active - measures() and any(one in tokens or is_person(one) for one in doers)


def _deed(verb: str) -> str:
    word = meaning(verb)
    return stem(verb) if word == meaning("pay") and not verb.startswith("pa") else word  # "we charge" is "you pay"


def _may_be(one: str, other: str, addressed: Collection[str]) -> bool:
    """Say whether two words may name the same: "you" and a tenant, "we" and our staff."""
    pair = {one, other}
    if len(pair) == 1 or pair == _PRONOUNS:
        return len(pair) == 1
    if not pair & _PRONOUNS:
        return meaning(one) == meaning(other)
    noun = meaning(next(iter(pair - _PRONOUNS)))
    if "you" in pair:
        return noun in _listed("parties") or ("you" not in addressed and noun not in _listed("house"))
    return noun in _listed("house") or ("we" not in addressed and noun not in _listed("parties"))
