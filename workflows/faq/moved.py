"""Where a quote stands in a newer reading of its document: whole, under the same headings, with the same words around.

The same words elsewhere, as a part of a longer sentence, or with an exception behind them say something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflows.faq.documents import Document, sentences_of
from workflows.faq.marks import without_marks
from workflows.faq.proof import find_quote
from workflows.faq.same import written_one_way
from workflows.faq.section_questions import Extract, survey_of
from workflows.faq.sections import Section, is_kept_back_in, outline_of, title_of
from workflows.faq.whole import EXCEPTS, Span
from workflows.faq.words import content_words
from workflows.language.grounding import fold

ALIKE = 0.5  # of the words of two texts, at least this part is in both: one was written in the other's place
MOST_PLACES = 20  # of one sentence that are looked at
_Says = tuple[tuple[str, ...], str, tuple[str, ...], str]
_LISTED = frozenset({"item", "step", "row", "pair"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as it is read. ``path``: all that stands over it; ``labels``: of a row, what heads its columns.

    ``ends``: it is the last of its block. ``before`` and ``behind``: its neighbours in its section; before the first
    of an item or row counts nothing. Of what is in a list or table ``lead`` stands before that, ``close`` behind it.
    """

    path: tuple[str, ...]
    words: str
    labels: tuple[str, ...]
    section: int
    start: int
    end: int
    is_listed: bool
    ends: bool
    before: str = ""
    behind: str = ""
    lead: str = ""
    close: str = ""

    @property
    def says(self) -> _Says:
        """What has to be the same in another reading."""
        return self.path, self.words, self.labels, self.lead


@dataclass(frozen=True, slots=True)
class _Reading:
    """The sentences of a document, the places of what they say, the words of each section, and its questions."""

    sentences: tuple[_Sentence, ...]
    places: dict[_Says, list[int]]
    words: dict[int, set[str]]
    answers: dict[str, list[Extract]]


def moved_span(question: str, span: Span, old: Document, new: Document) -> Span | None:
    """Return where the newer document (untrusted) says what ``span`` of the older one says to ``question``, or None.

    None also if the newer one answers that very question in other words, or says that it is for nobody outside.
    """
    before, now = _read(old), _read(new)
    held = [at for at, one in enumerate(before.sentences) if one.start < span[1] and span[0] < one.end]
    if not held:
        return None
    told = before.sentences[held[0] : held[-1] + 1]
    is_part = _is_part(before.sentences, held[0], held[-1])
    for at in now.places.get(told[0].says, ())[:MOST_PLACES]:
        there = now.sentences[at : at + len(told)]
        if [one.says for one in there] != [one.says for one in told] or not _same_around(
            before, told, there, is_part=is_part
        ):
            continue
        found = _place(span, told, there, old, new)
        if found is not None and _answers_the_same(question, old, new, found) and not _is_kept_back(new, there):
            return found
    return None


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that mean something, without figures: these are what changes most."""
    return frozenset(word for word in content_words(text) if word.isalpha())


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the words of two texts is in both."""
    return len(one & other) / max(len(one), len(other), 1)


@lru_cache(maxsize=8)
def _read(document: Document) -> _Reading:
    title = _one_way(title_of(document))
    sentences: list[_Sentence] = []
    for number, section in enumerate(outline_of(document)):
        sentences += _in_section(document.text, section, number, title)
    places: dict[_Says, list[int]] = {}
    words: dict[int, set[str]] = {}
    for at, one in enumerate(sentences):
        places.setdefault(one.says, []).append(at)
        words.setdefault(one.section, set()).add(one.words)
    answers: dict[str, list[Extract]] = {}
    for extract in survey_of(document).extracts:
        answers.setdefault(written_one_way(extract.question), []).append(extract)
    return _Reading(tuple(sentences), places, words, answers)


