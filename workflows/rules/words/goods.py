"""The words of everyday goods, read once for all that ask."""

from collections.abc import Mapping
from functools import cache

from workflows.language.word_files import read_words


@cache
def everyday() -> Mapping[str, frozenset[str]]:
    """Return the lists of ``goods.toml`` by their names."""
    return {name: frozenset(words.split()) for name, words in read_words("workflows.rules.words", "goods.toml").items()}
