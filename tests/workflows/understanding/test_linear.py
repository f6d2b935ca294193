"""The trained linear models: what they learn, and that they are the same everywhere."""

import pytest

from workflows.understanding.features import class_of, words_of
from workflows.understanding.linear import LinearModel, PackedModel, dump_model, load_model, mean_of, without_small
from workflows.understanding.readers import READERS, Reader
from workflows.understanding.training import Example, cross_validate, train

FRUIT = [
    Example("fruit", frozenset({f"w {word}", "w a"})) for word in ("apple", "pear", "plum", "apple", "pear", "plum")
]
TOOLS = [Example("tool", frozenset({f"w {word}", "w a"})) for word in ("saw", "drill", "file", "saw", "drill", "file")]


def packed(model: LinearModel) -> PackedModel:
    return PackedModel(model.labels, model.weights)


def test_a_model_learns_what_its_rows_have_in_common() -> None:
    model = packed(train([*FRUIT, *TOOLS], rows="abc"))

    assert model.probabilities(["w a", "w pear"])["fruit"] > 0.8
    assert model.probabilities(["w a", "w drill"])["tool"] > 0.8


def test_what_it_has_never_seen_counts_nothing() -> None:
    model = packed(train([*FRUIT, *TOOLS], rows="abc"))

    assert model.probabilities(["w never"]) == {"fruit": 0.5, "tool": 0.5}


def test_weights_side_by_side_add_up_as_they_do_one_by_one() -> None:
    model = PackedModel(("a", "b", "c"), {"w x": (0, 900, 1, -1200), "w y": (1, -700, 2, 32767), "w z": (0, -32768)})

    scores = model.scores(model.total(["w x", "w y", "w z", "w never"]))

    assert [one - scores[1] for one in scores] == [900 - 32768 + 1900, 0, 32767 + 1900]


def test_the_same_rows_give_the_same_file() -> None:
    assert dump_model(train([*FRUIT, *TOOLS], rows="abc")) == dump_model(train([*FRUIT, *TOOLS], rows="abc"))


def test_small_weights_are_left_out_of_the_file() -> None:
    model = LinearModel(("a", "b"), {"w x": (0, 900, 1, -30), "w y": (1, 20)}, "abc")

    assert without_small(model, 40).weights == {"w x": (0, 900)}


def test_cross_validation_judges_each_row_by_a_model_that_has_not_seen_it() -> None:
    judged = cross_validate([*FRUIT, *TOOLS], lambda some: train(some, rows=str(len(some))), folds=3)

    assert [label for label, _ in judged] == [example.label for example in (*FRUIT, *TOOLS)]


def test_numbers_ids_and_quotes_are_seen_alike_however_they_are_written() -> None:
    assert words_of("It\u2019s 40 for A-12345!") == ["it's", "0", "for", "<order>", "!"]


def test_words_that_are_used_alike_have_one_class() -> None:
    assert class_of("fridge") == class_of("refrigerator") != ""
    assert class_of("?") == "?"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_weights_are_those_of_the_rows(reader: Reader) -> None:
    _, rows = reader.rows()

    assert load_model(reader.name).rows == rows, f"run: frontdesk train {reader.name}"


def test_a_model_between_two_holds_what_either_learnt_by_its_share() -> None:
    one = LinearModel(("a", "b"), {"x": (0, 100), "y": (1, 40)}, "old")
    other = LinearModel(("a", "b"), {"x": (0, 200, 1, 10), "z": (0, -20)}, "new")

    between = mean_of(one, other, 0.3)

    assert between.weights == {"x": (0, 170, 1, 7), "y": (1, 12), "z": (0, -14)}
    assert between.rows == "new"


def test_an_example_that_counts_more_decides_between_two_that_contradict_each_other() -> None:
    words = frozenset({"w fig"})
    examples = [Example("fruit", words, 3.0), Example("tool", words)] * 3

    learnt = train(examples, rows="of a test")

    assert PackedModel(learnt.labels, learnt.weights).probabilities(words)["fruit"] > 0.6
