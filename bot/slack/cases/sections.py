"""The parts of a case that staff and requesters both see: transcript, tasks, what was issued. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.formats.printable import visible
from bot.slack.blocks import Json, button, confirm, header, moment, note, one_line, section, who
from bot.slack.render import SECTION_CHARS, escape, split
from handlers.outbox.privacy import is_told_alone
from storage.attached import from_rows
from storage.dossier import Dossier
from storage.posts import STAFF_REPLY
from storage.records import Case, Investigation, Message, Post, Rma, TaskRow
from workflows.language.passages import label_of, pieces
from workflows.reply import Reply
from workflows.results import RESULT, day

CANCEL_RMA = "case_cancel_rma"
TASK_NAMES = {
    "BillingInquiry": "Question about an invoice",
    "ProductReturn": "Return of a product",
    "StatusUpdate": "Where an order is",
}
LONGEST_LINE = 2000
OTHERS_READ = "Others read along there."
ALONE = "in a direct message"
LAST_WORDS, OF_OURS = 400, 160  # characters of each: what the desk said is told more shortly
FIELDS = ("invoice_number", "product_name", "reason_for_return", "order_id")


def titled(title: str, blocks: list[Json]) -> list[Json]:
    """Return a titled part, or nothing when there is nothing in it."""
    return [header(title), *blocks] if blocks else []


def packed(lines: Iterable[str]) -> list[Json]:
    """Set escaped lines into as few sections as Slack's limit allows."""
    return [section(piece) for piece in split("\n".join(lines), SECTION_CHARS)]


def quoted(text: str) -> Iterator[str]:
    """Yield words of people in lines, escaped and set off, so that nothing in them can pass for a line of ours."""
    shown = _ID_KEPT.sub(r"<\1>", escape(visible(text)))  # in views this pings nobody
    for line in shown.split("\n"):
        yield from (f"> {piece}" for piece in split(line, LONGEST_LINE))


def transcript(dossier: Dossier, viewer: str = "") -> list[Json]:
    """Return messages and replies in the order they came; what ``viewer`` wrote is marked as theirs."""
    return [block for row in _in_order(dossier) for block in packed(_entry(dossier.case, row, viewer))]


def last_words(dossier: Dossier) -> list[Json]:
    """Return the last words of the requester, unless the subject says them, and what was said after them; shortened."""
    rows = _in_order(dossier)
    asked = [at for at, row in enumerate(rows) if isinstance(row, Message) and row.author_kind == "customer"]
    shown = [rows[asked[-1]], *rows[asked[-1] + 1 :][-1:]] if asked else rows[-1:]
    told = [row for row in shown if not (isinstance(row, Message) and row.text == dossier.case.subject)]
    return packed(line for row in told for line in _entry(dossier.case, row, "", _most(row)))


def _most(row: Message | Post) -> int:
    return OF_OURS if isinstance(row, Post) and row.kind != STAFF_REPLY else LAST_WORDS


def _in_order(dossier: Dossier) -> list[Message | Post]:
    rows: list[tuple[datetime, int, Message | Post]] = [(row.kept_at, 0, row) for row in dossier.messages]
    rows += [(row.sent_at or row.created_at, 1, row) for row in dossier.replies if row.state == "sent"]
    rows += [(row.created_at, 2, row) for row in dossier.on_their_way]
    return [row for _, _, row in sorted(rows, key=lambda entry: entry[:2])]


def _entry(case: Case, row: Message | Post, viewer: str, most: int = 0) -> list[str]:
    """Return the lines of one message or reply; no more of its text than ``most`` characters, if that is not 0."""
    if isinstance(row, Post):
        head, text = _post_head(row), _post_text(row, small_print=not most)
    else:
        head, text = _message_head(row, viewer), row.text
    head += f" · {ALONE}" if is_told_alone(case, row) else ""
    if isinstance(row, Message) and row.deleted_at:
        return [head, "_deleted_"]
    is_cut = 0 < most < len(text)
    words = f"{text[:most].rstrip()}…" if is_cut else text
    shown = said_lines(words) if isinstance(row, Message) and not most else quoted(words)
    lines = [head, *shown, *([] if most else _rated(row))]
    return lines if most else [*lines, *_files(row)]


