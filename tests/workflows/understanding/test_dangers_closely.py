"""The close reader of dangers: what it reads of a message, its weights, and sentences that nobody taught it."""

from collections.abc import Iterator

import pytest

from tests.fakes.close_reader import FakeDangerReader
from workflows.rules.escalation.danger import find_danger
from workflows.understanding import closely, dangers_closely, transformer
from workflows.understanding.dangers_closely import (
    MOST_PARTS,
    PIECES,
    DangerReader,
    load,
    read_danger_closely,
)

REAL = pytest.mark.skipif(transformer.folder() is None, reason="the extra meaning is not installed")
MOST_BYTES = 300_000
IS_USED, LOAD_MODEL = closely.is_used, transformer.load
CALM = "The chair is fine and the delivery was on time. "


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[DangerReader]:
    monkeypatch.setattr(transformer, "load", LOAD_MODEL)
    monkeypatch.setattr(closely, "is_used", IS_USED)
    monkeypatch.setattr(closely._Switch, "on", True)
    read_danger_closely.cache_clear()
    found = load()
    assert found is not None
    yield found
    read_danger_closely.cache_clear()


def test_nothing_is_read_without_the_extra() -> None:
    assert read_danger_closely("The heater is on fire") is None


@REAL
@pytest.mark.usefixtures("reader")
def test_nothing_is_read_where_it_is_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closely._Switch, "on", False)

    assert read_danger_closely("The heater is on fire") is None


def test_weights_are_small_enough_to_be_shipped() -> None:
    assert len(dangers_closely._packed()) <= MOST_BYTES


@REAL
@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("told", "weighed"),
    [
        ("The charger melted into the desk last night.", "Could the charger melt my desk if I leave it in overnight?"),
        ("The grill's lid burnt my wrist.", "The grill's lid is burnt orange, I had chosen blue."),
        ("Grandma fell when the stool's leg gave way.", "Grandma fell in love with the stool, but a leg is scratched."),
    ],
)
def test_what_is_told_is_likelier_to_be_a_danger_than_what_only_sounds_so(told: str, weighed: str) -> None:
    danger, calm = read_danger_closely(told), read_danger_closely(weighed)

    assert danger is not None
    assert calm is not None
    assert danger > 0 > calm


@REAL
def test_each_part_of_a_long_message_is_read(reader: DangerReader) -> None:
    text = CALM * 40 + "The ladder gave way and my husband is lying on the floor. " + CALM * 40

    parts = list(reader.parts(text))

    assert len(parts) > 1
    assert {len(one) for one in parts[:-1]} == {PIECES + 2}
    assert reader.read(text) > reader.read(CALM * 80)


@REAL
def test_what_follows_another_number_of_an_order_reads_the_same(reader: DangerReader) -> None:
    assert reader.read("Order A-12345 smokes") == reader.read("Order A-98760 smokes")


@REAL
def test_so_many_parts_of_a_message_are_read_and_no_more(reader: DangerReader) -> None:
    assert len(list(reader.parts("!" * 12_000))) == MOST_PARTS


@REAL
def test_an_empty_message_is_no_danger(reader: DangerReader) -> None:
    assert reader.read("") < 0


@REAL
@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("told", "weighed"),
    [
        ("The charger caught fire.", "Could the charger catch fire if I leave it in overnight?"),
        ("There is smoke coming out of the fan.", "There was no smoke, no smell, the fan just stopped."),
        ("My son swallowed a bead.", "What happens if my son swallows a bead?"),
        ("Your dryer caught fire.", "My neighbour's dryer caught fire, is mine safe?"),
        ("someone ordered in my name", "My name was spelled wrong by someone in orders"),
        ("It shocked me twice.", "The price shocked me twice."),
    ],
)
def test_what_is_denied_weighed_or_a_figure_of_speech_is_none_for_both_readers_together(
    told: str, weighed: str
) -> None:
    assert find_danger(told, closely=True) is not None
    assert find_danger(weighed, closely=True) is None


@pytest.fixture
def alarmed(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDangerReader]:
    found = FakeDangerReader("")  # takes whatever it reads for a danger
    monkeypatch.setattr(dangers_closely, "load", lambda: found)
    read_danger_closely.cache_clear()
    yield found
    read_danger_closely.cache_clear()


def test_a_danger_in_words_that_nobody_taught_is_a_safety_problem(alarmed: FakeDangerReader) -> None:
    found = find_danger("zzxq vvbrt", closely=True)

    assert found is not None
    assert found.name == "a safety problem"
    assert alarmed.asked


@pytest.mark.parametrize(
    "text",
    [
        "There is smoke coming out of the fan.",  # is said by its words alone
        "There was no smoke, no smell, the fan just stopped.",
        "Das Paket ist noch nicht angekommen, wo ist es denn geblieben?",  # it reads English
    ],
)
def test_it_reads_only_where_words_of_english_leave_a_doubt(alarmed: FakeDangerReader, text: str) -> None:
    assert find_danger(text, closely=True) == find_danger(text)
    assert alarmed.asked == []


def test_nothing_is_read_closely_unless_it_is_asked_for(alarmed: FakeDangerReader) -> None:
    find_danger("The shelf wobbled and then my aunt sat down among the jars.")

    assert alarmed.asked == []
