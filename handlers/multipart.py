"""Messages with tasks: plan, workers and handlers at the same time, one transactional write, one reply."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import structlog

from handlers.desk import PART_FAILED, Conversation, Delivery, Place, Progress, Response
from storage import messages, tasks
from storage.database import Tx
from storage.errors import Transient
from storage.records import TaskRow, TaskState
from workflows.answers import Leftover, Plan, QueryType, Task
from workflows.reply import Fact, Section
from workflows.results import (
    FIELD_NAMES,
    RESULT,
    AnyResult,
    Failed,
    FieldMissing,
    NotFound,
    NotYours,
    RmaIssued,
)
from workflows.routes import RouteName, label_of
from workflows.rules import route
from workflows.rules.plan import Waiting
from workflows.steps.plan import PLAN, ToSplit, completed
from workflows.steps.synthesize import SYNTHESIZE, ToJoin, lead_in
from workflows.together import all_of
from workflows.workers import WORKERS
from workflows.workers.backoffice import NOTICE, Errand

log = structlog.get_logger(__name__)

Handler = Callable[[Conversation, Leftover, int], Awaitable[Response]]
HEADING_CHARS = 60
MOOD_WORDS = 14
FINAL = {"investigation", "rma", "order", "not_yours"}


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a message: a task (and the pending row it fills, if any) or a leftover, with its number."""

    number: int
    task: Task | None
    fills: TaskRow | None
    leftover: Leftover | None

    @property
    def title(self) -> str:
        """What the customer sees this part called."""
        if self.task is None:
            return label_of(self.leftover.route) if self.leftover else ""
        return heading(self.task)


def heading(task: Task) -> str:
    """Return the heading of a task's part."""
    match task.query_type:
        case "BillingInquiry":
            return f"Invoice {task.invoice_number}" if task.invoice_number else "Your invoice"
        case "ProductReturn":
            return f"Return of {task.product_name}" if task.product_name else "Your return"
        case "StatusUpdate":
            return f"Order {task.order_id}" if task.order_id else "Your order"


async def plan(talk: Conversation) -> Plan:
    """Split the message; code completes what the model forgot."""
    given = ToSplit(talk.message.text, waiting_for(talk.waiting))
    planned = await talk.run.step(PLAN, given)
    made = await talk.run.aside(len(given.text), lambda: completed(planned, given))
    if talk.classification is None or not (talk.classification.wants_human or talk.classification.angry):
        return made
    # The hand-over sentence answers these; "I am not sure about that" would not.
    kept = [leftover for leftover in made.leftovers if not asks_for_person(leftover.text)]
    return made.model_copy(update={"leftovers": kept})


def asks_for_person(text: str) -> bool:
    """Say whether a part of a message is nothing but anger or the wish for a person."""
    found = route.classify(text)
    return (found.wants_human or found.angry) and len(text.split()) <= MOOD_WORDS


def waiting_for(row: TaskRow | None) -> Waiting | None:
    """Return the field that a pending task lacks."""
    if row is None:
        return None
    query_type = cast("QueryType", row.query_type)
    return Waiting(query_type, WORKERS[query_type].field)


def parts_of(talk: Conversation, made: Plan) -> list[Part]:
    """Number the parts; a task that states what a pending one lacks fills it instead of standing beside it."""
    open_rows = list(talk.pending)
    parts = []
    for number, task in enumerate(made.tasks, start=1):
        fills = next((row for row in open_rows if row.query_type == task.query_type), None)
        if fills is not None:
            open_rows.remove(fills)
            reason = task.reason_for_return or fills.reason_for_return
            task = task.model_copy(update={"reason_for_return": reason})  # noqa: PLW2901 - the same task, completed
        parts.append(Part(number, task, fills, None))
    first = len(parts) + 1
    parts += [Part(first + index, None, None, leftover) for index, leftover in enumerate(made.leftovers)]
    return parts


async def reply(talk: Conversation, parts: list[Part], handle: Handler, deliver: Delivery, place: Place) -> Response:
    """Do all parts at the same time and join them into one response; ``handle`` answers what is no task."""
    progress = deliver.progress(place, [part.title for part in parts], talk.message) if len(parts) > 1 else None
    try:
        return await _do(talk, parts, handle, progress)
    finally:
        if progress is not None:
            await progress.finish()


