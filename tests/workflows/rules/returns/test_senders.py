"""Promise: what its writer wants to have back, and who is to come again, is no return."""

import pytest

from workflows.rules.planning.candidates import candidates
from workflows.rules.planning.plan import make_plan

TO_WRITER = (
    "Please send the fitter back, the wardrobe is crooked.",
    "Could you send the technician back please?",
    "I left my glasses in the returned bag. Could you please send back my glasses?",
    "I accidentally put my own charger in the return parcel. Please send the charger back.",
    "Please send me back the SIM card that I left in the phone.",
    "Please send back the lamp I returned, I changed my mind.",
    "Could you send back the lamp I sent in for repair?",
    "I left my keys in the jacket I returned. Please send the keys back.",
    "Will you bring back the old lavender soap?",
    "Please ship the drill back to my address.",
)
TO_US = (
    "I want to send back the lamp.",
    "Please take back the lamp, it hums.",
    "Please let me send back the lamp, it flickers.",
    "Can I send the lamp back? It hums and I don't want it.",
    "Please send back the lamp, it is broken.",
    "send the lamp back, wont charge",
    "I sent the lamp in for repair and it still hums. I want to return the lamp.",
)


@pytest.mark.parametrize("text", TO_WRITER)
def test_what_is_to_come_to_its_writer_is_no_return(text: str) -> None:
    assert [one for one in candidates(text) if one.task.query_type == "ProductReturn"] == []


@pytest.mark.parametrize("text", TO_US)
def test_what_its_writer_sends_goes_back(text: str) -> None:
    assert [one.product_name for one in make_plan(text).tasks] == ["lamp"]


@pytest.mark.parametrize("text", ["Please send back the lamp.", "Can you mail the lamp back?"])
def test_what_we_are_to_send_back_is_asked_about(text: str) -> None:
    assert [(one.task.product_name, one.certainty) for one in candidates(text)] == [("lamp", "likely")]
