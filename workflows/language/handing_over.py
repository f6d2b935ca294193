"""The sentence that tells customers in their own language that a person goes on; the sentences are data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["cannot", "person"]


@cache
def _sentences() -> dict[str, dict[Kind, str]]:
    text = files("workflows.language").joinpath("handing_over.toml").read_text(encoding="utf-8")
    found: dict[str, dict[Kind, str]] = tomllib.loads(text)
    return found


def in_own_language(language: str | None, kind: Kind, number: str) -> str:
    """Say in ``language`` that a person goes on with case ``number``; "" in English and where we have no sentence.

    ``cannot``: and that the desk itself cannot answer in that language at the moment.
    """
    sentence = _sentences().get(language or "en", {}).get(kind, "")
    return sentence.replace("{case}", number)
