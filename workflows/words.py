"""Words of English texts: what carries meaning, folded to stems; and the measure for questions that ask the same."""

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from workflows.grounding import fold

SAME_WORDS = 0.75  # of the content words of the longer question; measured on the pairs of tests/data/faq_pairs.toml
SAME_LETTERS = 0.92  # for what stems miss: misspellings, "setup" and "set up"

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_ENDINGS = (
    "izations",
    "ization",
    "ations",
    "ation",
    "ities",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ity",
    "ed",
    "es",
    "ly",
    "s",
)
# A question that asks for another kind of thing is another question, whatever else its words are.
_KINDS = (
    ("time", re.compile(r"\b(?:when|how (?:long|often|old|soon))\b")),
    ("amount", re.compile(r"\b(?:how (?:much|many|big|large|high|far|fast|hot|heavy)|what percentage|cost|price)\b")),
    ("why", re.compile(r"\bwhy\b|\breasons?\b")),
    ("where", re.compile(r"\bwhere\b")),
    ("who", re.compile(r"\bwho\b")),
)
_NUMBERS = re.compile(r"\d+")


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return a list of ``rules/words/faq.toml``, read once."""
    lists = tomllib.loads(files("workflows.rules.words").joinpath("faq.toml").read_text(encoding="utf-8"))
    return tuple(lists[name].split())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Cut the endings that change a word's form and not its sense; rough, the same for every form of a word."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


@cache
def _empty() -> frozenset[str]:
    return frozenset(words_of("empty"))


def content_words(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order, each once."""
    empty = _empty()
    found = (stem(word.removesuffix("'s")) for word in _WORD.findall(fold(text)) if word not in empty)
    return list(dict.fromkeys(word for word in found if word))


def same_question(one: str, other: str) -> bool:
    """Say whether two questions ask nearly the same: the same kind of thing, the same numbers, the same content words.

    Most of the longer question's content words must be shared, so that a narrower question stays its own; sorted
    letters catch misspellings.
    """
    first, second = content_words(one), content_words(other)
    if set(_NUMBERS.findall(one)) != set(_NUMBERS.findall(other)):
        return False
    if _kind(one) != _kind(other):
        return False
    if not first or not second:
        return fold(one) == fold(other)
    shared = len(set(first) & set(second)) / max(len(first), len(second))
    if shared >= SAME_WORDS:
        return True
    letters = SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second)), autojunk=False)
    return shared >= 0.5 and letters.ratio() >= SAME_LETTERS


def _kind(question: str) -> str | None:
    asked = fold(question)
    return next((name for name, pattern in _KINDS if pattern.search(asked)), None)
