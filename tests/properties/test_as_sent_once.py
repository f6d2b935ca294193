"""Any interleaving ends as if Slack's last state had been sent once: compared with a desk that is sent just that.

Lines of a burst are edited, deleted, delivered late, twice and in any order, while the process dies and Slack fails;
then what the desk has done about them is what another one does which hears the last texts once, in order.
"""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.properties import invariants, state
from tests.properties.driver import Said, driving
from tests.properties.state import Done
from tests.properties.steps import BURSTS, Delete, Edit, Say, Step
from tests.properties.test_properties import EXAMPLES, NewDatabase, on_file, on_server, told_at_once
from tests.stored import StillClock

IN_SUITE = {"sqlite": 10, "postgresql": 4}

__all__ = ["on_file", "on_server"]  # fixtures of the other property


async def let_happen(url: str, steps: Sequence[Step]) -> tuple[Done, list[Said], list[str]]:
    """Let the steps happen within the wait; return what was done, what stands in Slack, and what does not hold."""
    async with driving(url, StillClock()) as driver:
        for step in steps:
            await driver.take(step)
        await driver.settle()
        done = await driver.process.bot.db.read(state.read_done)
        stored = await driver.process.bot.db.read(state.read_all)
    return done, [one for one in driver.said if not one.is_deleted], invariants.breaches(driver, stored)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a desk has done that heard each message once. ``told``: its timelines and its log, if something is wrong."""

    done: Done
    found: list[str]
    told: list[str]


async def sent_once(url: str, said: Sequence[Said]) -> Reference:
    """Let a desk hear these messages as they stand now, once and in order; return what it has done."""
    async with driving(url, StillClock()) as driver:
        for one in said:
            await driver.hear(one.event["channel"], one.text)
        await driver.settle()
        done = await driver.process.bot.db.read(state.read_done)
        stored = await driver.process.bot.db.read(state.read_all)
    return Reference(done, invariants.breaches(driver, stored), [*map(str, stored.events), *driver.log])


def check(fresh: NewDatabase, steps: Sequence[Step], planted: tuple[str, object] | None = None) -> None:
    with told_at_once(steps):
        with fresh() as url, pytest.MonkeyPatch.context() if planted else nullcontext() as patch:
            if patch is not None and planted is not None:
                patch.setattr(*planted)
            done, said, found = asyncio.run(let_happen(url, steps))
        with fresh() as url:
            reference = asyncio.run(sent_once(url, said))
        listed = "\n".join(["", *(f"    {step}," for step in steps), "end in", *(f"    {one}" for one in found)])
        once = "\n".join(["", *map(str, said), "sent once end in", *reference.found, "where", *reference.told])
        assert not reference.found, once
        assert done == reference.done, listed + once
        assert not found, listed


@pytest.mark.parametrize("backend", IN_SUITE)
def test_any_interleaving_ends_as_if_the_last_state_had_been_sent_once(
    backend: str, request: pytest.FixtureRequest
) -> None:
    fresh: NewDatabase = request.getfixturevalue("on_file" if backend == "sqlite" else "on_server")

    @settings(
        max_examples=EXAMPLES or IN_SUITE[backend],
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )
    @given(steps=BURSTS)
    def each(steps: list[Step]) -> None:
        check(fresh, steps)

    each()


RETURN = (Say(16), Say(20), Edit(1, 6), Say(22), Delete(0))
INVOICE = (Say(8, "dm", late=True), Say(21, "dm"), Say(16, "dm", late=True), Delete(0, late=True))


@pytest.mark.parametrize(("steps", "what"), [(RETURN, "MegaWidget 9"), (INVOICE, "INV-4711")])
def test_what_a_burst_asks_for_is_done_whatever_became_of_its_lines(
    on_file: NewDatabase, steps: Sequence[Step], what: str
) -> None:
    with on_file() as url:
        done, _, _ = asyncio.run(let_happen(url, steps))
    check(on_file, steps)

    assert len(done.records) == 1
    assert what in done.records[0]


@pytest.mark.parametrize("backend", IN_SUITE)
@pytest.mark.parametrize("late", [False, True])
def test_a_burst_whose_first_line_is_deleted_is_answered_under_the_next(
    backend: str, late: bool, request: pytest.FixtureRequest
) -> None:
    fresh: NewDatabase = request.getfixturevalue("on_file" if backend == "sqlite" else "on_server")

    check(fresh, [Say(20), Say(6), Delete(1, late)])


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(("storage.messages.edit_message", lambda *_: False), id="edits are lost"),
        pytest.param(("handlers.intake.keep_edits.erase.erase_message", lambda *_: None), id="deletions are lost"),
        pytest.param(
            ("handlers.conversation.gathering.Gathering.ready_at", lambda _, now, __: now), id="nothing is waited for"
        ),
    ],
)
def test_a_bug_shows_as_a_difference(on_file: NewDatabase, planted: tuple[str, object]) -> None:
    check(on_file, RETURN)

    with pytest.raises(AssertionError, match="end in"):
        check(on_file, RETURN, planted)
