"""How posts about a case are written, from its rows as they are now: the staff channel's card, reminders, notices."""

from collections.abc import Callable
from datetime import timedelta

from bot.formats.words import requests_of, topic_label
from bot.slack.answer_buttons import under_resolution
from bot.slack.assign_menu import seen
from bot.slack.blocks import button, moment, note, one_line, row, section, subject_line, sure_to_resolve, who
from bot.slack.render import SECTION_CHARS, Block, Page, escape, split
from bot.slack.resolve_button import resolves
from handlers.cases.acts import STILL_WAITS
from handlers.cases.closing import is_said, resolution_of
from handlers.cases.unanswered import closed_words, nudge_words
from handlers.outbox.privacy import is_told_alone
from storage import cases, messages, posts
from storage.database import Tx
from storage.records import PRIVATE, Case, Post, TaskRow, TimelineRow
from storage.tasks import rmas_of, tasks_of_case

CLAIM, RESOLVE = "card_claim", "card_resolve"
# What the listeners of cases (bot/slack/cases) do, from the card as from the modal of a case.
OPEN, REPLY, REOPEN = "case_open", "case_reply", "case_reopen"
ASKED_CHARS = 300
MESSAGES_SHOWN = 50
TAKEN = ("claimed", "assigned", "taken over", "handed back")
REASONS = ("escalated", "reply not delivered", "reopened")
OVER = ("resolved", "handed back")
Due = Callable[[Case], str]
TASKS = {"BillingInquiry": "Invoice", "ProductReturn": "Return of", "StatusUpdate": "Order"}


def card(tx: Tx, post: Post, requester: str, due: Due, assign: Callable[[Case], list[Block]]) -> Page:
    """Return the card of a case. ``requester``: what they are called, escaped; customers' words never link or ping.

    ``due``: says when a person owes a case its answer. ``assign``: the menu of whom it can be given to.
    """
    case = cases.get_case(tx, post.case_id or 0)
    if not _is_newest(tx, post):
        return _superseded(case, requester, "The case came back later: a newer card says how it stands.")
    buttons = _buttons(tx, case)
    timeline = cases.timeline_of(tx, case.id)
    topic = topic_label(case.route, requests_of(tasks_of_case(tx, case.id))) if case.route else ""
    urgent = f"*{case.priority}*" if case.priority != "normal" else ""
    head = " · ".join(filter(None, [f"*{case.number}*", requester, topic, urgent]))
    asked = _asked(tx, case)
    # The subject is the beginning of the first words: where these stand below, it says nothing more.
    if not asked.startswith(f"> {one_line(case.subject).removesuffix('…')}"):
        head += f"\n*{subject_line(case.subject)}*"
    lines = [asked, _reasons(timeline, case.status), _done(tx, case), _rated(tx, case)]
    state = state_line(case, timeline)
    others = "others read along in the thread" if case.privacy == PRIVATE else ""
    small = " · ".join(filter(None, [state, due(case), _thread(case), others]))
    blocks = [section(head), section("\n".join(filter(None, lines))), note(small)]
    if case.status != "resolved":
        blocks.append(note("A reply to this card is a private note on the case."))
    menu = assign(case) if case.status != "resolved" else []
    blocks.append(row([*buttons, *menu], f"case_set:{seen(case)}"))
    return Page(tuple(blocks), f"{case.number} · {requester}: {subject_line(case.subject)}\n{state}")


def reminder(tx: Tx, post: Post, requester: str, due: Due) -> Page:
    """Return the reminder of a case that nobody has claimed; once somebody has, or it is repeated, it says so."""
    case = cases.get_case(tx, post.case_id or 0)
    if not _is_newest(tx, post):
        return _superseded(case, requester, "A newer reminder says how it stands.")
    state = " · ".join(filter(None, [state_line(case, cases.timeline_of(tx, case.id)), due(case)]))
    waits = case.status == "escalated" and case.assignee is None and not case.taken_over
    text = f"*{case.number}* of {requester} still waits for a person: _{subject_line(case.subject)}_"
    blocks = [section(text if waits else f"*{case.number}* · {subject_line(case.subject)}"), note(state)]
    blocks += [row(_buttons(tx, case))] if waits else []
    return Page(tuple(blocks), f"{text}\n{state}" if waits else f"{case.number}: {state}")


