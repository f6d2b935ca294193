"""The small words of five languages, which tell nothing by themselves: articles, pronouns, auxiliaries."""

import tomllib
from functools import cache
from importlib import resources


@cache
def small_words() -> frozenset[str]:
    """Return them in small letters without accents."""
    text = (resources.files("workflows.receipts") / "small_words.toml").read_text(encoding="utf-8")
    return frozenset(word for words in tomllib.loads(text).values() for word in words.split())
