"""Where names stand in a list: found, and the customer's own words are not kept."""

from array import array

from workflows.understanding.classes import Classes
from workflows.understanding.index import Index, key
from workflows.understanding.linear import PackedModel

NAMES = [f"w {number}" for number in range(1000)]


def test_each_name_is_found_where_it_stands() -> None:
    index = Index.of(NAMES)

    assert [index.find(name) for name in NAMES] == list(range(1000))


def test_what_is_none_of_the_names_is_not_found() -> None:
    assert {Index.of(NAMES).find(name) for name in ("", "w", "w 1000", "w  1")} == {-1}
    assert Index.of(()).find("w 1") == -1


def test_names_are_found_at_the_edges_of_what_is_looked_through() -> None:
    heads = [0, 1, (1 << 22) - 1, 1 << 22, (1 << 32) - 1]
    for looked_for, name in ((key(name), name) for name in NAMES[:50]):
        around = sorted([*heads, looked_for[0]])
        tails = array("H", [looked_for[1] if head == looked_for[0] else 0 for head in around])

        assert Index(array("I", around), tails, range(6)).find(name) == around.index(looked_for[0])


def test_of_names_whose_first_bits_are_the_same_each_is_found() -> None:
    head, tail = key("w refund")
    index = Index(array("I", [head, head]), array("H", [0, tail]), [7, 3])

    assert index.find("w refund") == 3
    assert index.find("w fund") == -1
    assert Index(array("I", [head]), array("H", [tail ^ 1]), [0]).find("w refund") == -1


def test_half_a_character_is_a_name_like_others() -> None:
    assert Index.of(["\ud83d"]).find("\ud83d") == 0


def test_a_model_tells_the_weights_of_what_it_knows() -> None:
    model = PackedModel(("a", "b"), {"w refund": (0, 900), "w fund": (0, -5, 1, 7)})

    assert [model.weights_of(one) for one in ("w refund", "w fund", "w find")] == [(900, 0), (-5, 7), None]


def test_a_word_has_one_class_or_none() -> None:
    topics = Classes("topics")

    assert topics.of("refunds") is not None
    assert topics.of("4539148803436467") is None


def test_a_model_keeps_at_hand_what_it_knows_and_none_of_the_words_of_a_customer() -> None:
    model = PackedModel(("a", "b"), {"w refund": (0, 900)})

    model.total(["w refund", "w 4539148803436467"])

    assert list(model._at_hand) == ["w refund"]


def test_however_many_features_were_looked_for_few_are_at_hand() -> None:
    model = PackedModel(("a", "b"), {f"w {number}": (0, 900) for number in range(9000)})

    total = model.total([f"w {number}" for number in range(9000)])

    assert model.scores(total)[0] - model.scores(total)[1] == 9000 * 900
    assert len(model._at_hand) <= 8192
