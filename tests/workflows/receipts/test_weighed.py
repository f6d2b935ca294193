"""How doubtful a sentence is, by all that is read of it at once."""

import json
from importlib import resources

from workflows.receipts.check import AllowedFacts
from workflows.receipts.statements import read_sentences
from workflows.receipts.weighed import NAME, doubts, readings, told_of

DRAFT = "I'm sorry about that. The courier will ring you before noon. Which colour was it?"
NOTHING_KNOWN = AllowedFacts("My lamp is broken.")


def test_of_a_draft_the_sentence_that_promises_is_doubted_most() -> None:
    sympathy, promise, question = doubts(read_sentences(DRAFT), NOTHING_KNOWN)

    assert promise > max(sympathy, question)


def test_what_a_record_holds_is_doubted_less() -> None:
    draft = "Thank you for asking. Order A-7 is delayed."
    on_record = AllowedFacts("Where is A-7?", records=("Order A-7: delayed",))

    assert doubts(read_sentences(draft), on_record)[1] < doubts(read_sentences(draft), NOTHING_KNOWN)[1]


def test_each_weight_is_of_something_that_is_read() -> None:
    said = read_sentences(DRAFT)
    read = next(iter(readings(said, NOTHING_KNOWN))) | told_of(said[0], NOTHING_KNOWN)
    weights = json.loads((resources.files("workflows.understanding.weights") / NAME).read_text("utf-8"))["weights"]

    assert weights.keys() - {"all"} == read.keys()
