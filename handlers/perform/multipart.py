"""Messages of several parts: what the workers found is written in one transaction, and made into one response."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.conversation.reading import Reading
from handlers.desk import PART_FAILED, Conversation, Response
from handlers.policy.actions import Action, DoTask
from handlers.policy.questions import question, wanted
from storage import tasks
from storage.database import Tx
from storage.errors import FrontdeskError
from storage.records import AWAITING_DETAILS, TaskState, Turn
from workflows.answers import Task
from workflows.reply import Fact, Section
from workflows.results import (
    RESULT,
    AnyResult,
    Failed,
    FieldMissing,
    NotFound,
    NotYours,
    OrderFound,
    RmaIssued,
    ToConfirm,
    day,
)
from workflows.routes import RouteName, label_of
from workflows.rules.corrections.corrections import as_meant
from workflows.steps.synthesize import SYNTHESIZE, PartsToJoin, lead_in
from workflows.workers import WORKERS
from workflows.workers.backoffice import NOTICE, TaskContext, answered, is_slow, take_a_while

HEADING_CHARS = 60
MANY_ORDERS = 5  # of so many, how each stands is one line
FINAL = {"investigation", "rma", "order", "not_yours"}


class WantedNoMore(FrontdeskError):
    """The task whose field a message gives was cancelled meanwhile: the message has to be understood anew."""

    def __init__(self) -> None:
        super().__init__("what this message completes was taken back")


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a message, with its number: a task, or a text that is none and what is done about it."""

    number: int
    task: DoTask | None
    reading: Reading | None = None
    actions: tuple[Action, ...] = ()

    @property
    def title(self) -> str:
        """What the customer sees this part called."""
        if self.task is None:
            return label_of(self.reading.route) if self.reading and self.reading.route else ""
        return heading(self.task.task)


def parts_of(actions: Sequence[Action], leftovers: Sequence[Reading]) -> list[Part]:
    """Group what is to be done by the parts of the message; ``leftovers`` are the texts that are no tasks."""
    tasks_ = [one for one in actions if isinstance(one, DoTask)]
    found = [Part(one.part, one) for one in tasks_]
    for number, reading in enumerate(leftovers, start=len(tasks_) + 1):
        its_own = tuple(one for one in actions if one.part == number)
        found += [Part(number, None, reading, its_own)] if its_own else []
    return found


def heading(task: Task) -> str:
    """Return the heading of a task's part."""
    match task.query_type:
        case "BillingInquiry":
            return f"Invoice {task.invoice_number}" if task.invoice_number else "Your invoice"
        case "ProductReturn":
            return f"Return of {task.product_name}" if task.product_name else "Your return"
        case "StatusUpdate":
            return f"Order {task.order_id}" if task.order_id else "Your order"


async def look(conversation: Conversation, action: DoTask, slow_s: float = 0.0) -> AnyResult:
    """Let the worker do it. A part that breaks does not sink the others: it becomes ``Failed`` and goes to a person.

    ``slow_s``: how long a simulated back office takes that is to be slow.
    """
    task = action.task
    worker = WORKERS[task.query_type]
    if action.asks:
        return ToConfirm()
    if getattr(task, worker.field) is None:
        return FieldMissing.model_validate({"field": worker.field})
    said = await conversation.read(lambda text: as_meant(text).text, conversation.turn.text)
    if slow_s and is_slow(getattr(task, worker.field)):
        await take_a_while(slow_s)
    return await answered(worker, _context(conversation, action, said)) or Failed(what=heading(task))


def _context(conversation: Conversation, action: DoTask, said: str) -> TaskContext:
    return TaskContext(
        action.task,
        action.part,
        f"{action.about}\n{action.task.invoice_number}" if action.about else said,
        conversation.case,
        conversation.turn.row.author,
        conversation.run,
        conversation.now,
    )


def record(
    tx: Tx, conversation: Conversation, current: Turn | None, found: Sequence[tuple[DoTask, AnyResult]]
) -> dict[int, AnyResult] | None:
    """Store tasks and what they produced; return it by part. None, and nothing, for a text that is owed no answer.

    ``current``: the turn as it is now. What this run has stored before a crash is read back. Raises ``WantedNoMore``;
    nothing is stored then.
    """
    if conversation.run.erased or current is None or current.run != conversation.run.name or not current.is_owed:
        return None
    done = {row.part: row for row in tasks.tasks_of_run(tx, conversation.run.name)}
    results: dict[int, AnyResult] = {}
    for action, result in found:
        row = done.get(action.part)
        if row is not None and row.state == "asked":
            results[action.part] = ToConfirm(task_id=row.id)
            continue
        if row is not None and row.result is not None:
            results[action.part] = RESULT.validate_python(row.result)
            continue
        results[action.part] = _record_task(tx, conversation, action, result)
    return results


def _record_task(tx: Tx, conversation: Conversation, action: DoTask, result: AnyResult) -> AnyResult:
    fields = action.task.model_dump(exclude={"query_type"})
    own = {"turn_id": conversation.turn.id, "run": conversation.run.name, "part": action.part}
    if action.fills is not None:
        task_id = action.fills.id
        if not tasks.fill_task(tx, task_id, conversation.now, **fields, **own):
            raise WantedNoMore
    else:
        row = {
            "team_id": conversation.case.team_id,
            "case_id": conversation.case.id,
            "query_type": action.kind,
            "state": "asked" if action.asks else "pending",
            "asked_at": conversation.now if action.asks else None,
        }
        row |= {"opened_turn_id": conversation.turn.id, "opened_run": conversation.run.name}
        times = {"created_at": conversation.now, "updated_at": conversation.now}
        added = tasks.add_task(tx, {**row, **own, **fields, **times})
        assert added is not None  # noqa: S101 - this run has no such part yet, and one lane runs one message at a time
        task_id = added
    if action.asks:
        return ToConfirm(task_id=task_id)
    recorded = WORKERS[action.kind].record(
        tx, _context(conversation, action, conversation.turn.text), task_id, _again(action, result)
    )
    tasks.update_task(
        tx, task_id, conversation.now, state=_state(conversation, recorded), result=recorded.model_dump(mode="json")
    )
    return recorded


