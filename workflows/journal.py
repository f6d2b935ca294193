"""A run: the steps of answering one text of one turn, each done once even if the process dies in between."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from storage import erase, journal, turns
from storage.cases import hold_cases
from storage.database import Database, Tx
from storage.errors import Transient
from storage.records import StepRun, Turn
from workflows.answers import Answer
from workflows.model.client import Deadline, Model, always
from workflows.step import Finished, Step

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)
T = TypeVar("T")

KEEP_WITHIN_S = 0.005  # about as long as a commit waits for the disk


class Run:
    """Runs steps and remembers them in ``step_runs``: finished steps are read back, not done or paid again.

    ``case_id`` and ``turn_id`` are None for a run that belongs to no case (FAQs); ``message_ids``: whose text it
    answers. ``erased`` says, from the last transaction on, that one of these was erased meanwhile: its words are
    written nowhere any more, and ``change`` must not write any either.

    What was done is stored with the next transaction (``commit``). What a model answered, even badly, was paid for: it
    is stored before another step asks, and ``KEEP_WITHIN_S`` later if nothing was committed till then (at once if it
    answers no turn); with it what rules answered before: a rule's plan numbers the parts that the model's answers
    belong to. Whoever ends a run, however, awaits ``kept``.
    """

    def __init__(  # noqa: PLR0913 - what a run is of and what it works with
        self,
        name: str,
        case_id: int | None,
        team_id: str,
        db: Database,
        model: Model,
        deadline: Deadline | None = None,
        *,
        turn_id: int | None = None,
        message_ids: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.case_id = case_id
        self.team_id = team_id
        self.erased = False
        self._turn_id = turn_id
        self._message_ids = message_ids
        self._db = db
        self._model = model
        self._deadline: Deadline = deadline or model.deadline()
        self._done: dict[tuple[str, int], StepRun] = {}
        self._unkept: list[StepRun] = []
        self._soon: asyncio.TimerHandle | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def uses_model(self) -> bool:
        """Whether there is a model at all; False: every step runs by rule."""
        return self._model.uses_model

    def load(self, tx: Tx) -> None:
        """Read what an earlier, interrupted try of this run has finished."""
        self._done = {(step.step, step.part): step for step in journal.steps_of_run(tx, self.name)}

    async def step(self, step: Step[I, A], given: I, part: int = 0, again: Callable[[], bool] = always) -> A:
        """Return the step's answer for this part of the message, done now or read back; ``again`` as ``Model.run``."""
        found = self._done.get((step.name, part))
        if found is not None:
            return step.answer.model_validate(found.answer)
        await self._keep_before_asking()
        finished = await self._model.run(step, given, self._deadline, again)
        row = self._row(step.name, part, finished)
        self._done[(step.name, part)] = row
        self._unkept.append(row)
        if _is_paid(row) and self._turn_id is None:
            await self.commit(_nothing)
        elif _is_paid(row):
            self._keep_soon()
        return finished.answer

    def _keep_soon(self) -> None:
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(KEEP_WITHIN_S, self._begin_to_keep)

    def _begin_to_keep(self) -> None:
        self._soon = None
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_if_possible())
        else:
            self._keep_soon()

    async def kept(self) -> None:
        """Store what was paid for and is not stored yet. A database that is away loses it: it is paid for again."""
        with suppress(Transient):
            await self._keep_before_asking()

    async def _keep_before_asking(self) -> None:
        """Store what was paid for, once, however many parts are about to ask."""
        while any(map(_is_paid, self._unkept)):
            if self._keeping is None or self._keeping.done():
                self._keeping = asyncio.create_task(self._keep_paid())
            await asyncio.shield(self._keeping)

    async def _keep_if_possible(self) -> None:
        with suppress(Transient):
            await self._keep_paid()

    async def _keep_paid(self) -> None:
        """Store what models answered, and what rules answered before that."""
        rows = list(self._unkept)
        while rows and not _is_paid(rows[-1]):
            rows.pop()
        if rows:
            self._carried()
            await self._commit(_nothing, rows)

    def noted(self, name: str, kind: type[A]) -> A | None:
        """Return what an earlier, interrupted try noted under this name; None if it did not."""
        found = self._done.get((name, 0))
        return None if found is None else kind.model_validate(found.answer)

    def note(self, name: str, answer: Answer, part: int = 0) -> None:
        """Remember what was worked out without a model, with the next transaction."""
        if (name, part) not in self._done:
            row = self._row(name, part, Finished(answer, "rules", "ok"))
            self._done[(name, part)] = row
            self._unkept.append(row)

    async def aside(self, weight: int, work: Callable[[], T]) -> T:
        """Do ``work`` over ``weight`` characters of text, in a thread if they are many."""
        return await self._model.aside.do(weight, work)

    def trace(self, step: str, part: int = 0) -> StepRun:
        """Return how a step of this run that is finished came about."""
        return self._done[(step, part)]

    async def commit(self, change: Callable[[Tx], T]) -> T:
        """Store what ``change`` writes together with the steps that led to it, in one transaction."""
        return await self._commit(change, self._carried())

    async def _commit(self, change: Callable[[Tx], T], rows: list[StepRun]) -> T:
        def keep_and_change(tx: Tx) -> T:
            if self.case_id is not None:
                hold_cases(tx, [self.case_id])
            self.erased = bool(self._message_ids) and erase.is_erased(tx, self._message_ids)
            self._store(tx, rows)
            return change(tx)

        return await self._write(keep_and_change, rows)

    async def commit_to_turn(self, change: Callable[[Tx, Turn | None], T]) -> T:
        """Do as ``commit``; ``change`` is given the run's turn as it is now, None if there is none any more."""
        rows, turn_id, case_id = self._carried(), self._turn_id, self.case_id
        assert turn_id is not None and case_id is not None  # noqa: S101, PT018 - the run of a turn

        def keep_and_change(tx: Tx) -> T:
            hold_cases(tx, [case_id])
            current = turns.turn_at(tx, turn_id)
            standing = {one.id for one in current.standing} if current is not None else set()
            self.erased = not standing.issuperset(self._message_ids)
            self._store(tx, rows)
            return change(tx, current)

        return await self._write(keep_and_change, rows)

    def _carried(self) -> list[StepRun]:
        """Return what the transaction that begins has to store: nothing else needs to soon."""
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        return list(self._unkept)

    def _store(self, tx: Tx, rows: Sequence[StepRun]) -> None:
        kept = [replace(row, answer={}, outcome=erase.ERASED) for row in rows] if self.erased else rows
        journal.keep_steps(tx, self.team_id, kept)

    async def _write(self, keep_and_change: Callable[[Tx], T], rows: Sequence[StepRun]) -> T:
        result = await self._db.write(keep_and_change)
        self._unkept = [row for row in self._unkept if row not in rows]
        return result

    def by_rule(self, *steps: str) -> bool:
        """Say whether any of these steps ran by rule."""
        return any(row.engine == "rules" for (name, _), row in self._done.items() if name in steps)

    def _row(self, step: str, part: int, finished: Finished[A]) -> StepRun:
        return StepRun(
            run=self.name,
            step=step,
            part=part,
            case_id=self.case_id,
            engine=finished.engine,
            model=finished.model,
            prompt_hash=finished.prompt_hash,
            tokens_in=finished.tokens_in,
            tokens_out=finished.tokens_out,
            ms=finished.ms,
            outcome=finished.outcome,
            answer=finished.answer.model_dump(mode="json"),
            created_at=datetime.now(UTC),
            turn_id=self._turn_id,
        )


def _nothing(_tx: Tx) -> None:
    """Change nothing: only what was done is stored."""


def _is_paid(row: StepRun) -> bool:
    """Say whether a model answered, even badly."""
    return row.engine == "model" or bool(row.tokens_out)
