"""Questions with their answers that stand in other forms than under a heading: rows, lists, one by one in a text.

Each becomes a question with its answer, as if it stood in a line of its own. Everything is a span of the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from workflows.faq.blocks import AFTER_ANSWER, QUESTION_LEVEL, Block
from workflows.faq.documents import sentences_of
from workflows.faq.question_form import flaw_of_question
from workflows.faq.question_marks import MARKS, is_asked
from workflows.faq.reasons import POINTS
from workflows.language.lazy import lazy

LEAST_PAIRS = 2  # of questions with answers in a list or a text: a single one may be rhetoric
LONGEST = 140  # characters of a question
READ_CHARS = 4000  # of a paragraph

_HEADS = lazy(
    r"(?:questions?|q|faqs?|fragen?|pregunta|domanda|vraag)[ :]{0,3}(?:answers?|a|antwort(?:en)?"
    r"|r\u00e9ponses?|respuestas?|risposta|antwoord)?$"
)
# What a page asks its reader is no question of theirs.
_OFFERS = lazy(
    r"(?:do you (?:want|need|have|like|know)|would you|want|need|looking|are you|have you|did you|got|still|why not)\b"
)

Pair = tuple[tuple[int, int], tuple[int, int]]


def with_questions(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a text (untrusted), those that hold questions with answers cut into these; linear."""
    found: list[Block] = []
    is_cut = False  # the block before was: what follows is no part of its last answer
    for block, pairs in _read(text, blocks):
        if pairs:
            for (asked, end), (start, stop) in pairs:
                found += [Block("question", asked, end, QUESTION_LEVEL), Block("paragraph", start, stop)]
        elif not _is_head(block):
            goes_on = is_cut and block.kind not in {"heading", "question"}
            found.append(replace(block, level=AFTER_ANSWER) if goes_on else block)
        is_cut = bool(pairs)
    return tuple(found)


def _read(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Pair]]]:
    """Yield each block with its questions and answers; in lists and texts none unless there are several."""
    for kind, same in groupby(blocks, key=lambda one: one.kind):
        run = list(same)
        pairs = [list(_pairs_in(text, block)) for block in run]
        several = kind in {"row", "pair"} or sum(map(len, pairs)) >= LEAST_PAIRS
        yield from zip(run, pairs if several else [[] for _ in run], strict=True)


def _pairs_in(text: str, block: Block) -> Iterator[Pair]:
    if block.kind == "row" and len(block.cells) == len(("head", "cell")) * 2:
        yield from _of_cells(text, block, block.cells[1], block.cells[3])
    elif block.kind == "pair":
        yield from _of_cells(text, block, *block.cells[:2])
    elif block.kind in {"item", "paragraph"} and is_asked_in(text[block.start : min(block.end, block.start + LONGEST)]):
        yield from _one_after_another(text, block)


def _of_cells(text: str, block: Block, asked: str, answer: str) -> Iterator[Pair]:
    at = text.find(asked, block.start, block.end)
    start = text.find(answer, at + len(asked), block.end) if at >= 0 else -1
    if is_asked(asked) and answer.strip() and start >= 0:
        yield (at, at + len(asked)), (start, start + len(answer))


def _one_after_another(text: str, block: Block) -> Iterator[Pair]:
    """Yield the questions of a block that begins with one, each with the sentences up to the next."""
    asked: tuple[int, int] | None = None
    answer: tuple[int, int] | None = None
    for begin, end in sentences_of(text, block.start, block.end):
        said = text[begin:end].lstrip("\u2022-*\u25e6 ")
        start = end - len(said)
        if not is_asked(said):
            if asked is None:
                return
            answer = (answer[0] if answer else start, end)
            continue
        if asked and answer:
            yield asked, answer
        elif asked:
            return  # two questions at once
        asked, answer = (start, end), None
        if len(said) > LONGEST or _OFFERS.match(said.lower()) or flaw_of_question(said) not in {None, POINTS}:
            return
    if asked and answer:
        yield asked, answer


def is_asked_in(text: str) -> bool:
    """Say whether a text holds the mark of a question."""
    return any(mark in text for mark in MARKS)


def _is_head(block: Block) -> bool:
    """Say whether a line is the head of a table of questions and answers."""
    return block.kind in {"row", "pair"} and _HEADS.match(" ".join(block.cells).lower()) is not None
