"""What single English words mean when answers are held against quotes: one stem for all that say the same; lists."""

from functools import cache, lru_cache

from workflows.faq.words import stem, word_list
from workflows.language.lazy import lazy

_NOUN_ENDINGS = ("ments", "ment", "als", "al", "ances", "ance")
_VALUES = [*range(2, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9]
_UN = lazy(
    r"un(?!der|it|iv|iq|if|io)(?=[a-z]{3,15}(?:ed|en|able|ible|ful)$|(?:paid|used|sold|worn|safe|fit|read|ripe|clear|known|seen|dyed|true|fair)$)"
    r"|non(?=[a-z]{4,})|in(?=(?:valid|complete|correct|active|eligible|accurate|secure)$)"
)


@cache
def numerals() -> dict[str, str]:
    """Return spelled numbers with their figures."""
    return dict(zip(word_list("numbers"), map(str, _VALUES), strict=True))


@cache
def few(name: str) -> frozenset[str]:
    """Return a list of small words as a set."""
    return frozenset(word_list(name))


@cache
def measures() -> frozenset[str]:
    """Return what figures measure: days, euros, kilograms."""
    return frozenset(map(meaning, word_list("measures"))) - {""}


@cache
def opposites() -> dict[str, set[str]]:
    """Return for the stem of a word those of its opposites."""
    found: dict[str, set[str]] = {}
    for pair in word_list("opposites"):
        one, other = map(stem, pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


@cache
def _same() -> dict[str, str]:
    groups = (group.split("/") for group in word_list("same"))
    return {_root(word): _root(group[0]) for group in groups for word in group}


def _root(word: str) -> str:
    """Return the stem of a verb for the noun that is made of it: approval, approve."""
    cut = next((end for end in _NOUN_ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
    return stem(word[: len(word) - len(cut)] + "e" * bool(cut)) if cut else stem(word)


@cache
def _small() -> frozenset[str]:
    return (frozenset(word_list("empty")) | frozenset(word_list("small")) | few("auxiliary")) - {"used", "use"}


@lru_cache(maxsize=8192)
def meaning(word: str) -> str:
    """Return the one stem for a word and all its synonyms; "" for a word without a meaning of its own."""
    if word in _small() or not word[0].isalpha():
        return ""
    bare = word.removesuffix("'s")
    for ending in ("able", "ible"):
        bare = bare.removesuffix(ending) if len(bare) > len(ending) + 3 else bare
    return _same().get(_root(bare), _root(bare))


def turned_by(word: str) -> bool:
    """Say whether a prefix turns a word round: unused."""
    return _UN.match(word) is not None


def without_prefix(word: str) -> str:
    """Return the meaning of a word without the prefix that turns it round: unused, used."""
    turned = _UN.match(word)
    return meaning(word[turned.end() :] if turned else word)
