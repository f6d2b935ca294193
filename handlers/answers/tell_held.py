"""Answers from a case's own records, and the cancelling of its returns: facts as code has always formatted them.

How an order stands is looked up afresh; what was told before stands in only while its department does not answer.
"""

from collections.abc import Iterable, Sequence

from handlers.cases.acts import Actor
from handlers.cases.requester_acts import cancel_rma
from handlers.conversation.held import HeldOrder
from handlers.desk import Conversation, Response
from storage import turns
from storage.database import Tx
from storage.errors import Refused
from storage.records import AWAITING_ACCOUNT, AWAITING_CANCEL, AWAITING_DETAILS, Investigation, Rma
from workflows.answers import Task
from workflows.reply import Fact, Section
from workflows.results import InvestigationOpened, OrderFound, Result, RmaIssued, day
from workflows.rules.followups.followups import FollowUp, Kind
from workflows.steps.synthesize import lead_in
from workflows.workers import WORKERS
from workflows.workers.backoffice import NOTICE, TaskContext, answered
from workflows.workers.returns import ADDRESS

ASK_A_PERSON = " If you would like a person to see to it, just say so."
# The labels of the facts that answer a question, by its kind; all others by those of "done".
_SHOWN: dict[Kind, set[str]] = {
    "when": {"Status", "Estimated delivery", "Delivered on", "Investigation", "Answer expected by"},
    "take": {"Status", "Estimated delivery", "Delivered on", "Investigation", "Answer expected by", "RMA number"},
    "where": {"Status", "Carrier", "Tracking number", "Estimated delivery", "Delivered on"},
    "carrier": {"Carrier", "Tracking number"},
    "tracking": {"Carrier", "Tracking number"},
    "number": {"Order", "Investigation", "Invoice", "RMA number", "Product"},
    "send_to": {"RMA number", "Shipping instructions"},
    "valid": {"RMA number", "Product"},
    "refund": {"RMA number"},
    "carriage": {"RMA number", "Shipping instructions"},
}


async def answer(conversation: Conversation, questions: Sequence[FollowUp], when: str) -> Response:
    """Answer from each record that the questions are about, the facts that were asked for under its name.

    ``when``: a sentence that says when a person is there, "" if nothing is known of that.
    """
    held, sections = conversation.held, list(_about_the_case(conversation, questions, when))
    meant = [(question.kind, held.about(question)) for question in questions]
    for rma in held.returns:
        asked = {kind for kind, found in meant if rma in found.returns}
        sections += [_of_return(conversation, rma, asked)] if asked else []
    for one in held.investigations:
        asked = {kind for kind, found in meant if one in found.investigations}
        sections += [_of_investigation(conversation, one, asked)] if asked else []
    orders = [(one, {kind for kind, found in meant if one in found.orders}) for one in held.orders]
    sections += [await _of_order(conversation, one, asked) for one, asked in orders if asked]
    is_simulated = any(asked for _, asked in orders)
    kept = conversation.awaiting if conversation.awaiting in {AWAITING_ACCOUNT, AWAITING_DETAILS} else None
    return Response(tuple(sections), awaiting=kept, notice=NOTICE if is_simulated else "", by_rule=True)


def _kinds(questions: Iterable[FollowUp]) -> set[Kind]:
    return {question.kind for question in questions}


def _about_the_case(conversation: Conversation, questions: Sequence[FollowUp], when: str) -> Iterable[Section]:
    """Tell the case's number, and that a person is awaited by it, with what is known of when one is there."""
    number = conversation.case.number
    if conversation.case.status == "escalated" and _kinds(questions) & {"done", "person"}:
        told = when or "When somebody will answer I cannot tell; they answer here."
        words = f"Case {number} is waiting for a person from our support team."
        yield Section(text=f"{words} {told}" if "person" in _kinds(questions) else words)
    elif any(question.kind == "number" and question.about == "case" for question in questions):
        yield Section(text="This is your case.", facts=(Fact(label="Case", value=number),))


def _facts(result: Result, asked: set[Kind]) -> tuple[Fact, ...]:
    """Return the facts of a result that were asked for; all of them if it was asked how it stands."""
    shown = set().union(*(_SHOWN.get(kind, set()) for kind in asked))
    facts = result.facts()
    picked = [(label, value) for label, value in facts if label in shown]
    return tuple(Fact(label=label, value=value) for label, value in (facts if asked - set(_SHOWN) else picked))


