"""Cases as lists: App Home and the modal of ``/cases``. Pure: from records to Block Kit."""

from datetime import datetime, timedelta

from bot.slack.blocks import Json, button, header, modal, mrkdwn, note, one_line, plain, row, section, who
from bot.slack.cases.query import LONGEST_SEARCH, QueueQuery, QueueResult
from handlers.own_numbers import STATUS_WORDS
from storage.case_lists import FILTERS, CaseLine
from storage.statistics import ResponseTimes
from workflows.routes import ROUTES

OPEN = "case_open"
FILTER, SEARCH, NEXT, BACK = "queue_filter", "queue_search", "queue_next", "queue_back"
NAMES = {
    "open": "Open",
    "waiting": "Waiting",
    "escalated": "Escalated",
    "mine": "Mine",
    "unassigned": "Unassigned",
    "resolved": "Resolved",
    "all": "All",
}
ROUTE_LABELS: dict[str, str] = {route.name: route.label for route in ROUTES}
ASK = "Write to me in a direct message, or mention me in a channel."
HELP = (
    "*What you can type after* `/cases`\n"
    "• nothing: the cases assigned to you, or your own if you are not staff\n"
    "• `CASE-1001` or `1001`: that case\n"
    f"• {', '.join(FILTERS)}: the cases of that filter (staff)\n"
    "• any other words: a search in what was written; in your own cases, if you are not staff\n"
    "• `export csv` or `export json`: all cases you may see, as a file in a direct message\n"
    "Home, the first tab of this app, shows the queue."
)
HINT = "`/cases` with words searches, with a number opens that case; `/cases export csv` sends all as a file."


def home_view(found: QueueResult, now: datetime) -> Json:
    """Return the Home tab: the queue for staff, their own cases for everybody else."""
    blocks = [header("Cases" if found.is_staff else "Your cases")]
    if found.is_staff:
        blocks += [*_times(found.times), *_filters(found), _search_box(found.query), *_heading(found)]
    else:
        blocks.append(note(f"What you asked us, newest first. {ASK}"))
    blocks += _list(found, now)
    blocks += [note(HINT)] if found.is_staff else []
    return {"type": "home", "private_metadata": found.query.packed(), "blocks": blocks}


def list_modal(found: QueueResult, now: datetime) -> Json:
    """Return the list as a modal."""
    blocks = [*_filters(found), *_heading(found)] if found.is_staff else _heading(found)
    blocks += _list(found, now)
    return modal("Cases" if found.is_staff else "Your cases", blocks, private_metadata=found.query.packed())


def _times(times: ResponseTimes | None) -> list[Json]:
    if times is None:
        return []
    first = _lasted(times.first_response_median_s, times.first_response_p90_s)
    resolved = _lasted(times.resolution_median_s, times.resolution_p90_s)
    counted = f"newest {times.cases:,} cases" if times.cut else f"{times.cases:,} cases"
    return [note(f"Last 7 days, {counted} · first response {first} · resolution {resolved}")]


def _lasted(median_s: float | None, p90_s: float | None) -> str:
    if median_s is None or p90_s is None:
        return "none yet"
    most = max(timedelta(minutes=1), timedelta(seconds=p90_s))
    return f"*{_span(timedelta(seconds=median_s))}* (9 of 10 within {_span(most)})"


def _filters(found: QueueResult) -> list[Json]:
    """Return the filters as buttons with their counts, the chosen one marked; a search is none of them."""
    buttons = []
    for name in FILTERS:
        count = f" {found.counts.shown(name)}" if found.counts else ""
        chosen = name == found.query.filter and not found.query.search
        more = {"style": "primary"} if chosen else {}
        buttons.append(button(f"{FILTER}_{name}", f"{NAMES[name]}{count}", name, **more))
    return [row(buttons, "queue_filters")]


def _search_box(query: QueueQuery) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": SEARCH, "max_length": LONGEST_SEARCH}
    element |= {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    element |= {"placeholder": plain("Words, an order or invoice number, CASE-…, RMA-… and Enter")}
    element |= {"initial_value": query.search} if query.search else {}
    # Slack keeps what was typed as long as the block keeps its id: another search is another block.
    block: Json = {"type": "input", "block_id": f"queue_search:{query.search}", "dispatch_action": True}
    return {**block, "optional": True, "label": plain("Search"), "element": element}


def _heading(found: QueueResult) -> list[Json]:
    query = found.query
    page = f" · page {len(query.trail) + 1}" if query.trail else ""
    if query.search:
        return [section(f"*Found for “{one_line(query.search)}”*{page}")]
    name = NAMES[query.filter] if found.is_staff else "Your cases"
    return [section(f"*{name}, newest first*{page}")]


def _list(found: QueueResult, now: datetime) -> list[Json]:
    if not found.lines:
        return [section(_nothing(found)), *_turns(found)]
    blocks = [_line_block(line, now, is_staff=found.is_staff) for line in found.lines]
    return [*blocks, *_turns(found)]


def _nothing(found: QueueResult) -> str:
    if found.query.search:
        return "No case holds all of these words."
    if found.query.trail:
        return "There are no older ones."
    return "Nothing here." if found.is_staff else f"You have no cases yet. {ASK}"


def _turns(found: QueueResult) -> list[Json]:
    turns = [button(BACK, "Previous", "back")] if found.query.trail else []
    turns += [button(NEXT, "Next", str(found.lines[-1].id))] if found.more and found.lines else []
    return [row(turns, "queue_turns")] if turns else []


def _line_block(line: CaseLine, now: datetime, *, is_staff: bool) -> Json:
    """Return one row: number, subject, requester, route, status, age, assignee."""
    facts = [route_label(line.route), _state(line) if is_staff else STATUS_WORDS[line.status]]
    if is_staff:
        facts = [who(line.requester), *facts]
    facts.append(f"{_span(now - line.opened_at)} old")
    if is_staff:
        facts.append(f"assigned to {who(line.assignee)}" if line.assignee else "nobody assigned")
    text = f"*{line.number}* {one_line(line.subject) or '(no words)'}\n{' · '.join(facts)}"
    return {"type": "section", "text": mrkdwn(text), "accessory": button(OPEN, "Open", line.number)}


def _state(line: CaseLine) -> str:
    urgent = f", *{line.priority}*" if line.priority != "normal" else ""
    return f"{line.status}{urgent}"


def route_label(route: str | None) -> str:
    """Return a route as people read it."""
    return ROUTE_LABELS.get(route, route) if route else "no route yet"


def _span(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 1:
        return "under a minute"
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"
