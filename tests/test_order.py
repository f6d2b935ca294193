"""Each worker begins with tests that wait or take long, and ends with short ones, whatever xdist gives it."""

import pytest

from tests.conftest import dealt

BROWSER, PROCESSES, REST = ["b"] * 3, ["p"] * 2, [*"0123456"]


def shares(order: list[str], workers: int) -> list[str]:
    """Return what each worker is given first, as xdist cuts it (``WorkStealingScheduling.check_schedule``)."""
    found, left = [], "".join(order)
    for number in range(workers):
        size = len(left) // (workers - number)
        found.append(left[:size])
        left = left[size:]
    return found


@pytest.mark.parametrize(
    ("workers", "found"),
    [
        (1, ["bbbpp0123456"]),
        (2, ["bbb012", "pp3456"]),
        (3, ["bbb0", "pp12", "3456"]),
        (5, ["bb", "bp", "p0", "123", "456"]),
    ],
)
def test_each_worker_begins_with_what_waits(workers: int, found: list[str]) -> None:
    assert shares(dealt((BROWSER, PROCESSES), REST, workers), workers) == found


@pytest.mark.parametrize("workers", range(1, 20))
def test_every_test_is_run_once(workers: int) -> None:
    assert sorted(dealt((BROWSER, PROCESSES), REST, workers)) == sorted([*BROWSER, *PROCESSES, *REST])
