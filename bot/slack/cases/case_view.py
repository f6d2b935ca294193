"""The modal of a case for staff: summary, what can be done, transcript, tasks, what was issued, how it was answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.formats.printable import visible
from bot.formats.trace import runs_of, step_answer, step_head
from bot.slack.assign_menu import NOBODY, seen
from bot.slack.blocks import (
    Json,
    button,
    confirm,
    modal,
    moment,
    mrkdwn,
    note,
    one_line,
    option,
    plain,
    row,
    section,
    who,
)
from bot.slack.cases import sections
from bot.slack.cases.paging import page_of
from bot.slack.cases.queue_view import route_label
from bot.slack.render import escape
from handlers.cases.acts import PRIORITIES
from storage.dossier import Dossier
from storage.records import Case, Note, StepRun, TimelineRow
from workflows.routes import ROUTES

CLAIM, NOTE, REPLY, RESOLVE, REOPEN = "case_claim", "case_note", "case_reply", "case_resolve", "case_reopen"
HAND_BACK, ROUTE, PRIORITY = "case_hand_back", "case_route", "case_priority"
CUT = "Only the newest rows of each kind are shown here; `frontdesk trace` shows all."


@dataclass(frozen=True, slots=True)
class Shown:
    """How a case is looked at: by whom, which page of it, and what became of the last act (mrkdwn).

    ``assign``: the menu of whom it can be given to.
    """

    user: str
    page: int = 0
    notice: str = ""
    assign: tuple[Json, ...] = ()


def case_modal(dossier: Dossier, shown: Shown) -> Json:
    """Return the modal; what does not fit a view is a page further, under the same head."""
    case = dossier.case
    page, at = page_of(_body(dossier), shown.page, case.number)
    blocks = [*sections.notice_line(shown.notice), *_head(dossier), *_actions(case, shown, at), *page]
    return modal(case.number[:24], blocks, private_metadata=f'{{"page": {at}}}')


def _head(dossier: Dossier) -> list[Json]:
    case = dossier.case
    facts = {
        "Requester": who(case.requester),
        "Status": case.status + (" · the bot is silent" if case.taken_over else ""),
        "Route": route_label(case.route),
        "Priority": case.priority,
        "Assignee": who(case.assignee) if case.assignee else "nobody",
        "Waits for": _waits_for(dossier),
        "Language": one_line(case.language or "not known"),
        "Opened": moment(case.opened_at),
        "First response": moment(case.first_response_at) if case.first_response_at else "none yet",
        "Resolved": moment(case.resolved_at) if case.resolved_at else "",
    }
    fields = [mrkdwn(f"*{name}*\n{value}") for name, value in facts.items() if value]
    where = "a direct message" if case.is_dm else f"<#{case.channel}>"
    subject = section(f"*{one_line(case.subject) or '(no words)'}*\nin {where}")
    cut = [note(CUT)] if dossier.cut else []
    return [subject, {"type": "section", "fields": fields}, *cut]


def _waits_for(dossier: Dossier) -> str:
    waiting = dossier.case.waiting_task
    task = next((task for task in dossier.tasks if task.id == waiting), None)
    if task is not None:
        return f"a detail of: {sections.TASK_NAMES.get(task.query_type, task.query_type)}"
    if returns := dossier.case.asked_to_cancel:
        return f"a yes or no: cancel {', '.join(returns)}"
    return (dossier.case.awaiting or "").replace("_", " ")


def _actions(case: Case, shown: Shown, page: int) -> list[Json]:
    """Return what makes sense now. The state that was seen goes with each choice, and names the blocks."""
    menus = [*shown.assign, _route(case), _priority(case)] if case.status != "resolved" else [_route(case)]
    at = seen(case, page)
    return [row(_buttons(case, shown.user), f"case_acts:{at}"), row(menus, f"case_set:{at}")]


def _buttons(case: Case, user: str) -> Iterator[Json]:
    number = case.number
    if case.status != "resolved" and not (case.assignee == user and case.taken_over):
        yield button(CLAIM, "Claim", number, style="primary")
    yield button(REPLY, "Reply", number)
    yield button(NOTE, "Add a note", number)
    if case.taken_over and case.status != "resolved":
        yield button(HAND_BACK, "Hand back to the bot", number)
    if case.status == "resolved":
        yield button(REOPEN, "Reopen", number)
    else:
        asked = confirm("Resolve this case?", "What the bot has not answered yet it will not answer.", "Resolve")
        yield button(RESOLVE, "Resolve", number, confirm=asked)


def _route(case: Case) -> Json:
    options = [option(route.label, f"{case.number}:{route.name}:{case.route or NOBODY}") for route in ROUTES]
    return _menu(ROUTE, "Route…", options, f"{case.number}:{case.route}:")


def _priority(case: Case) -> Json:
    options = [option(name.capitalize(), f"{case.number}:{name}:{case.priority}") for name in PRIORITIES]
    return _menu(PRIORITY, "Priority…", options, f"{case.number}:{case.priority}:")


def _menu(action_id: str, hint: str, options: list[Json], now: str) -> Json:
    menu: Json = {"type": "static_select", "action_id": action_id, "placeholder": plain(hint), "options": options}
    chosen = next((one for one in options if one["value"].startswith(now)), None)
    return {**menu, "initial_option": chosen} if chosen else menu


def _body(dossier: Dossier) -> list[Json]:
    return [
        *sections.titled("Tasks", sections.tasks(dossier)),
        *sections.titled("Returns", sections.rmas(dossier)),
        *sections.titled("Investigations", sections.investigations(dossier.investigations)),
        *sections.titled("Notes (staff only)", [block for one in dossier.notes for block in _note(one)]),
        *sections.titled("Transcript", sections.transcript(dossier)),
        *sections.titled(
            "How it was answered", [block for head, steps in runs_of(dossier.steps) for block in _run(head, steps)]
        ),
        *sections.titled("Timeline", sections.packed(_event(row) for row in dossier.timeline)),
    ]


def _note(one: Note) -> list[Json]:
    return sections.packed([f"{who(one.author)} · {moment(one.at)}", *sections.quoted(one.text)])


def _run(head: str, steps: list[StepRun]) -> list[Json]:
    return [note(escape(head)[:2900]), *sections.packed(line for step in steps for line in _step(step))]


def _step(step: StepRun) -> Iterator[str]:
    yield f"*{step.step}*{escape(step_head(step).removeprefix(step.step))}"
    yield from sections.quoted(step_answer(step)[:1500])


def _event(row: TimelineRow) -> str:
    name = "Frontdesk" if row.actor == "frontdesk" else who(row.actor)
    detail = f": {sections.people(one_line(visible(row.detail)))}" if row.detail else ""
    return f"{moment(row.at)} · {name} {one_line(row.event)}{detail}"
