"""What became of a quote in a newer reading of its document: which words stand in its place, if any do."""

from functools import lru_cache

from workflows.faq.documents import Document, sentences_of
from workflows.faq.moved import ALIKE, alike, words_of
from workflows.faq.proof import QUOTE_WORDS
from workflows.faq.same import written_one_way
from workflows.faq.section_questions import survey_of
from workflows.faq.section_sentences import ANSWER_CHARS
from workflows.faq.sections import is_kept_back_in, outline_of
from workflows.faq.whole import Span


def successor(question: str, quote: str, document: Document) -> Span | None:
    """Return where the newer document (untrusted) answers what ``quote`` answered; None: nowhere. Linear.

    The words that it answers the very question with now; else the sentence, paragraph or section that shares most words
    with the quote, figures aside: these are what changes most. What is for nobody outside answers nothing.
    """
    asked = written_one_way(question)
    survey = survey_of(document)
    for extract in survey.extracts:
        if written_one_way(extract.question) == asked and not is_kept_back_in(
            document, survey.sections[extract.section]
        ):
            return extract.start, extract.end
    sought = words_of(quote)
    best, score = None, ALIKE
    for (start, end), words in _spans(document):
        shared = alike(sought, words)
        if shared > score or (shared == score and best is None):
            best, score = (start, end), shared
    return best


@lru_cache(maxsize=2)
def _spans(document: Document) -> tuple[tuple[Span, frozenset[str]], ...]:
    """Return what an answer may be with its words: sentences, blocks, and sections that are no longer than one."""
    text, found = document.text, dict[Span, frozenset[str]]()
    for section in outline_of(document):
        if is_kept_back_in(document, section):
            continue
        spans = [(section.start, section.end)]
        for block in section.blocks:
            spans += [(block.start, block.end), *sentences_of(text, block.start, block.end)]
        for start, end in dict.fromkeys(spans):
            if end - start <= ANSWER_CHARS and len(text[start:end].split()) >= QUOTE_WORDS:
                found[start, end] = words_of(text[start:end])
    return tuple(found.items())