def said_lines(text: str) -> Iterator[str]:
    """Yield a message's words, set off, and above what its writer did not type where it came from."""
    said = pieces(text)
    for one in said:
        label = label_of(one)
        if label:
            yield f"_{one_line(label)}_"
        yield from quoted(one.text)
    if not said:
        yield from quoted(text)


def _files(row: Message | Post) -> Iterator[str]:
    """Yield the files that stand with a message: by name, and where they are in Slack."""
    for file in from_rows(row.files) if isinstance(row, Message) else ():
        name = one_line(file.name)
        where = f"<{escape(file.link)}|{name}>" if file.link else name
        yield f"📎 {where}" + (" (forwarded)" if file.is_forwarded else "")


def _post_head(row: Post) -> str:
    if row.kind == STAFF_REPLY:
        return f"{who(str(row.body.get('author', '')))} (support) · on its way"
    return f"*Frontdesk* · {moment(row.sent_at or row.created_at)}"


def _post_text(row: Post, *, small_print: bool) -> str:
    if row.kind == STAFF_REPLY:
        return str(row.body.get("text", ""))
    reply = Reply.model_validate(row.body)
    return (reply if small_print else reply.model_copy(update={"small_print": ""})).plain()


def _rated(row: Message | Post) -> Iterator[str]:
    """Yield what the requester thought of an answer."""
    if isinstance(row, Post) and row.rating is not None:
        yield f"_rated {'good' if row.rating > 0 else 'bad'}_"
        yield from quoted(row.rating_comment or "")


def _message_head(row: Message, viewer: str) -> str:
    name = "*You*" if row.author == viewer else who(row.author)
    kind = "" if row.author == viewer or row.author_kind == "customer" else f" ({_KINDS[row.author_kind]})"
    return f"{name}{kind} · {moment(row.kept_at)}" + (" · edited" if row.edited_ts else "")


_KINDS = {
    "staff": "support",
    "colleague": "to a colleague",
    "third": "somebody else",
    "bot": "bot",
    "customer": "customer",
}


def tasks(dossier: Dossier) -> list[Json]:
    """Return each task with its fields, state and result."""
    return packed(line for task in dossier.tasks for line in _task(task))


def _task(task: TaskRow) -> Iterator[str]:
    stated = [one_line(str(getattr(task, name))) for name in FIELDS if getattr(task, name)]
    name = TASK_NAMES.get(task.query_type, task.query_type)
    yield f"*{name}* ({', '.join(stated) or 'no details yet'}): {task.state}"
    if task.result and task.result["kind"] == "not_found":
        yield "• not found"
    for label, value in RESULT.validate_python(task.result).facts() if task.result else []:
        yield f"• {label}: {one_line(visible(value))}"


def investigations(rows: Iterable[Investigation]) -> list[Json]:
    """Return each investigation."""
    return packed(line for one in rows for line in _investigation(one))


def _investigation(one: Investigation) -> Iterator[str]:
    yield f"*{one.number}* · invoice {one_line(one.invoice_number)} · {one.state} · answer due {day(one.eta)}"
    yield f"• concern: {one_line(one.concern)}"
    yield f"• action taken: {one_line(one.action)}"


def rmas(dossier: Dossier) -> list[Json]:
    """Return each RMA; one that is still issued has a button to cancel it."""
    return [_rma(rma, dossier.case.number) for rma in dossier.rmas]


def _rma(rma: Rma, number: str) -> Json:
    text = f"*{rma.number}* · {one_line(rma.product_name)} · {rma.state} · reason: {one_line(rma.reason)}"
    if rma.state != "issued":
        return section(text)
    asked = confirm("Cancel this return?", f"{rma.number} will not be accepted any more.", "Cancel the return")
    return section(text, button(CANCEL_RMA, "Cancel this return", f"{number}:{rma.number}", confirm=asked))


def people(text: str) -> str:
    """Return escaped text in which the ids of people are mentions; in views those ping nobody."""
    return _PERSON.sub(r"<@\g<0>>", text)


_ID_KEPT = re.compile(r"&lt;([@#][A-Z0-9]{1,32})&gt;")
_PERSON = re.compile(r"\b[UW](?=[A-Z0-9]*\d)[A-Z0-9]{6,20}\b")


def notice_line(notice: str) -> list[Json]:
    """Return ``notice`` (mrkdwn) as a block for the top of the modal; nothing if it is empty."""
    return [note(f"*{notice}*")] if notice else []