def _of_return(conversation: Conversation, rma: Rma, asked: set[Kind]) -> Section:
    heading = f"Return of {rma.product_name}"
    if rma.state != "issued":
        sends = " Please send nothing back for it." if rma.state == "cancelled" else ""
        return Section(heading=heading, text=f"{rma.number} is {rma.state}.{sends}")
    issued = RmaIssued(number=rma.number, product_name=rma.product_name, reason=rma.reason, address=ADDRESS)
    more = (Fact(label="Issued on", value=day(rma.created_at.date())),) if asked & {"valid", "take", "refund"} else ()
    text = ""
    if "valid" in asked:
        text = "A last day for sending it back does not stand in my records."
    elif "refund" in asked:
        text = "Whether, when and how the money for it is paid back does not stand in my records."
    elif "take" in asked:
        text = "How long it takes once it is sent back does not stand in my records."
    elif "carriage" in asked:
        text = "Whether it can be picked up, a label and who pays the postage do not stand in my records."
    text += ASK_A_PERSON if text and conversation.case.status != "escalated" else ""
    return Section(heading=heading, text=text or lead_in(issued), facts=(*_facts(issued, asked), *more))


def _of_investigation(conversation: Conversation, found: Investigation, asked: set[Kind]) -> Section:
    heading = f"Invoice {found.invoice_number}"
    fields = {name: getattr(found, name) for name in ("number", "invoice_number", "concern", "action", "eta")}
    text = f"The investigation of invoice {found.invoice_number} is {found.state}."
    if found.state == "open" and found.eta < conversation.now.date():
        text = "The day on which the answer was expected is over."
        text += ASK_A_PERSON if conversation.case.status != "escalated" else ""
    return Section(heading=heading, text=text, facts=_facts(InvestigationOpened(**fields), asked))


async def _of_order(conversation: Conversation, order: HeldOrder, asked: set[Kind]) -> Section:
    """Tell how an order stands today; if its department is down, what it said last, and when that was."""
    number = order.told.order_id
    task = Task(query_type="StatusUpdate", order_id=number)
    context = TaskContext(
        task,
        1,
        conversation.turn.text,
        conversation.case,
        conversation.turn.row.author,
        conversation.run,
        conversation.now,
    )
    told, text = order.told, f"This is what I was told on {day(order.at.date())}; I cannot look it up just now."
    found = await answered(WORKERS["StatusUpdate"], context)
    if isinstance(found, OrderFound):
        told, text = found, lead_in(found)
    return Section(heading=f"Order {number}", text=text, facts=_facts(told, asked))


def ask_to_cancel(returns: Sequence[Rma]) -> Response:
    """Ask once whether a return shall be cancelled, or which of several, each with its button; nothing is done."""
    if len(returns) == 1:
        rma = returns[0]
        words = f"Shall I cancel {rma.number}, your return of {rma.product_name}?"
        words += " Press the button, or write: yes, cancel it"
        sections = [Section(text=words, rma=rma.number)]
    else:
        sections = [Section(text="Which return shall I cancel? Press its button, or write its number.")]
        sections += [
            Section(text=f"{one.number}, your return of {one.product_name}", rma=one.number) for one in returns
        ]
    numbers = ",".join(one.number for one in returns)
    return Response(tuple(sections), awaiting=f"{AWAITING_CANCEL}{numbers}", by_rule=True)


async def cancel(conversation: Conversation, numbers: Sequence[str]) -> Response:
    """Cancel returns as their buttons do, with the same permission; after a crash it is done once all the same."""
    words = await conversation.run.commit(lambda tx: _cancelled(tx, conversation, numbers))
    return Response(tuple(Section(text=text) for text in words), by_rule=True)


def _cancelled(tx: Tx, conversation: Conversation, numbers: Sequence[str]) -> list[str]:
    """Cancel and say so; nothing for a text that is owed no answer any more."""
    current = turns.get_turn(tx, conversation.turn.key)
    if current is None or current.run != conversation.run.name or not current.is_owed:
        return []
    actor = Actor(conversation.case.team_id, conversation.turn.row.author, is_staff=False)
    said: list[str] = []
    for number in numbers:
        try:
            cancel_rma(tx, actor, number, conversation.now)
            said.append(f"The return {number} is cancelled, as you asked. Please do not send anything back for it.")
        except Refused as error:
            said.append(str(error))
    return said
