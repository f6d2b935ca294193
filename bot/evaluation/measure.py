"""Runs labelled messages through the very steps the desk uses, and notes what came out and what it took."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.evaluation.left import Left
from bot.evaluation.rows import Fields, Row
from handlers.conversation.reading import MAX_TEXT
from workflows.answers import Answer, Classification
from workflows.ids.grammar import find_ids
from workflows.language.folding import fold_characters
from workflows.masking.mask import mask
from workflows.model.client import Deadline, Model
from workflows.step import Finished, Step
from workflows.steps.classify import CLASSIFY, MessageToClassify
from workflows.steps.plan import PLAN, MessageToPlan, completed

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Ran:
    """One step that was run: which, by what engine, why by rule if it was, tokens, and wall time in ms."""

    step: str
    engine: str
    outcome: str
    tokens_in: int
    tokens_out: int
    ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What the desk makes of a row. ``splits``: it would send the message to the orchestrator, by itself.

    ``tasks``: what it would open; measured for every splitting row, else only where the desk would split. ``left``:
    what the whole desk made of a splitting row, which may ask before it acts.
    """

    row: Row
    found: Classification
    splits: bool
    tasks: tuple[Fields, ...]
    ran: tuple[Ran, ...]
    left: Left | None = None


async def measure_all(model: Model, rows: list[Row], at_once: int, done: Callable[[], None]) -> list[Measured]:
    """Measure all rows, ``at_once`` at the same time, in their order; ``done`` is called after each."""
    CLASSIFY.rule(MessageToClassify("hello"))  # loads the word lists, which is no message's time
    PLAN.rule(MessageToPlan("hello"))
    waiting: Iterator[tuple[int, Row]] = iter(enumerate(rows))
    measured: dict[int, Measured] = {}

    async def work_off() -> None:
        for number, row in waiting:
            measured[number] = await measure(model, row)
            done()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, len(rows))):
            group.create_task(work_off())
    return [measured[number] for number in range(len(rows))]


async def measure(model: Model, row: Row) -> Measured:
    """Classify the message and, where the desk would, split it; the deadline is one message's, as in the desk."""
    deadline = model.deadline()
    text = fold_characters(mask(row.text[:MAX_TEXT])).strip()  # as it is kept, then read
    classified, first = await _timed(model, CLASSIFY, MessageToClassify(text), deadline)
    found = classified.answer
    # handlers.answer: a language the rules cannot serve goes to a person; ids and has_tasks go to the orchestrator.
    served = found.language == "en" or classified.engine == "model"
    splits = served and (found.has_tasks or bool(find_ids(text)))
    if not splits and row.tasks is None:
        return Measured(row, found, splits, (), (first,))
    given = MessageToPlan(text)
    started = time.perf_counter()
    planned, second = await _timed(model, PLAN, given, deadline)
    plan = completed(planned.answer, given)
    ms = (time.perf_counter() - started) * 1000
    tasks = tuple(task.model_dump() for task in plan.tasks)
    return Measured(row, found, splits, tasks, (first, replace(second, ms=ms)))


async def _timed(model: Model, step: Step[I, A], given: I, deadline: Deadline) -> tuple[Finished[A], Ran]:
    started = time.perf_counter()
    done = await model.run(step, given, deadline)
    ms = (time.perf_counter() - started) * 1000
    return done, Ran(step.name, done.engine, done.outcome, done.tokens_in, done.tokens_out, ms)
