"""Words of English texts: what carries meaning, folded to stems; and the measure for questions that ask the same."""

from difflib import SequenceMatcher
from functools import cache, lru_cache

from workflows.faq.grammar import Language, grammar_of
from workflows.faq.signs import signs_in
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

SAME_WORDS = 0.75  # of the content words of the longer question; measured on the pairs of tests/data/faq_pairs.toml
SAME_LETTERS = 0.92  # for what stems miss: misspellings, "setup" and "set up"

REMEMBERED_CHARS = 300  # of a text whose words are worked out once

_WORD = lazy(r"[^\W_]+(?:'[a-z]+)?")
_ENDINGS = ("ities", "ings", "ing", "ions", "ion", "ies", "ied", "ity", "ed", "es", "ly", "s")
# A question that asks for another kind of thing is another question, whatever else its words are.
_ASKS = lazy(
    r"\b(?:(?P<time>when|how (?:long|often|old|soon))|(?P<amount>how (?:much|many|big|large|high|far|fast|hot|heavy))"
    r"|(?P<why>why)|(?P<where>where)|(?P<who>who)|what|which|how)\b"
)
_PRICE = lazy(r"\b(?:costs?|prices?)\b")
_NUMBERS = lazy(r"\d+")


@cache
def _lists() -> dict[str, str]:
    return read_words("workflows.faq", "words.toml")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return a list of ``words.toml``, read once."""
    return tuple(_lists()[name].split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Cut the endings that change a word's form and not its sense; rough, the same for every form of a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]
            break
    word = word[:-1] if len(word) > 3 and word[-1] in "ey" else word
    return word[:-2] if len(word) > 6 and word.endswith("at") else word  # generat(e), installat(ion)


@cache
def _empty() -> frozenset[str]:
    return frozenset(word_list("empty"))


def content_words(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order, each once."""
    return list(_known(text) if len(text) <= REMEMBERED_CHARS else _content_words(text))


@lru_cache(maxsize=4096)
def _known(text: str) -> tuple[str, ...]:
    """Return the words of a question, which each other one of a set is compared with."""
    return _content_words(text)


def _content_words(text: str) -> tuple[str, ...]:
    empty = _empty()
    bare = (word.removesuffix("'s") for word in _WORD.findall(fold(text)))
    found = (stem(word) for word in bare if word not in empty)
    return tuple(dict.fromkeys(word for word in found if word))


def same_question(one: str, other: str) -> bool:
    """Say whether two questions ask nearly the same: the same kind of thing, the same numbers, the same content words.

    Most of the longer question's content words must be shared, so that a narrower question stays its own; sorted
    letters catch misspellings.
    """
    first, second = meant_words(one), meant_words(other)
    if set(_NUMBERS.findall(one)) != set(_NUMBERS.findall(other)):
        return False
    if _kind(one) != _kind(other) or signs_in(one) != signs_in(other):
        return False
    if not first or not second:
        return fold(one) == fold(other)
    shared = len(set(first) & set(second)) / max(len(first), len(second))
    if shared >= SAME_WORDS:
        return True
    if shared < 0.5:
        return False
    letters = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second)), autojunk=False)
    # The quick ratio is never less than the ratio.
    near = letters.quick_ratio() >= SAME_LETTERS and letters.ratio() >= SAME_LETTERS
    return near and not _turned(first, second)


def same_words(one: str, other: str) -> bool:
    """Say whether two questions ask for the same kind of thing with the same content words, whatever their order."""
    first, second = content_words(one), content_words(other)
    if not first or not second:
        return fold(one) == fold(other)
    numbers = set(_NUMBERS.findall(one)) == set(_NUMBERS.findall(other))
    return numbers and set(first) == set(second) and _kind(one) == _kind(other)


def meant_words(question: str) -> list[str]:
    """Return the words of a question without the small ones of its language: rows of a table differ in one word."""
    words = content_words(question)
    language = _language(question)
    return [word for word in words if word not in _small(language)] or words if language else words


def _language(question: str) -> Language | None:
    """Return German, French or Spanish where a question begins so."""
    if question.startswith("\u00bf"):
        return "es"
    first = question.partition(" ")[0].lower()
    languages: tuple[Language, ...] = ("de", "fr")
    return next((one for one in languages if first in grammar_of(one).asks), None)


@cache
def _small(language: Language) -> frozenset[str]:
    known = grammar_of(language)
    denied = {"nicht", "ne", "pas", "no", *known.counts}
    words = known.asks | known.verbs | known.articles | known.owners | known.persons | known.prepositions | known.joins
    return frozenset(map(stem, words - denied))


def _turned(first: list[str], second: list[str]) -> bool:
    """Say whether a word of one is a word of the other with something before it: advantage, disadvantage."""
    one, other = set(first) - set(second), set(second) - set(first)
    return any(a.endswith(b) or b.endswith(a) for a in one for b in other)


def _kind(question: str) -> str | None:
    """Return what the first question word asks for; a price asked for with "what" is an amount."""
    asked = fold(question)
    found = _ASKS.search(asked)
    kind = found.lastgroup if found else None
    return kind or ("amount" if _PRICE.search(asked) else None)
