"""Promise: two names of a product are one where one says more than the other, or holds a slip; else they are two."""

import pytest

from bot.evaluation.things import Thing, is_same


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("lamp", "blue lamp"),
        ("blue lamp", "lamp"),
        ("lamps", "lamp"),
        ("curtin rail", "curtain rail"),
        ("bedsied table", "bedside table"),
        ("tea towells", "tea towels"),
        ("towel", "tea towells"),
    ],
)
def test_one_thing(wanted: str, found: str) -> None:
    assert is_same(Thing("return", wanted), Thing("return", found))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("lamp shade", "lamp"),
        ("lamp", "ramp"),
        ("chair", "chain"),
        ("kettle", "nettle"),
        ("curtain rail", "curtain"),
        ("", "lamp"),
    ],
)
def test_two_things(wanted: str, found: str) -> None:
    assert not is_same(Thing("return", wanted), Thing("return", found))
