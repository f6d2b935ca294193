"""A reply as the patterns of the check expect it: without accents, typographic quotes and shortened verbs."""

import re
import unicodedata
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.language.normal import normal

REMEMBERED = 256  # sentences, clauses and records of a reply, each of which is asked for several times
_APOSTROPHE = lazy(r"(?<=\w)[\u2019\u2018\u02bc\u02b9\u00b4`\u2032\uff07](?=\w)")
_SHORTENED = (
    (lazy(r"\blet's\b", re.IGNORECASE), "let us"),
    (lazy(r"\b(can)'t\b|\b(can)not\b", re.IGNORECASE), "can not"),
    (lazy(r"\bwon't\b", re.IGNORECASE), "will not"),
    (lazy(r"n't\b", re.IGNORECASE), " not"),
    (lazy(r"'ve\b", re.IGNORECASE), " have"),
    (lazy(r"'ll\b", re.IGNORECASE), " will"),
    (lazy(r"'re\b", re.IGNORECASE), " are"),
    (lazy(r"\bi'm\b", re.IGNORECASE), "I am"),
    (lazy(r"'d\b", re.IGNORECASE), " would"),
    (
        lazy(r"\b(it|that|there|here|what|he|she|everything|this|who)'s (been|gone)\b", re.IGNORECASE),
        r"\1 has \2",
    ),
    (
        lazy(r"\b(it|that|there|here|what|he|she|everything|this|who|how|where|why|when)'s\b", re.IGNORECASE),
        r"\1 is",
    ),
)


def plain_apostrophes(text: str) -> str:
    """Return ``text`` with a plain apostrophe for each other mark within a word."""
    return _APOSTROPHE.sub("'", text)


@lru_cache(maxsize=REMEMBERED)
def flat(text: str) -> str:
    """Return ``text`` without accents, typographic quotes and shortened verbs, as the patterns expect it."""
    bare = plain_apostrophes(text)  # before NFKD: it makes a blank of an acute accent
    if not bare.isascii():
        bare = "".join(char for char in normal("NFKD", bare) if not unicodedata.combining(char))
        for quote, simple in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", " - "), ("–", "-"), ("‑", "-")):  # noqa: RUF001
            bare = bare.replace(quote, simple)
    if "'" in bare or "cannot" in bare.lower():  # what shortened verbs are made of
        for pattern, full in _SHORTENED:
            bare = pattern.sub(full, bare)
    return bare
