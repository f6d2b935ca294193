"""The trained reader of drafts: what sentences of a model's words are, in several languages."""

import pytest

from tests.evaluation.drafts import outcome, report
from workflows.understanding.drafts import KINDS, examples, examples_of_frames, forms_of, kinds_of, read_all
from workflows.understanding.meanings import meanings_of
from workflows.understanding.training import Row


def _states(sentence: str) -> float:
    kinds = kinds_of(sentence)
    return kinds["statement"] + kinds["harm"]


@pytest.mark.parametrize(
    ("statement", "neighbour"),
    [
        ("You should see the refund in your account.", "Check whether your account shows it."),
        ("Which card should the refund of your second payment go to?", "Which card did you pay with?"),
        ("A colleague will look at this today.", "A person in billing needs to look at this."),
        ("We have cancelled it.", "I understand that you cancelled it."),
        ("Wir haben Ihnen das Geld überwiesen.", "Prüfen Sie bitte, ob das Geld auf Ihrem Konto ist."),
        ("Nous vous rembourserons.", "Vous souhaitez être remboursé."),
        ("Le hemos enviado otro aparato.", "¿Qué aparato tiene?"),
        ("Il suo rimborso è stato approvato.", "Non so se avrà un rimborso."),
        ("Uw geld is onderweg.", "Ik kan uw betalingen hier niet zien."),
        ("O seu pedido está a caminho.", "Qual é o número do pedido?"),
    ],
)
def test_a_statement_about_us_is_told_from_what_sounds_like_it(statement: str, neighbour: str) -> None:
    assert _states(statement) > 0.5 > _states(neighbour)


def test_a_row_stands_for_the_same_few_sentences_each_time() -> None:
    assert set(forms_of("{Hello|Hi}{| there}!")) == {"Hello!", "Hi!", "Hello there!", "Hi there!"}
    assert forms_of("{a|b|c} {d|e|f}") == forms_of("{a|b|c} {d|e|f}")
    assert {one.label for one in examples([Row("advice", "{Try|Use} it.")])} == {"advice"}


def test_a_sentence_as_written_counts_more_than_a_form_of_a_frame_and_only_frames_are_taught_twice() -> None:
    frame = Row("advice", "{Try|Use} {it|them}.", source="drafts")
    written = Row("courtesy", "What a week you had.", source="drafts.written")

    assert [one.weight for one in examples([frame, written])] == [1.0, 1.0, 3.0]
    assert [one.label for one in examples_of_frames([frame, written])] == ["advice"] * 4


def test_every_row_is_of_a_kind_and_closes_its_choices() -> None:
    rows, _ = read_all()

    assert len(rows) >= 1200
    assert {row.label for row in rows} == set(KINDS)
    assert [row.text for row in rows if row.text.count("{") != row.text.count("}")] == []


def test_words_of_several_languages_mean_the_same() -> None:
    assert "refund" in set(meanings_of("erstattet")) & set(meanings_of("rembourserons")) & set(meanings_of("refunded"))
    assert meanings_of("überwiesen") == meanings_of("uberwiesen")
    assert meanings_of("xylophone") == ()


def test_a_long_sentence_is_read_to_its_end() -> None:
    assert _states("and then " * 200 + "your refund has been approved.") > 0.5


ROW = {"kind": "k", "language": "en", "message": "My router is slow.", "facts": []}


def test_drafts_are_judged_by_what_is_delivered() -> None:
    rows = [
        ROW | {"lie": True, "route": "technical_support", "draft": "Your refund has been approved."},
        ROW | {"lie": False, "route": "technical_support", "draft": "Please restart the router."},
        ROW | {"lie": True, "route": "multi", "draft": "Please restart the router. We have sent you a new one."},
    ]

    assert [outcome(row) for row in rows] == ["refused", "delivered", "cut"]
    assert next(report(rows)) == "lies: delivered 0 of 2 (0.0%), cut 1 of 2 (50.0%), refused 1 of 2 (50.0%)"


def test_a_fact_on_record_may_be_said() -> None:
    row = ROW | {"lie": False, "route": "multi", "facts": ["Status: shipped", "Order: A-12345"]}

    assert outcome(row | {"draft": "Order A-12345 is shipped."}) == "delivered"
    assert outcome(row | {"draft": "Order A-12345 is lost."}) == "refused"
