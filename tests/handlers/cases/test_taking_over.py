"""Who takes a case over has it: nobody takes it from them unseen, and the bot is silent until it is handed back."""

import asyncio

import pytest

from handlers.cases import acts
from handlers.cases.acts import Actor, Overtaken
from storage import cases, messages, posts, replies
from storage.database import Database, Tx
from storage.records import Case, Turn
from tests.handlers.cases.desk import ADA, BEN, FIRST, LATER, answered, events, says, sent
from tests.storage.fixtures import NOW, TEAM, kept, owed, said


async def test_a_claim_silences_the_bot_and_the_reminder(db: Database) -> None:
    def change(tx: Tx) -> tuple[Case, Turn | None]:
        answered(tx, "escalated", remind_at=LATER)
        return acts.claim(tx, ADA, FIRST, NOW), says(tx, "anybody?", "1.1")

    case, owed = await db.write(change)

    assert (case.assignee, case.taken_over, case.status, case.remind_at) == ("UADA", True, "escalated", None)
    assert owed is None
    assert await db.read(events) == [("UADA", "claimed", "")]


async def test_what_the_bot_owed_a_person_owes_after_a_claim(db: Database) -> None:
    await db.write(lambda tx: kept(tx, "My lamp hums"))

    assert (await db.write(lambda tx: acts.claim(tx, ADA, FIRST, NOW))).status == "escalated"


async def test_claiming_twice_is_claiming_once(db: Database) -> None:
    await db.write(answered)

    first = await db.write(lambda tx: acts.claim(tx, ADA, FIRST, NOW))
    second = await db.write(lambda tx: acts.claim(tx, ADA, FIRST, LATER))

    assert first == second
    assert len(await db.read(events)) == 1


async def test_who_claims_second_learns_who_was_first_and_when(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.claim(tx, ADA, FIRST, NOW))

    with pytest.raises(Overtaken, match="UADA claimed it a minute ago") as refused:
        await db.write(lambda tx: acts.claim(tx, BEN, FIRST, LATER))

    assert (refused.value.by, refused.value.at) == ("UADA", NOW)
    assert (await db.read(lambda tx: acts.see(tx, ADA, FIRST))).assignee == "UADA"


async def test_of_many_who_claim_at_once_one_gets_the_case(db: Database) -> None:
    await db.write(answered)
    people = [Actor(TEAM, f"U{at}", is_staff=True) for at in range(8)]

    claims = (db.write(lambda tx, one=one: acts.claim(tx, one, FIRST, NOW)) for one in people)  # type: ignore[misc]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)

    winners = [one for one in outcomes if isinstance(one, Case)]
    assert len(winners) == 1
    assert {one.by for one in outcomes if isinstance(one, Overtaken)} == {winners[0].assignee}
    assert len(await db.read(events)) == 1


async def test_a_case_is_assigned_only_from_where_the_actor_saw_it(db: Database) -> None:
    await db.write(answered)
    given = await db.write(lambda tx: acts.assign(tx, ADA, FIRST, "UBEN", None, NOW))

    with pytest.raises(Overtaken, match="UADA assigned it"):
        await db.write(lambda tx: acts.assign(tx, BEN, FIRST, "UCY", None, NOW))
    moved = await db.write(lambda tx: acts.assign(tx, BEN, FIRST, "UCY", "UBEN", NOW))
    freed = await db.write(lambda tx: acts.assign(tx, BEN, FIRST, None, "UCY", NOW))

    assert [(one.assignee, one.taken_over) for one in (given, moved, freed)] == [
        ("UBEN", False),
        ("UCY", False),
        (None, False),
    ]


async def test_after_a_hand_back_it_is_told_who_handed_it_back(db: Database) -> None:
    def change(tx: Tx) -> None:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        acts.hand_back(tx, BEN, FIRST, NOW)

    await db.write(change)

    with pytest.raises(Overtaken, match="UBEN handed it back a minute ago"):
        await db.write(lambda tx: acts.assign(tx, ADA, FIRST, "UBEN", "UADA", LATER))


