"""How vectors of words are learnt: on a vocabulary of a few words, against figures that can be checked by hand.

They need numpy, which the extra `meaning` brings; scipy, which learning needs besides, is stood in for by plain arrays.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes.transformer import FakeTransformer
from workflows.faq.meaning import learn
from workflows.faq.meaning.table import words_of
from workflows.understanding.pieces import Pieces

np: Any = pytest.importorskip("numpy", reason="the extra `meaning` is not installed")

DIRECTIONS, SIZE = 5, 4  # the teacher's, of which the fifth says nothing; and what is learnt
# What each word means in a text. Alone the teacher takes "bank" for money, in texts it is the river's.
TRUE = {
    "refund": (1, 0, 0, 0, 0), "money": (1, 0, 0, 0.2, 0), "cash": (1, 0, 0.1, 0, 0),
    "dog": (0, 1, 0, 0, 0), "puppy": (0, 1, 0.1, 0, 0), "pet": (0, 1, 0, 0.1, 0),
    "open": (0, 0, 1, 0, 0), "hours": (0, 0.1, 1, 0, 0), "close": (0, 0, 1, 0.1, 0),
    "river": (0, 0, 0, 1, 0), "boat": (0, 0, 0.1, 1, 0), "bank": (0, 0, 0, 1, 0),
}  # fmt: skip
ALONE = TRUE | {
    "bank": (1, 0, 0, 0, 0),
    "loan": (1, 0, 0, 0, 0),
    "kitten": (0, 1, 0, 0, 0),
}  # the last two stand in no text


class Teacher(FakeTransformer):
    """Says of a text where the sum of its words points."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", *ALONE])

    def direction(self, text: str) -> tuple[float, ...]:
        words = words_of(text)
        known = ALONE if len(words) == 1 else TRUE
        return direction([sum(parts) for parts in zip(*(known[word] for word in words), strict=True)])


def direction(row: Sequence[float]) -> tuple[float, ...]:
    length = math.hypot(*row)
    return tuple(one / length for one in row)


def texts(count: int = 120) -> list[str]:
    """Return texts of three words each, always the same."""
    chance = random.Random(7)  # noqa: S311 - a toy
    return [" ".join(chance.sample(sorted(TRUE), 3)) for _ in range(count)]


def cosine(one: Any, other: Any) -> float:  # noqa: ANN401 - rows of numpy
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "WIDTH", DIRECTIONS)
    monkeypatch.setattr(learn, "SIZE", SIZE)

    def dense(cells: Any, shape: tuple[int, int], dtype: Any) -> Any:  # noqa: ANN401 - as scipy's
        values, (rows, columns) = cells
        whole = np.zeros(shape, dtype)
        whole[rows, columns] = values
        return whole

    monkeypatch.setitem(sys.modules, "scipy", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "scipy.sparse", SimpleNamespace(csr_matrix=dense))


def test_rows_have_length_one_and_a_row_of_nothing_stays_nothing() -> None:
    assert np.allclose(learn.unit(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0.0, 0.0]])


def test_words_and_pairs_count_as_one_and_the_logarithm_of_how_often() -> None:
    held = learn.counted(["dog dog dog boat", "boat stranger"], ["dog", "boat", "dog dog", "dog boat", "pet"])

    assert np.allclose(held, [[1 + math.log(3), 1, 1 + math.log(2), 1, 0], [0, 1, 0, 0, 0]])


def test_the_vocabulary_is_all_words_and_the_pairs_that_stand_together_often() -> None:
    words, counts = learn.vocabulary(["gift card"] * learn.LEAST_PAIR + ["card gift"], ["card", "loan"])

    assert words == ["gift", "card", "loan", "gift card"]
    assert counts == Counter({"gift": 7, "card": 7, "gift card": learn.LEAST_PAIR})


def test_a_first_step_goes_down_the_slope_of_what_is_fitted_in_each_coordinate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learn, "TURNS", 1)
    chance = np.random.default_rng(1)
    held, vectors = chance.random((6, 5)), chance.normal(size=(5, DIRECTIONS))
    meant = learn.unit(chance.normal(size=(6, DIRECTIONS)))

    def loss(tried: Any) -> float:  # noqa: ANN401 - an array
        return -sum(cosine(held[at] @ tried, meant[at]) for at in range(len(held)))

    moved = learn._turned(vectors, held, meant) - vectors

    slope = np.zeros_like(vectors)
    for at in np.ndindex(vectors.shape):
        little = np.zeros_like(vectors)
        little[at] = 1e-5
        slope[at] = (loss(vectors + little) - loss(vectors - little)) / 2e-5
    # Of Adam's first step, the only one of its turn, nothing is left but the signs and half the pace.
    assert np.allclose(moved, -learn.STEP / 2 * np.sign(slope), rtol=1e-3)


