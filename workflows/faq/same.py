"""Whether two questions are the same but for how they are written: case, signs, short forms. Nothing fuzzier."""

from functools import lru_cache

from workflows.faq.signs import SIGNED_WORD
from workflows.faq.wording import written_out
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

_SHORT = (
    (lazy(r"'ll\b"), " will"),
    (lazy(r"'re\b"), " are"),
    (lazy(r"'ve\b"), " have"),
    (lazy(r"\b(it|that|there|here|what|who|where|how|he|she)'s\b"), r"\1 is"),
    (lazy(r"\bcan not\b"), "cannot"),
)
REMEMBERED = 16  # texts


@lru_cache(maxsize=REMEMBERED)
def written_one_way(text: str) -> str:
    """Return a question or an answer as its words, with the signs that are, folded; English short forms written out."""
    folded = fold(written_out(text))
    for pattern, whole in _SHORT:
        folded = pattern.sub(whole, folded)
    return " ".join(SIGNED_WORD.findall(folded))
