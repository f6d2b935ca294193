"""How many questions are tried at a time, and how many are asked for, by what came of those before."""

import pytest

from workflows.faq.pace import HOPELESS, Pace


def begun(pace: Pace) -> int:
    """Begin as many as the pace says; return how many."""
    before = pace.first
    while pace.starts_another():
        pace.begun()
    return pace.first - before


@pytest.mark.parametrize(("wanted", "begins"), [(1, 1), (3, 4), (10, 12)])
def test_few_more_are_begun_at_first_than_are_wanted(wanted: int, begins: int) -> None:
    assert begun(Pace(wanted)) == begins


def test_when_all_are_proved_nothing_more_is_begun_or_asked_for() -> None:
    pace = Pace(10)
    begun(pace)
    for _ in range(10):
        pace.ended(proved=True, second=False)

    assert pace.done
    assert (begun(pace), pace.lacking(0)) == (0, 0)


def test_the_worse_the_first_tries_went_the_more_are_begun() -> None:
    few, many = Pace(10), Pace(10)
    for pace, refused in ((few, 5), (many, 8)):
        for at in range(begun(pace)):
            if at < refused:
                pace.refused(10)
            else:
                pace.ended(proved=True, second=False)

    assert 1 <= begun(few) <= 2
    assert 4 <= begun(many) <= 8


def test_questions_are_asked_for_only_if_those_at_hand_will_not_do() -> None:
    pace = Pace(10)
    for at in range(begun(pace)):
        pace.refused(10) if at % 2 else pace.ended(proved=True, second=False)

    assert pace.lacking(10) == 0
    assert pace.lacking(0) >= 2


@pytest.mark.parametrize(("proved", "waiting", "worth"), [(False, 5, False), (True, 5, True), (False, 0, True)])
def test_a_second_try_is_given_up_when_none_helped_and_other_questions_wait(
    proved: bool, waiting: int, worth: bool
) -> None:
    pace = Pace(20)
    begun(pace)
    for _ in range(HOPELESS):
        pace.refused(5)
    for at in range(HOPELESS):
        pace.ended(proved=proved and at == 0, second=True)

    assert pace.refused(waiting) is worth
