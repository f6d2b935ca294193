"""The close reader: what it reads of a message, its weights, and what it makes of sentences that nobody taught it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.understanding import closely, transformer
from workflows.understanding.closely import MOST_PIECES, CloseReader, packed, read_closely, unpacked
from workflows.understanding.wanted import Asked, Place

REAL = pytest.mark.skipif(transformer.folder() is None, reason="the extra meaning is not installed")
MOST_BYTES = 300_000
IS_USED = closely.is_used
LOAD, OPENED, LOAD_MODEL = closely.load, closely._opened, transformer.load


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[CloseReader]:
    monkeypatch.setattr(transformer, "load", LOAD_MODEL)
    OPENED.cache_clear()
    found = OPENED()
    assert found is not None
    yield found
    OPENED.cache_clear()


def _place(text: str, word: str, asked: Asked = "return") -> Place:
    return Place(text.index(word), text.index(word) + len(word), asked)


@pytest.mark.parametrize(
    ("on", "installed", "used"), [(True, True, True), (False, True, False), (True, False, False), (False, False, False)]
)
def test_it_is_used_where_the_extra_is_and_nobody_turned_it_off(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, on: bool, installed: bool, used: bool
) -> None:
    reader = CloseReader.__new__(CloseReader)
    monkeypatch.setattr(closely, "load", LOAD)
    monkeypatch.setattr(closely, "is_used", IS_USED)
    monkeypatch.setattr(closely, "_opened", lambda: reader)
    monkeypatch.setattr(transformer, "folder", lambda: tmp_path if installed else None)
    monkeypatch.setattr(closely._Switch, "on", False)

    closely.use(on=on)

    assert (closely.is_used(), closely.load() is reader) == (used, used)


def test_nothing_is_read_without_the_extra() -> None:
    text = "I want to return the lamp."

    assert read_closely(text, (_place(text, "lamp"),)) == ()


def test_weights_are_small_enough_to_be_shipped() -> None:
    assert len(closely._packed()) <= MOST_BYTES


def test_packed_weights_are_read_as_they_were_but_for_a_step() -> None:
    np = pytest.importorskip("numpy")
    weights = {"a": np.array([[1.0, -2.0], [0.5, 0.0]]), "b": np.array([0.25, -0.125, 0.0])}

    found = unpacked(packed(weights, "0"))

    assert {name: one.shape for name, one in found.items()} == {"a": (2, 2), "b": (3,)}
    assert all(abs(found[name] - one).max() <= abs(one).max() / 127 for name, one in weights.items())


@REAL
@pytest.mark.parametrize(
    ("text", "word", "asked", "label"),
    [
        ("The stroller squeaks. I would like to send it back, please.", "stroller", "return", "act"),
        ("I sent the stroller back in May and have my money, thank you.", "stroller", "return", "leave"),
        ("Order A-55555 came yesterday, all is well with it.", "A-55555", "order", "leave"),
        ("What has become of A-55555? I have been waiting for two weeks.", "A-55555", "order", "act"),
        ("INV-4321 has been paid, just so you know.", "INV-4321", "invoice", "leave"),
        ("INV-4321 is twice what we agreed, please look into it.", "INV-4321", "invoice", "act"),
    ],
)
def test_messages_that_nobody_taught_are_read(
    reader: CloseReader, text: str, word: str, asked: Asked, label: str
) -> None:
    verdict = reader.read(text, [_place(text, word, asked)])[0]

    assert verdict is not None
    assert max(verdict) == getattr(verdict, label)


@REAL
def test_a_number_is_one_piece_whatever_its_digits_are(reader: CloseReader) -> None:
    one, other = "Where is A-12345?", "Where is A-98760?"

    assert reader.pieces(one, [_place(one, "A-12345", "order")]) == reader.pieces(
        other, [_place(other, "A-98760", "order")]
    )


@REAL
def test_a_bounded_part_of_a_message_is_read_and_nothing_said_of_the_rest(reader: CloseReader) -> None:
    text = "The lamp hums. " + "It hums all day. " * 200 + "The chair creaks."
    places = [_place(text, "lamp"), _place(text, "chair")]

    numbers, spans = reader.pieces(text, places)

    assert len(numbers) == MOST_PIECES
    assert [one is None for one in spans] == [False, True]
    assert [one is None for one in reader.read(text, places)] == [False, True]
