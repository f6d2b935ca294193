"""Queries about ``step_runs``: the journal that makes a run resumable and the trace that people inspect."""

from collections.abc import Iterable

import sqlalchemy as sa

from storage.database import Tx
from storage.records import StepRun
from storage.sql import insert_new_rows, many_by
from storage.tables import step_runs


def steps_of_run(tx: Tx, run: str) -> list[StepRun]:
    """Return the finished steps of a run."""
    return many_by(tx, StepRun, step_runs, run=run)


def steps_of_case(tx: Tx, case_id: int) -> list[StepRun]:
    """Return all finished steps of a case, oldest first."""
    return many_by(tx, StepRun, step_runs, case_id=case_id)


def set_aside(tx: Tx, run: str) -> None:
    """Give the finished steps of a run another run's name: it is done anew, and its words are not these facts'."""
    aside = step_runs.c.run + ":withheld:" + sa.cast(step_runs.c.id, sa.Text)
    tx.execute(sa.update(step_runs).where(step_runs.c.run == run).values(run=aside))


def keep_steps(tx: Tx, team_id: str, steps: Iterable[StepRun]) -> None:
    """Store finished steps; one that is stored already (run, step, part) stays as it was."""
    rows = [{"team_id": team_id} | {name: getattr(step, name) for name in StepRun.__slots__} for step in steps]
    insert_new_rows(tx, step_runs, rows)
