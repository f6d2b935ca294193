"""What the tests of cases share: who acts, what staff may do, how a case stands before; no expectations here."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.intake.keep import keep
from storage import cases, posts, replies, turns
from storage.database import Tx
from storage.errors import Refused
from storage.records import Case, Turn
from storage.sql import insert_row
from storage.tables import rmas, tasks
from storage.tasks import tasks_of_case
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
    turn = kept(tx, "My lamp hums")
    sent(tx, turn)
    cases.update_case(tx, turn.case_id, NOW, status=status, **changes)
    return cases.get_case(tx, turn.case_id)


def sent(tx: Tx, turn: Turn, state: str = "sent") -> int:
    """A reply to this turn; one that is not settled leaves the turn owed."""
    row = {
        "team_id": TEAM,
        "key": replies.key_of(turn.run),
        "kind": posts.REPLY,
        "case_id": turn.case_id,
        "message_id": turn.first.id,
        "channel": CHANNEL,
    }
    body = {"body": {"sections": [{"text": "Hello"}]}, "outcome": {}, "state": state, "created_at": NOW}
    posts.plan_post(tx, {**row, **body, "thread_ts": turn.row.thread_ts, "ts": f"{turn.row.ts}5"})
    if state in {"sent", "superseded"}:
        turns.settle(tx, turn.id, "answered" if state == "sent" else "dropped", NOW)
    reply = posts.post_at(tx, TEAM, replies.key_of(turn.run))
    assert reply is not None
    return reply.id


def says(tx: Tx, text: str, ts: str, author: str = REQUESTER) -> Turn | None:
    return keep(tx, said(text, ts, "1.0", author), frozenset({"UADA", "UBEN"}), NOW)


def events(tx: Tx) -> list[tuple[str, str, str]]:
    case = cases.find_case(tx, FIRST, TEAM)
    assert case is not None
    return [(row.actor, row.event, row.detail) for row in cases.timeline_of(tx, case.id)][1:]


def rma_of(tx: Tx, turn: Turn, state: str = "issued") -> str:
    """An RMA that the answer to this turn issued."""
    row = {"team_id": TEAM, "case_id": turn.case_id, "created_at": NOW}
    did = {"turn_id": turn.id, "opened_turn_id": turn.id, "run": turn.run, "opened_run": turn.run}
    task = {**did, "part": 1, "query_type": "ProductReturn", "state": "done"}
    insert_row(tx, tasks, {**row, **task, "product_name": "lamp", "reason_for_return": "it hums", "updated_at": NOW})
    [task_row] = tasks_of_case(tx, turn.case_id)
    about = {"requester": REQUESTER, "product_name": "lamp", "product_key": "lamp", "reason": "it hums", "state": state}
    insert_row(tx, rmas, {**row, **about, "task_id": task_row.id, "number": "RMA-100016"})
    return "RMA-100016"
