"""Whole thoughts: a part of a document widened to its sentences, and to what these cannot be understood without."""

import re
from collections.abc import Iterator

from workflows.faq.documents import Document, sentences_of
from workflows.faq.sections import Section, outline_of
from workflows.language.lazy import lazy

Span = tuple[int, int]

# How an English sentence begins that means nothing without the one before it.
POINTS_BACK = lazy(
    r"(?:it|its|this|that|these|those|they|their|them|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|otherwise|for example|for instance|in addition|in that case|in this case|as a result|because of this|both|either"
    r"|another|the (?:latter|former))\b",
    re.IGNORECASE,
)
_LISTED = frozenset({"item", "step"})


def whole_spans(document: Document, start: int, end: int, *, widened: bool = True) -> Iterator[Span]:
    """Yield the spans of the sentences in which ``document.text[start:end]`` stands: those of a block in one.

    An item of a list comes with the words before the list that end with a colon ("We do not take back:"). ``widened``:
    these words also come with all items, and a sentence that points back with those before it. Headings say nothing.
    """
    for section in outline_of(document):
        if section.start < end and start < section.end:
            yield from _in_section(document.text, section, (start, end), widened=widened)


def _in_section(text: str, section: Section, quoted: Span, *, widened: bool) -> Iterator[Span]:
    lead: Span | None = None  # the words before a list, if they are not told yet
    announced = False  # the whole list is told
    for block in section.blocks:
        listed = block.kind in _LISTED
        if not listed:
            lead, announced = None, False
        spans = list(sentences_of(text, block.start, block.end))
        held = [at for at, span in enumerate(spans) if _meet(span, quoted)]
        if listed and announced:
            held = list(range(len(spans)))
        if held:
            if listed and lead is not None:
                yield lead
                lead = None
            first = held[0]
            while widened and first and POINTS_BACK.match(text, spans[first][0]):
                first -= 1
            yield spans[first][0], spans[held[-1]][1]
        if not listed and spans and text.endswith(":", *spans[-1]):
            is_told = bool(held) and held[-1] == len(spans) - 1
            lead, announced = None if is_told else spans[-1], is_told and widened


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
