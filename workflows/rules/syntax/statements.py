"""Whether words after a product say something of it ("the strap gives me a rash") or name one more product."""

import re

from workflows.language.lazy import lazy
from workflows.rules.syntax.vocabulary import NOT_IN_NAMES, PAST, THING_VERBS, VERBS
from workflows.rules.words.goods import everyday

_WORD = lazy(r"[^\W_]++(?:[-'\u2019][^\W_]++)*+")
_NOT_PLURAL = ("ss", "us", "is", "as", "'s")
# What may follow the name of a thing in a list; any other word goes on with a statement ("digs into my ribs").
_LISTED = lazy(
    r"\s*(?:$|[,.;:!?()\[\]&+/\u2013—\0\"]|-+\s|(?:and|or|plus|but|as|too|both|all|because|since|due|cause|cuz|cos|coz|bc|that"
    r"|which|who|whose|from|in|on|under|of|with|without|for|to|at|by|please|pls|plz|back|i|we|it|they|thanks|thank|thx|today|asap"
    r"|bought|ordered|purchased|received|got|again|immediately|however|so|if|now|order|invoice|also|then|instead|along|together"
    r"|\#?\w*\d\S*)\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 9


def _holds(listed: frozenset[str], word: str) -> bool:
    """Tell whether ``word`` or its singular is in ``listed``."""
    if word.endswith("ies") and f"{word[:-3]}y" in listed:
        return True
    return any(
        one in listed for one in (word, word.removesuffix("s"), word.removesuffix("es"), word.rpartition("-")[2])
    )


def is_named(word: str) -> bool:
    """Tell whether one ``word`` is the name of an everyday thing."""
    return _holds(everyday()["goods"], word.lower())


def named_words() -> frozenset[str]:
    """Return the names of everyday things that are one word."""
    return everyday()["goods"]


def is_part(words: str) -> bool:
    """Tell whether ``words`` end in a part of a thing: 'left strap', 'lid'."""
    found = _WORD.findall(words.lower())
    return bool(found) and _holds(everyday()["parts"], found[-1])


def says_something(plain: str, start: int, upto: int, end: int) -> bool:
    """Tell whether the words from ``start`` to ``upto``, read as a name, are a subject and what is said of it.

    ``end`` is where their clause ends. A word that may be a verb after a part or a thing counts as one: a return that
    nobody asked for is worse than one that is asked for again.
    """
    if not _LISTED.match(plain, upto, end):
        return True
    written = _WORD.findall(plain[start:upto])[:_MOST_WORDS]
    words = [word.lower() for word in written]
    if any(word in NOT_IN_NAMES or word in VERBS for word in words[1:]) or _is_contracted(written, words):
        return True
    return any(_may_be_verb(written, words, at) for at in range(1, len(words)))


def _is_contracted(written: list[str], words: list[str]) -> bool:
    """Tell whether a word with "'s" is one with "is": "leg's shorter", as against "men's shoes", "Levi's 501"."""
    if not any("'" in word for word in words[:-1]):
        return False
    contracted = any(
        low.endswith("'s") and as_is[0].islower() for as_is, low in zip(written[:-1], words[:-1], strict=True)
    )
    known = any(_holds(everyday()[one], words[-1]) for one in ("goods", "parts"))
    return contracted and not known and not words[-1].isdigit()


def _may_be_verb(written: list[str], words: list[str], at: int) -> bool:
    """Tell whether word ``at`` can be the verb of what stands before it."""
    goods, parts = everyday()["goods"], everyday()["parts"]
    word, before, last = words[at], words[at - 1], at == len(words) - 1
    shouted = written[at].isupper() and len(word) > 3
    if (written[at][0].isupper() and not shouted) or any(char.isdigit() for char in word):
        return False
    subject = _holds(parts, before) or _holds(goods, before)
    plural = before.endswith("s") and not before.endswith(_NOT_PLURAL)
    known = _holds(goods, word)
    ends_known = _holds(goods, words[-1])
    if word in PAST or (word.endswith("ed") and len(word) > 4 and not known):
        return last or subject or not ends_known
    if word.endswith("s") and not word.endswith(_NOT_PLURAL) and len(word) > 3:
        is_singular = subject and not plural
        if last:  # "the drill bits" are things, "the strap itches" is said of a part
            return (is_singular and _holds(parts, before) and not known) or _is_verbal(parts, before, word)
        return not ends_known or (is_singular and not known)
    if plural and subject:
        return (not known and not ends_known) or _is_verbal(parts, before, word)
    return plural and not ends_known


def _is_verbal(parts: frozenset[str], before: str, word: str) -> bool:
    """Tell whether ``word``, a thing as well, is a verb after a part: 'the poles buckle', 'the drawer jams'."""
    return _holds(parts, before) and word.removesuffix("s") in THING_VERBS
