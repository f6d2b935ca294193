"""Whole thoughts: a part of a document widened to its sentences, and to what these cannot be understood without."""

import re
from collections.abc import Iterator

from workflows.faq.documents import Document, sentences_of
from workflows.faq.sections import Section, outline_of
from workflows.faq.words import content_words
from workflows.language.lazy import lazy

Span = tuple[int, int]

# How an English sentence begins that means nothing without the one before it.
POINTS_BACK = lazy(
    r"(?:it|its|this|that|these|those|they|their|them|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|otherwise|for example|for instance|in addition|in that case|in this case|as a result|because of this|both|either"
    r"|another|the (?:latter|former))\b",
    re.IGNORECASE,
)
# How a sentence begins that takes something out of what was just said.
EXCEPTS = lazy(
    r"(?:except|unless|exceptions?\b|exempt|excluded|excepted|not included|this (?:does|do|is|was|will|can) not\b"
    r"|these (?:do|are|were|will|can) not\b|it (?:does|is) not\b|only if\b|however\b|but\b|the (?:only |one )?exception"
    r"|(?:the|our|your|this) (?:[\w-]+ ){1,3}(?:do|does) not (?:apply|extend|cover|hold|count)\b)",
    re.IGNORECASE,
)
_LIMITS = lazy(
    r"\b(?:except|unless|not|no|never|cannot|only|nothing|nobody|none|instead|still|waived|exempt|free|excluded|deduct(?:ed)?)\b",
    re.IGNORECASE,
)
_SUM = lazy(r"(?:The|This) (?:fee|charge|price|cost|amount|sum|penalty|rate) ", re.IGNORECASE)
_PRICED = lazy(r"[$\u20ac\u00a3]\s?\d|\d\s?(?:%|percent|euros?|dollars?|pounds?|pence|cents?|EUR|USD|GBP|CHF)")
_TOLD = lazy(r"(?:Do not|Don't|Never) ")
_WHY = lazy(r",? (?:so that|because) ")
_OTHER_CASE = lazy(r"(?:When|If|While|Because|As|To|In|On|At) ")
_THE = lazy(r"The \w+(?: \w+)?")
_LISTED = frozenset({"item", "step"})


def limits(told: str, following: str) -> bool:
    """Say whether a sentence (English) belongs to what stands before it: an exception, a limit, more on the same thing.

    "The fee is waived if …" after "We charge a fee", "Monthly plans are not refunded." after "Yearly plans can be …".
    """
    if EXCEPTS.match(following) or _TOLD.match(following):
        return True
    if _SUM.match(following) and _PRICED.search(told):
        return True
    known = set(content_words(told))
    if (found := _THE.match(following)) and any(word in known for word in content_words(found.group())):
        return True
    if _OTHER_CASE.match(following) or _LIMITS.search(_WHY.split(following)[0]) is None:
        return False
    return any(word in known for word in content_words(following))


def whole_spans(document: Document, start: int, end: int, *, widened: bool = True) -> Iterator[Span]:
    """Yield the spans of the sentences in which ``document.text[start:end]`` stands: those of a block in one.

    An item of a list comes with the words before the list that end with a colon ("We do not take back:"). ``widened``:
    these words also come with all items, a sentence that points back with those before it, and one with the exceptions
    behind it. Headings say nothing.
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
            last = held[-1]
            while widened and last + 1 < len(spans) and EXCEPTS.match(text, spans[last + 1][0]):
                last += 1
            yield spans[first][0], spans[last][1]
        if not listed and spans and text.endswith(":", *spans[-1]):
            is_told = bool(held) and held[-1] == len(spans) - 1
            lead, announced = None if is_told else spans[-1], is_told and widened


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
