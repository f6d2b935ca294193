"""One entry of a set of FAQs as blocks: in a message, in the modal of a set, side by side for a decision. Pure."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest

from bot.slack.blocks import Json, button, confirm, moment, mrkdwn, note, one_line, row, section, who
from bot.slack.render import SECTION_CHARS, escape, split
from handlers.faq.publishing import is_for_a_look, waits, why_waiting
from storage.faq_records import FaqEntry, FaqSet
from workflows.faq.lines import shown

AGAIN, REMOVE = "faq_again", "faq_remove"
APPROVE, EDIT, REJECT = "faq_approve", "faq_edit", "faq_reject"
ENTRY_ROOM = 8200  # characters as Slack counts them: one entry fits a message
FIELD_CHARS = 1900  # docs.slack.dev/reference/block-kit/blocks/section-block: a field holds 2,000
FIELD_ROWS = 5  # of two fields; a section holds 10
OWN_WORDS = "our team, in its own words"
SURE = confirm(
    "Remove this entry?", "It leaves the set and what is published. This cannot be undone.", "Remove", "Keep"
)


def entry_blocks(faq: FaqSet, entry: FaqEntry, room: int = ENTRY_ROOM) -> list[Json]:
    """Return one entry for everybody: question, answer, quotes with their source, and what its owner can do with it.

    ``room``: characters for all of it; the files hold the full text.
    """
    if entry.removed_by is not None:
        return [note(f"~{entry.position}. {one_line(entry.question)}~ (removed)")]
    buttons = row(_owner_buttons(faq, entry), f"entry_{entry.position}_{entry.version}")
    return [*_text_blocks(entry, room), *([note(REJECTED)] if entry.state == "rejected" else []), buttons]


REJECTED = ":no_entry_sign: Rejected by the support team: nobody is answered from it."


def staff_entry_blocks(faq: FaqSet, entry: FaqEntry) -> list[Json]:
    """Return one entry for staff, in a modal: as for everybody, or beside its quotes if these must be compared.

    Then what was decided, by whom, and what can be done.
    """
    if entry.removed_by is not None:
        return entry_blocks(faq, entry)
    if is_for_a_look(entry):
        shown = _look_blocks(entry)
    else:
        shown = [*(_side_by_side(entry) if waits(entry) else _text_blocks(entry, ENTRY_ROOM)), note(_state_of(entry))]
    value = f"{faq.number}:{entry.position}:{entry.version}"
    approve = [] if entry.state == "approved" else [button(APPROVE, "Approve", value, style="primary")]
    reject = [] if entry.state == "rejected" else [button(REJECT, "Reject", value)]
    buttons = [*approve, button(EDIT, "Edit", value), *reject, *_owner_buttons(faq, entry)]
    return [*shown, row(buttons, f"entry_{entry.position}_{entry.version}")]


def _owner_buttons(faq: FaqSet, entry: FaqEntry) -> list[Json]:
    value = f"{faq.number}:{entry.position}"
    again = [] if entry.engine == "staff" else [button(AGAIN, "Regenerate this one", f"{value}:{entry.version}")]
    return [*again, button(REMOVE, "Remove", value, confirm=SURE)]


def _state_of(entry: FaqEntry) -> str:
    live = " · *published*" if entry.published else ""
    if why := why_waiting(entry):
        return f":hourglass_flowing_sand: Waits for your decision: {why}{live}"
    if entry.state == "proposed":
        return f":mag: Checked: the answer is the quote word for word{live}"
    by = f" by {who(entry.decided_by)}" if entry.decided_by else ""
    when = f", {moment(entry.decided_at)}" if entry.decided_at else ""
    if entry.state == "rejected":
        return f":no_entry_sign: Rejected{by}{when}"
    words = "Written" if entry.engine == "staff" else "Approved"
    return f":white_check_mark: {words}{by}{when}{live}"


def _side_by_side(entry: FaqEntry) -> list[Json]:
    """Return the whole answer beside its whole quotes, or beside what it was, in rows of two fields."""
    quotes = "\n".join(f"“{_line(quote['text'])}” — _{_line(quote['title'])}_" for quote in entry.quotes)
    left = list(split(f"*Answer*\n{_lines(entry.answer)}", FIELD_CHARS))
    beside = f"*Quote*\n{quotes}" if entry.was is None else f"*Before its source changed*\n{_lines(entry.was)}"
    right = list(split(beside, FIELD_CHARS))
    pairs = [mrkdwn(text) for pair in zip_longest(left, right, fillvalue="…") for text in pair]
    fields = [pairs[at : at + 2 * FIELD_ROWS] for at in range(0, len(pairs), 2 * FIELD_ROWS)]
    head = section(f"*{entry.position}. {_line(entry.question)}*")
    return [head, *({"type": "section", "fields": some} for some in fields)]


def _line(text: str) -> str:
    return one_line(text)


def _lines(answer: str) -> str:
    return escape("\n".join(shown(answer)))


def _look_blocks(entry: FaqEntry) -> list[Json]:
    """Return what there is to look at: the answer is its quote, which needs no second time; where it stands does."""
    where = " \u203a ".join(filter(None, (", ".join(entry.sources), str(entry.quotes[0].get("section", "")))))
    why = why_waiting(entry) or ""
    told = note(f":eyes: {why[:1].upper()}{why[1:]}; the answer stands in _{fitted(where, 300)}_")
    return [*_asked_and_told(entry, ENTRY_ROOM), told]


def _asked_and_told(entry: FaqEntry, room: int) -> list[Json]:
    text = f"*{entry.position}. {fitted(entry.question, room // 10)}*\n{_fitted_lines(entry.answer, room * 4 // 10)}"
    return [section(piece) for piece in split(text, SECTION_CHARS)]


def _text_blocks(entry: FaqEntry, room: int) -> list[Json]:
    blocks = _asked_and_told(entry, room)
    return [*blocks, *(note(piece) for piece in split("\n".join(_proof(entry, room * 4 // 10)), SECTION_CHARS))]


def _proof(entry: FaqEntry, room: int) -> Iterator[str]:
    if entry.engine == "staff":
        yield f"Source: {OWN_WORDS}"
        return
    share = room // (len(entry.quotes) + 1)
    for quote in entry.quotes:
        title = fitted(quote["title"], min(150, share // 3))
        yield f"> “{fitted(quote['text'], share - len(title) - 12)}” — _{title}_"
    label = " · word for word, without a model" if entry.engine == "rules" else ""
    look = " · :eyes: waits for a look" if is_for_a_look(entry) else ""
    yield f"Source: {fitted(', '.join(entry.sources), share)}{label}{look}"


def _fitted_lines(answer: str, room: int) -> str:
    """Return the lines of an answer, escaped, as far as there is room for them; what follows shows as an ellipsis."""
    lines, found = shown(answer), list[str]()
    for line in lines:
        found.append(fitted(line, max(room, 1)))
        room -= len(found[-1]) + 1
        if room <= 1:
            break
    more = len(found) < len(lines) and not found[-1].endswith("…")
    return "\n".join([*found, "…"] if more else found)


def fitted(text: str, room: int) -> str:
    """Return text of people on one line, escaped, in at most ``room`` characters; a cut shows as an ellipsis."""
    line = " ".join(text.split())
    if len(escape(line)) <= room:
        return escape(line)
    keep = bisect_right(range(len(line)), room - 1, key=lambda count: len(escape(line[:count]))) - 1
    return f"{escape(line[:keep]).rstrip()}…"
