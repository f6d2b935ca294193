"""The modal of a case for staff: what it is about, what can be done, the last words; then facts and all the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.formats.printable import visible
from bot.formats.trace import runs_of, step_answer, step_head
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
from bot.slack.cases.queue_view import route_label, span, state_words
from bot.slack.handoff.due import due_words
from bot.slack.render import escape
from handlers.cases.acts import PRIORITIES
from handlers.desk import NOWHERE, HandoffSettings
from storage.case_lists import CaseLine
from storage.dossier import Dossier
from storage.records import Case, Note, StepRun, TimelineRow
from workflows.routes import ROUTES

CLAIM, NOTE, REPLY, RESOLVE, REOPEN = "case_claim", "case_note", "case_reply", "case_resolve", "case_reopen"
HAND_BACK, ASSIGN, ROUTE, PRIORITY = "case_hand_back", "case_assign", "case_route", "case_priority"
OTHER = "case_other"
NOBODY = "-"
CUT = "Only the newest rows of each kind are shown here; `frontdesk trace` shows all."


LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How a case is looked at: by whom, when, which page of it, and what became of the last act (mrkdwn).

    ``link``: to its thread, "" for none. ``others``: the newest cases of its requester. ``handoff``: what is due when.
    """

    user: str
    now: datetime
    page: int = 0
    notice: str = ""
    link: str = ""
    others: Sequence[CaseLine] = ()
    handoff: HandoffSettings = NOWHERE


def case_modal(dossier: Dossier, shown: Shown) -> Json:
    """Return the modal; what does not fit a view is a page further, under the same head.

    What can be done and the last words come first: on a phone they are the first screen.
    """
    case = dossier.case
    page, at = page_of(_body(dossier, shown), shown.page, case.number)
    buttons, menus = _actions(case, shown.user, at)
    head = [*_subject(dossier, shown), buttons, *sections.last_words(dossier), menus, *_facts(dossier)]
    blocks = [*sections.notice_line(shown.notice), *head, *page]
    return modal(case.number[:24], blocks, private_metadata=f'{{"page": {at}}}')


def _subject(dossier: Dossier, shown: Shown) -> list[Json]:
    """Return what it is about, where, and how it stands."""
    case = dossier.case
    where = "in a direct message" if case.is_dm else f"in <#{case.channel}>"
    link = f"<{shown.link}|Open the thread> " if shown.link else ""
    urgent = f"*{case.priority}*" if case.priority != "normal" else ""
    assigned = f"assigned to {who(case.assignee)}" if case.assignee else ""
    if case.waits_since is not None:
        waits = f"needs a person for {span(shown.now - case.waits_since)}"
        stands = [urgent, waits, due_words(shown.handoff, case.waits_since, shown.now), assigned or "unassigned"]
    else:
        stands = [urgent, state_words(case.status), assigned]
    silent = "the bot is silent" if case.taken_over and case.status != "resolved" else ""
    return [
        section(f"*{one_line(case.subject) or '(no words)'}*\n{link}{where}"),
        note(" · ".join(filter(None, [*stands, silent, f"from {who(case.requester)}"]))),
    ]


def _facts(dossier: Dossier) -> list[Json]:
    case = dossier.case
    language = LANGUAGES.get(case.language or "", case.language or "")
    facts = {
        "Requester": who(case.requester),
        "Assignee": who(case.assignee) if case.assignee else "nobody",
        "Route": route_label(case.route) if case.route else "",
        "Language": one_line(language),
        "Waits for": _waits_for(dossier),
        "Opened": moment(case.opened_at),
        "First response": moment(case.first_response_at) if case.first_response_at else "none yet",
        "Resolved": moment(case.resolved_at) if case.resolved_at else "",
    }
    fields = [mrkdwn(f"*{name}*\n{value}") for name, value in facts.items() if value]
    cut = [note(CUT)] if dossier.cut else []
    return [{"type": "section", "fields": fields}, *cut]


def _waits_for(dossier: Dossier) -> str:
    waiting = dossier.case.waiting_task
    task = next((task for task in dossier.tasks if task.id == waiting), None)
    if task is not None:
        return f"a detail of: {sections.TASK_NAMES.get(task.query_type, task.query_type)}"
    if returns := dossier.case.asked_to_cancel:
        return f"a yes or no: cancel {', '.join(returns)}"
    return (dossier.case.awaiting or "").replace("_", " ")


def _actions(case: Case, user: str, page: int) -> tuple[Json, Json]:
    """Return what makes sense now, as buttons and as menus.

    The state that was seen goes with each choice, and what was seen names the blocks: Slack keeps what somebody chose
    as long as the block keeps its id, and after a refusal it must show what is.
    """
    seen = f"{case.number}:{case.assignee or NOBODY}:{page}:{case.updated_at.timestamp():.6f}"
    menus = [_assign(case), _route(case), _priority(case)] if case.status != "resolved" else [_route(case)]
    return row(_buttons(case, user), f"case_acts:{seen}"), row(menus, f"case_set:{seen}")


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


def _assign(case: Case) -> Json:
    menu: Json = {"type": "users_select", "action_id": ASSIGN, "placeholder": plain("Assign to…")}
    return {**menu, "initial_user": case.assignee} if case.assignee else menu


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


def _body(dossier: Dossier, shown: Shown) -> list[Json]:
    return [
        *sections.titled("Notes (staff only)", [block for one in dossier.notes for block in _note(one)]),
        *sections.titled("Tasks", sections.tasks(dossier)),
        *sections.titled("Returns", sections.rmas(dossier)),
        *sections.titled("Investigations", sections.investigations(dossier.investigations)),
        *sections.titled("Other cases of this customer", [_other(line, shown.now) for line in shown.others]),
        *sections.titled("Transcript", sections.transcript(dossier)),
        *sections.titled(
            "How it was answered", [block for head, steps in runs_of(dossier.steps) for block in _run(head, steps)]
        ),
        *sections.titled("Timeline", sections.packed(_event(row) for row in dossier.timeline)),
    ]


def _other(line: CaseLine, now: datetime) -> Json:
    """Return one line of another case, which opens in this one's place: Slack piles up three dialogs and no more."""
    stands = "needs a person" if line.waits_since is not None else state_words(line.status)
    text = f"*{line.number}* {one_line(line.subject) or '(no words)'}\n{stands} · {span(now - line.opened_at)} old"
    return section(text, button(OTHER, "Open", line.number))


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
