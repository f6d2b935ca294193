"""What around an answer in its document says that somebody should look before customers get it. Pure, linear.

The gate looks at a question with its answer; here is what only the document shows: what was left out of the answer, and
what stands over or before it. Documents are untrusted.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from storage.records import StepEngine
from workflows.faq.conversations import is_conversation
from workflows.faq.documents import Document
from workflows.faq.extent import is_footer, says_more, sections_below
from workflows.faq.proof import Quote
from workflows.faq.rival_answers import has_rival
from workflows.faq.scopes import is_limited_before, is_old, scope_of
from workflows.faq.sections import Section, outline_of
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

GOES_ON = "its section goes on behind the answer"
OLD = "a heading over it says that it holds no more, or not yet"
SCOPE = "a heading over it says for whom or when it holds"
NOTED = "a footnote belongs to it, or stands in it and belongs to something else"
TALKED = "it is of a conversation, and what was said there holds for those who had it"
RIVAL = "another question asks the same and is answered otherwise"
LIMITED = "words before the questions limit what they hold for"

_ASIDE = lazy(r" ?\([^()]*\)(?=\?$)")
# The mark of a footnote behind a word or figure, and the note.
_STAR = lazy(r"(?<=[\w.,;:!?)%\u20ac\u00a3$])\*{1,3}(?!\w)")
_EMPHASIS = lazy(r"(?<!\w)\*{1,3}(?=\w)")
_DAGGER = lazy(
    r"[\u2020\u2021]|(?<=[\w.,;:!?)%\u20ac\u00a3$])(?<!\bm)(?<!\b[ckm]m)(?<!\bft)(?<!\bin)"
    r"[\u00b9\u00b2\u00b3\u2074-\u2079]"
)
_NOTE = lazy(r"^[ \t]{0,9}(?:\*{1,3}|[\u2020\u2021\u00b9\u00b2\u00b3]) ?[^\W\d_]", re.MULTILINE)


def doubt_of(question: str, quotes: Sequence[Quote], documents: Sequence[Document], engine: StepEngine) -> str | None:
    """Return why an answer that is these quotes should be looked at, in words; None: nothing around it says so."""
    found = (_doubt(question, one, documents[one.document], quotes, engine) for one in quotes)
    said = next((one for one in found if one is not None), None)
    return said or (RIVAL if has_rival(question, quotes, tuple(documents)) else None)


def _doubt(question: str, quote: Quote, document: Document, quotes: Sequence[Quote], engine: StepEngine) -> str | None:
    numbers = enumerate(outline_of(document))
    at = next((at for at, one in numbers if one.start < quote.end and quote.start < one.end), None)
    if at is None:
        return None
    if said := _said_over(question, document, at):
        return said
    section = outline_of(document)[at]
    if _is_noted(document, section, quote):
        return NOTED
    told = [(one.start, one.end) for one in quotes if one.document == quote.document]
    return GOES_ON if is_own(question, section) and _goes_on(document, at, told, engine) else None


def _said_over(question: str, document: Document, number: int) -> str | None:
    """Return what the headings over an answer, or words before its question, say against it."""
    section = outline_of(document)[number]
    if is_conversation(document):
        return TALKED
    if any(map(is_old, (document.title, *_over(question, section)))):
        return OLD
    if scope_of(question, _over(question, section)):
        return SCOPE
    return LIMITED if is_limited_before(document, number) else None


def _is_noted(document: Document, section: Section, quote: Quote) -> bool:
    """Say whether an answer has the mark of a footnote without it, or ends with one that is marked elsewhere."""
    start = section.head.start if section.head is not None and quote.start == section.start else quote.start
    text = document.text[start : quote.end]
    if _marked(text):
        return _NOTE.search(text) is None
    *before, last = (one for one in section.blocks if one.start < quote.end)
    lead = next((one for one in reversed(before) if one.kind != "item"), None)
    listed = last.kind == "item" and lead is not None and not document.text[: lead.end].endswith(":")
    return listed and _has_marks(document)


@lru_cache(maxsize=16)
def _has_marks(document: Document) -> bool:
    return any(_marked(document.text[one.start : one.end]) for one in outline_of(document))


def _marked(text: str) -> bool:
    """Say whether a text has the mark of a footnote: a star that ends no emphasis, a dagger, a raised number."""
    stars = len(_STAR.findall(text))
    return stars > len(_EMPHASIS.findall(text)) or _DAGGER.search(text) is not None


def _over(question: str, section: Section) -> tuple[str, ...]:
    """Return the headings over an answer but for the question itself."""
    return section.path[:-1] if is_own(question, section) else section.path


def is_own(question: str, section: Section) -> bool:
    """Say whether a question is the one that stands over a section."""
    own = fold(_ASIDE.sub("", " ".join(question.split()))).rstrip(" ?")
    return bool(section.path) and own == fold(section.path[-1]).rstrip(" ?")


def _goes_on(document: Document, number: int, pieces: Sequence[tuple[int, int]], engine: StepEngine) -> bool:
    """Say whether what is told leaves out a part of its section: of a model, which chooses, one that may turn it."""
    whole = [outline_of(document)[number], *sections_below(document, number)]
    left = [_not_told(document.text, block.start, block.end, pieces) for one in whole for block in one.blocks]
    return any(one and not is_footer(one) and (engine == "rules" or says_more(one)) for one in left)


def _not_told(text: str, start: int, end: int, pieces: Sequence[tuple[int, int]]) -> str:
    """Return what of a block is not told; its marks and blanks are nothing."""
    for first, last in pieces:
        if first <= start < last:
            start = min(last, end)
        elif start < first < end <= last:
            end = first
    left = text[start:end].strip()
    return left if any(map(str.isalnum, left)) else ""
