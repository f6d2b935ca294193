"""The rows that the tagger is made from: package data, one file a source; and the hash that tells when they changed."""

import gzip
import hashlib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from workflows.understanding.returns.training.markup import Row, rows_in
from workflows.understanding.returns.training.variation import Variation

PRODUCTS = "products.txt"
GENERATED = "generated.txt.gz"
TWINS = ("development.txt", "twins.txt")  # docs/decisions/0058: the reader of wishes is worse with them


@dataclass(frozen=True, slots=True)
class Corpus:
    """Rows ``written`` by people, ``generated`` ones, and names of ``products`` to vary both with."""

    written: list[Row]
    generated: list[Row]
    products: list[str]

    def with_variants(self, written: list[Row], copies: int, seed: int) -> list[Row]:
        """Return ``written`` and the generated rows, with ``copies`` variants of each written one."""
        vary = Variation(self.products, seed)
        return [*written, *(vary.of(one) for _ in range(copies) for one in written), *self.generated]


def _files() -> list[Traversable]:
    folder = resources.files("workflows.understanding.returns") / "rows"
    return sorted((one for one in folder.iterdir() if ".txt" in one.name), key=lambda one: one.name)


def _lines(file: Traversable) -> list[str]:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.name.endswith(".gz") else data).decode("utf-8").splitlines()


def hash_of_rows() -> str:
    """Return the hash of all files of rows; it stands in the weights made from them."""
    digest = hashlib.sha256()
    for one in _files():
        digest.update(one.name.encode())
        digest.update("\n".join(_lines(one)).encode())
    return digest.hexdigest()[:16]


def corpus(*, twins: bool = True) -> Corpus:
    """Read all rows; ``twins``: those of ``TWINS``, too."""
    left = (PRODUCTS, GENERATED, *(() if twins else TWINS))
    written = [row for one in _files() if one.name not in left for row in rows_in(_lines(one))]
    by_name = {one.name: one for one in _files()}
    return Corpus(written, rows_in(_lines(by_name[GENERATED])), _lines(by_name[PRODUCTS]))
