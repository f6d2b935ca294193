"""Promises about what an emoji does to a case, on both databases."""

from handlers.cases.by_emoji import Mark, Outcome, act_by_emoji
from storage import cases
from storage.database import Database
from tests.handlers.cases.desk import ADA, BEN, FIRST, LATER, answered


async def test_a_reaction_is_done_once_whatever_became_of_the_case_since(db: Database) -> None:
    case = await db.write(answered)

    outcomes = [
        await db.write(lambda tx: act_by_emoji(tx, ADA, case, "claim", Mark("eyes", "1.0"), LATER)),
        await db.write(lambda tx: act_by_emoji(tx, BEN, case, "claim", Mark("eyes", "2.0"), LATER)),
    ]
    await db.write(lambda tx: cases.update_case(tx, case.id, LATER, taken_over=False, assignee=None))
    again = [
        await db.write(lambda tx: act_by_emoji(tx, ADA, case, "claim", Mark("eyes", "1.0"), LATER)),
        await db.write(lambda tx: act_by_emoji(tx, BEN, case, "claim", Mark("eyes", "2.0"), LATER)),
    ]

    found = await db.read(lambda tx: cases.find_case(tx, FIRST))
    assert outcomes[0] == Outcome()
    assert "UADA claimed it" in str(outcomes[1].refused)
    assert again == [Outcome(), Outcome()]
    assert found is not None
    assert found.assignee is None
