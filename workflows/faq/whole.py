"""Whole thoughts: a part of a document widened to its sentences, and to what these cannot be understood without."""

import re
from collections.abc import Iterator

from workflows.faq.documents import paragraphs_of, sentences_of
from workflows.language.lazy import lazy

# How an English sentence begins that means nothing without the one before it.
POINTS_BACK = lazy(
    r"(?:it|its|this|that|these|those|they|their|them|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|otherwise|for example|for instance|in addition|in that case|in this case|as a result|because of this|both|either"
    r"|another|the (?:latter|former))\b",
    re.IGNORECASE,
)


def whole_spans(text: str, start: int, end: int, *, widened: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in which ``text[start:end]`` stands: those of a paragraph in one.

    ``widened``: with the sentences before one that points back to them, and with all that follows a colon.
    """
    announced = False  # the paragraph before ended with a colon, and is told
    for begin, stop in paragraphs_of(text):
        if not announced and (begin >= end or start >= stop):
            continue
        spans = list(sentences_of(text, begin, stop))
        held = [at for at, (first, last) in enumerate(spans) if first < end and start < last]
        if announced:
            held = [0, len(spans) - 1]
        announced = False
        if not held:
            continue
        first, last = held[0], held[-1]
        while widened and first and POINTS_BACK.match(text, spans[first][0]):
            first -= 1
        if widened and text.endswith(":", 0, spans[last][1]):
            announced = last == len(spans) - 1
            last = len(spans) - 1
        yield spans[first][0], spans[last][1]
