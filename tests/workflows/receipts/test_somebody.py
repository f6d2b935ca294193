"""Whether a person reads along, only a record can say."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.somebody import says_somebody_reads

ASKED = AllowedFacts("Is a person reading this? Do you have a phone number?")


@each_row(
    "claim",
    [
        "A person reads along, so feel free to write in detail.",
        "A person reads this.",
        "Somebody is here day and night.",
        "A human sees every message.",
        "Our team follows this thread.",
        "Someone is reading right now.",
        "Ein Mensch liest hier mit.",
        "Une personne lit tout.",
        "Una persona lee esto.",
        "Una persona legge tutto.",
    ],
)
def test_nobody_is_said_to_read_along(claim: str) -> None:
    assert unsupported_claims(claim, ASKED)


@each_row(
    "honest",
    [
        "A person needs to look at this.",
        "I can't say whether a person reads this.",
        "Ask for a person here at any time.",
        "Would you like a person to read it?",
        "Ich weiß nicht, ob jemand liest.",
        "Il faudrait qu'une personne regarde.",
        "Si quiere, pida una persona.",
    ],
)
def test_a_person_may_be_offered(honest: str) -> None:
    assert not says_somebody_reads(honest, ASKED)