def due_warning(tx: Tx, post: Post, requester: str, due: Due) -> Page:
    """Return the warning that an answer is due; once a person has answered it says how the case stands."""
    case = cases.get_case(tx, post.case_id or 0)
    if not _is_newest(tx, post):
        return _superseded(case, requester, "A newer warning says how it stands.")
    state = state_line(case, cases.timeline_of(tx, case.id))
    if case.waits_since is None:
        return _superseded(case, requester, f"{state} · answered" if case.status == "escalated" else state)
    text = f"*{case.number}* of {requester} waits for an answer, {due(case)}: _{subject_line(case.subject)}_"
    return Page((section(text), note(state), row(_buttons(tx, case))), f"{text}\n{state}")


def _superseded(case: Case, requester: str, state: str) -> Page:
    """Return what is left of an older post, which is not written anew again: no words that may have to be erased."""
    return Page((section(f"*{case.number}* · {requester}"), note(state)), f"{case.number} · {requester}\n{state}")


def _is_newest(tx: Tx, post: Post) -> bool:
    """Say whether no later post of this kind shows the state of the case."""
    later = (one for one in posts.posts_of_case(tx, post.case_id or 0) if one.id > post.id)
    return not any(one.kind == post.kind and one.state != "refused" for one in later)


def notice(post: Post) -> Page:
    """Return one plain sentence of ours."""
    text = escape(str(post.body["text"]))
    return Page((section(text),), text)


def resolved(tx: Tx, post: Post) -> Page:
    """Return what tells a requester that their case is resolved, how it is opened again, and asks for a rating."""
    case = cases.get_case(tx, post.case_id or 0)
    if not is_said(case, post):
        text = f"Case {case.number} was resolved, and then opened again."
        return Page((section(text),), text)
    text = f"Our support team has resolved case {case.number}. If anything is still open, write here: that reopens it."
    return Page((section(text), section("Could we help you?"), under_resolution(post.id)), text)


def nudge(tx: Tx, post: Post, close_after: timedelta | None) -> Page:
    """Return the reminder of a question that its customer has not answered."""
    text = escape(nudge_words(tx, cases.get_case(tx, post.case_id or 0), close_after))
    return Page((section(text),), text)


def closed(tx: Tx, post: Post) -> Page:
    """Return the word that a case is closed since its customer did not answer, and how it is opened again."""
    case = cases.get_case(tx, post.case_id or 0)
    text = escape(
        closed_words(case) if is_said(case, post) else f"Case {case.number} was closed, and then opened again."
    )
    return Page((section(text),), text)


def staff_reply(post: Post, author: str) -> Page:
    """Return what a staff member says through us; ``author``: what they are called, escaped."""
    text = f"*{author} (support):* {escape(str(post.body.get('text', '')))}"
    return Page(tuple(section(piece) for piece in split(text, SECTION_CHARS)), text)


def state_line(case: Case, timeline: list[TimelineRow]) -> str:
    """Say who has the case now, or since when it waits."""
    if case.status == "resolved":
        return _did(timeline, ("resolved",), "Resolved") or "Resolved"
    if case.taken_over or case.assignee is not None:
        name = who(case.assignee) if case.assignee else "a person"
        since = _last(timeline, TAKEN)
        given = since is not None and since.event == "assigned"
        verb = "Claimed by" if case.taken_over and not given else "Assigned to"
        return f"{verb} {name}" + (f" {moment(since.at)}" if since else "")
    if case.status == "escalated":
        since = next((line for line in _since_over(timeline) if line.event in REASONS), None)
        return "Waiting for a person" + (f" since {moment(since.at)}" if since else "")
    return _did(timeline, ("handed back",), "Handed back to the desk") or "The desk goes on with it"


def _did(timeline: list[TimelineRow], events: tuple[str, ...], what: str) -> str:
    found = _last(timeline, events)
    if found is None:
        return ""
    by = f" by {who(found.actor)}" if found.actor != "frontdesk" else ""
    return f"{what}{by} {moment(found.at)}"


def _last(timeline: list[TimelineRow], events: tuple[str, ...]) -> TimelineRow | None:
    return next((line for line in reversed(timeline) if line.event in events), None)


