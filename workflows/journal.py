"""A run: the steps of answering one text of one turn, each done once even if the process dies in between."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from storage import erase, journal, turns
from storage.cases import hold_cases
from storage.database import Database, Tx
from storage.records import StepRun, Turn
from workflows.answers import Answer
from workflows.model.client import Deadline, Model, always
from workflows.step import Finished, Step

I = TypeVar("I")  # noqa: E741 - the step's input
A = TypeVar("A", bound=Answer)
T = TypeVar("T")


class Run:
    """Runs steps and remembers them in ``step_runs``: finished steps are read back, not done or paid again.

    ``case_id`` and ``turn_id`` are None for a run that belongs to no case (FAQs); ``message_ids``: whose text it
    answers. ``erased`` says, from the last transaction on, that one of these was erased meanwhile: its words are
    written nowhere any more, and ``change`` must not write any either.

    What was done is stored with the next transaction (``commit``). What a model answered, even badly, was paid for: it
    waits for no other step. It is stored while the next model is asked, or at once if another is being asked just then,
    and with it what rules answered before: a rule's plan numbers the parts that the model's answers belong to.
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
        self._being_asked = 0

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
        finished = await self._asked(step, given, again)
        row = self._row(step.name, part, finished)
        self._done[(step.name, part)] = row
        self._unkept.append(row)
        if self._being_asked and _is_paid(row):
            await self.commit(lambda _tx: None)
        return finished.answer

    async def _asked(self, step: Step[I, A], given: I, again: Callable[[], bool]) -> Finished[A]:
        """Ask the model, and store meanwhile what was paid for before."""
        paid = self.uses_model and any(map(_is_paid, self._unkept))
        keeping = asyncio.create_task(self.commit(lambda _tx: None)) if paid else None
        self._being_asked += 1
        try:
            return await self._model.run(step, given, self._deadline, again)
        finally:
            self._being_asked -= 1
            if keeping is not None:
                await keeping

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
        rows = list(self._unkept)

        def keep_and_change(tx: Tx) -> T:
            if self.case_id is not None:
                hold_cases(tx, [self.case_id])
            self.erased = bool(self._message_ids) and erase.is_erased(tx, self._message_ids)
            self._keep(tx, rows)
            return change(tx)

        return await self._write(keep_and_change, rows)

    async def commit_to_turn(self, change: Callable[[Tx, Turn | None], T]) -> T:
        """Do as ``commit``; ``change`` is given the run's turn as it is now, None if there is none any more."""
        rows, turn_id, case_id = list(self._unkept), self._turn_id, self.case_id
        assert turn_id is not None and case_id is not None  # noqa: S101, PT018 - the run of a turn

        def keep_and_change(tx: Tx) -> T:
            hold_cases(tx, [case_id])
            current = turns.turn_at(tx, turn_id)
            standing = {one.id for one in current.standing} if current is not None else set()
            self.erased = not standing.issuperset(self._message_ids)
            self._keep(tx, rows)
            return change(tx, current)

        return await self._write(keep_and_change, rows)

    def _keep(self, tx: Tx, rows: Sequence[StepRun]) -> None:
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


def _is_paid(row: StepRun) -> bool:
    """Say whether a model answered, even badly."""
    return row.engine == "model" or bool(row.tokens_out)
