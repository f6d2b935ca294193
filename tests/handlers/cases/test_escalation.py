"""Escalating as transactions, on both databases: one card however many are at it at once, reminders, staff replies."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.acts import Actor, assign, claim
from handlers.cases.escalation import ask_for_person, await_person, cards_of, escalate, remind
from handlers.cases.staff_reply import keep_staff_reply, plan_staff_reply
from handlers.desk import ASKED_FOR_PERSON, NOWHERE, HandoffSettings
from handlers.intake.keep import keep
from storage import cases, messages, posts
from storage.database import Database, Tx
from storage.errors import Refused
from storage.records import Case
from tests.handlers.cases.desk import answered, sent
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, opened_case, said

STAFFED = HandoffSettings("C0STAFF", timedelta(minutes=30))
ADA = Actor(TEAM, "UADA", is_staff=True)
ANA = Actor(TEAM, REQUESTER, is_staff=False)


def waiting(tx: Tx) -> Case:
    case = opened_case(tx)
    assert escalate(tx, STAFFED, case, (ASKED_FOR_PERSON,), NOW)
    return cases.get_case(tx, case.id)


async def test_of_many_presses_at_once_one_escalates(db: Database) -> None:
    def reply_of(tx: Tx) -> int:
        message = kept(tx, "My lamp hums")
        cases.update_case(tx, message.case_id, NOW, status="answered")
        return sent(tx, message)

    reply_id = await db.write(reply_of)

    asked = await asyncio.gather(
        *(db.write(lambda tx: ask_for_person(tx, STAFFED, ANA, reply_id, NOW)) for _ in range(8))
    )

    about = await db.read(lambda tx: posts.posts_of_case(tx, asked[0].case.id))
    assert sorted(post.kind for post in about) == ["card", "notice"]
    assert sum(1 for one in asked if one.tell == "") == 1


async def test_a_case_that_waits_already_gets_no_second_card(db: Database) -> None:
    case = await db.write(waiting)

    await db.write(lambda tx: await_person(tx, STAFFED, case, NOW))

    assert len(await db.read(lambda tx: cards_of(tx, case.id))) == 1


async def test_a_case_that_waited_before_there_was_a_staff_channel_gets_its_card_later(db: Database) -> None:
    def before(tx: Tx) -> Case:
        case = opened_case(tx)
        escalate(tx, NOWHERE, case, (ASKED_FOR_PERSON,), NOW)
        return cases.get_case(tx, case.id)

    case = await db.write(before)
    await db.write(lambda tx: await_person(tx, STAFFED, case, NOW))

    assert len(await db.read(lambda tx: cards_of(tx, case.id))) == 1


async def test_what_fails_leaves_neither_status_nor_card(db: Database) -> None:
    case = await db.write(opened_case)

    def broken(tx: Tx) -> None:
        escalate(tx, STAFFED, case, (ASKED_FOR_PERSON,), NOW)
        raise Refused("no")

    with pytest.raises(Refused):
        await db.write(broken)

    assert (await db.read(lambda tx: cases.get_case(tx, case.id))).status == "open"
    assert await db.read(posts.owed_posts) == []


async def test_of_a_claim_and_a_reminder_at_once_a_claimed_case_is_left_alone_afterwards(db: Database) -> None:
    case, late = await db.write(waiting), NOW + timedelta(minutes=31)

    await asyncio.gather(
        db.write(lambda tx: claim(tx, ADA, case.number, late)), db.write(lambda tx: remind(tx, STAFFED, TEAM, late))
    )
    again = await db.write(lambda tx: remind(tx, STAFFED, TEAM, late + timedelta(days=2)))

    after = await db.read(lambda tx: cases.get_case(tx, case.id))
    assert after.assignee == "UADA"
    assert again == []


async def test_only_what_is_due_is_reminded_and_only_once_a_time(db: Database) -> None:
    case = await db.write(waiting)

    early = await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW + timedelta(minutes=29)))
    due = await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW + timedelta(minutes=30)))
    again = await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW + timedelta(minutes=30)))

    assert (early, due, again) == ([], [case.id], [])


async def test_an_escalation_that_is_assigned_to_nobody_again_is_reminded_of(db: Database) -> None:
    case = await db.write(waiting)
    await db.write(lambda tx: assign(tx, ADA, case.number, "UBEN", None, NOW))
    assigned = await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW + timedelta(days=1)))

    await db.write(lambda tx: assign(tx, ADA, case.number, None, "UBEN", NOW))

    assert assigned == []
    assert await db.write(lambda tx: remind(tx, STAFFED, TEAM, NOW + timedelta(minutes=1))) == [case.id]


async def test_a_case_in_which_the_bot_is_silent_cannot_be_nobody_s(db: Database) -> None:
    case = await db.write(waiting)
    claimed = await db.write(lambda tx: claim(tx, ADA, case.number, NOW))

    with pytest.raises(Refused, match=r"has taken over CASE-1001.*: hand it back instead"):
        await db.write(lambda tx: assign(tx, ADA, case.number, None, "UADA", NOW))

    assert await db.read(lambda tx: cases.get_case(tx, case.id)) == claimed


async def test_somebody_else_cannot_ask_for_a_person_on_a_requester_s_behalf(db: Database) -> None:
    def reply_of(tx: Tx) -> int:
        return sent(tx, kept(tx, "My lamp hums"))

    reply_id = await db.write(reply_of)

    for actor in (ADA, replace(ANA, user="UEVE"), replace(ANA, team_id="TOTHER")):
        with pytest.raises(Refused):
            await db.write(lambda tx, actor=actor: ask_for_person(tx, STAFFED, actor, reply_id, NOW))  # type: ignore[misc]


async def test_a_customer_s_word_in_a_taken_over_answered_case_goes_to_its_person(db: Database) -> None:
    case = await db.write(lambda tx: answered(tx, taken_over=True, assignee="UADA"))

    later = said("Are you there?", "2.0", "1.0")
    await db.write(lambda tx: keep(tx, later, frozenset({"UADA"}), NOW, STAFFED))

    after = await db.read(lambda tx: cases.get_case(tx, case.id))
    assert (after.status, after.assignee, after.remind_at) == ("escalated", "UADA", None)
    assert len(await db.read(lambda tx: cards_of(tx, case.id))) == 1


# --- staff replies ----------------------------------------------------------------------------------------------------


async def test_a_staff_reply_is_kept_once_and_is_the_first_response(db: Database) -> None:
    case = await db.write(waiting)
    planned = await db.write(lambda tx: plan_staff_reply(tx, case, "UADA", "Hello", "reply:1", NOW))
    await db.write(lambda tx: posts.claim_post(tx, planned, "a process", NOW))
    await db.write(lambda tx: posts.mark_posted(tx, planned.id, CHANNEL, "9.0", NOW))
    stands = await db.read(lambda tx: posts.get_post(tx, planned.id))
    assert stands is not None

    for _ in range(2):
        await db.write(lambda tx: keep_staff_reply(tx, stands, NOW))

    kept_post = await db.read(lambda tx: posts.get_post(tx, planned.id))
    assert kept_post is not None
    assert kept_post.body == {}
    [kept_] = await db.read(lambda tx: messages.transcript(tx, case.id))
    after = await db.read(lambda tx: cases.get_case(tx, case.id))
    assert (kept_.author_kind, kept_.text, kept_.ts) == ("staff", "Hello", "9.0")
    assert after.first_response_at == NOW
    assert (after.assignee, after.remind_at) == ("UADA", None)


async def test_a_staff_reply_leaves_the_case_with_whom_it_is(db: Database) -> None:
    case = await db.write(waiting)
    mine = await db.write(lambda tx: claim(tx, ADA, case.number, NOW))

    await db.write(lambda tx: plan_staff_reply(tx, mine, "UBEN", "Hello", "reply:1", NOW))

    assert (await db.read(lambda tx: cases.get_case(tx, case.id))).assignee == "UADA"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 3001])
async def test_an_empty_or_endless_staff_reply_is_refused(db: Database, text: str) -> None:
    case = await db.write(waiting)

    with pytest.raises(Refused, match="holds 1 to 3,000 characters"):
        await db.write(lambda tx: plan_staff_reply(tx, case, "UADA", text, "reply:1", NOW))


async def test_a_staff_reply_that_slack_refused_says_so_on_the_timeline(db: Database) -> None:
    case = await db.write(waiting)
    planned = await db.write(lambda tx: plan_staff_reply(tx, case, "UADA", "Hello", "reply:1", NOW))

    await db.write(lambda tx: keep_staff_reply(tx, replace(planned, state="refused"), NOW))
    again = await db.read(lambda tx: posts.get_post(tx, planned.id))
    assert again is not None
    await db.write(lambda tx: keep_staff_reply(tx, replace(again, state="refused"), NOW))

    rows = await db.read(lambda tx: cases.timeline_of(tx, case.id))
    assert [row.event for row in rows].count("staff reply not delivered") == 1
    assert await db.read(lambda tx: messages.transcript(tx, case.id)) == []
