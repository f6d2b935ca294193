"""The questions that the sections of a document answer, each with the span that answers it: a whole thought.

The document's own questions in any language; what headings, steps, rows, values and sentences answer in English only.
What cannot be asked well is not asked, and why is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflows.faq.asked_well import ALIKE, is_asked_amiss, label_of, says_nothing, several, with_aside, with_label
from workflows.faq.blocks import Block
from workflows.faq.documents import Document, sentences_of
from workflows.faq.extent import is_footer, says_more, sections_below
from workflows.faq.foreign_cells import languages, question_of_heading, questions_of_cells
from workflows.faq.heading_parts import Topic, product_of
from workflows.faq.heading_questions import question_of
from workflows.faq.noun_headings import last_resort
from workflows.faq.own_questions import own_question
from workflows.faq.proof import has_no_blanks, word_count
from workflows.faq.question_form import flaw_of_question
from workflows.faq.question_marks import is_asked
from workflows.faq.rules_questions import is_name
from workflows.faq.scopes import scope_of
from workflows.faq.section_sentences import ANSWER_CHARS, asked_of_sentences, thought_at
from workflows.faq.sections import Section, outline_of
from workflows.faq.value_questions import question_of_cell, question_of_label, question_of_value, without_group
from workflows.faq.what_sums_are import Told
from workflows.faq.whole import EXCEPTS, Span
from workflows.faq.wording import tables
from workflows.faq.words import content_words
from workflows.language.detection import Paragraphs
from workflows.language.lazy import lazy
from workflows.receipts.check import outside

LEADING = 300  # characters before a table that are read for what its sums are
WEAKEST = 4
LEAST_WORDS = 4  # of an answer: a shorter one is no quote
SHORT = "there is too little text to be quoted"
FOREIGN = "in this language only questions that stand in the text itself can be asked without a model"
FOREIGN_ROWS = (
    "in this language only the text's own questions, rows of tables and a few headings can be asked without a model"
)
NO_HEADING = "there is no heading over it, and no sentence answers a question by itself"
LINKED = "it holds a link, an address or a mention, and only questions of the text itself are asked of such"
UNCLEAR = "what its sentences tell cannot be asked without the words around them"
NO_QUESTION = "the heading announces no question, and no sentence answers one by itself"

PARTLY = "its list is longer than an answer can be, and a part of it would be taken for all"

_ALL_KINDS = lazy(r"(?:Which|What) (?:[\w-]+ ){0,6}(?:are|is) there\b")  # asks for all that there are
_NOUN = lazy(r"\b[A-ZÄÖÜ][\w-]{2,}")
_POLITE = frozenset(("Sie", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihnen"))
_PURPOSE = lazy(r"^To (?P<act>[a-z][^,;:.]{4,80}):$")


@dataclass(frozen=True, slots=True)
class Extract:
    """A question and where its answer stands. ``rank``: 0 the document's own question, 3 a weak one, 4 is none yet."""

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


@lru_cache(maxsize=16)
def survey_of(document: Document) -> Survey:
    """Read what a document (untrusted) answers, section by section; linear."""
    sections = outline_of(document)
    most = language_of(document.text, "en")
    extracts: list[Extract] = []
    left_out: dict[int, str] = {}
    for number, section in enumerate(sections):
        language = language_of(document.text[section.start : section.end], most)
        foreign = FOREIGN_ROWS if language in languages() else FOREIGN
        found = list(_extracts(document, section, number, language))
        asked = [one for one in found if isinstance(one, Extract)]
        extracts += asked
        if not asked:
            long_enough = word_count(document.text[section.start : section.end]) >= LEAST_WORDS
            asked_nothing = NO_QUESTION if section.path else NO_HEADING
            refused = next((one for one in found if isinstance(one, str)), "")
            reason = refused or (asked_nothing if language in {"en", "de"} else foreign)
            left_out[number] = reason if long_enough else SHORT
    return Survey(sections, tuple(extracts), left_out)


def language_of(text: str, default: str) -> str:
    """Return the language that most of a text (untrusted) is in, paragraph by paragraph; rows and labels tell none."""
    found = Paragraphs.read(text).languages
    return max(found, key=found.__getitem__, default=default)


