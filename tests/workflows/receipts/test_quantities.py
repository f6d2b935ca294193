"""A quantity of a record said in another language, in words or in another unit is the same; another is not."""

import pytest

from workflows.receipts.facts import AllowedFacts
from workflows.receipts.figures import unproved_figures
from workflows.receipts.quantities import quantities
from workflows.receipts.wording import flat

RETURN = "RMA-100022 issued for the garden gnome; send it to Warehouse West, Corn Road 2 within 14 days"


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("in forty-one days", ("day", 41)),
        ("two hundred euros", ("eur", 200)),
        ("one hundred days", ("day", 100)),
        ("treinta y cinco euros", ("eur", 35)),
        ("dix-sept heures", ("minute", 17 * 60)),
        ("a two-year guarantee", ("month", 24)),
        ("vierundzwanzig", None),
        ("2 business days", ("business day", 2)),
        ("in 2 Werktagen", ("business day", 2)),
        ("25 per cent", ("percent", 25)),
        ("at 4:30 p.m.", ("time", 16 * 60 + 30)),
        ("12 am", ("time", 0)),
        ("model X-14 days", None),
    ],
)
def test_what_a_quantity_is_worth(said: str, worth: tuple[str, int] | None) -> None:
    assert [one.says for one in quantities(flat(said).lower())] == ([worth] if worth else [])


@pytest.mark.parametrize(
    "said",
    [
        "RMA-100022, innerhalb von 14 Tagen.",
        "RMA-100022, innerhalb von zwei Wochen.",
        "RMA-100022, dans les 14 jours.",
        "RMA-100022, en un plazo de 14 días.",
        "RMA-100022, entro quattordici giorni.",
        "RMA-100022: two weeks, so within 14 days.",
    ],
)
def test_how_long_a_record_gives_may_be_said_in_another_language_or_unit(said: str) -> None:
    assert not unproved_figures(flat(said), AllowedFacts(records=(RETURN,)), spans=True)


@pytest.mark.parametrize(
    ("said", "record"),
    [
        ("Dafür haben Sie 15 Tage.", RETURN),
        ("You have three weeks for it.", RETURN),
        ("Vous avez 14 mois.", RETURN),
        ("It is answered within two days.", "Answer expected by Tuesday, 1 December 2026 (2 business days)"),
        ("The fee is fourteen euros.", RETURN),
    ],
)
def test_another_quantity_is_refused(said: str, record: str) -> None:
    assert unproved_figures(flat(said), AllowedFacts(records=(record,)), spans=True)
