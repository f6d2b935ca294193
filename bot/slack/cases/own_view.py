"""The modal of a case for its requester: state, tasks, what was issued, transcript; nothing that is internal. Pure."""

from bot.slack.blocks import Json, modal, moment, one_line, section, who
from bot.slack.cases import sections
from bot.slack.cases.paging import page_of
from handlers.answers.own_numbers import STATUS_WORDS
from storage.dossier import Dossier


def own_modal(dossier: Dossier, user: str, page: int = 0, notice: str = "") -> Json:
    """Return the modal; what does not fit a view is a page further."""
    case = dossier.case
    cut, at = page_of(_body(dossier, user), page, case.number)
    state = f"State: *{STATUS_WORDS[case.status]}*"
    helper = f"\n{who(case.assignee)} looks after it." if case.assignee and case.status != "resolved" else ""
    opened = f"Opened {moment(case.opened_at)}"
    head = section(f"*{one_line(case.subject) or case.number}*\n{state}{helper}\n{opened}")
    blocks = [*sections.notice_line(notice), head, *cut]
    return modal(case.number[:24], blocks, private_metadata=f'{{"page": {at}}}')


def _body(dossier: Dossier, user: str) -> list[Json]:
    return [
        *sections.titled("What you asked for", sections.tasks(dossier)),
        *sections.titled("Returns", sections.rmas(dossier)),
        *sections.titled("Investigations", sections.investigations(dossier.investigations)),
        *sections.titled("Conversation", sections.transcript(dossier, user)),
    ]
