"""Promise: a third reading, weighed with all others, doubts, makes sure, and sees what they overlook; guards hold."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.fakes.close_reader import ACT, ASK, LEAVE, FakeCloseReader
from workflows.rules.planning.found import FoundTask
from workflows.rules.planning.plan import Waiting, found_in
from workflows.understanding import closely
from workflows.understanding.wanted import Place, Verdict


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


def _told(one: FoundTask) -> str:
    task = one.task
    return f"{task.product_name or task.invoice_number or task.order_id}{'' if one.is_sure else '?'}"


@pytest.mark.parametrize(
    ("text", "verdicts", "found"),
    [
        ("I want to return the lamp.", {"lamp": ACT}, ["lamp"]),
        ("I want to return the lamp.", {"lamp": LEAVE}, ["lamp?"]),
        ("Could we send the rucksack back? My wife does not like it.", {"rucksack": ASK}, ["rucksack?"]),
        ("I want to return the lamp.", {}, ["lamp"]),
        ("Please collect the stroller, it creaks.", {"stroller": ACT}, ["stroller"]),
        ("Can I return my lamp?", {"lamp": ASK}, ["lamp?"]),
        ("Can I return my lamp?", {"lamp": ACT}, ["lamp?"]),
        ("Can I return my lamp?", {"lamp": LEAVE}, []),
        ("The lamp hums. Can you swap it?", {"lamp": ACT}, ["lamp?"]),
        ("The lamp hums. Can you swap it?", {"lamp": LEAVE}, ["lamp?"]),
        ("If you can't fix the lamp, I want to return it.", {"lamp": ACT}, ["lamp?"]),
        ("I want to return one of the two suitcases", {"suitcases": ACT}, ["suitcases?"]),
        ("Where is order A-12345?", {"A-12345": LEAVE}, []),
        ("My neighbour asked where A-12345 is.", {"A-12345": LEAVE}, []),
        ("Where is order A-12345?", {"A-12345": ACT}, ["A-12345"]),
        ("Please check invoice INV-7890, it is too high.", {"INV-7890": LEAVE}, ["INV-7890?"]),
        ("The stroller creaks and I will not hide it.", {"stroller": ASK}, ["stroller?"]),
        ("The stroller creaks and I will not hide it.", {"stroller": LEAVE}, []),
        ("I need a copy of invoice INV-7890", {"INV-7890": ACT}, ["INV-7890?"]),
        ("I need a copy of invoice INV-7890", {"INV-7890": LEAVE}, []),
        ("Should the stroller not please my wife, can we send it back?", {"stroller": ACT}, []),
        ("I want to return the book to the library", {"book": ACT}, []),
        ("Where is A-12345, the chess clock?", {"A-12345": ACT, "chess clock": LEAVE}, ["A-12345"]),
        ("The parcel is here, A-12345 it says.", {"A-12345": LEAVE}, []),
    ],
)
def test_what_becomes_of_what_others_see(
    monkeypatch: pytest.MonkeyPatch, text: str, verdicts: Mapping[str, Verdict], found: list[str]
) -> None:
    assert _said(monkeypatch, text, verdicts) == found


def test_of_a_long_story_nothing_is_made_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    text, long = "Please collect the stroller, it creaks.", "It rains today and all is well here. " * 12

    assert _said(monkeypatch, text, {"stroller": ACT}) == ["stroller"]
    assert _said(monkeypatch, f"{long}{text}", {"stroller": ACT}) == ["stroller?"]


def test_what_one_reader_alone_sees_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The stroller creaks and I will not hide it."

    assert _said(monkeypatch, text, {"stroller": ACT}) == ["stroller?"]


def test_nothing_is_made_sure_of_a_message_that_wishes_for_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Please collect the stroller, it creaks. I would rather have a voucher."

    assert _said(monkeypatch, text, {"stroller": ACT}) == ["stroller?"]


def test_each_of_two_things_is_judged_beside_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Please collect the lamp. Please collect the chair."

    assert _said(monkeypatch, text, {"lamp": ACT, "chair": ACT}) == ["lamp?", "chair?"]
    assert _said(monkeypatch, text, {"lamp": LEAVE, "chair": ACT}) == ["chair"]


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


class _InParts:
    """Keeps the texts that it reads; is for what is asked about in the sentence of a place."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, text: str, places: Sequence[Place]) -> list[Verdict | None]:
        self.texts.append(text)
        return [ACT if "where is" in text[max(0, one.start - 10) : one.start].lower() else LEAVE for one in places]


def test_a_long_message_is_read_in_parts_and_each_thing_with_what_stands_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = _InParts()
    monkeypatch.setattr(closely, "load", lambda: reader)
    idle = "It rains today and all is well here. " * 30

    found = found_in(f"Where is A-12345? {idle}And where is A-54321? {idle}Where is A-11111?", None)

    assert [_told(one) for one in found] == ["A-12345", "A-54321", "A-11111"]
    assert [max(len(one.split()) for one in reader.texts), len(reader.texts)] == [100, 3]


def test_a_number_counts_where_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closely, "load", _InParts)
    text = "A-12345 was ordered in May. A-54321 was ordered in June. Where is A-12345?"

    assert [_told(one) for one in found_in(text, None)] == ["A-12345"]
