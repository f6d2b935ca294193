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


def files_of_rows() -> list[Traversable]:
    """Return the files of rows, in order."""
    folder = resources.files("workflows.understanding.returns") / "rows"
    return sorted((one for one in folder.iterdir() if ".txt" in one.name), key=lambda one: one.name)


def lines_of(file: Traversable) -> list[str]:
    """Return the lines of a file of rows, packed or not."""
    data = file.read_bytes()
    return (gzip.decompress(data) if file.name.endswith(".gz") else data).decode("utf-8").splitlines()


def hash_of_rows() -> str:
    """Return the hash of all files of rows; it stands in the weights made from them."""
    digest = hashlib.sha256()
    for one in files_of_rows():
        digest.update(one.name.encode())
        digest.update("\n".join(lines_of(one)).encode())
    return digest.hexdigest()[:16]


def corpus(*, twins: bool = True) -> Corpus:
    """Read all rows; ``twins``: those of ``TWINS``, too."""
    left = (PRODUCTS, GENERATED, *(() if twins else TWINS))
    written = [row for one in files_of_rows() if one.name not in left for row in rows_in(lines_of(one))]
    by_name = {one.name: one for one in files_of_rows()}
    return Corpus(written, rows_in(lines_of(by_name[GENERATED])), lines_of(by_name[PRODUCTS]))
