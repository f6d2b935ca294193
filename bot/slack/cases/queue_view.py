"""Cases as lists: App Home and the modal of ``/cases``. Pure: from records to Block Kit."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.formats.words import topic_label
from bot.slack.blocks import Json, button, header, modal, note, one_line, plain, row, section, subject_line, who
from bot.slack.cases.act_blocks import quick_acts
from bot.slack.cases.query import LONGEST_SEARCH, QueueQuery, QueueResult, packed_key
from bot.slack.handoff.due import due_words
from handlers.answers.own_numbers import STATUS_WORDS
from handlers.desk import NOWHERE, HandoffSettings
from storage.case_lists import BY_WAITING, FILTERS, CaseLine
from storage.statistics import ResponseTimes

OPEN = "case_open"
SETS = "faq_list"  # what the listeners of FAQs do
FILTER, SEARCH, NEXT, BACK = "queue_filter", "queue_search", "queue_next", "queue_back"
NAMES = {
    "escalated": "Needs a person",
    "unassigned": "Unassigned",
    "mine": "Mine",
    "open": "In progress",
    "waiting": "Waits for the customer",
    "answered": "Answered",
    "resolved": "Resolved",
    "all": "All",
}
NOBODY_WAITS = {
    "escalated": "Nobody waits for a person. :tada:",
    "unassigned": "Nothing waits without somebody who has it.",
    "mine": "Nothing is assigned to you.",
}
Assign = Callable[[CaseLine], Sequence[Json]]
ASK = "Write to me in a direct message, or mention me in a channel."
HELP = (
    "*What you can type after* `/cases`\n"
    "• nothing: the cases assigned to you, or your own if you are not staff\n"
    "• `CASE-1001` or `1001`: that case\n"
    f"• {', '.join(FILTERS)}: the cases of that filter (staff)\n"
    "• any other words: a search in what was written; in your own cases, if you are not staff\n"
    "• `replies`: saved replies, which staff take when they answer a case (staff)\n"
    "• `export csv` or `export json`: all cases you may see, as a file in a direct message\n"
    "Home, the first tab of this app, shows the queue. *Open a case* in the menu of a message opens one for its author "
    "(staff); emoji of staff open, claim and resolve cases (:ticket: :eyes: :white_check_mark:, unless set otherwise)."
)
HINT = "`/cases` with words searches, with a number opens that case; `/cases export csv` sends all as a file."


def home_view(
    found: QueueResult, now: datetime, handoff: HandoffSettings = NOWHERE, assign: Assign = lambda _: ()
) -> Json:
    """Return the Home tab: the queue for staff, their own cases for everybody else.

    ``handoff`` says what is due. ``assign``: the menu of whom a case can be given to.
    """
    blocks = [header("Cases" if found.is_staff else "Your cases")]
    if found.is_staff:
        blocks += [*_times(found.times), *_filters(found), _search_box(found.query), *_heading(found)]
    else:
        blocks.append(note(f"What you asked us, newest first. {ASK}"))
    blocks += _list(found, now, handoff, assign)
    blocks += [*_left(found.left), note(HINT)] if found.is_staff else []
    return {"type": "home", "private_metadata": found.query.packed(), "blocks": blocks}


def _left(count: int) -> list[Json]:
    """Return how many FAQ entries wait for staff, with the way to them; [] if none does."""
    if not count:
        return []
    waits = "1 entry of your FAQs waits" if count == 1 else f"{count} entries of your FAQs wait"
    text = f":eyes: {waits} for a look before customers are answered from {'it' if count == 1 else 'them'}."
    return [section(text, button(SETS, "Open FAQs", "list"))]


def list_modal(found: QueueResult, now: datetime, handoff: HandoffSettings = NOWHERE) -> Json:
    """Return the list as a modal."""
    blocks = [*_filters(found), *_heading(found)] if found.is_staff else _heading(found)
    blocks += _list(found, now, handoff)
    return modal("Cases" if found.is_staff else "Your cases", blocks, private_metadata=found.query.packed())


def _times(times: ResponseTimes | None) -> list[Json]:
    if times is None:
        return []
    first = _lasted(times.first_response_median_s, times.first_response_p90_s)
    resolved = _lasted(times.resolution_median_s, times.resolution_p90_s)
    counted = f"{'newest ' if times.cut else ''}{times.cases:,} case{'' if times.cases == 1 else 's'}"
    return [note(f"Last 7 days, {counted} · first response {first} · resolution {resolved}")]


def _lasted(median_s: float | None, p90_s: float | None) -> str:
    if median_s is None or p90_s is None:
        return "none yet"
    most = max(timedelta(minutes=1), timedelta(seconds=p90_s))
    return f"*{span(timedelta(seconds=median_s))}* (9 of 10 within {span(most)})"


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
    order = "longest waiting first" if found.is_staff and query.filter in BY_WAITING else "newest first"
    return [section(f"*{name}, {order}*{page}")]


def _list(found: QueueResult, now: datetime, handoff: HandoffSettings, assign: Assign | None = None) -> list[Json]:
    """Return the rows; with ``assign`` what can be done at once stands under those that need a person."""
    if not found.lines:
        return [section(_nothing(found)), *_turns(found)]
    blocks: list[Json] = []
    for line in found.lines:
        blocks += _line_blocks(line, now, handoff if found.is_staff else None, assign)
    return [*blocks, *_turns(found)]


def _nothing(found: QueueResult) -> str:
    if found.query.search:
        return "No case holds all of these words."
    if found.query.trail:
        return "There are no more."
    if found.is_staff:
        return NOBODY_WAITS.get(found.query.filter, "Nothing here.")
    return f"You have no cases yet. {ASK}"


def _turns(found: QueueResult) -> list[Json]:
    turns = [button(BACK, "Previous", "back")] if found.query.trail else []
    turns += [button(NEXT, "Next", packed_key(found.lines[-1].key))] if found.more and found.lines else []
    return [row(turns, "queue_turns")] if turns else []


def _line_blocks(line: CaseLine, now: datetime, handoff: HandoffSettings | None, assign: Assign | None) -> list[Json]:
    """Return one row: number, subject, requester, route, state, when it is due, assignee; ``handoff`` for staff.

    ``assign``: as in ``_list``.
    """
    number = f"*{line.number}* {subject_line(line.subject)}"
    shown = _staff_facts(line, now, handoff) if handoff else [STATUS_WORDS[line.status], _age(line, now)]
    text = f"{number}\n{' · '.join(filter(None, shown))}"
    opens = button(OPEN, "Open", line.number)
    if assign is None or handoff is None or line.waits_since is None:
        return [section(text, opens)]
    return [section(text), quick_acts(line, opens, assign(line))]


def _staff_facts(line: CaseLine, now: datetime, handoff: HandoffSettings) -> list[str]:
    """Return what staff see of a case on one line; each word of a state is that of the filter that counts it."""
    urgent = f"*{line.priority}*" if line.priority != "normal" else ""
    assigned = f"assigned to {who(line.assignee)}" if line.assignee else ""
    requester = f"from {who(line.requester)}"
    if line.waits_since is not None:
        waits = f"needs a person for {span(now - line.waits_since)}"
        due = due_words(handoff, line, now)
        return [urgent, waits, due, assigned or "unassigned", requester, _topic(line)]
    return [urgent, state_words(line.status), assigned, requester, _topic(line), _age(line, now)]


def state_words(status: str) -> str:
    """Return how a case stands that waits for no person, as staff read it."""
    return "a person has answered" if status == "escalated" else NAMES[status].lower()


def _age(line: CaseLine, now: datetime) -> str:
    return f"{span(now - line.opened_at)} old"


def _topic(line: CaseLine) -> str:
    """Return the route, or where that says only "general question", what is requested."""
    return topic_label(line.route, line.requests) if line.route else ""


def span(time: timedelta) -> str:
    """Return how long that is, in one unit."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 1:
        return "under a minute"
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"
