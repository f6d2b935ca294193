"""The trained reader of dangers, on rows that it is never taught and that were written before it saw anything."""

import pytest

from tests.paths import DATA
from workflows.rules.escalation.danger import SURE, find_danger
from workflows.understanding.dangers import examples, read_danger
from workflows.understanding.training import Row, read_rows


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


HELD = _rows("understanding/danger.held.tsv")
STORIES = _rows("understanding/danger.stories.held.tsv")
FOREIGN = _rows("dangers_foreign.tsv")


def _alarms(label: str, rows: list[list[str]] = HELD) -> float:
    """Return the share of the rows of this label of which danger is found."""
    found = [find_danger(row[-1]) is not None for row in rows if row[0] == label]
    return sum(found) / len(found)


def test_danger_is_found_in_everyday_words_that_nobody_taught() -> None:
    assert _alarms("danger") >= 0.85


def test_hardly_a_near_miss_that_nobody_taught_is_an_alarm() -> None:
    """More than half of these rows are near misses: figures of speech, questions before buying, what is long over."""
    assert _alarms("ordinary") <= 0.1


def test_peoples_stories_are_seldom_alarms() -> None:
    """A good part of these rows are near misses, too."""
    assert _alarms("danger", STORIES) >= 0.8
    assert _alarms("ordinary", STORIES) <= 0.15


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "it", "nl"])
def test_danger_is_found_in_other_languages_and_what_is_denied_is_none(language: str) -> None:
    rows = [row for row in FOREIGN if row[1] == language]

    assert _alarms("danger", rows) >= 0.9
    assert _alarms("ordinary", rows) <= 0.1


def test_no_held_out_row_is_taught() -> None:
    taught = {row.text.lower() for row in read_rows("danger")[0]}

    assert [text for _, text in (*HELD, *STORIES) if text.lower() in taught] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("There is no reason for me to be alive any more", "somebody may be in danger"),
        ("I am going to kill myself tonight", "somebody may be in danger"),
        ("A man with a knife is threatening our cashier", "somebody may be in danger"),
        ("It smells of gas in the whole hallway", "gas or bad air"),
        ("My daughter swallowed the little battery", "something swallowed or poisonous"),
        ("Sparks came out of the plug and the wall is black", "a safety problem"),
        ("Somebody hacked my account and is ordering phones", "an account in other hands"),
    ],
)
def test_each_danger_gets_the_first_words_of_its_kind(text: str, name: str) -> None:
    found = find_danger(text)

    assert found is not None
    assert found.name == name


def test_a_danger_is_found_in_the_midst_of_a_long_message() -> None:
    calm = "The chair is fine and the delivery was on time. " * 20
    text = f"{calm}The ladder gave way and my husband is lying on the floor. {calm}"

    assert find_danger(text) is not None
    assert find_danger(calm) is None


def test_each_sentence_of_an_ordinary_message_is_taught_as_ordinary() -> None:
    taught = examples([Row("ordinary", "It came. It hums."), Row("safety", "It came. It burns.")])

    assert [one.label for one in taught] == ["ordinary", "ordinary", "ordinary", "safety"]


def test_what_says_nothing_is_no_danger() -> None:
    assert read_danger("")[1] < SURE