def _extracts(document: Document, section: Section, number: int, language: str) -> Iterator[Extract | str]:
    english = language == "en"
    whole = _whole(document.text, section, is_last=number + 1 == len(outline_of(document)))
    asked = _asked(document, section, language) if section.path else None
    if whole and asked and _ALL_KINDS.match(asked[0]):
        whole = _with_all_below(document, section, number, whole)
        if whole is None:
            yield PARTLY
    elif whole and asked and asked[1] == 0:
        whole = _with_sections_below(document, section, number, whole)
    covered = bool(whole and asked and whole[1] >= section.end and not flaw_of_question(asked[0]))
    if whole and asked:
        start, end = whole
        if _words_in(document.text[start:end]) < LEAST_WORDS and section.head is not None:
            start = section.head.start  # "Can I …? Yes.": the answer alone is no quote
        yield from _kept(document, asked[0], start, end, asked[1], number)
    if english:
        found = [
            one
            for at in range(len(section.blocks))
            for one in _in_block(document, section, at, number, covered=covered)
        ]
        if whole and section.path and not asked and (question := last_resort(_topic(document, section))):
            found += _kept(document, question, *whole, 3, number)
        yield from found
        return
    if language == "de":
        yield from _in_german(document, section, number, covered=covered)
    if language in languages():
        yield from _in_rows(document, section, number, language)


def _in_german(document: Document, section: Section, number: int, *, covered: bool) -> Iterator[Extract | str]:
    for at, block in enumerate(section.blocks):
        if block.kind in {"paragraph", "item", "step"}:
            for one in asked_of_sentences(document, section, at, covered=covered, german=True):
                if one:
                    yield from _kept(document, _named_in_german(one[0], document, section), *one[1:], number)


def _named_in_german(question: str, document: Document, section: Section) -> str:
    """Return a German question with its heading in brackets, if it names at most one thing, and not that one."""
    label = label_of(section.path[-1]) if section.path and section.path[-1] != document.title else ""
    nouns = [one for one in _NOUN.findall(question)[1:] if one not in _POLITE]
    stems = {one[:ALIKE].casefold() for one in content_words(question)}
    shared = any(one[:ALIKE] in stems for one in content_words(label))
    empty = label.casefold() in tables()["empty_headings"]["de"].split() or " " in label
    return question if not label or shared or empty or len(nouns) > 1 else f"{question[:-1]} ({label})?"


def _in_rows(document: Document, section: Section, number: int, language: str) -> Iterator[Extract | str]:
    for block in section.blocks:
        if block.kind == "row":
            for question in questions_of_cells(language, block.cells):
                yield from _kept(document, question, block.start, block.end, 2, number)


def _kept(document: Document, question: str, start: int, end: int, rank: int, number: int) -> Iterator[Extract | str]:
    """Yield the question with its answer, or what is against it."""
    statement = document.text[start:end]
    fits = _words_in(statement) >= LEAST_WORDS and end - start <= ANSWER_CHARS
    if not fits:
        return
    path = document_path(document, number)
    if rank and is_asked_amiss(question, statement):
        return
    question = with_aside(several(question) if rank else question, path)
    if rank == 0 and (scope := scope_of(question, outline_of(document)[number].path[:-1])):
        question = with_label(question, label_of(scope))
    if rank and flaw_of_question(question, statement):
        rank = WEAKEST  # it is tried last, and waits for staff
    if outside(question) or (rank and outside(statement)):  # the document's own question waits for a look with it
        yield LINKED
    else:
        yield Extract(" ".join(question.split()), start, end, rank, number)


def _words_in(text: str) -> int:
    """Count words as a quote's are counted: signs between them ("Account > Invoices") are none."""
    if has_no_blanks(text):
        return word_count(text)
    return sum(any(map(str.isalnum, word)) for word in text.split())


def document_path(document: Document, number: int) -> tuple[str, ...]:
    """Return the headings over a section but for its own, from the nearest on, and the title if it names a thing."""
    above = tuple(reversed(outline_of(document)[number].path[:-1]))
    return above if says_nothing(document.title) else (*above, document.title)


def _asked(document: Document, section: Section, language: str) -> tuple[str, int] | None:
    """Return the question over a section, and how good it is."""
    heading, english = section.path[-1], language == "en"
    is_label = english and len(heading.rstrip(" ?").split()) == 1
    if is_asked(heading) and not is_label:
        own = own_question(heading, _topic(document, section)) if english else heading
        return (own, 0) if own else None
    if not english:
        known = question_of_heading(language, heading)
        return (known, 1) if known else None
    topic = _topic(document, section)
    if heading.endswith("?"):
        label = heading.rstrip(" ?")
        topic = replace(topic, heading=label)
        if label_question := question_of_label(label, product_of(topic)):
            return label_question, 1
    found = question_of(topic)
    return (found, 1) if found else None


def _topic(document: Document, section: Section) -> Topic:
    text = document.text[section.start : section.end]
    return Topic(section.path[-1], section.path[:-1], document.title, document.text, text)


def _whole(text: str, section: Section, *, is_last: bool) -> Span | None:
    """Return the span of a section as far as an answer goes: whole paragraphs, a list with what leads to it.

    Behind the last section of a document stand its closing lines: they share no word with it.
    """
    end = start = section.start
    blocks = section.blocks
    at = 0
    while at < len(blocks):
        if is_last and at and _closes(text, section, at):
            break
        last = thought_at(text, blocks, at)
        if blocks[last].end - start > ANSWER_CHARS:
            break
        end = blocks[last].end
        at = last + 1
    return (start, end) if end > start else _beginning(text, blocks[0])


