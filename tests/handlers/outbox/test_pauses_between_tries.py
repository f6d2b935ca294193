"""How long the desk waits before it tries again to say something in Slack."""

import math

import pytest

from handlers.outbox.posting import LONGEST_ASKED_S, LONGEST_PAUSE_S, pause_s
from storage.errors import Misconfigured, Transient

BUSY = [Transient("busy", wait_s) for wait_s in (0.0, 0.05, 1.0, 30.0, 60.0)]


@pytest.mark.parametrize("error", [*BUSY, Misconfigured("the token is revoked")])
@pytest.mark.parametrize("tries", [1, 2, 1_025, 100_000])
def test_however_often_it_was_tried_the_pause_is_a_minute_at_most(error: Transient | Misconfigured, tries: int) -> None:
    assert 0 < pause_s(error, tries) <= LONGEST_PAUSE_S


def test_pauses_become_twice_as_long_until_a_minute() -> None:
    pauses = [pause_s(Transient("down", 1.0), tries) for tries in range(1, 9)]

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_what_slack_asks_for_is_kept_to_up_to_five_minutes() -> None:
    assert pause_s(Transient("limited", 200.0), 3) == 200.0
    assert pause_s(Transient("limited", 10**9), 3) == LONGEST_ASKED_S
    assert math.isfinite(pause_s(Transient("limited", math.inf), 3))
