"""A message that is set aside: what was done for an answer that nobody got is taken back, and nothing else."""

import pytest

from handlers.cases.set_aside import set_message_aside
from handlers.desk import Desk
from storage import cases, replies
from storage.database import Database, Tx
from storage.records import Turn
from storage.tasks import rmas_of, tasks_of_case
from tests.handlers.cases.desk import rma_of, sent
from tests.storage.fixtures import NOW, kept
from workflows.model.client import Model, ModelSettings


async def set_aside(db: Database, reply: str | None) -> Turn:
    """Set aside a message for which an RMA was issued; ``reply``: the state of the reply that tells of it."""

    def change(tx: Tx) -> Turn:
        turn = kept(tx, "I want to return the lamp, it hums")
        rma_of(tx, turn)
        if reply is not None:
            sent(tx, turn, reply)
        return turn

    turn = await db.write(change)
    async with Model(ModelSettings(None)) as model:
        await set_message_aside(Desk(db, model, lambda: NOW), turn.key)
    return turn


@pytest.mark.parametrize("reply", [None, "planned"])
async def test_an_rma_of_which_the_customer_has_not_read_does_not_live_on(db: Database, reply: str | None) -> None:
    turn = await set_aside(db, reply)

    [rma] = await db.read(lambda tx: rmas_of(tx, turn.case_id))
    [task] = await db.read(lambda tx: tasks_of_case(tx, turn.case_id))
    assert (rma.state, task.state) == ("cancelled", "cancelled")
    assert (await db.read(lambda tx: cases.get_case(tx, turn.case_id))).status == "escalated"


async def test_an_rma_stays_whose_reply_may_stand_in_slack(db: Database) -> None:
    turn = await set_aside(db, "sending")

    [rma] = await db.read(lambda tx: rmas_of(tx, turn.case_id))
    [reply] = await db.read(lambda tx: replies.replies_of(tx, turn.case_id))
    assert (rma.state, reply.state) == ("issued", "superseded")
