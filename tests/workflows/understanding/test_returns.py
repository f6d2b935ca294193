"""The tagger of returns: its rows, its arithmetic, how little of a text it reads, how it is made."""

import itertools
import math
import sys

import pytest

from bot.terminal.commands.train import train
from storage.errors import Misconfigured
from workflows.understanding.linear import UNIT, LinearModel, dump_model
from workflows.understanding.returns.crf import Crf, tagger
from workflows.understanding.returns.features import Features, features_of
from workflows.understanding.returns.names import is_nothing, strip_lead
from workflows.understanding.returns.reader import MOST_TOKENS, read_returns, tokens_to_read
from workflows.understanding.returns.tokens import tokens_of
from workflows.understanding.returns.training.corpus import corpus, hash_of_rows
from workflows.understanding.returns.training.markup import labels_of, parse
from workflows.understanding.returns.training.variation import Variation


def test_marks_stand_in_the_text_and_become_a_label_for_each_token() -> None:
    row = parse("my [P wind gauge] [R is too small], [L the boots] too")

    assert row.text == "my wind gauge is too small, the boots too"
    assert labels_of(row, tokens_of(row.text)) == ["O", "P", "p", "R", "r", "r", "O", "O", "L", "O"]


def test_a_product_inside_a_reason_has_a_label_of_its_own() -> None:
    row = parse("[R the [P lamp] hums]")

    assert labels_of(row, tokens_of(row.text)) == ["R", "rP", "r"]


def test_a_mark_that_is_not_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        parse("return the [P lamp")


def test_a_variant_is_about_other_things_and_marks_them_as_the_row_did() -> None:
    row = parse("The [P1 kettle] [R1 leaks], the [P2 mugs] are chipped. I want to return the [P1 kettle].")

    variants = [Variation(["sleeping bag", "curtains"], seed).of(row) for seed in range(20)]

    assert {len(one.spans) for one in variants} == {4}
    assert {name.lower() for one in variants for name in one.marked("P")} <= {"sleeping bag", "curtains"}
    assert {reason.lower() for one in variants for reason in one.marked("R")} == {"leaks"}


def test_every_row_is_readable() -> None:
    rows = corpus()

    assert len(rows.written) > 3000
    assert len(rows.generated) > 3000
    assert all(one.start < one.end for row in [*rows.written, *rows.generated] for one in row.spans if one.kind in "PL")


def test_the_weights_are_those_of_the_rows() -> None:
    assert tagger().rows_hash == hash_of_rows(), "run: frontdesk train returns"


def _small(weights: dict[str, tuple[int, int]], steps: list[list[int]]) -> Crf:
    """Return a tagger with two labels."""
    model = LinearModel(("O", "P"), {name: (0, one, 1, other) for name, (one, other) in weights.items()}, "")
    return Crf(dump_model(model, {"cues": [], "steps": steps}))


def test_a_chance_is_the_share_of_all_ways_to_label_the_text() -> None:
    weights = {"w=the": (900, -200), "w=lamp": (-300, 1100), "w=hums": (400, 100)}
    steps = [[300, -500], [-700, 200]]
    words = ["the", "lamp", "hums", "lamp"]

    found = _small(weights, steps).chances(Features([[f"w={one}"] for one in words], [[]], [0] * 4))

    def weight(way: tuple[int, ...]) -> float:
        own = sum(weights[f"w={word}"][label] for word, label in zip(words, way, strict=True))
        return math.exp((own + sum(steps[a][b] for a, b in itertools.pairwise(way))) / UNIT)

    ways = list(itertools.product((0, 1), repeat=4))
    total = sum(weight(way) for way in ways)
    expected = [sum(weight(way) for way in ways if way[n]) / total for n in range(4)]
    assert [row[1] for row in found] == pytest.approx(expected)


def test_what_a_sentence_shares_counts_for_each_of_its_tokens() -> None:
    crf = _small({"here": (0, 700), "both": (0, 300)}, [[0, 0], [0, 0]])

    apart = crf.chances(Features([["here", "both"]], [[]], [0]))
    shared = crf.chances(Features([["here"]], [["both"]], [0]))

    assert apart == shared


@pytest.mark.parametrize(
    "text", ["", "Where is order A-12345?", "My thermostat shows error 50", "INV-12 is too high", "Hello!"]
)
def test_a_message_without_a_cue_is_not_read(text: str) -> None:
    assert tokens_to_read(text) == []
    assert read_returns(text) == ()


def test_of_a_long_message_the_sentences_around_a_cue_are_read() -> None:
    story = "We had the painters in and the cat was scared of the ladder. " * 60
    text = f"{story}My kettle leaks. I want to return it. {story}"

    tokens = tokens_to_read(text)

    assert len(tokens) <= MOST_TOKENS
    assert "kettle" in {one.low for one in tokens}


def test_however_many_cues_a_text_holds_no_more_of_it_is_read() -> None:
    assert len(tokens_to_read("I want to return it. " * 250)) <= MOST_TOKENS


@pytest.mark.parametrize("text", ["\n", "return", "((((", '""" return ]]', "\u200breturn\u0000", "return " * 200])
def test_any_text_has_features_for_each_of_its_tokens(text: str) -> None:
    tokens = tokens_of(text)
    features = features_of(tokens)

    assert len(features.own) == len(features.sentence) == len(tokens)


@pytest.mark.parametrize(
    ("said", "name"),
    [("the two 'Aurora' lamps.", "Aurora' lamps"), ("my brand new kettle", "kettle"), ("the lamp's", "lamp")],
)
def test_a_name_is_without_what_stands_around_it(said: str, name: str) -> None:
    start, end = strip_lead(said, 0, len(said))

    assert said[start:end] == name


@pytest.mark.parametrize("name", ["drama", "process", "rush", "", "42", "return number", "refund"])
def test_what_nobody_sends_back_is_no_name(name: str) -> None:
    assert is_nothing(name)


def test_a_phone_case_is_a_name() -> None:
    assert not is_nothing("phone case")


def test_training_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)

    with pytest.raises(Misconfigured, match="python-crfsuite"):
        train(["returns"])


def test_training_again_gives_a_tagger_of_the_same_labels() -> None:
    pytest.importorskip("pycrfsuite", reason="the extra `train` is not installed")
    from workflows.understanding.returns.training import fit  # noqa: PLC0415 - after the check

    rows = corpus().written[:120]

    assert set(Crf(fit.fit(rows, rows, rounds=5)).labels) <= set(tagger().labels)
