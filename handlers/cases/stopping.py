"""Stopping what the desk is at work on, as its Stop button asks: nothing that was not announced is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.cases.escalation import NOTICE
from handlers.desk import Desk
from handlers.runtime.stops import STOPPED, stop_key
from storage import cases, posts, replies, runs, turns
from storage.database import Tx
from storage.records import MessageKey, Post, Turn


@dataclass(frozen=True, slots=True)
class Stopping:
    """Who presses Stop, in which thread, and when (``at``, a Slack ``ts``; "": that is not known).

    ``says_so``: messages of ours that Slack stopped, and that will say it. They are a post of the outbox, as a message
    of its own would be: none is forgotten, however busy Slack is.
    """

    team_id: str
    channel: str
    thread_ts: str
    user: str
    is_staff: bool
    says_so: Sequence[str] = ()
    at: str = ""


async def stop(desk: Desk, asked: Stopping) -> list[MessageKey]:
    """Owe the turns no answer that are being answered in a thread; return their keys. Repeats change nothing.

    What was done for them and not announced is taken back, and the work on them ends. A reply that is on its way is not
    stopped: it may stand. Only whoever it is for can stop it, and staff. What was written or edited after the press is
    not stopped by it, though Slack may send it late, or twice.
    """
    stopped = await desk.db.write(lambda tx: _stop(tx, desk, asked))
    desk.stops.stop(turn.key for turn in stopped)
    for turn in stopped:
        await desk.case_events.publish(turn.case_id)
    return [turn.key for turn in stopped]


def _stop(tx: Tx, desk: Desk, asked: Stopping) -> list[Turn]:
    there = [one for one in turns.owed_in(tx, asked.team_id, asked.channel) if one.answer_thread == asked.thread_ts]
    cases.hold_cases(tx, {turn.case_id for turn in there})
    fresh = (turns.get_turn(tx, turn.key) for turn in there)
    stopped = [turn for turn in fresh if turn is not None and turn.is_owed and _stop_turn(tx, desk, asked, turn)]
    for nth, turn in enumerate(stopped):
        said = _say_so(tx, turn, asked, desk.now())
        if asked.says_so and nth > 0:
            posts.supersede(tx, said.id)  # it was said once; that this one was stopped is still known
    return stopped


def _stop_turn(tx: Tx, desk: Desk, asked: Stopping, turn: Turn) -> bool:
    case, now = cases.lock_case(tx, turn.case_id), desk.now()
    reply = replies.unfinished_of(tx, turn.first.id)
    may_stop = asked.is_staff or asked.user in {turn.row.author, case.requester, case.reporter}
    if not may_stop or (asked.at and turn.changed_at > asked.at) or (reply is not None and reply.state == "sending"):
        return False
    if reply is not None:
        posts.supersede(tx, reply.id)
    runs.take_back(tx, turn, now)
    turns.settle(tx, turn.id, "dropped", now)
    cases.add_event(tx, case, now, actor=asked.user, event="stopped", detail="before it was answered")
    if case.status == "open" and not turns.owed_of_case(tx, case.id):
        cases.update_case(tx, case.id, now, status=case.status_unowed)
    return True


def _say_so(tx: Tx, turn: Turn, asked: Stopping, now: datetime) -> Post:
    """Owe the thread a sentence, where the answer would have stood, or in messages that become it."""
    values = {"team_id": turn.key.team_id, "key": stop_key(turn), "kind": NOTICE}
    where = {"channel": turn.row.channel, "thread_ts": turn.answer_thread, "after_ts": turn.row.ts}
    body = {"text": STOPPED, "into": list(asked.says_so), "at": asked.at}
    return posts.plan_post(tx, {**values, **where, "case_id": turn.case_id, "body": body, "created_at": now})
