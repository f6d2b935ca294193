"""Promises of the torture's own counting: what is lost, doubled, late or set aside is said."""

from dataclasses import replace

from tests.bench.torture.found import Found

WELL = Found(
    10, (), (), 1, (), taken_back=1, left=0, set_aside=0, broken=0, rmas=10, returns=10, kills=2, taken_over_s=(51.0,)
)


def test_what_is_as_promised_misses_nothing() -> None:
    assert WELL.missed == []


def test_each_missed_promise_is_said() -> None:
    found = replace(
        WELL,
        lost=("C1:3.0",),
        doubled=("C1:2.0",),
        standing=("C1:2.0",),
        set_aside=1,
        broken=2,
        rmas=11,
        taken_over_s=(51.0, 61.4),
    )

    assert found.missed == [
        "1 lost, e.g. C1:3.0",
        "1 answered twice, e.g. C1:2.0",
        "1 stood twice after ten seconds",
        "1 jobs were set aside, and none is guilty",
        "11 RMAs for 10 returns",
        "2 bugs stand in the logs",
        "taken over after 61 s, not 60",
    ]