async def _do(talk: Conversation, parts: list[Part], handle: Handler, progress: Progress | None) -> Response:
    answers = await all_of(_answer_part(talk, part, handle, progress) for part in parts)
    looked = {part.number: found for part, found in zip(parts, answers, strict=True) if not isinstance(found, Response)}
    drafted = {part.number: found for part, found in zip(parts, answers, strict=True) if isinstance(found, Response)}
    results = await talk.run.commit(lambda tx: _record(tx, talk, parts, looked))
    if results is None:
        return Response(())  # no reply is planned for it either
    return await _join(talk, parts, results, drafted)


async def _answer_part(
    talk: Conversation, part: Part, handle: Handler, progress: Progress | None
) -> AnyResult | Response:
    if part.task is None:
        assert part.leftover is not None  # noqa: S101 - a part is one or the other
        found: AnyResult | Response = await _handled(talk, part, part.leftover, handle)
    else:
        found = await _look(talk, part, part.task)
    if progress is not None:
        progress.done(part.number, ok=not isinstance(found, Failed))
    return found


async def _handled(talk: Conversation, part: Part, leftover: Leftover, handle: Handler) -> Response:
    """Let the handler answer. If it breaks, the other parts still stand, and a person sees to this one."""
    try:
        return await handle(talk, leftover, part.number)
    except Transient:
        raise
    except Exception:
        log.exception("handler_failed", run=talk.run.name, part=part.number, route=leftover.route)
        broken = Section(text="I could not finish this part; a person will see to it.")
        return Response((broken,), hand_over=(PART_FAILED,), by_rule=True)


async def _look(talk: Conversation, part: Part, task: Task) -> AnyResult:
    """Let the worker look. A part that breaks does not sink the others: it becomes ``Failed`` and goes to a person."""
    worker = WORKERS[task.query_type]
    if getattr(task, worker.field) is None:
        return FieldMissing.model_validate({"field": worker.field})
    try:
        return await worker.look(_errand(talk, part, task))
    except Transient:
        raise
    except Exception:
        log.exception("worker_failed", run=talk.run.name, part=part.number, query_type=task.query_type)
        return Failed(what=heading(task))


def _errand(talk: Conversation, part: Part, task: Task) -> Errand:
    return Errand(task, part.number, talk.message.text, talk.case, talk.message.author, talk.run, talk.now)


def _record(tx: Tx, talk: Conversation, parts: list[Part], looked: dict[int, AnyResult]) -> dict[int, AnyResult] | None:
    """Store the tasks and what they produced; None, and nothing, for a text that is owed no answer any more.

    What this run has stored before a crash is read back.
    """
    current = messages.get_message(tx, talk.message.key)
    if talk.run.erased or current is None or current.run != talk.run.name or current.handled_at is not None:
        return None
    done = {row.part: row for row in tasks.tasks_of_run(tx, talk.run.name)}
    results: dict[int, AnyResult] = {}
    for part in parts:
        if part.task is None:
            continue
        row = done.get(part.number)
        if row is not None and row.result is not None:
            results[part.number] = RESULT.validate_python(row.result)
            continue
        results[part.number] = _record_task(tx, talk, part, part.task, looked[part.number])
    return results


def _record_task(tx: Tx, talk: Conversation, part: Part, task: Task, result: AnyResult) -> AnyResult:
    fields = task.model_dump(exclude={"query_type"})
    own = {"run": talk.run.name, "part": part.number}
    if part.fills is not None:
        task_id = part.fills.id
        tasks.update_task(tx, task_id, talk.now, **fields, **own)
    else:
        row = {"team_id": talk.case.team_id, "case_id": talk.case.id, "query_type": task.query_type, "state": "pending"}
        row["opened_run"] = talk.run.name
        times = {"created_at": talk.now, "updated_at": talk.now}
        added = tasks.add_task(tx, {**row, **own, **fields, **times})
        assert added is not None  # noqa: S101 - this run has no such part yet, and one lane runs one message at a time
        task_id = added
    recorded = WORKERS[task.query_type].record(tx, _errand(talk, part, task), task_id, _again(part, result))
    tasks.update_task(tx, task_id, talk.now, state=_state(talk, recorded), result=recorded.model_dump(mode="json"))
    return recorded


