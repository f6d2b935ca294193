"""A dossier as lines for a terminal: everything that is stored about a case, in order; only long drafts are cut."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from bot.formats.printable import one_line, visible
from bot.formats.steps import pairs, runs_of, step_answer, step_head, steps_of
from bot.formats.words import led_to, route_name, stated, task_name, waits_for
from storage.attached import from_rows
from storage.dossier import Dossier
from storage.faq_records import FaqSet
from storage.records import Message, Post, StepRun, TaskRow, TurnState
from workflows.language.passages import label_of, pieces
from workflows.reply import Reply


def lines_of(dossier: Dossier) -> Iterator[Text]:
    """Yield the lines to print. Control characters in what people or models wrote are written out."""
    yield from _header(dossier)
    yield from _part("Transcript", _transcript(dossier))
    yield from _part("Tasks", (line for task in dossier.tasks for line in _task(task)))
    yield from _part("Investigations and returns", _issued(dossier))
    yield from _part("How it was answered", _runs(steps_of(dossier)))
    yield from _part("Notes", _notes(dossier))
    yield from _part("Timeline", _timeline(dossier))


def _part(title: str, lines: Iterator[Text]) -> Iterator[Text]:
    """Yield a titled part, or nothing when there is nothing in it."""
    first = next(lines, None)
    if first is not None:
        yield Text()
        yield Text(title, "bold")
        yield first
        yield from lines


def at(when: datetime | None) -> str:
    """Write a time in UTC to the second; "-" for none."""
    return f"{when:%Y-%m-%d %H:%M:%S}Z" if when else "-"


def _in_a_row(count: int) -> str | None:
    return f"{count} times in a row" if count > 1 else "once" if count else None


def _header(dossier: Dossier) -> Iterator[Text]:
    case = dossier.case
    yield Text(f"{case.number}  {case.status}", "bold")
    facts = {
        "subject": case.subject,
        "requester": case.requester,
        "reported by": case.reporter,
        "where": f"{case.channel}, thread {case.thread_ts}" + (" (direct message)" if case.is_dm else ""),
        "team": case.team_id,
        "route": route_name(case.route),
        "waits for": waits_for(case, dossier.tasks),
        "priority": case.priority,
        "language": case.language,
        "assignee": case.assignee,
        "taken over": "yes, the bot is silent" if case.taken_over else None,
        "not understood": _in_a_row(case.unsure_count),
        "opened": at(case.opened_at),
        "first response": at(case.first_response_at),
        "updated": at(case.updated_at),
        "resolved": at(case.resolved_at) if case.resolved_at else None,
        "rating": None if case.rating is None else str(case.rating),
    }
    for name, value in facts.items():
        if value:
            yield Text(f"  {name:<15}{one_line(value)}")


def _transcript(dossier: Dossier) -> Iterator[Text]:
    """Yield messages and replies in the order they came."""
    states: dict[int | None, TurnState] = {turn.id: turn.state for turn in dossier.turns}
    rows: list[tuple[datetime, int, Message | Post]] = [(row.kept_at, 0, row) for row in dossier.messages]
    rows += [(row.sent_at or row.created_at, 1, row) for row in dossier.replies]
    for _, _, row in sorted(rows, key=lambda entry: entry[:2]):
        yield from _message(row, states) if isinstance(row, Message) else _reply(row)


def _message(row: Message, states: dict[int | None, TurnState]) -> Iterator[Text]:
    notes: list[str] = [row.author_kind]
    notes += ["edited"] if row.edited_ts else []
    notes += [] if row.turn_id else ["kept, not answered"]
    notes += ["still owed an answer"] if states.get(row.turn_id) == "owed" else []
    yield Text(f"  {at(row.kept_at)}  {one_line(row.author)} ({', '.join(notes)})", "cyan")
    if row.deleted_at:
        yield Text(f"    (deleted {at(row.deleted_at)})", "dim")
    else:
        yield from _said(row.text)
    for file in from_rows(row.files):
        yield Text(f"    file: {one_line(file.name)}  {one_line(file.link)}".rstrip(), "dim")


def _reply(row: Post) -> Iterator[Text]:
    yield Text(f"  {at(row.sent_at or row.created_at)}  frontdesk (reply {row.id}, {row.state})", "green")
    yield from _quoted(Reply.model_validate(row.body).plain() or "(nothing)")


def _said(text: str) -> Iterator[Text]:
    """Yield a message's words, and above what its writer did not type where it came from."""
    said = pieces(text)
    for one in said:
        label = label_of(one)
        if label:
            yield Text(f"    {one_line(label)}", "dim")
        yield from _quoted(one.text)
    if not said:
        yield from _quoted(text)


def _quoted(text: str) -> Iterator[Text]:
    """Set text off with a bar on each line, so that nothing in it can pass for a line of ours."""
    for line in visible(text).split("\n"):
        yield Text(f"    │ {line}".rstrip())


def _task(task: TaskRow) -> Iterator[Text]:
    yield Text(f"  {task.id}  {task_name(task.query_type)}: {led_to(task)}  ({stated(task)})")
    if task.result and task.state not in {"pending", "asked"}:
        yield Text(f"     result: {pairs(task.result)}")
    yield Text(f"     part {task.part} of {one_line(task.run)}, {at(task.created_at)}", "dim")


def _issued(dossier: Dossier) -> Iterator[Text]:
    for one in dossier.investigations:
        yield Text(
            f"  {one.number}: {one.state}, invoice {one_line(one.invoice_number)}, answer due {one.eta.isoformat()}"
        )
        yield Text(f"     concern: {one_line(one.concern)}")
        yield Text(f"     action: {one_line(one.action)}  (task {one.task_id}, {at(one.created_at)})")
    for rma in dossier.rmas:
        yield Text(f"  {rma.number}: {rma.state}, {one_line(rma.product_name)}, reason: {one_line(rma.reason)}")
        yield Text(f"     for {one_line(rma.requester)}  (task {rma.task_id}, {at(rma.created_at)})")


def faq_lines_of(faq: FaqSet, steps: Sequence[StepRun]) -> Iterator[Text]:
    """Yield the lines of how a set of FAQs was made."""
    yield Text(f"FAQ set {faq.number}  {faq.state}", "bold")
    found = f"{faq.report['delivered']} of {faq.asked}" if faq.report else f"{faq.asked} asked for"
    facts = {"title": faq.title, "owner": faq.owner, "where": faq.channel, "team": faq.team_id, "questions": found}
    facts |= {"language": faq.language, "ordered": at(faq.created_at), "finished": at(faq.finished_at)}
    yield from (Text(f"  {name:<15}{one_line(value)}") for name, value in facts.items() if value)
    yield from _part("How it was made", _runs(steps))


def _runs(all_steps: Sequence[StepRun]) -> Iterator[Text]:
    for head, steps in runs_of(all_steps):
        yield Text(f"  {head}", "cyan")
        for step in steps:
            yield Text(f"    {step_head(step)}")
            yield Text(f"      {step_answer(step)}", "dim")


def _timeline(dossier: Dossier) -> Iterator[Text]:
    for row in dossier.timeline:
        detail = f": {one_line(row.detail)}" if row.detail else ""
        yield Text(f"  {at(row.at)}  {one_line(row.actor)} {one_line(row.event)}{detail}")


def _notes(dossier: Dossier) -> Iterator[Text]:
    for note in dossier.notes:
        yield Text(f"  {at(note.at)}  {one_line(note.author)}", "cyan")
        yield from _quoted(note.text)
