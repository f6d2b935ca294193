"""Queries about ``step_runs``: the journal that makes a run resumable and the trace that people inspect."""

from collections.abc import Iterable
from dataclasses import asdict

from storage.database import Tx
from storage.records import StepRun
from storage.sql import insert, many, select
from storage.tables import step_runs


def steps_of_run(tx: Tx, run: str) -> list[StepRun]:
    """Return the finished steps of a run."""
    return many(tx, StepRun, select(StepRun, step_runs).where(step_runs.c.run == run).order_by(step_runs.c.id))


def steps_of_case(tx: Tx, case_id: int) -> list[StepRun]:
    """Return all finished steps of a case, oldest first."""
    query = select(StepRun, step_runs).where(step_runs.c.case_id == case_id).order_by(step_runs.c.id)
    return many(tx, StepRun, query)


def keep_steps(tx: Tx, team_id: str, steps: Iterable[StepRun]) -> None:
    """Store finished steps; one that is stored already (run, step, part) stays as it was."""
    rows = [{"team_id": team_id, **asdict(step)} for step in steps]
    if rows:
        tx.execute(insert(tx, step_runs).on_conflict_do_nothing(), rows)
