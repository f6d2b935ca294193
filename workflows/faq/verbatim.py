"""Whether an answer is its quote: then code has checked all of it, and nobody needs to read it for that."""

from collections.abc import Sequence

from workflows.faq.marks import without_marks
from workflows.language.grounding import fold


def is_verbatim(answer: str, quoted: Sequence[str]) -> bool:
    """Say whether an answer is one of its quotes, or all in order, word for word; marks and case do not count."""
    read = [_read(quote) for quote in quoted]
    return bool(read) and _read(answer) in {*read, " ".join(read)}


def _read(text: str) -> str:
    return fold(without_marks(text))
