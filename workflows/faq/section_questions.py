"""The questions that the sections of a document answer, each with the span that answers it: a whole thought.

The document's own questions in any language; what headings, steps, rows, values and sentences answer in English only.
What cannot be asked well is not asked, and why is kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.faq.blocks import Block
from workflows.faq.documents import Document, sentences_of
from workflows.faq.foreign_cells import languages, questions_of_cells
from workflows.faq.heading_parts import Topic, product_of
from workflows.faq.heading_questions import question_of
from workflows.faq.noun_headings import last_resort
from workflows.faq.rules_questions import is_name, question_for
from workflows.faq.sections import Section, outline_of
from workflows.faq.sentence_parts import begins_well
from workflows.faq.sentence_questions import question_of_sentence
from workflows.faq.value_questions import question_of_cell, question_of_value
from workflows.language.detection import detect
from workflows.language.lazy import lazy
from workflows.receipts.check import outside

ANSWER_CHARS = 900
LONG_ANSWER = 450  # where a sentence goes on in the next one, no further than this
LEAST_WORDS = 4  # of an answer: a shorter one is no quote
SHORT = "there is too little text to be quoted"
FOREIGN = "in this language only questions that stand in the text itself can be asked without a model"
FOREIGN_ROWS = "in this language only the text's own questions and rows of tables can be asked without a model"
NO_HEADING = "there is no heading over it, and no sentence answers a question by itself"
LINKED = "it holds a link, an address or a mention, and such is published only after a person has seen it"
NO_QUESTION = "the heading announces no question, and no sentence answers one by itself"

_POINTS_BACK = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|she|such|however|therefore|thus|also|but|and|so|then|instead|here"
    r"|otherwise|after that|in that case|if not|if so|for example|for instance|in addition|as a result|both|either"
    r"|another|the (?:latter|former)|in (?:this|that|these|those)|until then|afterwards|please)\b",
    re.IGNORECASE,
)
_PURPOSE = lazy(r"^To (?P<act>[a-z][^,;:.]{4,80}):$")
_BARE = lazy(r"What (?:is|are|was|were) (?!.* used for)|How (?:is|are) .{1,60} dealt")
_DEFINES = lazy(r" (?:is|are) (?:an? |the (?!usual|main|only|most|best|exception|limit|reason|same|last|first))")
_THERE = lazy(r"(?:When|If) there ")
_OPEN = lazy(r"(?:How|Why|When|Where) |What .* used for")
_FOLLOWS = frozenset(("item", "step", "row", "pair"))


@dataclass(frozen=True, slots=True)
class Extract:
    """A question and where its answer stands. ``rank``: 0 the document's own question, 3 the weakest."""

    question: str
    start: int
    end: int
    rank: int
    section: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What can be asked of a document: ``extracts``, and of sections without any, by number, the reason."""

    sections: tuple[Section, ...]
    extracts: tuple[Extract, ...]
    left_out: dict[int, str]


# A question that was made of a sentence and is none: it ends in the air, or asks for a word that only joins sentences.
_UNWELL = lazy(
    r"\b(?:to|at|by|with|from|on|and|or|the|a|an|that|which)\?$"
    r"|^\w+ (?:is|are|do|does|can|must|has|have) (?:afterwards|then|also|however|therefore|thus|otherwise|instead)\b"
    r"|^How do I \w+ of\b"
    r"|^(?:Can|Do|Must) (?:I|you) \w+ (?:you|me|it|them)\?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=16)
def survey_of(document: Document) -> Survey:
    """Read what a document (untrusted) answers, section by section; linear."""
    sections = outline_of(document)
    language = detect(document.text)
    foreign = FOREIGN_ROWS if language in languages() else FOREIGN
    extracts: list[Extract] = []
    left_out: dict[int, str] = {}
    for number, section in enumerate(sections):
        found = list(_extracts(document, section, number, language))
        asked = [one for one in found if isinstance(one, Extract)]
        extracts += asked
        if not asked:
            long_enough = len(document.text[section.start : section.end].split()) >= LEAST_WORDS
            asked_nothing = NO_QUESTION if section.path else NO_HEADING
            refused = next((one for one in found if isinstance(one, str)), "")
            reason = refused or (asked_nothing if language == "en" else foreign)
            left_out[number] = reason if long_enough else SHORT
    return Survey(sections, tuple(extracts), left_out)


def _extracts(document: Document, section: Section, number: int, language: str) -> Iterator[Extract | str]:
    english = language == "en"
    whole = _whole(document.text, section)
    asked = _asked(document, section, english=english) if section.path else None
    if whole and asked:
        start, end = whole
        if len(document.text[start:end].split()) < LEAST_WORDS and section.head is not None:
            start = section.head.start  # "Can I …? Yes.": the answer alone is no quote
        yield from _kept(document, asked[0], start, end, asked[1], number)
    if english:
        found = [
            one for at, block in enumerate(section.blocks) for one in _in_block(document, section, at, block, number)
        ]
        if whole and section.path and not asked and (question := last_resort(_topic(document, section))):
            found += _kept(document, question, *whole, 3, number)
        yield from found
    elif language in languages():
        yield from _in_rows(document, section, number, language)


def _in_rows(document: Document, section: Section, number: int, language: str) -> Iterator[Extract | str]:
    for block in section.blocks:
        if block.kind == "row":
            for question in questions_of_cells(language, block.cells):
                yield from _kept(document, question, block.start, block.end, 2, number)


def _kept(document: Document, question: str, start: int, end: int, rank: int, number: int) -> Iterator[Extract | str]:
    """Yield the question with its answer, or what is against it."""
    statement = document.text[start:end]
    fits = len(statement.split()) >= LEAST_WORDS and end - start <= ANSWER_CHARS
    if not fits or (rank and _UNWELL.search(question)):
        return
    if outside(question) or outside(statement):
        yield LINKED
    else:
        yield Extract(" ".join(question.split()), start, end, rank, number)


def _asked(document: Document, section: Section, *, english: bool) -> tuple[str, int] | None:
    """Return the question over a section, and how good it is."""
    heading = section.path[-1]
    if heading.endswith("?"):
        return heading, 0
    if not english:
        return None
    found = question_of(_topic(document, section))
    return (found, 1) if found else None


def _topic(document: Document, section: Section) -> Topic:
    text = document.text[section.start : section.end]
    return Topic(section.path[-1], section.path[:-1], document.title, document.text, text)


def _whole(text: str, section: Section) -> tuple[int, int] | None:
    """Return the span of a section as far as an answer goes: whole paragraphs, a list with what leads to it."""
    end = start = section.start
    blocks = section.blocks
    at = 0
    while at < len(blocks):
        last = _thought(text, blocks, at)
        if blocks[last].end - start > ANSWER_CHARS:
            break
        end = blocks[last].end
        at = last + 1
    return (start, end) if end > start else _beginning(text, blocks[0])


def _thought(text: str, blocks: Sequence[Block], at: int) -> int:
    """Return the last block of the thought that begins at one: the list after the colon belongs to it."""
    leads = blocks[at].kind == "paragraph" and text[blocks[at].end - 1] == ":"
    last = at
    if leads or blocks[at].kind in _FOLLOWS:
        while last + 1 < len(blocks) and blocks[last + 1].kind in _FOLLOWS:
            last += 1
    return last


def _beginning(text: str, block: Block) -> tuple[int, int] | None:
    """Return the first sentences of a block that is too long for an answer."""
    end = 0
    for _, stop in sentences_of(text, block.start, block.end):
        if stop - block.start > ANSWER_CHARS:
            break
        end = stop
    return (block.start, end) if end else None


def _in_block(document: Document, section: Section, at: int, block: Block, number: int) -> Iterator[Extract | str]:
    text = document.text
    if block.kind == "pair":
        thing = product_of(Topic("", section.path, document.title, text, ""))
        if question := question_of_value(block.cells[0], block.cells[1], thing, lambda word: is_name(word, text)):
            yield from _kept(document, question, block.start, block.end, 2, number)
    elif block.kind == "row":
        for question, rank in question_of_cell(block.cells, lambda word: is_name(word, text)):
            yield from _kept(document, question, block.start, block.end, rank, number)
    elif block.kind == "paragraph" and (found := _PURPOSE.match(text[block.start : block.end])):
        last = _thought(text, section.blocks, at)
        yield from _kept(document, f"How do I {found['act']}?", block.start, section.blocks[last].end, 1, number)
    else:
        yield from _in_sentences(document, section, at, block, number)


def _in_sentences(document: Document, section: Section, at: int, block: Block, number: int) -> Iterator[Extract | str]:
    text = document.text
    spans = list(sentences_of(text, block.start + _mark(text, block), block.end))
    for place, (start, end) in enumerate(spans):
        sentence = " ".join(text[start:end].split())
        last = place + 1 == len(spans)
        if sentence.endswith("?") or (block.kind != "paragraph" and not sentence.endswith((".", "!"))):
            continue
        if sentence.endswith(":"):
            thought = section.blocks[_thought(text, section.blocks, at)].end if last else end
            led = question_of_sentence(f"{sentence[:-1]}.")
            if led and thought > end:
                yield from _kept(document, led.question, start, thought, 1 + led.rank, number)
            continue
        found = _asked_in(sentence, text)
        if found is None:
            continue
        question, rank = found
        yield from _kept(document, question, start, _goes_on(text, spans, place), rank, number)


def _asked_in(sentence: str, text: str) -> tuple[str, int] | None:
    """Return what a sentence is asked, and its rank: "how" and "why" before "is it so"."""
    asked = question_of_sentence(sentence)
    older = question_for(sentence, text) if begins_well(sentence) or _THERE.match(sentence) else None
    if older and _BARE.match(older[0]) and not _DEFINES.search(sentence):
        older = None
    if older and (asked is None or (asked.rank > 1 and _OPEN.match(older[0]))):
        return older[0], min(1 + older[1], 3)
    return (asked.question, min(1 + asked.rank, 3)) if asked else None


def _mark(text: str, block: Block) -> int:
    """Return how long the mark of an item is: "• ", "12. "."""
    if block.kind not in {"item", "step"}:
        return 0
    return len(text[block.start : block.end].partition(" ")[0]) + 1


def _goes_on(text: str, spans: Sequence[tuple[int, int]], place: int) -> int:
    """Return where the thought of a sentence ends: with the sentences that point back to it."""
    start, end = spans[place]
    for begin, stop in spans[place + 1 : place + 3]:
        if stop - start > LONG_ANSWER or not _POINTS_BACK.match(text[begin:stop]) or text[stop - 1] in ":?":
            break
        end = stop
    return end
