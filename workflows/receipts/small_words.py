"""The small words of five languages, which tell nothing by themselves: articles, pronouns, auxiliaries."""

from functools import cache

from workflows.language.word_files import read_words


@cache
def small_words() -> frozenset[str]:
    """Return them in small letters without accents."""
    return frozenset(
        word for words in read_words("workflows.receipts", "small_words.toml").values() for word in words.split()
    )
