"""A sentence about a thing on record says of it what the record says, whatever the reader takes the sentence for."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.standing import cites_an_answer, contradicts

LATE = "Order A-7: delayed, new estimate 9 December 2026"
CARE = 'FAQ "Care": "Wash the wool blanket by hand in cold water."'


@each_row(
    ("sentence", "wrong"),
    [
        ("A-7 is on time for 9 December 2026.", True),
        ("A-7 arriva come previsto.", True),
        ("Sí, A-7 se entregó el 9 de diciembre de 2026.", True),
        ("A-7 is delayed, and the new estimate is 9 December 2026.", False),
        ("If A-7 is delivered early, a line here will do.", False),
        ("Was A-7 delivered to a neighbour?", False),
        ("A-7 isn't delivered yet.", False),
        ("It is on time.", False),
    ],
)
def test_a_thing_on_record_stands_as_it_does_there(sentence: str, wrong: bool) -> None:
    assert contradicts(sentence, AllowedFacts("A-7?", (LATE,))) is wrong


def test_a_published_answer_is_cited_as_it_is() -> None:
    told = AllowedFacts("How do I wash it?", (CARE,))

    assert cites_an_answer("The care guide says you can wash it hot.", told.records)
    assert unsupported_claims("The care guide says you can wash the blanket on a hot machine cycle.", told)
    assert (
        unsupported_claims("According to the published answer, wash the wool blanket by hand in cold water.", told)
        == []
    )


def test_a_number_stays_beside_its_street() -> None:
    told = AllowedFacts("Where to?", ("RMA-AB1 issued for the lamp; send it to Returns, 12 Dock Road, Leeds",))

    assert unsupported_claims("Write RMA-AB1 on the lamp's box and send it to Returns, 21 Dock Road, Leeds.", told)
    assert unsupported_claims("Send it to Returns, 12 Dock Road, Leeds.", told) == []