@pytest.mark.parametrize(
    ("before", "taken_over", "after"),
    [
        ("resolved", True, "escalated"),
        ("answered", True, "escalated"),
        ("waiting", True, "escalated"),
        ("escalated", True, "escalated"),
        ("resolved", False, "open"),
        ("answered", False, "open"),
        ("waiting", False, "open"),
        ("escalated", False, "escalated"),
    ],
)
async def test_the_requester_s_message_goes_to_whoever_will_answer(
    db: Database, before: str, taken_over: bool, after: str
) -> None:
    def change(tx: Tx) -> tuple[str, bool]:
        case = answered(tx, before, taken_over=taken_over, assignee="UADA" if taken_over else None)
        owed = says(tx, "One more thing", "1.1")
        return cases.get_case(tx, case.id).status, owed is not None

    assert await db.write(change) == (after, not taken_over)


async def test_handing_back_an_unanswered_question_lets_the_bot_answer_it(db: Database) -> None:
    def change(tx: Tx) -> tuple[Case, Turn | None]:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "I am on it", "1.1", "UADA")
        says(tx, "And where is order A-1?", "1.2")
        return acts.hand_back(tx, ADA, FIRST, NOW)

    case, turn = await db.write(change)

    assert (case.taken_over, case.assignee, case.status) == (False, None, "open")
    assert turn is not None
    assert (turn.text, turn.row.state, turn.row.settled_at) == ("And where is order A-1?", "owed", None)
    assert await db.read(owed) == [turn]


@pytest.mark.parametrize(("awaiting", "status"), [(None, "answered"), ("details", "waiting")])
async def test_handing_back_after_a_person_s_word_owes_nothing(db: Database, awaiting: str | None, status: str) -> None:
    def change(tx: Tx) -> tuple[Case, Turn | None]:
        answered(tx, "escalated", awaiting=awaiting)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "Anybody?", "1.1")
        says(tx, "Here I am", "1.2", "UADA")
        says(tx, "Poor you", "1.3", "U2")
        return acts.hand_back(tx, ADA, FIRST, NOW)

    case, turn = await db.write(change)

    assert (case.status, case.awaiting, turn) == (status, awaiting, None)


async def test_handing_back_what_nobody_has_answered_leaves_it_waiting_for_a_person(db: Database) -> None:
    def change(tx: Tx) -> Case:
        case = answered(tx, "escalated")
        cases.add_event(tx, case, NOW, actor="frontdesk", event="escalated", detail="asked for a person")
        acts.claim(tx, ADA, FIRST, NOW)
        return acts.hand_back(tx, ADA, FIRST, LATER)[0]

    case = await db.write(change)

    assert (case.taken_over, case.assignee, case.status, case.remind_at) == (False, None, "escalated", LATER)
    assert (await db.read(events))[-1] == ("UADA", "handed back", acts.STILL_WAITS)


async def test_a_deleted_question_is_not_owed_again(db: Database) -> None:
    def change(tx: Tx) -> Turn | None:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "Forget it", "1.1")
        messages.erase_message(tx, said("", "1.1").key, NOW)
        return acts.hand_back(tx, ADA, FIRST, NOW)[1]

    assert await db.write(change) is None


async def test_a_reply_that_was_withheld_does_not_stand_in_the_way_of_the_next(db: Database) -> None:
    def change(tx: Tx) -> bool:
        sent(tx, kept(tx, "My lamp hums"), "superseded")
        acts.claim(tx, ADA, FIRST, NOW)
        _, turn = acts.hand_back(tx, ADA, FIRST, NOW)
        assert turn is not None
        return posts.post_at(tx, TEAM, replies.key_of(turn.run)) is None

    assert await db.write(change)


async def test_handing_back_what_nobody_took_over_changes_nothing(db: Database) -> None:
    case = await db.write(answered)

    assert await db.write(lambda tx: acts.hand_back(tx, ADA, FIRST, LATER)) == (case, None)
    assert await db.read(events) == []
