"""Who asks for their own data is told from who tells what a device did with theirs, or how one deletes."""

import pytest

from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.data_rights import asks_about_own_data


@pytest.mark.parametrize(
    "text",
    [
        "what data do you have about me? please delete everything",
        "Please erase all my personal information",
        "I want my data deleted",
        "what do you know about me?",
        "send me a copy of all my data",
        "which details are you storing? delete everything you know about me",
        "did you store my card?",
        "Please remove me from your database",
        "I'd like access to my personal data",
        "what information do you hold on me",
        "please erase everything you have on me, I never agreed to it",
        "delete my account and all my data, I do not shop here any longer",
        "I lost my phone, so please delete all my data",
        "I don't want your mails; remove me from your database",
    ],
)
def test_a_request_about_ones_own_data_is_for_a_person(text: str) -> None:
    found = beyond_us(text)

    assert found is not None
    assert found.name == "personal data"


@pytest.mark.parametrize(
    "text",
    [
        "the app deleted my data",
        "How do I delete a photo?",
        "I deleted my account by mistake",
        "my phone lost all my data",
        "does the reset delete my data?",
        "please delete the second order",
        "what information do you need from me?",
        "can you send me the details of my order?",
        "don't delete my data please",
        "please never erase my data",
        "Thanks, but I do not want you to delete my data",
        "the app deleted my data, I never agreed to it",
        "My data plan does not work",
        "please update my details",
        "please delete everything",
    ],
)
def test_what_happened_to_data_and_how_something_is_deleted_is_no_such_request(text: str) -> None:
    assert not asks_about_own_data(text)
