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
    r"(?:it|its|this|that|these|those|they|their|them|he|she|such|however|therefore|thus|also|but|and|so|then"
    r"|instead|here"
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
# How a sentence begins that says that what stands before it is not so.
_TURNS = lazy(
    r"(?:no|wrong|false|not (?:so|true|any more|anymore|quite))[.,;:!]|(?:that|this|it) (?:is|was) (?:wrong|false"
    r"|not\b|untrue|a myth|no longer)",
    re.IGNORECASE,
)
# Words before a list, or a heading over it, that turn what its items say; and a lead that only its full stop ends.
_DENIES = lazy(
    r"\b(?:not|no|never|nothing|none|cannot|without|only|except\w*|exclu\w+|exempt|forbidden|prohibited|banned|refused"
    r"|nicht|kein\w{0,3}|nur|au\u00dfer|ausgenommen|verboten)\b|n't\b",
    re.IGNORECASE,
)
_LEADS = lazy(r"\b(?:following|these|below|this list|as follows)\b", re.IGNORECASE)
_ASKS_OTHERS = lazy(r"(?:which|what|who|welche\w?|was|wer)\b", re.IGNORECASE)
HEADING_WORDS = 4  # of a quote, as workflows/faq/proof.py counts them: fewer are no quote
_LIMITS = lazy(
    r"\b(?:except|unless|not|no|never|cannot|only|nothing|nobody|none|instead|still|waived|exempt|free"
    r"|excluded|deduct(?:ed)?)\b",
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

    An item of a list comes with the words before the list that lead to it ("We do not take back:"), a sentence with the
    exceptions behind it, a question with what answers it, all of them with a heading that denies or limits them.
    ``widened``: words that lead to a list also come with all its items, and a sentence that points back with those
    before it. Other headings say nothing.
    """
    for section in outline_of(document):
        if section.start < end and start < section.end:
            yield from _in_section(document.text, section, (start, end), widened=widened)


def _in_section(text: str, section: Section, quoted: Span, *, widened: bool) -> Iterator[Span]:
    found = list(_told_of(text, section, quoted, widened=widened))
    head = section.head
    if head is None or not found or not _turns(section.path[-1] if section.path else ""):
        yield from found
    elif len(section.path[-1].split()) >= HEADING_WORDS:
        yield head.start, head.end
        yield from found
    else:
        yield head.start, found[-1][1]  # too short to be quoted alone


def _turns(heading: str) -> bool:
    """Say whether a heading turns what stands under it: "What we do not take back", "Only for members"."""
    return _DENIES.search(heading) is not None and (
        not heading.endswith("?") or _ASKS_OTHERS.match(heading) is not None
    )


def _told_of(text: str, section: Section, quoted: Span, *, widened: bool) -> Iterator[Span]:
    lead: Span | None = None  # the words before a list, if they are not told yet
    announced = False  # the whole list is told
    goes_on = False  # the block before ends with what is told
    for block in section.blocks:
        listed = block.kind in _LISTED
        if not listed:
            lead, announced = None, False
        spans = list(sentences_of(text, block.start, block.end))
        held = [at for at, span in enumerate(spans) if _meet(span, quoted)]
        if listed and announced:
            held = list(range(len(spans)))
        if not held and goes_on and spans and _belongs(text, spans[0]):
            held = [0]
        goes_on = False
        if held:
            if listed and lead is not None:
                yield lead
                lead = None
            first = held[0]
            while widened and first and POINTS_BACK.match(text, spans[first][0]):
                first -= 1
            last = held[-1]
            while last + 1 < len(spans) and (_belongs(text, spans[last + 1]) or _asks(text, spans[last])):
                last += 1
            yield spans[first][0], spans[last][1]
            goes_on = last + 1 == len(spans) and not listed
        if not listed and spans and _is_lead(text, spans[-1]):
            is_told = bool(held) and held[-1] == len(spans) - 1
            lead, announced = None if is_told else spans[-1], is_told and widened


def _belongs(text: str, span: Span) -> bool:
    """Say whether a sentence takes something out of what stands before it, or says that it is not so."""
    return EXCEPTS.match(text, span[0]) is not None or _TURNS.match(text, span[0]) is not None


def _asks(text: str, span: Span) -> bool:
    return text[span[0] : span[1]].endswith("?")


def _is_lead(text: str, span: Span) -> bool:
    """Say whether a sentence leads to the list behind it: it ends with a colon, or what it says turns the items."""
    said = text[span[0] : span[1]]
    return said.endswith(":") or _LEADS.search(said) is not None or _DENIES.search(said) is not None


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
