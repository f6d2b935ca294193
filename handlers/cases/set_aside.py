"""A message that has killed the process again and again: no more tries, a person gets it, the customer reads so."""

from handlers.cases.escalation import escalate, plan_notice
from handlers.cases.handover import beside_own_language, waits_for_person, when_there
from handlers.desk import Desk
from handlers.runtime.usual_wait import usual_wait
from storage import cases, runs, turns
from storage.database import Tx
from storage.records import MessageKey

BROKE_US = "the desk stopped each time it worked on a message"
OPENING = "I am sorry, I could not finish working on your message."


async def set_message_aside(desk: Desk, key: MessageKey) -> None:
    """Give the case of the turn that began with a message to a person, with a card, and say so in the thread.

    What was done for an answer that the customer did not get is taken back.
    """

    def change(tx: Tx) -> int | None:
        known = turns.get_turn(tx, key)
        if known is None:
            return None
        cases.hold_cases(tx, [known.case_id])
        turn = turns.get_turn(tx, key)
        if turn is None or not turn.is_owed:
            return None
        now = desk.now()
        turns.settle(tx, turn.id, "given_up", now)
        runs.give_up_reply(tx, turn, now)
        case = cases.lock_case(tx, turn.case_id)
        if not escalate(tx, desk.handoff, case, (BROKE_US,), now):
            cases.add_event(tx, case, now, actor="frontdesk", event="set aside", detail=BROKE_US)
        if not case.taken_over:
            when = when_there(desk.handoff.hours, now, usual_wait(tx, case.team_id, now, desk.handoff.hours))
            waits = waits_for_person(case.number, what="It", when=when)
            words = beside_own_language(case.language, case.number, f"{OPENING} {waits}")
            plan_notice(tx, case, words, f"set_aside:{turn.first.id}", now)
        return case.id

    case_id = await desk.db.write(change)
    if case_id is not None:
        desk.telemetry.counts.turn_ended("set_aside")
        await desk.case_events.publish(case_id)
