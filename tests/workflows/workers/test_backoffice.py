"""Promises about what the simulated back offices refuse and break on, so that both can be tried and nothing else is."""

import pytest

from workflows.results import NotYours
from workflows.workers.backoffice import BackOfficeDownError, refuse_or_fail


@pytest.mark.parametrize(
    "product", ["milk frother", "motherboard", "Brother printer", "the other kettle", "smoothie maker", "failsafe lock"]
)
def test_a_product_is_not_refused_for_the_letters_in_its_name(product: str) -> None:
    assert refuse_or_fail("product", product) is None


@pytest.mark.parametrize(
    ("what", "number"),
    [("product", "OTHER lamp"), ("product", "lamp OTHER-7"), ("order", "OTHER-12345"), ("invoice", "inv-other-1")],
)
def test_what_is_marked_as_somebody_elses_is_refused(what: str, number: str) -> None:
    assert refuse_or_fail(what, number) == NotYours(what=f"{what} {number}")


@pytest.mark.parametrize(("what", "number"), [("product", "FAILING lamp"), ("order", "A-fail-1")])
def test_what_is_marked_to_fail_breaks_the_back_office(what: str, number: str) -> None:
    with pytest.raises(BackOfficeDownError):
        refuse_or_fail(what, number)
