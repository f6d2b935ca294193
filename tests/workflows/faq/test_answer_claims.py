"""Claims: an answer that turns its quote round, widens it or adds to it is refused; one in other words is not."""

import json

import pytest

from tests.paths import DATA
from tests.rows import each_row
from tests.workflows.rules import hostile
from workflows.faq.answer_claims import unproved_claims
from workflows.faq.documents import Document, sentences_of
from workflows.faq.proof import find_quote, unproved_in_answer
from workflows.faq.sentences import Sentence, sentences

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def refused(row: Row) -> bool:
    quote = find_quote(row["quote"], (Document("Document", row["quote"]),))
    return quote is not None and unproved_in_answer(row["answer"], [quote], row["question"]) != []


def told() -> list[str]:
    """Return the sentences of documents and quotes at hand."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "faq").glob("*.md"))]
    texts += [row["quote"] for name in ("faq_contradictions.jsonl", "faq_honest.jsonl") for row in rows(name)]
    found = [text[start:end] for text in texts for start, end in sentences_of(text, 0, len(text))]
    return [one for one in found if one.endswith(".") and len(one.split()) >= 4]


def read(text: str) -> Sentence:
    [sentence] = sentences(text)
    return sentence


def test_answers_that_contradict_their_quote_are_refused() -> None:
    passed = [row["answer"] for row in rows("faq_contradictions.jsonl") if not refused(row)]

    assert passed == []


def test_honest_answers_in_other_words_are_not_refused() -> None:
    lost = [row["answer"] for row in rows("faq_honest.jsonl") if refused(row)]

    assert lost == []


def test_of_contradictions_of_ten_kinds_hardly_any_is_accepted() -> None:
    given = [row for row in rows("faq_ten_kinds.jsonl") if "lot" not in row]
    passed = [row["answer"] for row in given if not refused(row)]

    assert len({row["kind"] for row in given}) == 10
    assert len(passed) <= 0.04 * len(given), passed


def test_of_honest_paraphrases_hardly_any_is_refused() -> None:
    given = [row for row in rows("faq_paraphrases.jsonl") if "lot" not in row]
    lost = [row["answer"] for row in given if refused(row)]

    assert len(lost) <= 0.01 * len(given), lost


def test_of_later_lots_no_more_is_accepted_or_refused_than_is_known() -> None:
    honest = [row for row in rows("faq_paraphrases.jsonl") if "lot" in row]
    turned = [row for row in rows("faq_ten_kinds.jsonl") if "lot" in row]
    lost = [row["answer"] for row in honest if refused(row)]
    passed = [row["answer"] for row in turned if not refused(row)]

    assert (len(honest), len(turned)) == (75, 75)
    assert len(lost) <= 13, lost
    assert len(passed) <= 10, passed


@each_row(
    ("answer", "quote", "words"),
    [
        ("Shoes can go back for 30 days.", "Shirts can go back for 30 days. Shoes can go back for 14.", "30"),
        ("You may upload 25 photos.", "Each page may have 10 photos of up to 25 megabytes.", "counts megabyt"),
        ("You pay 5 euros a week.", "You pay 5 euros a day.", "every week"),
        ("The meeting is on the second of the month.", "The meeting is on the third of the month.", "the 2"),
        ("You get a third of it back.", "You get half of the fee back.", "quotes"),
        (
            "The buyer pays for the survey.",
            "The seller pays for the survey, the buyer for the deed.",
            "another one does it",
        ),
        ("You can pause the plan.", "You can pause the plan if you have paid for a year.", "condition"),
        ("The pass covers all trains.", "The pass covers all trains except night trains.", "all"),
        ("Students get a discount.", "Students with a valid card get a discount.", "of some only"),
        ("Dogs are welcome in the restaurant.", "Dogs are welcome on the terrace only.", "only of"),
        ("Sign the form after you have paid.", "Sign the form, then pay.", "comes first"),
        ("A blocked card causes wrong codes.", "Three wrong codes lead to a blocked card.", "comes first"),
        ("Check in at most 45 minutes before it.", "Check in at least 45 minutes before it.", "the other way round"),
        ("The cover protects the keyboard.", "The cover protects the screen against dust.", "keyboard"),
        ("Invoices are deleted after a year.", "Chats are deleted after a year, invoices are kept.", "not of 'invo"),
        ("Paper is collected on Mondays.", "Glass is collected on Mondays, paper on Fridays.", "something else"),
        ("Pick-up is possible in all shops.", "Pick-up is possible in most of our shops.", "wider"),
        ("Returns are free.", "Returns used to be free.", "as past"),
        ("We deliver on Sundays.", "We plan to deliver on Sundays.", "as planned"),
        ("The app shows the stock.", "Perhaps the app shows the stock soon.", "as uncertain"),
        ("You get two codes.", "The unit comes with two keys and a code.", "counts key"),
        ("The tenant has to register it.", "The landlord must register it and tell the tenant.", "another one does it"),
        ("The new school forwards it to the old one.", "The old school forwards it to the new one.", "another one"),
        ("Delivery is possible throughout.", "Delivery is possible, but not on Easter Day.", "exception"),
        ("End it within 60 days.", "End it at the earliest 60 days after it began.", "the other way round"),
        ("The slow lock makes the battery weak.", "A weak battery makes the lock slow.", "comes first"),
        ("Rinse with hot water, then with cold.", "Rinse with cold water, then with hot.", "comes first"),
        ("Hand the ring in at the hall.", "Hand the ring in at the kiosk. The hall deals with pets.", "another thing"),
        ("Tools are lent for 3 days at the earliest.", "Tools are lent for 3 days at most.", "the other way round"),
    ],
)
def test_what_an_answer_takes_from_its_quote_or_changes_is_named(answer: str, quote: str, words: str) -> None:
    assert words in "; ".join(unproved_claims(answer, quote, ""))


@pytest.mark.parametrize(
    ("answer", "quote", "question"),
    [
        (
            "You can pause the plan.",
            "You can pause the plan if you have paid for a year.",
            "Can I pause if I have paid a year?",
        ),
        ("The landlord pays for repairs.", "Repairs are paid for by the landlord.", ""),
        ("Members can borrow a tent.", "You can borrow a tent.", ""),
        ("First pay, then sign the form.", "Sign the form after you have paid.", ""),
        ("Adults pay 14 euros.", "Children pay 8 euros, adults 14.", ""),
        ("The pool is shut on Mondays.", "The pool is closed on Mondays.", ""),
        ("If you can't show a pass you pay 60 euros.", "Guests who can't show a pass pay 60 euros.", ""),
        ("You may only light fires in the ring.", "It is not allowed to light fires, except in the ring.", ""),
        ("The machine is cleaned weekly.", "The oven is cleaned weekly.", "How do I clean the oven?"),
        ("You pay 5 euros for every day.", "We charge 5 euros for each day.", ""),
        ("It takes 3 to 5 days.", "It takes between 3 and 5 days.", ""),
        ("30 minutes are free.", "30 minutes are free; after that you pay 2 euros an hour.", ""),
        ("It is open from 2 to 5 p.m. on Mondays.", "On Mondays it is open from 2 p.m. to 5 p.m.", ""),
    ],
)
def test_what_only_sounds_otherwise_is_proved(answer: str, quote: str, question: str) -> None:
    assert unproved_claims(answer, quote, question) == []


@pytest.mark.parametrize(
    "unit",
    [
        "take a b c d ",
        "before we pay, you ",
        "every 5 days, ",
        "up to 3 days before ",
        "only if ",
        "the seller pays, the buyer, ",
        "1 ",
    ],
)
def test_a_claim_is_read_in_a_time_that_grows_with_its_quotes(unit: str) -> None:
    def read(text: str) -> object:
        return unproved_claims("You can return it within 30 days, if unused.", text, "")

    assert not hostile.grows_too_fast(read, lambda size: unit * (size // len(unit)))


@pytest.mark.parametrize("opening", ["", "Yes, ", "In short: "])
def test_what_a_document_says_itself_is_never_refused(opening: str) -> None:
    lost = [one for one in told() if unproved_claims(f"{opening}{one}", one, "") != []]

    assert len(told()) > 200
    assert lost == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It takes no more than 5 days.", "It takes up to 5 days."),
        ("You need 12 characters or more.", "You need at least 12 characters."),
        ("You need no fewer than 12 characters.", "You need a minimum of 12 characters."),
        ("Cancel 24 hours in advance.", "Cancel at least 24 hours before the start."),
        ("It takes 3 to 5 days.", "It takes between 3 and 5 days."),
    ],
)
def test_bounds_that_say_the_same_are_read_alike(one: str, other: str) -> None:
    first = [(figure.value, figure.bound) for clause in read(one).clauses for figure in clause.figures]
    second = [(figure.value, figure.bound) for clause in read(other).clauses for figure in clause.figures]

    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "You can\u2019t return it.",
        "You can't return it.",
        "You cant return it.",
        "You cannot return it.",
        "It is not possible to return it.",
        "It is impossible to return it.",
        "It can no longer be returned.",
        "Nobody can return it.",
        "Returning it is forbidden.",
    ],
)
def test_a_negation_is_read_however_it_is_written(text: str) -> None:
    assert [clause.negated for clause in read(text).clauses] == [True]


@pytest.mark.parametrize("text", ["It holds not only water.", "It takes no more than 5 days.", "It is free of charge."])
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert [clause.negated for clause in read(text).clauses] == [False]


@pytest.mark.parametrize(("answer", "proved"), [("Yes.", False), ("No.", True)])
def test_a_bare_yes_or_no_is_held_against_the_question(answer: str, proved: bool) -> None:
    wrong = unproved_claims(answer, "Opened software cannot be returned.", "Can opened software be returned?")

    assert (wrong == []) is proved


def test_an_answer_of_more_sentences_than_are_read_is_refused() -> None:
    answer = "It is open. " * 300

    assert unproved_claims(answer, "It is open. It is closed on Mondays.", "") != []
