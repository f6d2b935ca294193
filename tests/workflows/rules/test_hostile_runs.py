"""Runs made for one reader: of what a pattern itself repeats, from where it is put, and of answers that are awaited."""

import gc
import re
from collections.abc import Callable, Iterable

import pytest

from tests.workflows.rules import hostile
from tests.workflows.rules.hostile import Read
from tests.workflows.rules.own_runs import own_texts, runs_of
from tests.workflows.rules.test_hostile_text import CACHES, MODULES
from workflows.language.lazy import lazy
from workflows.rules.lookups.concern import find_concern
from workflows.rules.planning.plan import Waiting, make_plan

pytestmark = pytest.mark.no_cover

ROOMS = sorted({one.__name__ for one in MODULES if one.__name__.startswith("workflows.rules.")})
AWAITED = (
    Waiting("ProductReturn", "product_name"),
    Waiting("StatusUpdate", "order_id"),
    Waiting("BillingInquiry", "invoice_number"),
)
BEFORE = ("a", "12345", "the lamp", "inv-7890 problem: ")
SEPARATORS = ("-", ")", "a-", "hi: ", " - ")

Make = Callable[[int], str]


def _run(before: str, unit: str, after: str) -> Make:
    return lambda size: f"{before}{unit * (size // len(unit))}{after}"


RUNS = [
    (f"{before!r}, {unit!r}, {after!r}", _run(before, unit, after))
    for before in BEFORE
    for unit in SEPARATORS
    for after in ("", "?")
]
SHORT = 40  # characters of a run: what reads them in 2^n ways is not done with them
# What these are put to is no longer than a few words.
SHORT_ONLY = {
    "workflows.rules.followups.short_answers._YES_SAID": "gets 120 characters at most, of answer_in",
    "workflows.rules.followups.short_answers._ALL_SAID": "gets 120 characters at most, of answer_in",
}


def _slow(read: Read, texts: Iterable[tuple[str, Make]]) -> str | None:
    gc.disable()
    try:
        return next((name for name, make in texts if hostile.grows_too_fast(read, make)), None)
    finally:
        gc.enable()


def _of_its_own(pattern: re.Pattern[str], only: set[str]) -> str | None:
    """Return a run that slows a pattern down: of what it repeats, and of all units if it is put to a place."""
    ((_, read),) = hostile.reading([("", pattern, only)])
    texts = [*own_texts(pattern), *(one for unit in hostile.UNITS if only for one in runs_of(unit))]
    return _slow(read, texts)


@pytest.mark.parametrize("module", ROOMS)
def test_no_pattern_is_lost_in_a_run_of_what_it_repeats(module: str) -> None:
    home = next(one for one in MODULES if one.__name__ == module)
    named = list(hostile.named_patterns(home, hostile.all_uses()))

    slow = [(name, _of_its_own(pattern, only)) for name, pattern, only in named if name not in SHORT_ONLY]

    assert [one for one in slow if one[1]] == []


@pytest.mark.parametrize(
    "written",
    [
        r"(?:[\s,]|\b(?:re|regarding|invoice|re)\b)*$",  # one word in two lists
        r"\s*(?:[.,!:)-]+|\b(?:please|thanks)\b|\s)*$",  # a run within a run
        r"(?:[^\w?]*\w[\w'-]*){1,4}[^\w?]*$",  # a mark that two neighbours take
    ],
)
def test_a_pattern_that_reads_its_own_words_in_two_ways_is_found_out(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hostile, "MOST_S", 0.1)

    assert _of_its_own(lazy(written), {"match"}) is not None


@pytest.mark.parametrize("waiting", AWAITED, ids=lambda one: one.field)
def test_twice_the_answer_to_what_is_awaited_takes_no_more_than_twice_the_time(waiting: Waiting) -> None:
    assert _slow(_afresh(lambda text: make_plan(text, waiting)), RUNS) is None


@pytest.mark.parametrize("waiting", AWAITED, ids=lambda one: one.field)
@pytest.mark.parametrize("unit", SEPARATORS)
def test_an_answer_that_ends_in_a_short_run_of_marks_is_read_at_once(waiting: Waiting, unit: str) -> None:
    read = _afresh(lambda text: [make_plan(f"{before}{text}x", waiting) for before in BEFORE])

    assert not hostile.stops(read, (unit * SHORT)[:SHORT])


def test_twice_the_words_about_an_invoice_take_no_more_than_twice_the_time() -> None:
    ids = [("ids in a row", _run("", "inv-7890 ", "")), ("ids in a list", _run("inv-1 is wrong", " and inv-7890", ""))]

    assert _slow(_afresh(lambda text: find_concern(text, "INV-7890")), [*RUNS, *ids]) is None


def _afresh(read: Read) -> Read:
    """Return a reader that remembers nothing."""

    def fresh(text: str) -> object:
        try:
            return read(text)
        finally:
            for cache in CACHES:
                cache.cache_clear()

    return fresh
