"""Promise: a third reading, where one is installed, doubts, makes sure, and sees what two others overlook."""

from collections.abc import Iterator, Mapping

import pytest

from tests.fakes.close_reader import ACT, ASK, LEAVE, FakeCloseReader
from workflows.rules.planning import plan
from workflows.rules.planning.plan import Waiting, found_in
from workflows.understanding import closely
from workflows.understanding.wanted import Verdict


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()
    yield
    for remembered in (found_in, closely.read_closely):
        remembered.cache_clear()


def _said(monkeypatch: pytest.MonkeyPatch, text: str, verdicts: Mapping[str, Verdict]) -> list[str]:
    """Return what is done, and what is asked about with a mark, where the third reading says ``verdicts``."""
    monkeypatch.setattr(closely, "load", lambda: FakeCloseReader(verdicts))
    found_in.cache_clear()
    closely.read_closely.cache_clear()
    return [_told(one) for one in found_in(text, None)]


def _told(one: plan.FoundTask) -> str:
    task = one.task
    return f"{task.product_name or task.invoice_number or task.order_id}{'' if one.is_sure else '?'}"


@pytest.mark.parametrize(
    ("text", "verdicts", "found"),
    [
        ("I want to return the lamp.", {"lamp": ACT}, ["lamp"]),
        ("I want to return the lamp.", {"lamp": LEAVE}, ["lamp"]),
        ("Could we send the rucksack back? My wife does not like it.", {"rucksack": LEAVE}, ["rucksack?"]),
        ("I want to return the lamp.", {}, ["lamp"]),
        ("Please collect the stroller, it creaks.", {"stroller": ACT}, ["stroller"]),
        ("Can I return my lamp?", {"lamp": ASK}, ["lamp?"]),
        ("Can I return my lamp?", {"lamp": ACT}, ["lamp?"]),
        ("Can I return my lamp?", {"lamp": LEAVE}, ["lamp?"]),
        ("The lamp hums. Can you swap it?", {"lamp": ACT}, ["lamp?"]),
        ("The lamp hums. Can you swap it?", {"lamp": LEAVE}, ["lamp?"]),
        ("If you can't fix the lamp, I want to return it.", {"lamp": ACT}, ["lamp?"]),
        ("I want to return one of the two suitcases", {"suitcases": ACT}, ["suitcases?"]),
        ("Where is order A-12345?", {"A-12345": LEAVE}, ["A-12345"]),
        ("My neighbour asked where A-12345 is.", {"A-12345": LEAVE}, []),
        ("I'd like to know where A-12345 is.", {"A-12345": LEAVE}, []),
        ("Where is order A-12345?", {"A-12345": ASK}, ["A-12345"]),
        ("Where is order A-12345?", {"A-12345": ACT}, ["A-12345"]),
        ("Please check invoice INV-7890, it is too high.", {"INV-7890": LEAVE}, ["INV-7890?"]),
        ("The stroller creaks and I will not hide it.", {"stroller": ASK}, ["stroller?"]),
        ("The stroller creaks and I will not hide it.", {"stroller": LEAVE}, []),
        ("I need a copy of invoice INV-7890", {"INV-7890": ACT}, []),
        ("Should the stroller not please my wife, can we send it back?", {"stroller": ACT}, []),
        ("I want to return the book to the library", {"book": ACT}, []),
        ("Where is A-12345, the chess clock?", {"A-12345": ACT, "chess clock": ACT}, ["A-12345", "chess clock?"]),
    ],
)
def test_what_becomes_of_what_others_see(
    monkeypatch: pytest.MonkeyPatch, text: str, verdicts: Mapping[str, Verdict], found: list[str]
) -> None:
    assert _said(monkeypatch, text, verdicts) == found


def test_what_only_one_reader_sees_is_asked_about_and_never_done(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The stroller creaks and I will not hide it."

    assert _said(monkeypatch, text, {"stroller": ACT}) == ["stroller?"]


def test_of_two_likely_things_none_is_made_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Please collect the lamp. Please collect the chair."

    assert _said(monkeypatch, text, {"lamp": ACT, "chair": ACT}) == ["lamp?", "chair?"]
    assert _said(monkeypatch, text, {"lamp": ACT, "chair": ASK}) == ["lamp", "chair?"]


def test_nothing_is_asked_about_beside_what_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "I want to return the lamp. The stroller creaks."

    assert _said(monkeypatch, text, {"lamp": ACT, "stroller": ASK}) == ["lamp"]


def test_a_message_that_is_waved_off_is_left_whatever_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said(monkeypatch, "The lamp hums, I want to return it. Ignore me.", {"lamp": ACT}) == []


def test_an_answer_that_is_waited_for_is_read_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FakeCloseReader({"lamp": LEAVE})
    monkeypatch.setattr(closely, "load", lambda: reader)

    found = found_in("the lamp", Waiting("ProductReturn", "product_name"))

    assert [_told(one) for one in found] == ["lamp"]
    assert not reader.asked


def test_one_thing_of_two_names_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FakeCloseReader({})
    monkeypatch.setattr(closely, "load", lambda: reader)

    found_in("I want to return the desk lamp. The lamp hums.", None)

    assert reader.asked == ["desk lamp"]


def test_nothing_is_looked_for_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closely, "load", lambda: None)

    assert [_told(one) for one in found_in("I want to return the lamp.", None)] == ["lamp"]
