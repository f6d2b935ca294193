"""The one list of trained readers: what each is called and what it sees of a row."""

from collections.abc import Callable
from typing import NamedTuple

from workflows.understanding import dangers, drafts, sentences, turns
from workflows.understanding.linear import LinearModel, without_small
from workflows.understanding.training import Example, Row, read_rows, train


class Reader(NamedTuple):
    """``name`` is that of its files in ``rows`` and ``weights``; ``examples`` turns rows into what its model sees.

    ``rate``, ``decay`` and ``least`` are those of ``train``, as cross-validation of its rows found them best; weights
    below ``smallest`` thousandths are left out.
    """

    name: str
    examples: Callable[[list[Row]], list[Example]]
    rate: float = 0.3
    decay: float = 3e-4
    least: int = 2
    smallest: int = 0


READERS: tuple[Reader, ...] = (
    Reader(dangers.NAME, dangers.examples, rate=0.1, decay=0.003, least=4, smallest=40),
    Reader(sentences.NAME, sentences.examples, rate=0.1, decay=0.01, least=4),
    Reader(drafts.NAME, drafts.examples, smallest=25),
    Reader(turns.NAME, turns.examples, smallest=25),
)


def teach(reader: Reader) -> LinearModel:
    """Return what ``reader`` learns from its rows; a minute at most."""
    rows, told = read_rows(reader.name)
    learnt = train(reader.examples(rows), rows=told, rate=reader.rate, decay=reader.decay, least=reader.least)
    return without_small(learnt, reader.smallest)