def _again(action: DoTask, result: AnyResult) -> AnyResult:
    """Note that the number given in place of an unknown one is unknown as well."""
    before = (action.fills.result or {}).get("kind") if action.fills else None
    return (
        result.model_copy(update={"again": True}) if isinstance(result, NotFound) and before == result.kind else result
    )


def _state(conversation: Conversation, recorded: AnyResult) -> TaskState:
    """Return the task's state. Only the requester can fill a missing field, so nobody else's task waits for one.

    A number that is unknown is asked for once more: the task waits for another one.
    """
    if recorded.kind in FINAL or (isinstance(recorded, NotFound) and recorded.again):
        return "done"
    if recorded.kind == "failed":
        return "failed"
    return "pending" if conversation.from_requester else "cancelled"


async def synthesize(
    conversation: Conversation, parts: list[Part], results: dict[int, AnyResult], drafted: dict[int, Response]
) -> Response:
    """Write the words around the results and put each part's facts under it."""
    ordered = [results[part.number] for part in parts if part.number in results]
    is_first = conversation.case.first_response_at is None
    given = PartsToJoin(conversation.turn.text, conversation.language, tuple(ordered), is_first)
    words = await conversation.run.step(SYNTHESIZE, given)
    texts = {part.part: part.text for part in words.parts}
    sections = [Section(text=words.greeting)] if words.greeting else []
    with_result = [part for part in parts if part.number in results]
    orders = [one for one in ordered if isinstance(one, OrderFound)]
    is_listed = len(orders) >= MANY_ORDERS
    for part in with_result:
        result = results[part.number]
        if not (is_listed and isinstance(result, OrderFound)):
            sections.append(_task_section(part, result, texts, len(parts)))
        elif result is orders[0]:
            sections.append(_order_list(orders))
    for part in parts:
        if part.number in drafted:
            sections += _leftover_sections(part, drafted[part.number], len(parts))
    if words.closing:
        sections.append(Section(text=words.closing))
    failed = any(isinstance(result, Failed) for result in ordered)
    hand_over = tuple(reason for found in drafted.values() for reason in found.hand_over)
    return Response(
        tuple(sections),
        route=_route_of(parts),
        awaiting=awaited(drafted.values()),
        hand_over=hand_over + ((PART_FAILED,) if failed else ()),
        customer=next((found.customer for found in drafted.values() if found.customer), None),
        notice=NOTICE if any(not isinstance(one, FieldMissing) for one in ordered) else "",
        opening=next((found.opening for found in drafted.values() if found.opening), ""),
        urgent=any(found.urgent for found in drafted.values()),
        answered_from=", ".join(found.answered_from for found in drafted.values() if found.answered_from),
        gaps=tuple(gap for found in drafted.values() for gap in found.gaps),
        by_rule=conversation.run.by_rule(SYNTHESIZE.name) or any(found.by_rule for found in drafted.values()),
    )


def _task_section(part: Part, result: AnyResult, texts: dict[int, str], count: int) -> Section:
    title = part.title if count > 1 else ""
    if isinstance(result, FieldMissing):
        return Section(heading=title, text=question(result.field))
    if isinstance(result, ToConfirm) and part.task is not None:
        return Section(heading=title, text=wanted(part.task.task), asks=result.task_id)
    words = (
        lead_in(result)
        if isinstance(result, (Failed, NotFound, NotYours))
        else texts.get(part.number, "") or lead_in(result)
    )
    facts = tuple(Fact(label=label, value=value) for label, value in result.facts())
    return Section(heading=title, text=words, facts=facts, rma=result.number if isinstance(result, RmaIssued) else "")


def _order_list(orders: Sequence[OrderFound]) -> Section:
    """Return how many orders stand, a short line each."""
    lines = tuple(Fact(label=one.order_id, value=_in_short(one)) for one in orders)
    return Section(heading=f"{len(orders)} orders", text="Here is how your orders stand.", facts=lines)


def _in_short(order: OrderFound) -> str:
    when = "delivered on" if order.delivered else "estimated"
    return f"{order.status}, {order.carrier} {order.tracking_number}, {when} {day(order.estimate)}"


def _leftover_sections(part: Part, found: Response, count: int) -> tuple[Section, ...]:
    """Put the customer's own words over the answer to a part that is no task, so that it is clear what it answers."""
    if count == 1 or part.reading is None or not found.sections:
        return found.sections
    words = " ".join(part.reading.text.split())
    heading_ = f"“{words if len(words) <= HEADING_CHARS else words[: HEADING_CHARS - 1] + '…'}”"
    first = found.sections[0]
    return (first.model_copy(update={"heading": heading_}) if not first.heading else first, *found.sections[1:])


def _route_of(parts: list[Part]) -> RouteName:
    """Return billing if an invoice is among the parts; what else the orchestrator does is a general question."""
    about_invoice = any(part.task and part.task.kind == "BillingInquiry" for part in parts)
    return "billing_inquiry" if about_invoice else "general_question"


def awaited(found: Iterable[Response]) -> str | None:
    """Return what is awaited first; a number that is asked for comes before details of whatever it may be."""
    all_of_them = [one.awaiting for one in found if one.awaiting]
    return next((one for one in all_of_them if one != AWAITING_DETAILS), all_of_them[0] if all_of_them else None)
