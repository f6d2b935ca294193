"""An account in other hands and a message that only pretends to be ours are told from what friends and family do."""

import pytest

from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.danger import find_danger


@pytest.mark.parametrize(
    "text",
    [
        "Someone used my account and ordered a TV, order 88001, it wasn't me!",
        "Someone ordered a TV on my name, order 88001. It was not me.",
        "I never placed order A-12345, someone must have used my card",
        "A stranger got into my account last night and bought a phone, A-12345!!",
        "Order A-12345 is fraud. I did not order this.",
        "someone else logged in as me and ordered A-12345",
        "There is an order A-12345 in my account which I never made. This is fraud!",
        "My password was stolen and A-12345 is the thief's order",
    ],
)
def test_an_order_that_a_stranger_placed_is_an_account_in_other_hands(text: str) -> None:
    found = find_danger(text)

    assert found is not None
    assert (found.name, found.urgent) == ("an account in other hands", True)


@pytest.mark.parametrize(
    "text",
    [
        "My husband ordered a TV, order A-12345. When does it come?",
        "My brother ordered it with my account, order A-12345, when does it come?",
        "Where is A-12345? Somebody from my office ordered it.",
        "Can someone tell me where A-12345 is? It's on my account.",
        "What happens if somebody used my account?",
        "Someone recommended you to me. Where is order A-12345?",
        "I want to return the phone, someone else bought it for me",
        "lol my dog is a scammer, he stole my sausage",
        "My account was hacked two weeks ago and you've helped me, thanks",
        "I never ordered anything here before, how does it work?",
    ],
)
def test_what_others_order_for_or_with_the_writer_is_no_danger(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I got a suspicious email asking me to pay INV-3030 to a new bank account. Is it from you?",
        "is this a scam? I got an sms saying I owe you money",
        "I received an email that looks like phishing, it says my parcel is held and wants a fee",
        "Is the text I received about INV-3030 really from you? It has a link.",
        "Someone called me pretending to be you and wanted my card number",
    ],
)
def test_who_fears_a_scam_is_told_to_pay_nothing_and_gets_a_person(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == "a message that may not be from us"
    assert "Please pay nothing" in found.opening


@pytest.mark.parametrize(
    "text",
    [
        "Did you send me an email about A-12345?",
        "How do I spot phishing emails?",
        "I got your email about order A-12345. Where is it now?",
        "Is this the right place to ask about my invoice?",
        "I paid INV-7890 yesterday by the link in your mail",
    ],
)
def test_who_asks_about_our_mails_fears_no_scam(text: str) -> None:
    assert beyond_us(text) is None
