"""A message that has killed the process again and again: no more tries, a person gets it, the customer reads so."""

from handlers.cases.escalation import escalate, plan_notice
from handlers.cases.handover import beside_own_language, waits_for_person, when_there
from handlers.desk import Desk
from handlers.runtime.usual_wait import usual_wait
from storage import cases, runs, turns
from storage.database import Tx
from storage.records import Case, MessageKey

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
        say_unfinished(tx, desk, case, f"set_aside:{turn.first.id}")
        return case.id

    case_id = await desk.db.write(change)
    if case_id is not None:
        desk.telemetry.counts.turn_ended("set_aside")
        await desk.case_events.publish(case_id)


def say_unfinished(tx: Tx, desk: Desk, case: Case, key: str) -> None:
    """Say in the case's thread that a message gets no answer of ours, and a person goes on, unless one speaks there.

    ``key`` names the sentence for ever: it is said once.
    """
    if case.taken_over:
        return
    now, hours = desk.now(), desk.handoff.hours
    waits = waits_for_person(
        case.number, what="It", when=when_there(hours, now, usual_wait(tx, case.team_id, now, hours))
    )
    plan_notice(tx, case, beside_own_language(case.language, case.number, f"{OPENING} {waits}"), key, now)
