"""What the question step is shown of documents that are longer than one call takes: passages from all sections.

Each turn shows passages that no turn before has shown. It is the same for the same documents, breadth and turn, so that
what was shown can be said afterwards.
"""

from collections.abc import Sequence
from itertools import groupby

from workflows.faq.documents import Document, Passage
from workflows.faq.sections import passages_of

VIEW_CHARS = 12_000  # what the model is shown of all documents together, whatever their size
LEAST_CHARS = 160  # of one passage: less says nothing


def view_of(documents: tuple[Document, ...], breadth: int, turn: int = 0) -> str:
    """Return the documents within ``VIEW_CHARS``: whole if they fit, else the passages of this turn.

    ``breadth``: how many passages at least; where they do not fit whole, their beginnings are shown.
    """
    whole = _whole(documents)
    if len(whole) <= VIEW_CHARS:
        return whole
    passages = passages_of(documents)
    chosen = _sampled(documents, passages, breadth, turn)
    room = _room(documents) - 4 * len(chosen)
    fits = sum(len(_headed(passages[one])) for one in chosen) <= room
    share = VIEW_CHARS if fits else room // max(1, len(chosen))
    shown = []
    for at, document in enumerate(documents):
        shown.append(f"# {document.title}")
        for passage in (passages[one] for one in chosen if passages[one].document == at):
            text = _headed(passage)
            shown.append(text if len(text) <= share else text[: share - 1].rsplit(" ", 1)[0] + "…")
    return "\n\n".join(shown)[:VIEW_CHARS]


def shown_passages(documents: tuple[Document, ...], breadth: int, turns: int) -> frozenset[int] | None:
    """Return which passages the first ``turns`` turns show, by their numbers; None: the documents are shown whole."""
    if len(_whole(documents)) <= VIEW_CHARS:
        return None
    passages = passages_of(documents)
    return frozenset(one for turn in range(turns) for one in _sampled(documents, passages, breadth, turn))


def section_numbers(passages: Sequence[Passage]) -> list[int]:
    """Return for each passage the number of its section: passages in a row under one heading of one document."""
    runs = groupby(passages, key=lambda one: (one.document, one.heading))
    return [number for number, (_, run) in enumerate(runs) for _ in run]


def _whole(documents: Sequence[Document]) -> str:
    return "\n\n".join(f"# {document.title}\n{document.text}" for document in documents)


def _room(documents: Sequence[Document]) -> int:
    return VIEW_CHARS - sum(len(document.title) + 4 for document in documents)


def _headed(passage: Passage) -> str:
    return f"{passage.heading}: {passage.text}" if passage.heading else passage.text


def _sampled(documents: Sequence[Document], passages: Sequence[Passage], breadth: int, turn: int) -> list[int]:
    """Return the numbers of the passages of a turn, in the order of the documents."""
    room = _room(documents)
    size = sum(len(_headed(one)) + 4 for one in passages) / max(1, len(passages))
    count = max(int(room // size), min(breadth, room // LEAST_CHARS), 1)
    left = list(range(len(passages)))
    chosen: list[int] = []
    for _ in range(turn + 1):
        shown = set(chosen)
        left = [one for one in left if one not in shown] or list(range(len(passages)))
        chosen = _spread(left, passages, count)
    return chosen


def _spread(numbers: Sequence[int], passages: Sequence[Passage], count: int) -> list[int]:
    """Choose ``count`` of these passages: each document its part, of each document each section, each evenly."""
    sections = section_numbers(passages)
    chosen: list[int] = []
    documents = [list(run) for _, run in groupby(numbers, key=lambda one: passages[one].document)]
    for document, part in zip(documents, _shares([len(one) for one in documents], count), strict=True):
        under = [list(run) for _, run in groupby(document, key=lambda one: sections[one])]
        for section, share in zip(under, _shares([len(one) for one in under], part), strict=True):
            chosen += _evenly(section, share)
    return chosen


def _shares(sizes: Sequence[int], count: int) -> list[int]:
    """Give each its part of ``count``, as alike as their sizes let; if there are too few, they go to some evenly."""
    shares = [0] * len(sizes)
    while count > 0 and (open_ := [at for at, size in enumerate(sizes) if shares[at] < size]):
        each = count // len(open_)
        for at in open_ if each else _evenly(open_, count):
            more = min(max(1, each), sizes[at] - shares[at])
            shares[at] += more
            count -= more
    return shares


def _evenly(items: Sequence[int], count: int) -> list[int]:
    """Return ``count`` of the items, from the first on at even distances."""
    return [items[at * len(items) // count] for at in range(min(count, len(items)))] if count else []
