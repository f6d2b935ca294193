"""The sentence that tells customers in their own language that a person goes on; the sentences are data."""

from functools import cache
from typing import Literal

from workflows.language.word_files import read_words

Kind = Literal["cannot", "person"]


@cache
def _sentences() -> dict[str, dict[Kind, str]]:
    found: dict[str, dict[Kind, str]] = read_words("workflows.language", "handing_over.toml")
    return found


def in_own_language(language: str | None, kind: Kind, number: str) -> str:
    """Say in ``language`` that a person goes on with case ``number``; "" in English and where we have no sentence.

    ``cannot``: and that the desk itself cannot answer in that language at the moment.
    """
    sentence = _sentences().get(language or "en", {}).get(kind, "")
    return sentence.replace("{case}", number)
