"""What the customer came about makes no statement by itself; kind words name it, and nothing of ours."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.topics import says_nothing_else

CUSTOMER = "My refund is late and the technician never came. First the refund. Die Lieferung fehlt. Et la livraison ?"


@each_row(
    "sentence",
    [
        "The refund first, then, and the technician after.",
        "Waiting for a technician who never comes is maddening.",
        "No refund or replacement gives her that afternoon back.",
        "Schön, dann kommen wir von der Lieferung zur Erstattung.",
        "La livraison peut attendre.",
        "Shall I ask for a person?",
        "Come back here whenever you like.",
        "Hooray, mystery solved!",
    ],
)
def test_a_sentence_may_name_what_the_customer_came_about(sentence: str) -> None:
    assert says_nothing_else(sentence, AllowedFacts(CUSTOMER))
    assert unsupported_claims(sentence, AllowedFacts(CUSTOMER)) == []


@each_row(
    "sentence",
    [
        "The refund is done.",
        "The refund went through.",
        "The technician will be with you.",
        "What a nuisance, but there's a voucher for you.",
        "Enjoy, it's already on its way!",
        "We have left the delivery with a neighbour.",
        "The delivery normally comes in the morning.",
        "La livraison est annulée.",
        "Would you rather have the refund returned to the card?",
    ],
)
def test_what_is_said_of_it_needs_a_record(sentence: str) -> None:
    assert not says_nothing_else(sentence, AllowedFacts(CUSTOMER))
    assert unsupported_claims(sentence, AllowedFacts(CUSTOMER))


def test_only_what_the_customer_spoke_of_is_left_out() -> None:
    assert not says_nothing_else("The voucher can wait.", AllowedFacts("My refund is late."))


def test_a_colleague_of_the_customer_is_none_of_us() -> None:
    assert unsupported_claims("Your colleague may have a point.", AllowedFacts("My colleague says so.")) == []


def test_times_of_what_the_customer_told_may_be_said_back() -> None:
    told = AllowedFacts("I need it by Saturday, my parcel is stuck.")

    assert unsupported_claims("Needing it by Saturday and no parcel in sight is stressful.", told) == []
    assert unsupported_claims("The parcel comes on Saturday.", told)
