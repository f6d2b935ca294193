"""Whether two questions are the same but for how they are written: case, signs, short forms. Nothing fuzzier."""

from functools import lru_cache

from workflows.faq.canonical import canonical
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

_WORD = lazy(r"\w+")
REMEMBERED = 16  # texts


@lru_cache(maxsize=REMEMBERED)
def written_one_way(text: str) -> str:
    """Return a question or an answer as its words, folded, with what says the same written one way."""
    return " ".join(_WORD.findall(canonical(fold(text))))
