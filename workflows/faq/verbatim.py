"""Whether an answer is its quote: then code has checked all of it, and nobody needs to read it for that."""

from collections.abc import Sequence
from functools import lru_cache

from workflows.faq.marks import without_marks
from workflows.language.grounding import fold

# A page with 25 entries asks it 500 times: of each for its state and buttons, and of all for what waits.
_MOST_KEPT = 256


def is_verbatim(answer: str, quoted: Sequence[str]) -> bool:
    """Say whether an answer is one of its quotes, or all in order, word for word; marks and case do not count."""
    return _is_read_there(answer, tuple(quoted))


@lru_cache(maxsize=_MOST_KEPT)
def _is_read_there(answer: str, quoted: tuple[str, ...]) -> bool:
    read = [_read(quote) for quote in quoted]
    return bool(read) and _read(answer) in {*read, " ".join(read)}


def _read(text: str) -> str:
    return fold(without_marks(text))
