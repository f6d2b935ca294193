"""How near a question is to each of a team's texts, as the sentence transformer has it, where that is installed.

Its vectors of the texts are made once, a few at a time, so that others get their turn; nothing is said before the last
is there.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from workflows.language.detection import detect
from workflows.understanding import transformer
from workflows.understanding.transformer import Transformer, Vector

MOST_KEPT = 4000  # texts whose vectors are kept for when sets are published anew: 1.5 kB each
FEW = 4  # questions whose vectors are kept: one is looked up for offers, and again for passages


class WholeTexts:
    """The texts of a team in their order; of those that are not English nothing is known. Safe from any thread."""

    def __init__(self, texts: Sequence[str], model: Callable[[], Transformer | None] | None = None) -> None:
        self._texts = tuple(texts)
        self._model = model or transformer.load
        self._vectors: list[Vector | None] = []
        self.is_begun = False  # before the first text is read: a question may then be read, too, at any moment

    @property
    def is_read(self) -> bool:
        """Whether all texts are read."""
        return 0 < len(self._texts) == len(self._vectors)

    def read(self, most: int) -> bool:
        """Read ``most`` of the texts at most; return whether more are to be read. For one thread at a time.

        A text takes some 20 ms, one that was read before nothing. Without the extra there is nothing to do.
        """
        model = None if len(self._vectors) == len(self._texts) else self._model()
        if model is None:
            return False
        self.is_begun = True
        for text in self._texts[len(self._vectors) :][:most]:
            self._vectors.append(_vector_of(model, text))
        return not self.is_read

    def nearness(self, question: str) -> list[float | None] | None:
        """Return the cosine of a question (untrusted) with each text, None for one that is not English.

        None alone: the question is not English, or not all texts are read.
        """
        model = self._model() if self.is_read and detect(question) == "en" else None
        if model is None:
            return None
        cosines = iter(model.cosines([one for one in self._vectors if one is not None], _asked(model, question)))
        return [None if one is None else next(cosines) for one in self._vectors]


@lru_cache(maxsize=MOST_KEPT)
def _vector_of(model: Transformer, text: str) -> Vector | None:
    return model.direction(text) if detect(text) == "en" else None


@lru_cache(maxsize=FEW)
def _asked(model: Transformer, question: str) -> Vector:
    return model.direction(question)