def _closes(text: str, section: Section, at: int) -> bool:
    """Say whether a block of the last section is about something else than its heading and what stands before.

    Under a question of the document's own only closing lines are, and nowhere what denies, limits or counts.
    """
    block, before = section.blocks[at], section.blocks[at - 1]
    said = text[block.start : block.end]
    if is_footer(said):
        return True
    is_question = bool(section.path) and is_asked(section.path[-1])
    if is_question or (block.kind != "pair" and says_more(said)):
        return False
    if block.kind not in {"paragraph", "pair"} or block.kind == before.kind == "pair" or text[before.end - 1] == ":":
        return False
    known = {*content_words(section.path[-1] if section.path else ""), *content_words(text[section.start : before.end])}
    words = content_words(text[block.start : block.end])
    return bool(words) and known.isdisjoint(words)


def _with_sections_below(document: Document, section: Section, number: int, whole: Span) -> Span:
    """Return the span of a section with those below it that ask nothing, as its exceptions, if all is no longer."""
    below = sections_below(document, number)
    if not below or whole[1] < section.end or below[-1].end - whole[0] > ANSWER_CHARS:
        return whole
    return whole[0], below[-1].end


def _with_all_below(document: Document, section: Section, number: int, whole: Span) -> Span | None:
    """Return the span of a section with those below it, in which its list goes on; None: that is no answer any more."""
    end, shared = section.end, len(section.path)
    for below in outline_of(document)[number + 1 :]:
        if below.path[:shared] != section.path:
            break
        end = below.end
    return (whole[0], end) if whole[1] >= section.end and end - whole[0] <= ANSWER_CHARS else None


def _beginning(text: str, block: Block) -> tuple[int, int] | None:
    """Return the first sentences of a block that is too long for an answer."""
    end = 0
    for _, stop in sentences_of(text, block.start, block.end):
        if stop - block.start > ANSWER_CHARS:
            break
        end = stop
    return (block.start, end) if end else None


def _in_block(document: Document, section: Section, at: int, number: int, *, covered: bool) -> Iterator[Extract | str]:
    text, block = document.text, section.blocks[at]
    if block.kind == "pair":
        if EXCEPTS.match(block.cells[0]):
            return  # it belongs to what stands before it
        thing = product_of(Topic("", section.path, document.title, text, ""))
        told = told_of(section, document)
        if question := question_of_value(block.cells[0], block.cells[1], thing, lambda word: is_name(word, text), told):
            yield from _kept(document, question, block.start, block.end, 2, number)
    elif block.kind == "row":
        if at and _is_same_row(section.blocks[at - 1], block):
            return  # the one before is asked about both
        end = _end_of_rows(section.blocks, at)
        told = told_of(section, document, before=at)
        for question, rank in question_of_cell(without_group(block.cells), lambda word: is_name(word, text), told):
            yield from _kept(document, question, block.start, end, rank, number)
    elif block.kind == "paragraph" and (found := _PURPOSE.match(text[block.start : block.end])):
        last = thought_at(text, section.blocks, at)
        yield from _kept(document, f"How do I {found['act']}?", block.start, section.blocks[last].end, 1, number)
    else:
        for one in asked_of_sentences(document, section, at, covered=covered):
            yield from (UNCLEAR,) if one is None else _kept(document, *one, number)


def told_of(section: Section, document: Document, *, before: int = 0) -> Told:
    """Return what the headings over a value say that it is, and the words that lead to a table."""
    lead = _leads(document).get(section.blocks[before].start) if before else None
    leading = document.text[lead.start : min(lead.end, lead.start + LEADING)] if lead else ""
    return Told((*section.path, document.title), leading)


@lru_cache(maxsize=4)
def _leads(document: Document) -> dict[int, Block]:
    """Return the last paragraph of its section before each block, by where that begins, if there is any."""
    found: dict[int, Block] = {}
    for section in outline_of(document):
        lead = None
        for block in section.blocks:
            if lead is not None:
                found[block.start] = lead
            lead = block if block.kind == "paragraph" else lead
    return found


def _is_same_row(one: Block, other: Block) -> bool:
    """Say whether two rows are about one thing: a cell over several rows is in each of them."""
    return one.kind == other.kind == "row" and without_group(one.cells)[:2] == without_group(other.cells)[:2]


def _end_of_rows(blocks: Sequence[Block], at: int) -> int:
    last = at
    while last + 1 < len(blocks) and _is_same_row(blocks[at], blocks[last + 1]):
        last += 1
        if blocks[last].end - blocks[at].start > ANSWER_CHARS:
            return blocks[at].end
    return blocks[last].end
