"""The one list of trained readers: what each is called and what it sees of a row."""

from collections.abc import Callable
from typing import NamedTuple

from workflows.understanding import dangers, drafts, sentences, turns, wanted, wanted_rows
from workflows.understanding.linear import LinearModel, mean_of, without_small
from workflows.understanding.training import Example, Row, read_rows, train


class Reader(NamedTuple):
    """``name`` is that of its files in ``rows`` and ``weights``; ``examples`` turns rows into what its model sees.

    ``rate``, ``decay`` and ``least`` are those of ``train``, as cross-validation of its rows found them best; weights
    below ``smallest`` thousandths are left out. ``read`` where the rows are more than one file. ``beside``: what
    another model is taught, which counts for ``share`` of the reader, without weights of both below ``smallest_mean``.
    """

    name: str
    examples: Callable[[list[Row]], list[Example]]
    rate: float = 0.3
    decay: float = 3e-4
    least: int = 2
    smallest: int = 0
    rounds: int = 12
    read: Callable[[], tuple[list[Row], str]] | None = None
    beside: Callable[[list[Row]], list[Example]] | None = None
    share: float = 0.5
    smallest_mean: int = 0

    def rows(self) -> tuple[list[Row], str]:
        """Return the rows that it is taught, and their hash."""
        return self.read() if self.read else read_rows(self.name)


READERS: tuple[Reader, ...] = (
    Reader(dangers.NAME, dangers.examples, rate=0.1, decay=0.003, least=4, smallest=40),
    Reader(sentences.NAME, sentences.examples, rate=0.1, decay=0.01, least=4),
    Reader(
        drafts.NAME,
        drafts.examples,
        least=3,
        smallest=30,
        rounds=6,
        read=drafts.read_all,
        beside=drafts.examples_of_frames,
        share=0.3,
        smallest_mean=40,
    ),
    Reader(turns.NAME, turns.examples, smallest=100),
    Reader(
        wanted.NAME,
        wanted_rows.examples,
        rate=0.1,
        decay=0.003,
        least=3,
        smallest=25,
        rounds=6,
        read=wanted_rows.read_all,
    ),
)


def teach(reader: Reader) -> LinearModel:
    """Return what ``reader`` learns from its rows; some minutes at most."""
    return learn(reader, *reader.rows())


def learn(reader: Reader, rows: list[Row], told: str) -> LinearModel:
    """Return what ``reader`` learns from ``rows``, whose hash is ``told``."""
    learnt = _learn(reader, reader.examples(rows), told)
    if not reader.beside:
        return learnt
    beside = _learn(reader, reader.beside(rows), told)
    return without_small(mean_of(beside, learnt, reader.share), reader.smallest_mean)


def _learn(reader: Reader, examples: list[Example], told: str) -> LinearModel:
    learnt = train(examples, rows=told, rate=reader.rate, decay=reader.decay, least=reader.least, rounds=reader.rounds)
    return without_small(learnt, reader.smallest)
