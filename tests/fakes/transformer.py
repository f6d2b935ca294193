"""A stand-in for the sentence transformer: it knows three subjects by some words, and keeps what it read."""

from collections.abc import Sequence

from workflows.understanding.transformer import Transformer

SUBJECTS = ({"money", "refund", "refunds"}, {"dog", "puppy", "animals"}, {"open", "close", "hours"})


class FakeTransformer(Transformer):
    """Knows three subjects by some words, and counts what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def direction(self, text: str) -> tuple[float, ...]:
        self.read.append(text)
        words = set(text.lower().replace("?", " ").replace(".", " ").split())
        counts = [float(len(words & one)) for one in SUBJECTS]
        length = sum(one * one for one in counts) ** 0.5 or 1.0
        return tuple(one / length for one in counts)

    def cosines(self, vectors: Sequence[tuple[float, ...]], vector: tuple[float, ...]) -> list[float]:
        return [sum(a * b for a, b in zip(one, vector, strict=True)) for one in vectors]
