"""Whether a few words name a thing that can be sent back; the words of everyday goods are data, nothing acts here."""

import re
from itertools import pairwise

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name
from workflows.rules.products.sizes import names_nothing, without_sizes
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.vocabulary import POINTERS
from workflows.rules.words.goods import everyday

_WORD = lazy(r"[a-z0-9]++(?:[-'][a-z0-9]++)*+", re.IGNORECASE)
_PART = lazy(r"[a-z0-9]+")
_DETERMINED = lazy(
    r"(?:^|[\s,(])(?:the|teh|my|our|this|that|these|those|both)(?:\s(?!is|was|are|were|for|of|from|to|in)[\w-]{1,20}){0,2}\s+\Z",
    re.IGNORECASE,
)
_QUOTES = "\"'`"
_BEFORE = 60  # characters before a name in which its determiner stands
# A letter and a digit in one word ("X200", "PS5"), or a capital and a number ("SuperWidget 5000"): a model's number.
_MODEL = lazy(
    r"\b(?=[a-z-]{0,12}\d)(?=[\d-]{0,12}[a-z])(?!\d{1,3}(?:st|nd|rd|th|am|pm|h|min|x)\b)[a-z\d-]{2,20}\b", re.IGNORECASE
)
_NUMBERED = lazy(r"\b(?!(?:Size|Room|Floor|Page|Number|Apt|Street|Level)\b)[A-Z][\w-]{1,20}\s\d{1,4}\b")
_ENDINGS = (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", ""))


def _is_in(listed: frozenset[str], word: str) -> bool:
    if word in listed or word.rpartition("-")[2] in listed:
        return True
    return any(word.endswith(end) and word.removesuffix(end) + base in listed for end, base in _ENDINGS)


def holds_goods(words: str) -> bool:
    """Tell whether ``words`` hold the name of an everyday thing: 'blue lamp', 'a set of kitchen knives'."""
    goods = everyday()["goods"]
    found = _WORD.findall(words[:200].lower())
    if any(_is_in(goods, word) for word in found):
        return True
    return len(found) > 1 and any(
        _is_in(everyday()["heads"], two) and one not in POINTERS for one, two in pairwise(found)
    )


def may_hold_goods(text: str) -> bool:
    """Tell whether ``holds_goods`` may be true of any words of ``text``, however they are cut out; of any length."""
    goods, heads = everyday()["goods"], everyday()["heads"]
    words = set(_WORD.findall(text.lower()))
    words |= {part for word in words if not word.isalnum() for part in _PART.findall(word)}
    return any(_is_in(goods, word) or _is_in(heads, word) for word in words)


def has_model_number(words: str) -> bool:
    """Tell whether ``words`` hold a model's number: 'X200', 'SuperWidget 5000'; a size or a street has none."""
    left = without_sizes(words)
    return bool(_MODEL.search(left)) or (bool(_NUMBERED.search(words[:200])) and not names_nothing(words))


def is_no_thing(words: str) -> bool:
    """Tell whether ``words`` speak of people, places, times, the conversation: 'my wife', not 'office chair'."""
    goods, no_goods = everyday()["goods"], everyday()["no_goods"]
    found = [word.lower() for word in _WORD.findall(words[:200])]
    if len(found) > 1 and _is_in(goods, found[-1]) and found[-1] not in no_goods:
        return False
    return not found or any(word.removesuffix("'s") in no_goods for word in found)


def is_thing(message: Message, name: Name) -> bool:
    """Tell whether ``name`` is said so that it can only be a thing.

    It is quoted, has a model's number, holds a word for goods, or is called "the" or "my" and is no person or place.
    """
    plain = message.plain
    words = plain[name.start : name.end]
    if names_nothing(words):
        return False
    if plain[max(0, name.start - 1) : name.start] in set(_QUOTES) and plain[name.end : name.end + 1] in set(_QUOTES):
        return True
    if is_no_thing(words):
        return False
    determined = _DETERMINED.search(plain[max(0, name.start - _BEFORE) : name.start])
    return has_model_number(words) or holds_goods(words) or bool(determined)
