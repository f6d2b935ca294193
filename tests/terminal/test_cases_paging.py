"""Pages of ``frontdesk cases list`` and ``search``: they follow each other also while the queue moves on."""

from datetime import timedelta

import pytest

from handlers.cases import acts
from storage import cases
from storage.database import Tx
from tests.storage.fixtures import NOW, kept
from tests.terminal.command_line import frontdesk, stored
from tests.terminal.test_cases_command import ADA, numbers, two_cases


@pytest.fixture(autouse=True)
def _staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_STAFF", "UADA,UBEN")


def three_more(tx: Tx) -> None:
    two_cases(tx)
    for at in (3, 4, 5):
        kept(tx, f"Question {at}", f"{at}.0")


def three_that_wait(tx: Tx) -> None:
    """All wait for a person, and are Ada's; CASE-1001 the longest."""
    for at in (1, 2, 3):
        kept(tx, f"Question {at}", f"{at}.0")
        acts.claim(tx, ADA, f"{1000 + at}", NOW + timedelta(minutes=at))


def test_pages_follow_each_other_without_gap_or_double() -> None:
    stored(three_more)

    first = frontdesk("cases", "list", "--limit", "2", "--json")
    second = frontdesk("cases", "list", "--limit", "2", "--before", first.json["before"], "--json")
    last = frontdesk("cases", "list", "--limit", "2", "--before", second.json["before"], "--json")

    assert numbers(first) + numbers(second) + numbers(last) == [f"CASE-{at}" for at in (1005, 1004, 1003, 1002, 1001)]
    assert last.json["before"] is None


@pytest.mark.parametrize("of", [["escalated"], ["--assignee", "UADA"]])
def test_the_next_page_of_the_queue_is_there_once_the_last_case_of_the_page_is_answered(of: list[str]) -> None:
    stored(three_that_wait)
    first = frontdesk("cases", "list", *of, "--limit", "1", "--json")
    stored(lambda tx: cases.update_case(tx, 1, NOW, waits_since=None))

    second = frontdesk("cases", "list", *of, "--before", first.json["before"], "--json")

    assert (numbers(first), numbers(second)[:2]) == (["CASE-1001"], ["CASE-1002", "CASE-1003"])


@pytest.mark.parametrize("of", [["escalated"], ["--assignee", "UADA"]])
def test_what_is_urgent_comes_first_page_by_page(of: list[str]) -> None:
    stored(three_that_wait, lambda tx: cases.update_case(tx, 3, NOW, priority="urgent"))
    first = frontdesk("cases", "list", *of, "--limit", "1", "--json")
    stored(lambda tx: cases.update_case(tx, 3, NOW, waits_since=None))

    second = frontdesk("cases", "list", *of, "--limit", "1", "--before", first.json["before"], "--json")
    last = frontdesk("cases", "list", *of, "--limit", "1", "--before", second.json["before"], "--json")

    assert [numbers(page) for page in (first, second, last)] == [["CASE-1003"], ["CASE-1001"], ["CASE-1002"]]


def test_a_place_that_the_queue_no_longer_has_is_said_not_an_empty_page() -> None:
    stored(three_that_wait, lambda tx: cases.update_case(tx, 1, NOW, waits_since=None))

    ended = frontdesk("cases", "list", "escalated", "--before", "CASE-1001")

    assert (ended.code, ended.out) == (1, "")
    assert "CASE-1001 is not in this list any more: begin with its first page" in ended.err


def test_the_next_page_is_named_beside_the_table_not_in_it() -> None:
    stored(three_more)

    ended = frontdesk("cases", "list", "--limit", "2")

    assert ended.out.splitlines()[0].split() == [
        *("case", "status", "route", "requester", "assignee", "opened", "subject")
    ]
    assert len(ended.out.splitlines()) == 3
    assert "--before CASE-1004" in ended.err


def test_search_is_paged_too() -> None:
    stored(three_more)

    first = frontdesk("cases", "search", "question", "--limit", "2", "--json")
    second = frontdesk("cases", "search", "question", "--limit", "2", "--before", first.json["before"], "--json")

    assert numbers(first) + numbers(second) == ["CASE-1005", "CASE-1004", "CASE-1003"]
