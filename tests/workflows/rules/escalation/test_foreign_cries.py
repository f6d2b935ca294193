"""A cry of a few words in another language is too short to tell which, and no less a danger."""

import pytest

from workflows.rules.escalation.danger import find_danger


@pytest.mark.parametrize(
    "text",
    [
        "Der Toaster brennt!",
        "Le chargeur a pris feu",
        "Mein Ladegerät brennt",
        "Der Akku ist explodiert",
        "Toaster brennt!",
        "Il forno brucia",
        "Mijn oplader rookt",
    ],
)
def test_a_short_cry_in_another_language_is_danger(text: str) -> None:
    found = find_danger(text)

    assert found is not None
    assert found.urgent


@pytest.mark.parametrize(
    "text",
    [
        "Brand new fondue set",
        "Where is my rook?",
        "hospital bed please",
        "explore your offers",
        "Der Toaster ist da, kein Rauch",
        "La Redoute brand jacket",
        "Das Paket ist da",
        "allergic pillow return",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find_danger(text) is None
