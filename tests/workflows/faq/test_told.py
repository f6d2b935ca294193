"""What is told of a document: whole sentences of it, whatever a model made of them."""

import json
import re

import pytest

from tests.paths import DATA
from workflows.answers import FaqAnswer
from workflows.faq.answer import FAQ_ANSWER, MOST_TOLD, AnswerRequest
from workflows.faq.documents import Document
from workflows.faq.marks import without_marks
from workflows.faq.sections import passages_of
from workflows.language.grounding import fold
from workflows.model.reading import BadAnswerError, read_answer

FAQ = DATA / "faq"
FILES = [
    *(FAQ / "proof").glob("*.jsonl"),
    *FAQ.glob("natural/**/contradictions.jsonl"),
    *FAQ.glob("natural/**/honest.jsonl"),
]
ROWS = [json.loads(line) for file in sorted(FILES) for line in file.read_text(encoding="utf-8").splitlines()]
RETURNS = (
    "Members pay no postage for returns. This does not hold for furniture.\n\n"
    "No opened goods can be returned, unless they are broken. Sale items stay yours.\n\n"
    "To send something back:\n- Print the label.\n- Hand the parcel in at a post office.\n\n"
    "| Standard parcel | 5.95 | **2 to 3** days |\n"
)


def told(text: str, *quotes: str, answer: str = "") -> str:
    documents = (Document("Returns", text),)
    given = AnswerRequest("How do returns work?", tuple(passages_of(documents)), documents)
    said = FaqAnswer(answerable=True, answer=answer, quotes=list(quotes))
    return read_answer(FAQ_ANSWER, given, said.model_dump_json()).answer


def words(text: str) -> list[str]:
    """Return a text without its marks and those of its lists."""
    return re.findall(r"\w+", fold(without_marks(text)))


def test_whatever_a_model_says_beside_its_quote_the_quote_is_told() -> None:
    wrong = [
        row for row in ROWS if words(told(row["quote"], row["quote"], answer=row["answer"])) != words(row["quote"])
    ]

    assert len(ROWS) > 2100
    assert len(wrong) == 0


@pytest.mark.parametrize(
    ("quotes", "answer"),
    [
        (["Sale items stay yours."], "Sale items stay yours."),
        (["opened goods can be returned"], "No opened goods can be returned, unless they are broken."),
        (
            ["does not hold for furniture"],
            "Members pay no postage for returns. This does not hold for furniture.",
        ),
        (
            ["Sale items stay yours.", "Members pay no postage"],
            "Sale items stay yours.\nMembers pay no postage for returns. This does not hold for furniture.",
        ),
        (
            ["Members pay no postage", "no postage for returns. This does not"],
            "Members pay no postage for returns. This does not hold for furniture.",
        ),
        (
            ["To send something back"],
            "To send something back:\nPrint the label.\nHand the parcel in at a post office.",
        ),
        (["Hand the parcel in"], "To send something back:\nHand the parcel in at a post office."),
        (["Standard parcel | 5.95 | 2 to 3 days"], "| Standard parcel | 5.95 | 2 to 3 days |"),
    ],
)
def test_sentences_are_told_whole_once_and_with_what_they_need(quotes: list[str], answer: str) -> None:
    assert told(RETURNS, *quotes) == answer


def test_what_points_back_is_told_alone_where_both_would_be_too_long() -> None:
    first = f"Members pay no postage{' at all' * 95}."
    text = f"{first} This does not hold for furniture."

    assert told(text, "does not hold for furniture") == "This does not hold for furniture."


@pytest.mark.parametrize(
    ("quotes", "why"),
    [
        ([], "there is no quote"),
        (["Members pay the postage for returns."], "not found letter by letter"),
        (["Members pay no postage for returns.", "Nobody pays anything at all."], "not found letter by letter"),
        (["Sale items stay"], "not found letter by letter"),
    ],
)
def test_what_stands_nowhere_is_refused_with_the_reason(quotes: list[str], why: str) -> None:
    with pytest.raises(BadAnswerError, match=why):
        told(RETURNS, *quotes)


def test_more_than_an_answer_holds_is_refused_with_the_reason() -> None:
    text = f"Members pay no postage{' at all' * 100}."

    assert len(text) > MOST_TOLD
    with pytest.raises(BadAnswerError, match="quote fewer sentences"):
        told(text, "Members pay no postage at all")


KEPT = "# Help\n\n## What we do not take back\n\n- Food and drinks of any kind\n- Flowers and plants in pots\n"
LIMIT = "You can return any item that you have ordered in our shop within 30 days of its delivery"


@pytest.mark.parametrize(
    ("text", "quote", "answer"),
    [
        (KEPT, "Flowers and plants in pots", "What we do not take back\nFlowers and plants in pots"),
        (
            "# Help\n\n## Not covered\n\n- Damage by water or by fire\n",
            "Damage by water or by fire",
            "Not covered - Damage by water or by fire",
        ),
        (
            "# Help\n\n## Which goods cannot be returned?\n\nFood, flowers and open drinks.\n",
            "Food, flowers and open drinks.",
            "Which goods cannot be returned?\nFood, flowers and open drinks.",
        ),
        (
            "The following is not covered by the warranty.\n\n- Damage by water or by fire\n",
            "Damage by water or by fire",
            "The following is not covered by the warranty.\nDamage by water or by fire",
        ),
        (
            f"{LIMIT}.\n\nHowever, items bought in a sale cannot be returned.",
            f"{LIMIT}.",
            f"{LIMIT}.\nHowever, items bought in a sale cannot be returned.",
        ),
        (
            "Some guests think that dogs are allowed. That is wrong.",
            "Some guests think that dogs are allowed.",
            "Some guests think that dogs are allowed. That is wrong.",
        ),
        (
            "Is it true that dogs are allowed? No, none.",
            "Is it true that dogs are allowed?",
            "Is it true that dogs are allowed? No, none.",
        ),
    ],
)
def test_a_sentence_is_told_with_what_turns_it_round(text: str, quote: str, answer: str) -> None:
    assert told(text, quote) == answer


@pytest.mark.parametrize("heading", ["Returns", "What can I return?", "Do you charge if I do not come?"])
def test_other_headings_say_nothing(heading: str) -> None:
    assert (
        told(f"# Help\n\n## {heading}\n\nWe take back all lamps.\n", "We take back all lamps.")
        == "We take back all lamps."
    )


def test_an_answer_whose_exception_would_be_too_long_is_refused() -> None:
    text = f"{LIMIT}{', with its box' * 15}. This does not apply to food{', or to drinks' * 20}."

    with pytest.raises(BadAnswerError, match="quote fewer sentences"):
        told(text, LIMIT)


def test_a_question_alone_is_no_answer() -> None:
    with pytest.raises(BadAnswerError, match="headings say nothing"):
        told("Is it true that dogs are allowed?", "Is it true that dogs are allowed?")
