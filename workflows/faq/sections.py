"""Sections of documents as a reader sees them, each with the path of its headings, and the passages they are cut into.

Everything is a span of the document. A passage is what a customer may be offered word for word.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.faq.blocks import AFTER_ANSWER, NOTE, QUESTION_LEVEL, Block
from workflows.faq.documents import PASSAGE_CHARS, Document, Passage, sentences_cut
from workflows.faq.kept_back import is_kept_back, keeps_back_below
from workflows.faq.marks import without_marks
from workflows.faq.plain import plain_blocks
from workflows.faq.question_shapes import with_questions

BETWEEN = " \u203a "  # the headings of a path
LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading up to the next one. ``path``: the headings from the outermost on; empty: none.

    ``head``: the last of them, where it stands.
    """

    path: tuple[str, ...]
    blocks: tuple[Block, ...]
    head: Block | None = None

    @property
    def start(self) -> int:
        """Where its text begins."""
        return self.blocks[0].start

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.blocks[-1].end

    @property
    def from_head(self) -> int:
        """Where its last heading begins, or its text if it has none: a short answer is quoted with its question."""
        return self.start if self.head is None else min(self.head.start, self.start)

    @property
    def heading(self) -> str:
        """The path as it is shown: "Returns" and "Opened items" with an angle between them."""
        return path_shown(self.path)


def path_shown(path: Sequence[str]) -> str:
    """Return a path in one line; of one that is too long the inner headings."""
    shown = BETWEEN.join(path)
    return shown if len(shown) <= LONGEST_PATH else (path[-1] if path else "")[:LONGEST_PATH]


@lru_cache(maxsize=32)
def outline_of(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document (untrusted) that hold text, in its order; linear."""
    blocks = plain_blocks(document.text) if document.blocks is None else document.blocks
    return tuple(_sections(document, with_questions(document.text, blocks)))


def title_of(document: Document) -> str:
    """Return the heading of a document (untrusted) that is its own title, as it is read; "": it has none."""
    blocks = plain_blocks(document.text) if document.blocks is None else document.blocks
    title = _title_among(document, blocks)
    return "" if title is None else " ".join(without_marks(document.text[title.start : title.end]).split())


def is_kept_back_in(document: Document, section: Section) -> bool:
    """Say whether a section of a document (untrusted) is for nobody outside: it says so, or what stands over it."""
    return section.start in _kept_back_starts(document)


def is_kept_back_at(document: Document, start: int, end: int) -> bool:
    """Say whether a part of a document (untrusted) is in a section that is for nobody outside."""
    kept_back = _kept_back_starts(document)
    return any(one.start in kept_back for one in outline_of(document) if one.start < end and start < one.end)


@lru_cache(maxsize=32)
def _kept_back_starts(document: Document) -> frozenset[int]:
    """Return where the sections begin that are kept back; linear.

    The document's title says it for all of them, and so do the words right under that or under a heading for what
    stands below.
    """
    over_all = (document.title, title_of(document))
    begun: dict[tuple[str, ...], bool] = {}  # headings with whether the words right under them keep back what is below
    found = set()
    for number, section in enumerate(outline_of(document)):
        text = document.text[section.start : section.end]
        if section.path not in begun and (section.path or not number):
            begun[section.path] = keeps_back_below(text)
        over = (section.path[:depth] for depth in range(len(section.path) + 1))
        if any(begun.get(path, False) for path in over) or is_kept_back((*over_all, *section.path), text):
            found.add(section.start)
    return frozenset(found)


def path_at(document: Document, at: int) -> tuple[str, ...]:
    """Return the headings that a place of a document stands under."""
    return next((one.path for one in outline_of(document) if one.from_head <= at < one.end), ())


def _sections(document: Document, blocks: Sequence[Block]) -> Iterator[Section]:
    title = _title_among(document, blocks)
    path: list[tuple[int, str]] = []
    head: Block | None = None
    under: list[Block] = []
    for block in blocks:
        if block.kind not in {"heading", "question"}:
            if block.level == NOTE:
                if under:
                    yield Section(tuple(text for _, text in path), tuple(under), head)
                path, head, under = [], None, []
            elif block.level == AFTER_ANSWER and head is not None and head.kind == "question":
                if under:
                    yield Section(tuple(text for _, text in path), tuple(under), head)
                    under = []
                path, head = [one for one in path if one[0] < QUESTION_LEVEL], None
            under.append(block)
            continue
        if under:
            yield Section(tuple(text for _, text in path), tuple(under), head)
            under = []
        level = QUESTION_LEVEL if block.kind == "question" else block.level
        path = [one for one in path if one[0] < level]
        head = block
        if block is not title:
            text = " ".join(without_marks(document.text[block.start : block.end]).split())
            path.append((level, text))
    if under:
        yield Section(tuple(text for _, text in path), tuple(under), head)


def _title_among(document: Document, blocks: Sequence[Block]) -> Block | None:
    """Return the heading that is the document's own title: it stands first, and says so or has no text of its own."""
    first = next(iter(blocks), None)
    if first is None or first.kind != "heading":
        return None
    levels = Counter(one.level for one in blocks if one.kind == "heading")
    same = " ".join(document.text[first.start : first.end].split()).casefold() == document.title.casefold()
    alone = levels[first.level] == 1 and first.level == min(levels) and len(blocks) > 1
    several = sum(levels.values()) > 1 or any(one.kind == "question" for one in blocks)
    return first if (same and several) or (alone and blocks[1].kind in {"heading", "question"}) else None


def passages_of(documents: Sequence[Document]) -> list[Passage]:
    """Cut the sections of documents into passages of about ``PASSAGE_CHARS`` on the borders of their blocks."""
    return [
        passage
        for at, document in enumerate(documents)
        for section in outline_of(document)
        for passage in _cut(at, document.text, section)
    ]


def passages_for_customers(documents: Sequence[Document]) -> list[Passage]:
    """Return ``passages_of`` documents without what they say is for nobody outside."""
    return [
        passage
        for at, document in enumerate(documents)
        for section in outline_of(document)
        if not is_kept_back_in(document, section)
        for passage in _cut(at, document.text, section)
    ]


def _cut(at: int, text: str, section: Section) -> Iterator[Passage]:
    start, end = section.start, section.start
    for begin, stop in _pieces(text, section.blocks):
        if stop - start > PASSAGE_CHARS and end > start:
            yield Passage(at, start, end, section.heading, text[start:end])
            start = begin
        end = stop
    if end > start:
        yield Passage(at, start, end, section.heading, text[start:end])


def _pieces(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if block.end - block.start <= PASSAGE_CHARS:
            yield block.start, block.end
        else:
            yield from sentences_cut(text, block.start, block.end)
