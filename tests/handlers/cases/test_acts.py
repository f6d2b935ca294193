"""Promises about what people do to cases: permission first, nothing overwritten, forged numbers learn nothing."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.cases import acts, requester_acts
from handlers.cases.acts import Actor, Overtaken
from handlers.keep import keep
from storage import cases, messages, notes, replies
from storage.database import Database, Tx
from storage.errors import Refused
from storage.records import Case, Message
from storage.sql import insert_row
from storage.tables import rmas, tasks
from storage.tasks import rmas_of, tasks_of_case
from tests.storage.fixtures import CHANNEL, NOW, REQUESTER, TEAM, kept, said

ADA, BEN = Actor(TEAM, "UADA", is_staff=True), Actor(TEAM, "UBEN", is_staff=True)
OWNER, STRANGER = Actor(TEAM, REQUESTER, is_staff=False), Actor(TEAM, "U2", is_staff=False)
ELSEWHERE = Actor("T2", "UADA", is_staff=True)
FIRST, LATER = "CASE-1001", NOW + timedelta(minutes=1)

Act = Callable[[Tx, Actor, str], object]
STAFF_ACTS: dict[str, Act] = {
    "claim": lambda tx, actor, number: acts.claim(tx, actor, number, NOW),
    "assign": lambda tx, actor, number: acts.assign(tx, actor, number, "UBEN", None, NOW),
    "note": lambda tx, actor, number: acts.note(tx, actor, number, "call back", NOW),
    "resolve": lambda tx, actor, number: acts.resolve(tx, actor, number, NOW),
    "reopen": lambda tx, actor, number: acts.reopen(tx, actor, number, NOW),
    "hand back": lambda tx, actor, number: acts.hand_back(tx, actor, number, NOW),
    "route": lambda tx, actor, number: acts.change_route(tx, actor, number, "billing_inquiry", None, NOW),
    "priority": lambda tx, actor, number: acts.change_priority(tx, actor, number, "high", "normal", NOW),
}


def refusal(tx: Tx, act: Act, actor: Actor, number: str) -> str:
    with pytest.raises(Refused) as refused:
        act(tx, actor, number)
    return str(refused.value)


def answered(tx: Tx, status: str = "answered", **changes: object) -> Case:
    """A case whose first message the desk has answered."""
    message = kept(tx, "My lamp hums")
    sent(tx, message)
    cases.update_case(tx, message.case_id, NOW, status=status, **changes)
    return cases.get_case(tx, message.case_id)


def sent(tx: Tx, message: Message, state: str = "sent") -> int:
    row = {
        "team_id": TEAM,
        "run": message.run,
        "case_id": message.case_id,
        "message_id": message.id,
        "channel": CHANNEL,
    }
    body = {"body": {"sections": [{"text": "Hello"}]}, "outcome": {}, "state": state, "created_at": NOW}
    replies.plan_reply(tx, {**row, **body, "thread_ts": message.thread_ts, "ts": f"{message.ts}5"})
    messages.mark_handled(tx, message.id, NOW)
    reply = replies.reply_of(tx, message.run)
    assert reply is not None
    return reply.id


def says(tx: Tx, text: str, ts: str, author: str = REQUESTER) -> Message | None:
    return keep(tx, said(text, ts, "1.0", author), frozenset({"UADA", "UBEN"}), NOW)


def events(tx: Tx) -> list[tuple[str, str, str]]:
    case = cases.find_case(tx, FIRST, TEAM)
    assert case is not None
    return [(row.actor, row.event, row.detail) for row in cases.timeline_of(tx, case.id)][1:]


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


async def test_a_claim_silences_the_bot_and_the_reminder(db: Database) -> None:
    def change(tx: Tx) -> tuple[Case, Message | None]:
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


async def test_a_note_is_masked_and_a_double_press_writes_it_once(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.note(tx, ADA, FIRST, "Card 4111 1111 1111 1111, call back", NOW))
    case = await db.write(lambda tx: acts.note(tx, ADA, FIRST, "Card 4111 1111 1111 1111, call back", NOW))

    [note] = await db.read(lambda tx: notes.notes_of(tx, case.id))
    assert (note.author, note.text) == ("UADA", "Card [card number removed], call back")
    assert await db.read(events) == [("UADA", "noted", "")]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 3001])
async def test_an_empty_or_endless_note_is_refused(db: Database, text: str) -> None:
    await db.write(answered)

    with pytest.raises(Refused, match="A note holds 1 to 3,000 characters"):
        await db.write(lambda tx: acts.note(tx, ADA, FIRST, text, NOW))


async def test_what_is_resolved_is_owed_no_answer_and_unannounced_work_is_taken_back(db: Database) -> None:
    def change(tx: Tx) -> tuple[Case, list[str]]:
        rma_of(tx, kept(tx, "I want to return the lamp"))
        case = acts.resolve(tx, ADA, FIRST, NOW)
        return case, [rma.state for rma in rmas_of(tx, case.id)]

    case, states = await db.write(change)

    assert (case.status, case.resolved_at, states) == ("resolved", NOW, ["cancelled"])
    assert await db.read(messages.owed_messages) == []
    assert await db.write(lambda tx: acts.resolve(tx, ADA, FIRST, LATER)) == case


@pytest.mark.parametrize(
    ("before", "name", "did"),
    [
        ([], "resolve", "resolved it"),
        (["resolve"], "reopen", "reopened it"),
        (["claim"], "hand back", "handed it back"),
    ],
)
async def test_who_is_second_to_resolve_reopen_or_hand_back_learns_who_was_first(
    db: Database, before: list[str], name: str, did: str
) -> None:
    def first(tx: Tx) -> list[object]:
        answered(tx)
        return [STAFF_ACTS[one](tx, ADA, FIRST) for one in [*before, name]]

    *_, done = await db.write(first)
    again = await db.write(lambda tx: STAFF_ACTS[name](tx, ADA, FIRST))

    with pytest.raises(Overtaken, match=rf"UADA {did} a moment ago\. Nothing was changed") as refused:
        await db.write(lambda tx: STAFF_ACTS[name](tx, BEN, FIRST))

    assert again == done
    assert refused.value.by == "UADA"


async def test_what_silence_resolved_a_person_may_resolve_without_a_word(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: cases.settle_silent(tx, LATER, LATER))

    assert (await db.write(lambda tx: acts.resolve(tx, ADA, FIRST, LATER))).status == "resolved"
    assert [event for _, event, _ in await db.read(events)] == ["resolved"]


async def test_after_a_hand_back_it_is_told_who_handed_it_back(db: Database) -> None:
    def change(tx: Tx) -> None:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        acts.hand_back(tx, BEN, FIRST, NOW)

    await db.write(change)

    with pytest.raises(Overtaken, match="UBEN handed it back a minute ago"):
        await db.write(lambda tx: acts.assign(tx, ADA, FIRST, "UBEN", "UADA", LATER))


@pytest.mark.parametrize("name", ["claim", "assign", "hand back"])
async def test_a_resolved_case_is_reopened_before_anything_else(db: Database, name: str) -> None:
    await db.write(lambda tx: answered(tx, "resolved", resolved_at=NOW))

    assert (
        await db.write(lambda tx: refusal(tx, STAFF_ACTS[name], ADA, FIRST))
        == "CASE-1001 is resolved. Reopen it first."
    )


async def test_a_reopened_case_waits_for_a_person(db: Database) -> None:
    await db.write(lambda tx: answered(tx, "resolved", resolved_at=NOW, erased_at=NOW))

    case = await db.write(lambda tx: acts.reopen(tx, ADA, FIRST, NOW))
    again = await db.write(lambda tx: acts.reopen(tx, ADA, FIRST, LATER))

    assert (case.status, case.resolved_at, case.erased_at) == ("escalated", None, None)
    assert again == case
    assert len(await db.read(events)) == 1


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
    def change(tx: Tx) -> tuple[Case, Message | None]:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "I am on it", "1.1", "UADA")
        says(tx, "And where is order A-1?", "1.2")
        return acts.hand_back(tx, ADA, FIRST, NOW)

    case, owed = await db.write(change)

    assert (case.taken_over, case.assignee, case.status) == (False, None, "open")
    assert owed is not None
    assert (owed.text, owed.needs_answer, owed.handled_at) == ("And where is order A-1?", True, None)
    assert await db.read(messages.owed_messages) == [owed]


@pytest.mark.parametrize(("awaiting", "status"), [(None, "answered"), ("details", "waiting")])
async def test_handing_back_after_a_person_s_word_owes_nothing(db: Database, awaiting: str | None, status: str) -> None:
    def change(tx: Tx) -> tuple[Case, Message | None]:
        answered(tx, "escalated", awaiting=awaiting)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "Anybody?", "1.1")
        says(tx, "Here I am", "1.2", "UADA")
        says(tx, "Poor you", "1.3", "U2")
        return acts.hand_back(tx, ADA, FIRST, NOW)

    case, owed = await db.write(change)

    assert (case.status, case.awaiting, owed) == (status, awaiting, None)


async def test_a_deleted_question_is_not_owed_again(db: Database) -> None:
    def change(tx: Tx) -> Message | None:
        answered(tx)
        acts.claim(tx, ADA, FIRST, NOW)
        says(tx, "Forget it", "1.1")
        messages.erase_message(tx, said("", "1.1").key, NOW)
        return acts.hand_back(tx, ADA, FIRST, NOW)[1]

    assert await db.write(change) is None


async def test_a_reply_that_was_withheld_does_not_stand_in_the_way_of_the_next(db: Database) -> None:
    def change(tx: Tx) -> tuple[Message | None, bool]:
        message = kept(tx, "My lamp hums")
        sent(tx, message, "superseded")
        acts.claim(tx, ADA, FIRST, NOW)
        _, owed = acts.hand_back(tx, ADA, FIRST, NOW)
        assert owed is not None
        return owed, replies.reply_of(tx, owed.run) is None

    owed, free = await db.write(change)

    assert owed is not None
    assert free


async def test_handing_back_what_nobody_took_over_changes_nothing(db: Database) -> None:
    case = await db.write(answered)

    assert await db.write(lambda tx: acts.hand_back(tx, ADA, FIRST, LATER)) == (case, None)
    assert await db.read(events) == []


async def test_a_changed_route_is_kept_as_a_correction_of_the_first_message(db: Database) -> None:
    def change(tx: Tx) -> Case:
        answered(tx, route="general_question")
        return acts.change_route(tx, ADA, FIRST, "technical_support", "general_question", NOW)

    case = await db.write(change)
    again = await db.write(lambda tx: acts.change_route(tx, BEN, FIRST, "technical_support", None, LATER))

    [correction] = await db.read(lambda tx: notes.corrections_of(tx, case.id))
    assert (correction.route_before, correction.route_after, correction.by) == (
        "general_question",
        "technical_support",
        "UADA",
    )
    assert correction.message_id == await db.read(lambda tx: messages.first_of_requester(tx, case.id))
    assert again == case


async def test_two_who_change_the_route_or_the_priority_do_not_overwrite_each_other(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.change_route(tx, ADA, FIRST, "technical_support", None, NOW))
    await db.write(lambda tx: acts.change_priority(tx, ADA, FIRST, "urgent", "normal", NOW))

    with pytest.raises(Overtaken, match="UADA changed the route"):
        await db.write(lambda tx: acts.change_route(tx, BEN, FIRST, "billing_inquiry", None, NOW))
    with pytest.raises(Overtaken, match="UADA changed the priority"):
        await db.write(lambda tx: acts.change_priority(tx, BEN, FIRST, "low", "normal", NOW))


async def test_unknown_routes_and_priorities_are_refused(db: Database) -> None:
    await db.write(answered)

    with pytest.raises(Refused, match="choose one of: technical_support"):
        await db.write(lambda tx: acts.change_route(tx, ADA, FIRST, "sales", None, NOW))
    with pytest.raises(Refused, match="choose one of: low"):
        await db.write(lambda tx: acts.change_priority(tx, ADA, FIRST, "none", "normal", NOW))


def rma_of(tx: Tx, message: Message, state: str = "issued") -> str:
    """An RMA that the answer to this message issued."""
    row = {"team_id": TEAM, "case_id": message.case_id, "created_at": NOW}
    task = {"run": message.run, "opened_run": message.run, "part": 1, "query_type": "ProductReturn", "state": "done"}
    insert_row(tx, tasks, {**row, **task, "product_name": "lamp", "reason_for_return": "it hums", "updated_at": NOW})
    [task_row] = tasks_of_case(tx, message.case_id)
    about = {"requester": REQUESTER, "product_name": "lamp", "product_key": "lamp", "reason": "it hums", "state": state}
    insert_row(tx, rmas, {**row, **about, "task_id": task_row.id, "number": "RMA-100016"})
    return "RMA-100016"


@pytest.mark.parametrize("actor", [ADA, OWNER])
async def test_an_rma_is_cancelled_once_by_staff_or_its_owner(db: Database, actor: Actor) -> None:
    await db.write(lambda tx: rma_of(tx, kept(tx, "I want to return the lamp")))

    for _ in range(2):
        case = await db.write(lambda tx: requester_acts.cancel_rma(tx, actor, "rma-100016", NOW))

    [rma] = await db.read(lambda tx: rmas_of(tx, case.id))
    assert rma.state == "cancelled"
    assert await db.read(events) == [(actor.user, "RMA cancelled", "RMA-100016")]


async def test_nobody_cancels_somebody_else_s_rma_or_learns_of_it(db: Database) -> None:
    def change(tx: Tx) -> set[str]:
        rma_of(tx, kept(tx, "I want to return the lamp"))
        cancel: Act = lambda tx, actor, number: requester_acts.cancel_rma(tx, actor, number, NOW)  # noqa: E731
        real = {refusal(tx, cancel, actor, "RMA-100016") for actor in (STRANGER, ELSEWHERE)}
        return real | {refusal(tx, cancel, ADA, "RMA-9")}

    assert await db.write(change) == {"I find no such RMA that you may cancel."}


async def test_a_received_return_is_not_cancelled(db: Database) -> None:
    await db.write(lambda tx: rma_of(tx, kept(tx, "I want to return the lamp"), "received"))

    with pytest.raises(Refused, match="RMA-100016 cannot be cancelled any more: it is received"):
        await db.write(lambda tx: requester_acts.cancel_rma(tx, ADA, "RMA-100016", NOW))


def two_answers(tx: Tx) -> list[int]:
    return [sent(tx, kept(tx, "My lamp hums")), sent(tx, kept(tx, "Still hums", "1.1", "1.0"))]


async def test_a_rating_stands_on_the_reply_and_on_the_case(db: Database) -> None:
    first, _ = await db.write(two_answers)

    rated = await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, -1, "card 4111 1111 1111 1111", NOW))

    reply = await db.read(lambda tx: replies.get_reply(tx, first))
    assert reply is not None
    assert (reply.rating, reply.rating_comment, reply.rated_at) == (-1, "card [card number removed]", NOW)
    assert (rated.case.rating, rated.second_bad) == (-1, False)
    assert await db.read(events) == [(REQUESTER, "rated", "bad")]


@pytest.mark.parametrize(("before", "second_bad"), [(-1, True), (1, False)])
async def test_the_second_bad_rating_in_a_row_is_told_once(db: Database, before: int, second_bad: bool) -> None:
    first, second = await db.write(two_answers)
    await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, before, None, NOW))

    rated = await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, None, NOW))
    again = await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, "because", NOW))

    assert (rated.second_bad, again.second_bad) == (second_bad, False)


async def test_two_bad_ratings_in_a_row_are_two_whichever_is_pressed_first(db: Database) -> None:
    first, second = await db.write(two_answers)
    await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, None, NOW))

    assert (await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, -1, None, NOW))).second_bad


async def test_only_the_requester_rates_and_only_what_was_sent(db: Database) -> None:
    def change(tx: Tx) -> list[str]:
        reply = sent(tx, kept(tx, "My lamp hums"))
        planned = sent(tx, kept(tx, "Hello", "2.0"), "superseded")
        rate: Act = lambda tx, actor, number: requester_acts.rate(tx, actor, int(number), -1, None, NOW)  # noqa: E731
        forged = [(ADA, reply), (STRANGER, reply), (ELSEWHERE, reply), (OWNER, planned), (OWNER, 999)]
        return [refusal(tx, rate, actor, str(number)) for actor, number in forged]

    assert set(await db.write(change)) == {"I find no such answer of mine to you."}