def _asked(tx: Tx, case: Case) -> str:
    """Return the last words of the requester, on one line, shortened; "" if the subject says the same."""
    transcript = messages.transcript(tx, case.id, MESSAGES_SHOWN)
    said = [one for one in transcript if one.author_kind == "customer" and one.text]
    line = " ".join(said[-1].text.split()) if said else ""
    if line in {"", case.subject}:
        return ""
    where = "_In a direct message:_\n" if is_told_alone(case, said[-1]) else ""
    return f"{where}> {escape(line if len(line) <= ASKED_CHARS else line[: ASKED_CHARS - 1].rstrip() + '…')}"


def _since_over(timeline: list[TimelineRow]) -> list[TimelineRow]:
    """Return what was written since the case was last closed or handed back to the desk."""
    over = [at for at, line in enumerate(timeline) if line.event in OVER and line.detail != STILL_WAITS]
    return timeline[over[-1] + 1 :] if over else timeline


def _reasons(timeline: list[TimelineRow], status: str) -> str:
    """Return why the case waits for a person; of a resolved one all there ever was."""
    since = timeline if status == "resolved" else _since_over(timeline)
    why = [line.detail for line in since if line.event in REASONS and line.detail]
    return f"*Why:* {one_line(', '.join(dict.fromkeys(why)))}" if why else ""


def _done(tx: Tx, case: Case) -> str:
    """Return what the desk did about it, from the records."""
    states = {rma.number: rma.state for rma in rmas_of(tx, case.id)}
    tasks = [line for task in tasks_of_case(tx, case.id) if (line := _task(task, states))]
    # Once a person owes them a word it is not they who are waited for, whatever was asked of them before.
    is_theirs = case.awaiting and case.waits_since is None and not case.taken_over
    lines = [*tasks, "waits for a detail from them"] if is_theirs else tasks
    return "*So far:* " + ("; ".join(lines) if lines else "no task was done")


def _rated(tx: Tx, case: Case) -> str:
    """Return what the requester thinks of how the case was resolved; "" until they say."""
    said = resolution_of(tx, case.id)
    if said is None or said.rating is None:
        return ""
    words = one_line(said.rating_comment or "")[:ASKED_CHARS]
    return f"*Their rating:* {'helpful' if said.rating > 0 else 'not helpful'}{f': “{words}”' if words else ''}"


def _task(task: TaskRow, rmas: dict[str, str]) -> str:
    """Return one task and what came of it; "" for one that was withdrawn."""
    about = task.invoice_number or task.product_name or task.order_id or ""
    name = one_line(f"{TASKS.get(task.query_type, task.query_type)} {about}")[:120]
    result = task.result or {}
    number = str(result.get("number") or "")
    if result.get("kind") == "not_found" and task.state != "cancelled":
        return f"{name}: not found"
    match task.state:
        case "cancelled":
            return ""
        case "pending":
            return f"{name} (a detail is missing)"
        case "asked":
            return f"{name} (asked whether they want it)"
        case "failed":
            return f"{name}: could not be done"
    found = " ".join(filter(None, [number, rmas.get(number, "")])) or str(result.get("status") or "")
    return f"{name}: {one_line(found or 'not theirs to ask')}"


def _thread(case: Case) -> str:
    """Return the link to the thread; words where there is none."""
    if case.thread_link and not case.is_dm:
        return f"<{case.thread_link}|Thread>"
    return "in a direct message: open the case to answer" if case.is_dm else "no link to the thread: open the case"


def _buttons(tx: Tx, case: Case) -> list[Block]:
    """Return what makes sense now; what was resolved by mistake is opened again where that was done.

    Read before the words that are shown: what comes meanwhile is not among these.
    """
    if case.status == "resolved":
        return [button(REOPEN, "Reopen", case.number), button(OPEN, "Open", case.number)]
    claim = [] if case.taken_over else [button(CLAIM, "Claim", case.number, style="primary")]
    # What nobody has answered is not closed by one press: its customer would read that it was resolved.
    asked = {"confirm": sure_to_resolve(owed=True)} if case.waits_since else {}
    resolve = button(RESOLVE, "Resolve", resolves(case.number, messages.times_heard(tx, case.id)), **asked)
    return [*claim, button(REPLY, "Reply", case.number), resolve, button(OPEN, "Open", case.number)]
