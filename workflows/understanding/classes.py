"""Files that say of which class a word is, as a trained model has it: one label, a number as its weight."""

import gzip
from importlib import resources

from workflows.understanding.linear import read_packed


class Classes:
    """Words that are each of one class, from the file ``weights/NAME.gz`` of this package."""

    def __init__(self, name: str) -> None:
        file = resources.files("workflows.understanding.weights") / f"{name}.gz"
        with file.open("rb") as packed, gzip.open(packed) as told:
            head, self._numbers = read_packed(told)  # type: ignore[arg-type] # a GzipFile is as good
        self._classes: list[str] = head["classes"]

    def of(self, word: str) -> str | None:
        """Return the class of a word; None if it is not known."""
        number = self._numbers.weights_of(word)
        return None if number is None else self._classes[number[0]]
