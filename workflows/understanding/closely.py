"""What the sentence transformer makes of the things of a message: each to be done, asked about, or left.

Only where the extra ``meaning`` is installed. The whole message is read at once; what was learnt beside the
transformer's own weights, and how each thing is judged by its pieces, are ours
(docs/decisions/0088-a-close-reading.md). Nothing is decided here.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from workflows.ids.grammar import REMEMBERED, find_ids
from workflows.understanding import transformer
from workflows.understanding.pieces import BEGIN, END, Pieces
from workflows.understanding.transformer import Learnt, Matrix, Transformer, numpy
from workflows.understanding.wanted import Place, Verdict

NAME = "closely"
MOST_PIECES = 160  # of a message are read, with its begin and end ...
BEFORE = 40  # ... and of a longer one from so many before the first thing on
KINDS = ("return", "invoice", "order")
# What the transformer reads for a number: pieces that its authors left free.
_NUMBERS = {"invoice": "[unused2]", "order": "[unused1]"}
_OTHER = "[unused3]"


class CloseReader:
    """The transformer with what it learnt of messages. Safe from any thread."""

    def __init__(self, model: Transformer, weights: Mapping[str, Matrix]) -> None:
        self._model = model
        self._learnt = learnt_of(weights)
        self._head = tuple(weights[name] for name in ("wide", "wide.bias", "last", "last.bias"))

    def read(self, text: str, places: Sequence[Place]) -> list[Verdict | None]:
        """Return what is to become of each of ``places`` of ``text`` (untrusted); None of what is not read."""
        numbers, spans = self.pieces(text, places)
        np = numpy()
        rows = self._model.layers(numbers, self._learnt)
        whole = np.concatenate([rows.mean(0), rows[0]])
        wide, wide_bias, last, last_bias = self._head
        found = list[Verdict | None]()
        for place, span in zip(places, spans, strict=True):
            if span is None:
                found.append(None)
                continue
            kind = [float(place.asked == one) for one in KINDS]
            seen = np.concatenate([rows[span[0] : span[1]].mean(0), whole, kind]).astype(np.float32)
            scores = transformer.gelu(seen @ wide + wide_bias) @ last + last_bias
            shares = np.exp(scores - scores.max())
            found.append(Verdict(*(shares / shares.sum()).tolist()))
        return found

    def pieces(self, text: str, places: Sequence[Place]) -> tuple[list[int], list[tuple[int, int] | None]]:
        """Return the pieces that are read, with a number as one piece, and where each place stands among them."""
        known = self._model.pieces.places
        pieces, at = numbered(self._model.pieces, text, [at for one in places for at in (one.start, one.end)])
        spans = [(at[one.start], max(at[one.end], at[one.start] + 1)) for one in places]
        most = MOST_PIECES - 2
        first = max(0, min(min(spans)[0] - BEFORE, len(pieces) - most)) if spans and len(pieces) > most else 0
        pieces = pieces[first : first + most]
        inside = [
            (start - first + 1, min(end - first, len(pieces)) + 1) if 0 <= start - first < len(pieces) else None
            for start, end in spans
        ]
        return [known[BEGIN], *pieces, known[END]], inside


def learnt_of(weights: Mapping[str, Matrix]) -> Learnt:
    """Return what of ``weights`` is learnt beside those of the transformer."""
    return {
        name.removesuffix(".first"): (one, weights[name.removesuffix("first") + "then"])
        for name, one in weights.items()
        if name.endswith(".first")
    }


def numbered(pieces: Pieces, text: str, places: Iterable[int] = ()) -> tuple[list[int], dict[int, int]]:
    """Return the pieces of ``text`` with a number as one of them, and at which of them its ``places`` stand."""
    known, ids = pieces.places, find_ids(text)
    marked = {one.start: one for one in ids}
    cuts = sorted({0, len(text), *places, *(at for one in ids for at in (one.start, one.end))})
    found, at = list[int](), dict[int, int]()
    within = 0  # where the number ends that is stood for by one piece
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        at[start] = len(found)
        if start in marked:
            found.append(known[_NUMBERS.get(marked[start].kind, _OTHER)])
            within = marked[start].end
        elif start >= within:
            found += pieces.numbers(text[start:end], len(text) + 2)[1:-1]
    return found, at


class _Switch:
    """Whether messages of this process are read closely; off until a desk is opened."""

    on = False


def use(*, on: bool) -> None:
    """Say, before the first message, that messages are read closely if the extra is there; imports nothing of it."""
    _Switch.on = on and transformer.folder() is not None


def is_used() -> bool:
    """Say whether messages are read closely: it was said so, and the extra is there."""
    return _Switch.on


def load() -> CloseReader | None:
    """Return the reader, opened once a process at first use; None: it is not used, or the extra is not installed."""
    return _opened() if _Switch.on else None


@cache
def _opened() -> CloseReader | None:
    model = transformer.load()
    return CloseReader(model, unpacked(_packed())) if model else None


@lru_cache(maxsize=REMEMBERED)
def read_closely(text: str, named: tuple[Place, ...]) -> tuple[Verdict | None, ...]:
    """Return what is to become of what is ``named`` in ``text``; () without the extra. Those read last are kept."""
    reader = load() if named else None
    return tuple(reader.read(text, named)) if reader else ()


def _packed() -> bytes:
    return (resources.files("workflows.understanding.weights") / f"{NAME}.gz").read_bytes()


def packed(weights: Mapping[str, Matrix], rows: str) -> bytes:
    """Return ``weights`` as bytes: each number one of 255 steps of the largest in its row; ``rows``: their hash."""
    np = numpy()
    head, body = list[dict[str, Any]](), b""
    for name, one in weights.items():
        two = one.reshape(len(one), -1) if one.ndim > 1 else one.reshape(1, -1)
        steps = np.maximum(np.abs(two).max(1), 1e-9) / 127
        head.append({"name": name, "shape": list(one.shape), "steps": [float(f"{step:.4g}") for step in steps]})
        body += np.round(two / np.array(head[-1]["steps"])[:, None]).astype(np.int8).tobytes()
    return gzip.compress(json.dumps({"rows": rows, "arrays": head}).encode() + b"\n" + body, mtime=0)


def unpacked(data: bytes) -> dict[str, Matrix]:
    """Return the weights that ``packed`` made bytes of."""
    np = numpy()
    line, _, body = gzip.decompress(data).partition(b"\n")
    found, at = dict[str, Matrix](), 0
    for one in json.loads(line)["arrays"]:
        steps, shape = np.array(one["steps"], np.float32), one["shape"]
        size = int(np.prod(shape))
        numbers = np.frombuffer(body, np.int8, size, at).astype(np.float32).reshape(len(steps), -1)
        found[one["name"]] = (numbers * steps[:, None]).reshape(shape)
        at += size
    return found