def _in_section(text: str, section: Section, number: int, title: str) -> Iterator[_Sentence]:
    path = (title, *map(_one_way, section.path))
    found: list[tuple[int, _Sentence]] = []
    for at, block in enumerate(section.blocks):
        labels = tuple(map(_one_way, block.cells[::2])) if block.kind == "row" else ()
        spans = list(sentences_of(text, block.start, block.end))
        for start, end in spans:
            words, ends = _one_way(text[start:end]), end == spans[-1][1]
            found.append((at, _Sentence(path, words, labels, number, start, end, block.kind in _LISTED, ends)))
    leads, closes = _beside_lists([one for _, one in found]), _beside_lists([one for _, one in reversed(found)])
    for at, (block_at, one) in enumerate(found):
        before = found[at - 1] if at else (-1, one)
        behind = found[at + 1] if at + 1 < len(found) else (-1, one)
        yield replace(
            one,
            before=before[1].words if before[0] == block_at or (before[0] >= 0 and not one.is_listed) else "",
            behind=behind[1].words if behind[0] >= 0 else "",
            lead=leads[at],
            close=closes[-1 - at],
        )


def _beside_lists(sentences: Sequence[_Sentence]) -> list[str]:
    """Return for each sentence of a list or table what stands before that, in this order; for others ""."""
    found, last = [], ""
    for one in sentences:
        found.append(last if one.is_listed else "")
        last = last if one.is_listed else one.words
    return found


def _one_way(text: str) -> str:
    return " ".join(fold(without_marks(text)).split())


def _is_part(sentences: Sequence[_Sentence], first: int, last: int) -> bool:
    """Say whether these sentences end in a list or table of which more stands before or behind them."""
    this, beside = sentences[last], [*sentences[first - 1 : first], *sentences[last + 1 : last + 2]]
    return this.is_listed and any(one.is_listed and one.section == this.section for one in beside)


def _same_around(before: _Reading, told: Sequence[_Sentence], there: Sequence[_Sentence], *, is_part: bool) -> bool:
    """Say whether what stands right before and behind is nothing new; that something is gone says nothing.

    ``is_part``: other items of the list that is told in part may be others.
    """
    known = set().union(*(before.words[number] for number in {one.section for one in told}))
    was, now = told[-1], there[-1]
    behind = (was.close, now.close) if is_part and was.ends else (was.behind, now.behind)
    return _is_known(told[0].before, there[0].before, known) and _is_known(*behind, known)


def _is_known(old: str, new: str, known: set[str]) -> bool:
    if not new or new == old:
        return True
    takes_out = EXCEPTS.match(new) is not None and EXCEPTS.match(old) is None
    return not takes_out and (new in known or (bool(old) and alike(words_of(old), words_of(new)) >= ALIKE))


def _place(
    span: Span, told: Sequence[_Sentence], there: Sequence[_Sentence], old: Document, new: Document
) -> Span | None:
    if span[0] <= told[0].start and span[1] >= told[-1].end:
        head = outline_of(new)[there[0].section].head if span[0] < told[0].start else None
        return (head.start if head else there[0].start), there[-1].end
    offset = there[0].start
    found = find_quote(old.text[slice(*span)], (Document("", new.text[offset : there[-1].end]),))
    return (found.start + offset, found.end + offset) if found else None


def _answers_the_same(question: str, old: Document, new: Document, found: Span) -> bool:
    """Say whether the newer document answers the very question with nothing that the older one did not."""
    asked = written_one_way(question)
    was, now = _read(old).answers.get(asked, ()), _read(new).answers.get(asked, ())
    if not was:
        return all(one.start < found[1] and found[0] < one.end for one in now)
    known = {_one_way(old.text[one.start : one.end]) for one in was}
    return all(_one_way(new.text[one.start : one.end]) in known for one in now)


def _is_kept_back(document: Document, sentences: Sequence[_Sentence]) -> bool:
    sections = outline_of(document)
    return any(is_kept_back_in(document, sections[at]) for at in {one.section for one in sentences})