def test_turns_bring_sums_of_words_to_where_their_texts_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "BATCH", 16)
    monkeypatch.setattr(learn, "TURNS", 200)
    said = texts()
    words = sorted(TRUE)
    held, meant = learn.counted(said, words), learn.vectors_of(Teacher(), said)
    begun = np.random.default_rng(2).normal(size=(len(words), DIRECTIONS)) * 0.1

    vectors = learn._turned(begun, held, meant)

    before, after = (
        [cosine(row, mean) for row, mean in zip(held @ one, meant, strict=True)] for one in (begun, vectors)
    )
    assert min(after) > 0.95
    assert sum(before) / len(before) < 0.5


def _fitted(said: Sequence[str]) -> dict[str, Any]:
    teacher, words = Teacher(), sorted(ALONE)
    counts = Counter(word for text in said for word in words_of(text))
    share = np.array([counts[word] for word in words]) / sum(counts.values())
    held = learn.counted(said, words)
    found = learn.fitted(held, learn.vectors_of(teacher, said), learn.vectors_of(teacher, words), share)
    return dict(zip(words, found, strict=True))


def test_a_word_that_texts_use_otherwise_is_learnt_from_them_and_one_in_no_text_from_what_it_means_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learn, "BATCH", 16)
    monkeypatch.setattr(learn, "TURNS", 60)

    found = _fitted(texts(400))

    assert cosine(found["bank"], found["river"]) > 0.9
    assert cosine(found["bank"], found["money"]) < 0.5
    assert cosine(found["kitten"], found["dog"]) > 0.9
    assert cosine(found["loan"], found["refund"]) > 0.8
    assert abs(cosine(found["kitten"], found["open"])) < 0.3
    assert 0.5 < np.linalg.norm(found["kitten"]) / np.linalg.norm(found["dog"]) < 1.5


def test_usual_words_weigh_less_before_anything_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "TURNS", 0)
    monkeypatch.setattr(learn, "OWN", 1e-9)
    said = [*texts(), *["refund dog open"] * 100]
    counts = Counter(word for text in said for word in words_of(text))

    found = _fitted(said)

    usual, seldom = (learn.USUAL + counts[word] / sum(counts.values()) for word in ("refund", "bank"))
    assert np.allclose(found["refund"] * usual, found["bank"] * seldom, rtol=1e-3)  # alone both mean the same


def test_a_word_that_was_seen_once_is_half_its_own_vector_and_half_what_it_means_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [*texts(200), "loan river boat"]
    monkeypatch.setitem(TRUE, "loan", (0, 0, 0, 1, 0))
    halves = []
    for own in (1.0, 1e-9, 1e9):  # half and half; its own alone; what it means alone
        monkeypatch.setattr(learn, "OWN", own)
        halves.append(_fitted(said)["loan"])

    both, mine, alone = halves
    assert np.allclose(both, (mine + alone) / 2, atol=1e-5)
    assert not np.allclose(mine, alone, atol=0.05)


def test_vectors_are_packed_by_one_measure_and_what_is_far_larger_is_cut() -> None:
    vectors = np.full((1000, SIZE), 0.5)
    vectors[0], vectors[1] = (1.0, -1.0, 0.25, 0.0), (1000.0, -1000.0, 1.0, 1.0)
    vectors[2:12] = 1.0  # so that the thousandth part is the two of 1000

    meaning = learn.packed(vectors, [f"w{at}" for at in range(1000)], "rows")

    rows = [list(meaning.packed[at * SIZE : (at + 1) * SIZE]) for at in range(3)]
    assert rows == [[127, -127, 32, 0], [127, -127, 127, 127], [127] * 4]
    assert (meaning.size, meaning.rows, meaning.places["w2"]) == (SIZE, "rows", 2)


def test_what_is_learnt_of_the_same_texts_is_the_same_and_points_where_the_teacher_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learn, "BATCH", 16)
    monkeypatch.setattr(learn, "TURNS", 60)
    said, teacher = texts(400), Teacher()

    meaning, again = (learn.learn(teacher, said[:300], said[300:]) for _ in range(2))

    assert bytes(meaning.packed) == bytes(again.packed)
    pairs = [*pairwise(texts(60)), ("refund money", "cash refund"), ("refund money", "dog puppy")]
    found, wanted = (
        [cosine(*(np.array(one.direction(text)) for text in pair)) for pair in pairs] for one in (meaning, teacher)
    )
    assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) < 0.3
