"""The journal: what a model was paid for is not paid for again, whatever happens between the steps."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from bot.desk import open_desk
from bot.settings import Settings
from bot.terminal.delivery import TerminalDelivery
from handlers.answer import answer
from handlers.desk import Desk, ReplyTarget
from handlers.intake.keep import Incoming, keep
from handlers.perform import multipart
from handlers.perform.multipart import record
from storage import journal
from storage.errors import Transient
from storage.records import MessageKey, Post, StepRun
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.model_desk import SAMPLE
from workflows.results import AnyResult
from workflows.workers import WORKERS
from workflows.workers.backoffice import TaskContext

ONE = MessageKey("T1", "C1", "1700000000.000100")


class CrashError(BaseException):
    """The process dies here: nothing catches it."""


class Dying(TerminalDelivery):
    """A delivery under which the process dies at one place, as often as it is told."""

    def __init__(self, where: str, times: int = 1) -> None:
        super().__init__(Console(quiet=True))
        self._where, self._times = where, times

    def _die(self, where: str) -> None:
        if where == self._where and self._times:
            self._times -= 1
            raise CrashError

    def progress(self, place: ReplyTarget, parts: list[str], message: Any) -> Any:  # noqa: ANN401 - as the parent's
        self._die("after the plan")
        shown = super().progress(place, parts, message)
        shown.done = self._done  # type: ignore[method-assign]
        return shown

    def _done(self, part: int, *, ok: bool) -> None:
        assert ok
        if part == 1:  # the invoice: the one part that asks a model
            self._die("after a part")

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        self._die("before posting")
        return await super().post(post, stands)


@pytest.fixture
async def desk(model: FakeModel) -> AsyncIterator[Desk]:
    settings = Settings.model_validate({"openai_api_key": KEY, "openai_base_url": model.base_url})
    async with open_desk(settings) as opened:
        said = Incoming(ONE, None, "U1", SAMPLE, is_dm=False, addressed=True, mentions_bot=True)
        await opened.db.write(lambda tx: keep(tx, said, frozenset(), opened.now()))
        yield opened


async def steps(desk: Desk) -> list[StepRun]:
    return await desk.db.read(lambda tx: journal.steps_of_case(tx, 1))


async def test_what_a_model_answered_is_stored_before_the_next_is_asked(desk: Desk, model: FakeModel) -> None:
    model.script("plan", Say(hang=True))
    answering = asyncio.create_task(answer(desk, ONE, Dying("nowhere")))
    await model.reached("plan")

    stored = await steps(desk)
    model.release()
    await answering

    assert [(step.step, step.engine) for step in stored] == [("classify", "model")]


async def test_a_model_is_paid_once_though_the_database_fails_what_its_answer_led_to(
    desk: Desk, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = iter([Transient("the database blinks", 0.01)])

    def blinking(*given: Any) -> Any:  # noqa: ANN401 - as the function it stands for
        for trouble in troubles:
            raise trouble
        return record(*given)

    monkeypatch.setattr(multipart, "record", blinking)

    await answer(desk, ONE, Dying("nowhere"))

    assert Counter(model.steps()) == {"classify": 1, "plan": 1, "billing_concern": 1, "synthesize": 1}


@pytest.mark.parametrize("where", ["after the plan", "before posting"])
async def test_finished_steps_are_read_back_and_not_paid_again(desk: Desk, model: FakeModel, where: str) -> None:
    delivery = Dying(where)
    with pytest.raises(CrashError):
        await answer(desk, ONE, delivery)

    await answer(desk, ONE, delivery)

    assert Counter(model.steps()) == {"classify": 1, "plan": 1, "billing_concern": 1, "synthesize": 1}
    assert len(delivery.replies) == 1


async def test_a_rules_plan_stands_once_a_model_has_answered_one_of_its_parts(desk: Desk, model: FakeModel) -> None:
    model.script("plan", Say("no"), Say("no"))
    delivery = Dying("after a part")
    with pytest.raises(CrashError):
        await answer(desk, ONE, delivery)

    await answer(desk, ONE, delivery)

    assert Counter(model.steps()) == {"classify": 1, "plan": 2, "billing_concern": 1, "synthesize": 1}
    assert [step.engine for step in await steps(desk) if step.step == "plan"] == ["rules"]


async def test_what_rules_answered_is_kept_together_with_what_a_model_answers_next(
    desk: Desk, model: FakeModel
) -> None:
    model.script("classify", Say("no"), Say("no"))
    delivery = Dying("after the plan")
    with pytest.raises(CrashError):
        await answer(desk, ONE, delivery)

    kept = [(step.step, step.engine) for step in await steps(desk)]

    assert kept == [("classify", "rules"), ("plan", "model")]


async def test_a_step_that_is_asked_twice_leaves_one_row(desk: Desk, model: FakeModel) -> None:
    delivery = Dying("nowhere")
    await answer(desk, ONE, delivery)
    await answer(desk, ONE, delivery)

    assert len(model.asked) == 4
    once = ["billing_concern", "classify", "plan", "synthesize", "understand"]
    assert sorted(step.step for step in await steps(desk)) == once
    assert len(delivery.replies) == 1


async def test_parts_that_go_on_while_another_is_tried_again_are_not_paid_twice(
    desk: Desk, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = WORKERS["StatusUpdate"]
    troubles = iter([Transient("the database blinks", 0.01)])

    async def blinking(context: TaskContext) -> AnyResult:
        for trouble in troubles:
            await model.reached("billing_concern")
            raise trouble
        return await looked.answer(context)

    model.latencies_s["billing_concern"] = 0.4
    monkeypatch.setitem(WORKERS, "StatusUpdate", replace(looked, answer=blinking))
    delivery = Dying("nowhere")

    await answer(desk, ONE, delivery)

    assert Counter(model.steps()) == {"classify": 1, "plan": 1, "billing_concern": 1, "synthesize": 1}
    assert len(delivery.replies) == 1
