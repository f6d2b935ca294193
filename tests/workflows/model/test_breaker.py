"""The circuit breaker: an outage costs a few messages a timeout, not each of them."""

import pytest

from workflows.model.breaker import FAILURES_TO_OPEN, REST_S, Breaker


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


@pytest.fixture
def opened(breaker: Breaker) -> Breaker:
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed()
    return breaker


def test_calls_go_out_until_three_failed_in_a_row(breaker: Breaker) -> None:
    for _ in range(FAILURES_TO_OPEN - 1):
        breaker.failed()
    assert breaker.allows()

    breaker.failed()

    assert not breaker.allows()


def test_an_answer_in_between_starts_the_count_anew(breaker: Breaker) -> None:
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()

    assert breaker.allows()


def test_after_the_rest_one_caller_tries_while_the_others_wait(opened: Breaker, clock: Clock) -> None:
    clock.now += REST_S

    assert [opened.allows() for _ in range(4)] == [True, False, False, False]


def test_a_try_that_succeeds_lets_everybody_through(opened: Breaker, clock: Clock) -> None:
    clock.now += REST_S
    opened.allows()

    opened.succeeded()

    assert [opened.allows() for _ in range(3)] == [True, True, True]


def test_a_try_that_fails_rests_again(opened: Breaker, clock: Clock) -> None:
    clock.now += REST_S
    opened.allows()

    opened.failed()

    assert not opened.allows()
    clock.now += REST_S
    assert opened.allows()


def test_a_try_that_was_cancelled_leaves_the_next_caller_to_try(opened: Breaker, clock: Clock) -> None:
    clock.now += REST_S
    opened.allows()

    opened.gave_up()

    assert opened.allows()


def test_a_wrong_key_opens_at_once_and_for_longer(breaker: Breaker, clock: Clock) -> None:
    breaker.failed(for_good=True)

    assert not breaker.allows()
    clock.now += REST_S
    assert not breaker.allows()
    clock.now += REST_S
    assert breaker.allows()
