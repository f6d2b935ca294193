"""A sentence of several clauses is on record where each of them is, is the customer's word, or states nothing."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.clauses import clauses_of, mixes_up, on_record_by_clauses

ORDER = "Order C-31: in transit with DHL, tracking JD0019, estimated 18 November 2026"
RECORDS = (ORDER, "Order C-32: delivered on 2 November 2026", "A person was told at 10:12")


def test_marks_and_joining_words_part_clauses() -> None:
    assert clauses_of("Quiet or not, DHL has it, and I have no date; sorry.") == [
        "Quiet or not",
        "DHL has it",
        "and I have no date",
        "sorry",
    ]


@each_row(
    "sentence",
    [
        "Quiet or not, DHL has C-31 in transit, and the estimate is 18 November 2026.",
        "C-31 is in transit with DHL, and I have no other news for you.",
        "C-32 is recorded as delivered on 2 November 2026 and nothing about a replacement is there.",
        "Sorry to say it so plainly, but a person was told at 10:12.",
    ],
)
def test_clauses_beside_one_on_record_may_state_nothing(sentence: str) -> None:
    assert unsupported_claims(sentence, AllowedFacts("Where is my order?", RECORDS)) == []


@each_row(
    "sentence",
    [
        "The estimate is 18 November 2026, most likely in the morning.",
        "C-31 is in transit with DHL, and we will refund you.",
        "C-31 is in transit, and a technician is coming.",
    ],
)
def test_a_clause_that_goes_on_with_a_record_needs_one_too(sentence: str) -> None:
    assert not on_record_by_clauses(sentence, AllowedFacts("Where is my order?", RECORDS))
    assert unsupported_claims(sentence, AllowedFacts("Where is my order?", RECORDS))


def test_a_clause_goes_on_with_the_subject_before_it() -> None:
    told = AllowedFacts("We have a meeting at 3!", ("A person was told at 10:12",))

    assert unsupported_claims("A person was told at 10:12 and should be with you before your meeting.", told)


@each_row(
    ("sentence", "mixed"),
    [
        ("C-31 was delivered on 2 November 2026, and C-32 is in transit with DHL.", True),
        ("C-31 is in transit with DHL, and C-32 was delivered on 2 November 2026.", False),
        ("Write RMA-AB1 on the kettle's box and RMA-AB2 on the lamp's box.", False),
        ("Write RMA-AB1 on the lamp's box and RMA-AB2 on the kettle's box.", True),
    ],
)
def test_of_two_things_each_has_its_own_record(sentence: str, mixed: bool) -> None:
    returns = ("RMA-AB1 issued for the kettle; send it to Returns", "RMA-AB2 issued for the lamp; send it to Returns")

    assert mixes_up(sentence, AllowedFacts("Both, please.", (*RECORDS, *returns))) is mixed
