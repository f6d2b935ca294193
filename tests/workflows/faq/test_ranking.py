"""What is learnt from pairs of help texts and questions: the weights are those of the rows, and find other words."""

from tests.paths import DATA
from workflows.faq.near import NearIndex, Text
from workflows.faq.ranking.learn import learn, pair_of, read_pairs
from workflows.faq.ranking.model import dump, load, parse

ROWS: tuple[dict[str, str | list[str]], ...] = (
    {"passage": "Proof of purchase is required.", "questions": ["do I need the slip", "is the slip needed"]},
    {"passage": "Proof of address is required.", "questions": ["do you want a letter with where I live"]},
    {"passage": "Parcels are kept for a week.", "questions": ["how long do you hold it for me"]},
)


def test_the_weights_were_learnt_from_the_rows_that_stand_beside_them() -> None:
    _, rows = read_pairs(DATA / "faq" / "pairs")

    assert load().rows == rows


def test_the_same_rows_give_the_same_file_and_it_is_read_as_it_was_written() -> None:
    learnt = learn([pair_of(row) for row in ROWS], "rows")

    data = dump(learnt)

    assert data == dump(learn([pair_of(row) for row in ROWS], "rows"))
    assert dump(parse(data)) == data


def test_a_text_that_shares_no_word_with_the_question_is_found() -> None:
    index = NearIndex(
        [
            Text("Opening times", "The reception desk is staffed daily between eight and eighteen.", "Guide"),
            Text("Returns", "Merchandise is accepted only upon presentation of the original receipt.", "Guide"),
        ]
    )

    assert index.best("lost the till slip, what now?")[0].place == 1
    assert index.best("Who discovered penicillin?")[:1] == [] or not index.best("Who discovered penicillin?")[0].is_near


def test_nothing_is_near_where_nothing_is_published_or_asked() -> None:
    assert NearIndex([]).best("lost the till slip") == []
    assert NearIndex([Text("Returns", "With a receipt.", "")]).near("?") == []
