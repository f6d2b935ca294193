"""Where names stand in a list: found, and the customer's own words are not kept."""

from workflows.understanding.index import Index
from workflows.understanding.linear import PackedModel

NAMES = [f"w {number}" for number in range(1000)]


def test_each_name_is_found_where_it_stands() -> None:
    index = Index(NAMES)

    assert [index.find(name) for name in NAMES] == list(range(1000))


def test_what_is_none_of_the_names_is_not_found() -> None:
    assert {Index(NAMES).find(name) for name in ("", "w", "w 1000", "w  1")} == {-1}
    assert Index(()).find("w 1") == -1


def test_a_model_keeps_at_hand_what_it_knows_and_none_of_the_words_of_a_customer() -> None:
    model = PackedModel(("a", "b"), {"w refund": (0, 900)})

    model.total(["w refund", "w 4539148803436467"])

    assert list(model._at_hand) == ["w refund"]


def test_however_many_features_were_looked_for_few_are_at_hand() -> None:
    model = PackedModel(("a", "b"), {f"w {number}": (0, 900) for number in range(5000)})

    total = model.total([f"w {number}" for number in range(5000)])

    assert model.scores(total)[0] - model.scores(total)[1] == 5000 * 900
    assert len(model._at_hand) <= 2048
