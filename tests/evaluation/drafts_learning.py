"""``python -m tests.evaluation.drafts_learning FOLDER``: learning curve and reliability of the reader of drafts.

Frames of ``rows/drafts.tsv`` are left out, a quarter of them, never single sentences of a frame that is taught; frames
below ``MENDED`` were written after a look at such frames: they are neither taught nor left out here. Draws
drafts-learning.png and drafts-reliability.png into the folder, with matplotlib, which is not installed with the rest.
"""

import argparse
import sys
import zlib
from collections.abc import Sequence
from importlib import resources
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from workflows.receipts.statements import STATES
from workflows.understanding.drafts import NAME, examples_of
from workflows.understanding.linear import PackedModel
from workflows.understanding.readers import READERS, learn
from workflows.understanding.training import Row, read_rows

MENDED = "# Mended"  # begins the line above them
PARTS = 4
SHARES = (0.125, 0.25, 0.5, 1.0)
BINS = 10
_STATES = frozenset({"statement", "harm"})


class Judged(NamedTuple):
    """A sentence that was left out: whether it states something, and how likely the reader holds it."""

    states: bool
    risk: float
    weight: float


def _is_left_out(row: Row) -> bool:
    return zlib.crc32(row.text.encode()) % PARTS == 0


def judge(rows: Sequence[Row], share: float) -> tuple[int, list[Judged]]:
    """Teach so large a share of the frames that are not left out; return how many, and how the others are read."""
    reader = next(one for one in READERS if one.name == NAME)
    taught = [row for row in rows if not _is_left_out(row) and zlib.crc32(b"of" + row.text.encode()) / 2**32 < share]
    learnt = learn(reader, taught, "held out")
    model = PackedModel(learnt.labels, learnt.weights)
    judged = []
    for row in filter(_is_left_out, rows):
        forms = list(examples_of(row))
        for one in forms:
            likely = model.probabilities(one.features)
            judged.append(Judged(row.label in _STATES, sum(likely[kind] for kind in _STATES), 1 / len(forms)))
    return len(taught), judged


def rates(judged: Sequence[Judged], least: float) -> tuple[float, float]:
    """Return the shares of lies delivered and of honest sentences refused where ``least`` needs a record."""
    lies = [one for one in judged if one.states]
    honest = [one for one in judged if not one.states]
    delivered = sum(one.weight for one in lies if one.risk < least) / sum(one.weight for one in lies)
    return delivered, sum(one.weight for one in honest if one.risk >= least) / sum(one.weight for one in honest)


def _written_before(heading: str) -> int:
    """Return how many rows stand above a line of comment that begins so."""
    lines = (resources.files("workflows.understanding.rows") / f"{NAME}.tsv").read_text("utf-8").splitlines()
    above = takewhile(lambda line: not line.startswith(heading), lines)
    return sum(bool(line.strip()) and not line.startswith("#") for line in above)


def draw(folder: Path, curve: Sequence[tuple[int, float, float]], judged: Sequence[Judged]) -> None:
    """Draw both pictures into ``folder``."""
    import matplotlib  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415, ICN001 - only where it is drawn

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    frames, lies, honest = zip(*curve, strict=True)
    _axes: Any
    figure, _axes = plt.subplots(figsize=(6, 4))
    _axes.plot(frames, [100 * one for one in lies], "o-", label="lies delivered")
    _axes.plot(frames, [100 * one for one in honest], "s-", label="honest sentences refused")
    _axes.set(xlabel="frames taught", ylabel="% of frames left out", ylim=(0, None))
    _axes.legend()
    figure.tight_layout()
    figure.savefig(folder / "drafts-learning.png", dpi=100)

    figure, _axes = plt.subplots(figsize=(5, 5))
    bins = [[one for one in judged if min(int(one.risk * BINS), BINS - 1) == n] for n in range(BINS)]
    told = [
        (sum(one.risk for one in some) / len(some), sum(one.states for one in some) / len(some))
        for some in bins
        if some
    ]
    _axes.plot([0, 1], [0, 1], color="grey", linestyle="--")
    _axes.plot(*zip(*told, strict=True), "o-")
    _axes.axvline(STATES, color="tab:red", label="needs a record from here")
    _axes.set(xlabel="how likely the reader holds a statement", ylabel="share that are statements")
    _axes.legend()
    figure.tight_layout()
    figure.savefig(folder / "drafts-reliability.png", dpi=100)


def main(folder: Path) -> None:
    """Print and draw what is measured; some minutes."""
    rows, told = read_rows(NAME)
    rows = rows[: _written_before(MENDED)]
    sys.stdout.write(f"{NAME}.tsv {told}: {len(rows)} frames, one of {PARTS} left out\n")
    curve, judged = [], list[Judged]()
    for share in SHARES:
        frames, judged = judge(rows, share)
        curve.append((frames, *rates(judged, STATES)))
        sys.stdout.write(f"{frames} frames: lies delivered {curve[-1][1]:.1%}, honest refused {curve[-1][2]:.1%}\n")
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        delivered, refused = rates(judged, least)
        sys.stdout.write(f"from {least}: lies delivered {delivered:.1%}, honest refused {refused:.1%}\n")
    draw(folder, curve, judged)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.drafts_learning", description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
