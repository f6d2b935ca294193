"""What became of a quote in a newer reading of its document: which words stand in its place, if any do."""

from collections.abc import Iterator
from functools import lru_cache

from workflows.faq.documents import Document, sentences_of
from workflows.faq.proof import QUOTE_WORDS
from workflows.faq.same import written_one_way
from workflows.faq.section_questions import survey_of
from workflows.faq.section_sentences import ANSWER_CHARS
from workflows.faq.sections import outline_of
from workflows.faq.words import content_words

ALIKE = 0.5  # of the words of two texts, at least this part is in both: one was written in the other's place

Span = tuple[int, int]


def successor(question: str, quote: str, document: Document) -> Span | None:
    """Return where the newer document (untrusted) answers what ``quote`` answered; None: nowhere. Linear.

    The words that it answers the very question with now; else the sentence, paragraph or section that shares most words
    with the quote, figures aside: these are what changes most.
    """
    asked = written_one_way(question)
    for extract in survey_of(document).extracts:
        if written_one_way(extract.question) == asked:
            return extract.start, extract.end
    sought = _words(quote)
    best, score = None, ALIKE
    for start, end in _spans(document):
        words = _words(document.text[start:end])
        shared = len(sought & words) / max(len(sought), len(words), 1)
        if shared > score or (shared == score and best is None):
            best, score = (start, end), shared
    return best


def _spans(document: Document) -> Iterator[Span]:
    """Yield what an answer may be: sentences, blocks, and whole sections that are no longer than one."""
    text = document.text
    for section in outline_of(document):
        spans = [(section.start, section.end)]
        for block in section.blocks:
            spans += [(block.start, block.end), *sentences_of(text, block.start, block.end)]
        for start, end in dict.fromkeys(spans):
            if end - start <= ANSWER_CHARS and len(text[start:end].split()) >= QUOTE_WORDS:
                yield start, end


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in content_words(text) if word.isalpha())
