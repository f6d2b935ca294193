"""The modal of a case for staff: what it is about, what can be done, the last words; then facts and all the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.formats.printable import visible
from bot.formats.steps import runs_of, step_answer, step_head, steps_of
from bot.formats.words import waits_for
from bot.slack.blocks import (
    Json,
    button,
    modal,
    moment,
    mrkdwn,
    note,
    one_line,
    section,
    subject_line,
    who,
)
from bot.slack.cases import act_blocks, sections
from bot.slack.cases.paging import page_of
from bot.slack.cases.queue_view import span, state_words
from bot.slack.handoff.due import due_words
from bot.slack.render import escape
from handlers.desk import NOWHERE, HandoffSettings
from storage.case_lists import CaseLine
from storage.dossier import Dossier
from storage.records import PRIVATE, Note, StepRun, TimelineRow

OTHER = "case_other"
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

    ``organisation``: the requester's, "" for ours. ``others``: the newest cases of the requester. ``assign``: the menu
    of whom it can be given to. ``handoff``: what is due when. ``heard``: how much was written, as that is counted.
    """

    user: str
    now: datetime
    page: int = 0
    notice: str = ""
    organisation: str = ""
    others: Sequence[CaseLine] = ()
    assign: Sequence[Json] = ()
    handoff: HandoffSettings = NOWHERE
    heard: int = 0


def case_modal(dossier: Dossier, shown: Shown) -> Json:
    """Return the modal; what does not fit a view is a page further, under the same head.

    What can be done and the last words come first: on a phone they are the first screen.
    """
    case = dossier.case
    page, at = page_of(_body(dossier, shown), shown.page, case.number)
    buttons, menus = act_blocks.acts(case, shown.user, at, shown.assign, shown.heard)
    head = [*_subject(dossier, shown), buttons, *sections.last_words(dossier), menus, *_facts(dossier)]
    blocks = [*sections.notice_line(shown.notice), *head, *page]
    return modal(case.number[:24], blocks, private_metadata=f'{{"page": {at}}}')


def _subject(dossier: Dossier, shown: Shown) -> list[Json]:
    """Return what it is about, where, and how it stands."""
    case = dossier.case
    where = "in a direct message" if case.is_dm else f"in <#{case.channel}>"
    link = f"<{case.thread_link}|Open the thread> " if case.thread_link and not case.is_dm else ""
    urgent = f"*{case.priority}*" if case.priority != "normal" else ""
    assigned = f"assigned to {who(case.assignee)}" if case.assignee else ""
    if case.waits_since is not None:
        waits = f"needs a person for {span(shown.now - case.waits_since)}"
        stands = [urgent, waits, due_words(shown.handoff, case, shown.now), assigned or "unassigned"]
    else:
        stands = [urgent, state_words(case.status), assigned]
    requester = f"from {who(case.requester)}" + (f" of {shown.organisation}" if shown.organisation else "")
    requester += f", reported by {who(case.reporter)}" if case.reporter else ""
    silent = "the bot is silent" if case.taken_over and case.status != "resolved" else ""
    where += f". {sections.OTHERS_READ}" if case.privacy == PRIVATE else ""
    return [
        section(f"*{subject_line(case.subject)}*\n{link}{where}"),
        note(" · ".join(filter(None, [*stands, silent, requester]))),
    ]


def _facts(dossier: Dossier) -> list[Json]:
    case = dossier.case
    language = LANGUAGES.get(case.language or "", case.language or "")
    facts = {
        "Assignee": who(case.assignee) if case.assignee else "nobody",
        "Language": one_line(language),
        "Waits for": waits_for(case, dossier.tasks),
        "Opened": moment(case.opened_at),
        "First response": moment(case.first_response_at) if case.first_response_at else "none yet",
        "Resolved": moment(case.resolved_at) if case.resolved_at else "",
    }
    fields = [mrkdwn(f"*{name}*\n{value}") for name, value in facts.items() if value]
    cut = [note(CUT)] if dossier.cut else []
    return [{"type": "section", "fields": fields}, *cut]


def _body(dossier: Dossier, shown: Shown) -> list[Json]:
    return [
        *sections.titled("Notes (staff only)", [block for one in dossier.notes for block in _note(one)]),
        *sections.titled("Tasks", sections.tasks(dossier)),
        *sections.titled("Returns", sections.rmas(dossier)),
        *sections.titled("Investigations", sections.investigations(dossier.investigations)),
        *sections.titled("Other cases of this customer", [_other(line, shown.now) for line in shown.others]),
        *sections.titled("Transcript", sections.transcript(dossier)),
        *sections.titled(
            "How it was answered", [block for head, steps in runs_of(steps_of(dossier)) for block in _run(head, steps)]
        ),
        *sections.titled("Timeline", sections.packed(_event(row) for row in dossier.timeline)),
    ]


def _other(line: CaseLine, now: datetime) -> Json:
    """Return one line of another case, which opens in this one's place: Slack piles up three dialogs and no more."""
    stands = "needs a person" if line.waits_since is not None else state_words(line.status)
    text = f"*{line.number}* {subject_line(line.subject)}\n{stands} · {span(now - line.opened_at)} old"
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