def _again(part: Part, result: AnyResult) -> AnyResult:
    """Note that the number given in place of an unknown one is unknown as well."""
    before = (part.fills.result or {}).get("kind") if part.fills else None
    return (
        result.model_copy(update={"again": True}) if isinstance(result, NotFound) and before == result.kind else result
    )


def _state(talk: Conversation, recorded: AnyResult) -> TaskState:
    """Return the task's state. Only the requester can fill a missing field, so nobody else's task waits for one.

    A number that is unknown is asked for once more: the task waits for another one.
    """
    if recorded.kind in FINAL or (isinstance(recorded, NotFound) and recorded.again):
        return "done"
    if recorded.kind == "failed":
        return "failed"
    return "pending" if talk.from_requester else "cancelled"


async def _join(
    talk: Conversation, parts: list[Part], results: dict[int, AnyResult], drafted: dict[int, Response]
) -> Response:
    """Write the words around the results and put each part's facts under it."""
    ordered = [results[part.number] for part in parts if part.number in results]
    words = await talk.run.step(SYNTHESIZE, ToJoin(talk.message.text, talk.language, tuple(ordered)))
    texts = {part.part: part.text for part in words.parts}
    sections = [Section(text=words.greeting)]
    with_result = [part for part in parts if part.number in results]
    sections += [_task_section(part, results[part.number], texts, len(parts)) for part in with_result]
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
        awaiting=next((found.awaiting for found in drafted.values() if found.awaiting), None),
        hand_over=hand_over + ((PART_FAILED,) if failed else ()),
        customer=next((found.customer for found in drafted.values() if found.customer), None),
        notice=NOTICE if ordered else "",
        opening=next((found.opening for found in drafted.values() if found.opening), ""),
        urgent=any(found.urgent for found in drafted.values()),
        told_by=", ".join(found.told_by for found in drafted.values() if found.told_by),
        gaps=tuple(gap for found in drafted.values() for gap in found.gaps),
        by_rule=talk.run.by_rule(SYNTHESIZE.name) or any(found.by_rule for found in drafted.values()),
    )


def _task_section(part: Part, result: AnyResult, texts: dict[int, str], count: int) -> Section:
    title = part.title if count > 1 else ""
    if isinstance(result, FieldMissing):
        return Section(heading=title, text=question(result.field))
    words = (
        lead_in(result)
        if isinstance(result, (Failed, NotFound, NotYours))
        else texts.get(part.number, "") or lead_in(result)
    )
    facts = tuple(Fact(label=label, value=value) for label, value in result.facts())
    return Section(heading=title, text=words, facts=facts, rma=result.number if isinstance(result, RmaIssued) else "")


def _leftover_sections(part: Part, found: Response, count: int) -> tuple[Section, ...]:
    """Put the customer's own words over the answer to a part that is no task, so that it is clear what it answers."""
    if count == 1 or part.leftover is None or not found.sections:
        return found.sections
    words = " ".join(part.leftover.text.split())
    heading_ = f"“{words if len(words) <= HEADING_CHARS else words[: HEADING_CHARS - 1] + '…'}”"
    first = found.sections[0]
    return (first.model_copy(update={"heading": heading_}) if not first.heading else first, *found.sections[1:])


def question(field: str) -> str:
    """Ask for a missing field."""
    match field:
        case "product_name":
            return "Which product would you like to return? Please tell me its name, and the reason if you like."
        case _:
            return f"Please tell me the {FIELD_NAMES[field]}, and I will look it up."


def _route_of(parts: list[Part]) -> RouteName:
    """Return billing if an invoice is among the parts; what else the orchestrator does is a general question."""
    about_invoice = any(part.task and part.task.query_type == "BillingInquiry" for part in parts)
    return "billing_inquiry" if about_invoice else "general_question"
