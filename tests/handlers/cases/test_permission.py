"""Who may touch a case: permission comes first, and forged numbers learn nothing."""

import pytest

from handlers.cases import acts
from storage.database import Database, Tx
from storage.errors import Refused
from tests.handlers.cases.desk import ADA, ELSEWHERE, FIRST, OWNER, STAFF_ACTS, STRANGER, answered, events, refusal


@pytest.mark.parametrize("name", STAFF_ACTS)
async def test_a_forged_number_and_a_case_one_may_not_touch_are_answered_in_the_same_words(
    db: Database, name: str
) -> None:
    def change(tx: Tx) -> tuple[set[str], list[tuple[str, str, str]]]:
        answered(tx)
        act = STAFF_ACTS[name]
        said = {refusal(tx, act, actor, FIRST) for actor in (OWNER, STRANGER, ELSEWHERE)}
        said |= {refusal(tx, act, actor, "CASE-7777").replace("7777", "1001") for actor in (ADA, OWNER, STRANGER)}
        return said, events(tx)

    answers, written = await db.write(change)

    assert answers == {"I find no case CASE-1001 that you may work on."}
    assert written == []


@pytest.mark.parametrize("number", ["", "CASE-", "<!channel>", "1001; DROP TABLE cases", "٣", "9" * 400])
async def test_odd_numbers_are_not_echoed(db: Database, number: str) -> None:
    with pytest.raises(Refused, match=r"^I find no such case that you may work on\.$"):
        await db.read(lambda tx: acts.see(tx, ADA, number))


async def test_a_case_is_seen_by_staff_and_by_its_requester_only(db: Database) -> None:
    case = await db.write(answered)

    assert await db.read(lambda tx: [acts.see(tx, actor, "1001") for actor in (ADA, OWNER)]) == [case, case]
    assert await db.read(lambda tx: refusal(tx, acts.see, STRANGER, FIRST)) == await db.read(
        lambda tx: refusal(tx, acts.see, STRANGER, "CASE-7777").replace("7777", "1001")
    )
