"""Promise: where rules and tagger name different things, what the tagger likes better is not done."""

import pytest

from workflows.rules.planning.candidates import candidates


def _done(text: str) -> list[str | None]:
    return [one.task.product_name for one in candidates(text) if one.certainty == "sure"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("My sister bought a toaster from you. I bought a mixer. It's too loud, I'd like to return it.", "toaster"),
        ("The detergent ruined my shirt. I want to return it.", "shirt"),
        ("Your iron ruined my shirt. I want to return it.", "shirt"),
        ("The dryer shrank my jumper. Please take it back.", "jumper"),
        ("The new chair scratched my floor. I want to return it.", "floor"),
        ("My mum bought a kettle and loves it. I bought a toaster. It smokes, I want to send it back.", "kettle"),
    ],
)
def test_anothers_thing_or_what_a_thing_ruined_does_not_go_back(text: str, others: str) -> None:
    assert others not in _done(text)


def test_the_thing_of_the_rules_is_asked_about() -> None:
    asked = candidates("My sister bought a toaster from you. I bought a mixer. It's too loud, I'd like to return it.")

    assert [(one.task.product_name, one.certainty) for one in asked] == [("mixer", "likely")]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("My brother ordered a drill here. I ordered a saw. It rattles, I want to return it.", "saw"),
        ("My cat ruined the sofa. I want to return it.", "sofa"),
        ("The courier damaged my lamp. I want to return it.", "lamp"),
        ("The detergent ruined my shirt. I want to return the detergent.", "detergent"),
    ],
)
def test_ones_own_thing_goes_back_whoever_did_harm_to_it(text: str, product: str) -> None:
    assert _done(text) == [product]


def test_what_stands_beside_each_request_goes_back_by_it() -> None:
    text = "We've decided against a pool. Paddling pool: return. Pool pump: return."

    assert _done(text) == ["Paddling pool", "Pool pump"]
