"""Promises about invoices that somebody is told to put right, in the words of a hurry: they are looked into."""

import pytest

from workflows.rules.corrections.corrections import as_meant
from workflows.rules.planning.plan import make_plan


def _looked_into(text: str) -> list[str | None]:
    return [one.invoice_number for one in make_plan(as_meant(text).text).tasks if one.query_type == "BillingInquiry"]


@pytest.mark.parametrize(
    "text",
    [
        "Whoever typed up INV-2950 put GST on top of GST. Sort that please, my accountant is giving me looks.",
        "INV-2950: eighteen chairs. Chairs in the room, counted twice: fifteen. Sort that out, would you.",
        "INV-2950: ten desks. I counted six. Put that right, please.",
        "Oga, this INV-2950 no correct at all. Na three carton I buy, una write five. Help me check am.",
        "INV-2950 has us down for 30 litres of primer and we got 20.",
        "INV-2905 has us down for 30 litres and we got 20. Scratch that, it's INV-2950, I had the copy upside down.",
        "Not a penny of INV-2950 gets paid till someone tells me why there are two pallets on it when one came.",
        "Not one cent of invoice INV-2950 will be paid until you explain the second pallet.",
        "We are not paying INV-2950 until somebody explains the admin.",
        "INV-2950 has me down for three nights. I stayed two. Fix that, would you.",
    ],
)
def test_an_invoice_that_is_to_be_put_right_is_looked_into(text: str) -> None:
    assert _looked_into(text) == ["INV-2950"]


@pytest.mark.parametrize(
    "text",
    [
        "INV-2950 is paid, thanks. My lamp flickers. Please check it.",
        "When is INV-2950 due? My two lamps flicker. Sort that out, would you.",
        "INV-2950 is fine. Sort out my login, would you.",
        "We paid INV-2950 yesterday, every penny of it.",
        "Not a penny of INV-2950 is wrong, well done.",
    ],
)
def test_an_invoice_beside_another_matter_is_left(text: str) -> None:
    assert _looked_into(text) == []
