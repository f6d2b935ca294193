"""The one list of trained readers: what each is called and what it sees of a row."""

from collections.abc import Callable
from typing import NamedTuple

from workflows.understanding.linear import LinearModel
from workflows.understanding.training import Example, Row, read_rows, train


class Reader(NamedTuple):
    """``name`` is that of its files in ``rows`` and ``weights``; ``examples`` turns rows into what its model sees."""

    name: str
    examples: Callable[[list[Row]], list[Example]]


READERS: tuple[Reader, ...] = ()


def teach(reader: Reader) -> LinearModel:
    """Return what ``reader`` learns from its rows; a minute at most."""
    rows, told = read_rows(reader.name)
    return train(reader.examples(rows), rows=told)
