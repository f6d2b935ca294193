"""How a set of FAQs is shown in Slack: the message that counts up, the pages, the modal of a set, the list of sets."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.blocks import Json, button, confirm, modal, moment, note, one_line, row, section, who
from bot.slack.faqs.alias_views import aliases_button
from bot.slack.render import PAGE_BLOCKS, PAGE_CHARS, SECTION_CHARS, Page, escape, split
from handlers.faq.acts import FaqActor
from handlers.faq.gaps import Gap
from handlers.faq.made import MadeFaq
from storage.faq_records import FaqEntry, FaqSet

CANCEL, OPEN, PUBLISH, WITHDRAW = "faq_cancel", "faq_open", "faq_publish", "faq_withdraw"
AGAIN, REMOVE, FILES_TO_ME = "faq_again", "faq_remove", "faq_files_to_me"
BAR = 10
MOST_DROPPED = 5
ENTRY_ROOM = 8200  # characters as Slack counts them: one entry fits a message
VIEW_CHARS = 200_000  # as JSON; Slack takes 250 kB a view
VIEW_BLOCKS = 94  # of a modal's 100: room for its head
SURE = confirm(
    "Remove this entry?", "It leaves the set and what is published. This cannot be undone.", "Remove", "Keep"
)
STATES = {"working": "being made", "done": "done", "cancelled": "cancelled", "failed": "failed"}


def status_page(faq: FaqSet, made: MadeFaq | None, done: int, asked_in: str | None) -> Page:
    """Return the message of a set: it counts up while the set is made, then says what became of it.

    ``asked_in``: the channel the result was meant for, if it could not be posted there.
    """
    head = f"*FAQ set {faq.number}: {one_line(faq.title)}* · for {who(faq.owner)}"
    lines = [head, *_state_lines(faq, made, done)]
    if asked_in:
        lines.append(
            f"I could not post in <#{asked_in}>, so it comes to you here. To have it there, `/invite` me and ask again."
        )
    blocks = [section("\n".join(lines))]
    if made is not None:
        blocks += [note(piece) for line in _small_print(made) for piece in split(one_line(line), SECTION_CHARS)]
    blocks += _status_buttons(faq, made)
    return Page(tuple(blocks), "\n".join(lines))


def _state_lines(faq: FaqSet, made: MadeFaq | None, done: int) -> list[str]:
    if faq.state == "working":
        filled = round(BAR * done / max(1, faq.asked))
        return [f"{'▰' * filled}{'▱' * (BAR - filled)}  {done} of {faq.asked} answers proved"]
    if faq.state == "cancelled":
        return ["Cancelled. Nothing was delivered."]
    if made is None:
        return ["Something went wrong on our side, and nothing was delivered. Please ask again with `/faq`."]
    published = any(entry.published for entry in made.entries)
    lines = [escape(sentence) for sentence in made.report.sentences()[:-1]]
    return [*lines, "*Published*: the desk answers questions from it."] if published else lines


def _small_print(made: MadeFaq) -> list[str]:
    lines = [made.report.sentences()[-1]]
    if made.report.dropped:
        shown = [f"“{one.question}” ({one.reason})" for one in made.report.dropped[:MOST_DROPPED]]
        more = len(made.report.dropped) - len(shown)
        lines.append("Dropped on the way: " + "; ".join(shown) + (f"; and {more} more, in FAQ.md" if more else ""))
    return lines


def _status_buttons(faq: FaqSet, made: MadeFaq | None) -> list[Json]:
    value = str(faq.number)
    if faq.state == "working":
        return [row([button(CANCEL, "Cancel", value)])]
    if made is None or not made.entries:
        return []
    return [row([button(OPEN, "Open", value), _publish_button(made, value)])]


def _publish_button(made: MadeFaq, value: str) -> Json:
    if any(entry.published for entry in made.entries):
        return button(WITHDRAW, "Withdraw (staff)", value)
    return button(PUBLISH, "Publish (staff)", value)


def pages_of(faq: FaqSet, entries: Sequence[FaqEntry]) -> list[list[int]]:
    """Return the positions of the entries on each message, within Slack's limits."""
    pages: list[list[int]] = []
    blocks, chars = 0, 0
    for entry in entries:
        own = entry_blocks(faq, entry)
        size = sum(len(_text_of(block)) for block in own) + 2
        if not pages or blocks + len(own) > PAGE_BLOCKS or chars + size > PAGE_CHARS:
            pages.append([])
            blocks, chars = 0, 0
        pages[-1].append(entry.position)
        blocks, chars = blocks + len(own), chars + size
    return pages


def entries_page(faq: FaqSet, entries: Sequence[FaqEntry]) -> Page:
    """Return one message of entries; entries that grew since the message was planned share its room."""
    blocks = [block for entry in entries for block in entry_blocks(faq, entry)]
    if sum(len(_text_of(block)) + 2 for block in blocks) > PAGE_CHARS:
        share = PAGE_CHARS // len(entries) - 100
        blocks = [block for entry in entries for block in entry_blocks(faq, entry, share)]
    return Page(tuple(blocks), "\n\n".join(filter(None, map(_text_of, blocks))))


def entry_blocks(faq: FaqSet, entry: FaqEntry, room: int = ENTRY_ROOM) -> list[Json]:
    """Return one entry: question, answer, quotes with their source, and what can be done with it.

    ``room``: characters for all of it; the files hold the full text.
    """
    if entry.removed_by is not None:
        return [note(f"~{entry.position}. {one_line(entry.question)}~ (removed)")]
    text = f"*{entry.position}. {_fitted(entry.question, room // 10)}*\n{_fitted(entry.answer, room * 4 // 10)}"
    blocks = [section(piece) for piece in split(text, SECTION_CHARS)]
    blocks += [note(piece) for piece in split("\n".join(_proof(entry, room * 4 // 10)), SECTION_CHARS)]
    value = f"{faq.number}:{entry.position}"
    buttons = [button(AGAIN, "Regenerate this one", value), button(REMOVE, "Remove", value, confirm=SURE)]
    return [*blocks, row(buttons, f"entry_{entry.position}_{entry.version}")]


def _proof(entry: FaqEntry, room: int) -> Iterator[str]:
    share = room // (len(entry.quotes) + 1)
    for quote in entry.quotes:
        title = _fitted(quote["title"], min(150, share // 3))
        yield f"> “{_fitted(quote['text'], share - len(title) - 12)}” — _{title}_"
    label = " · word for word, without a model" if entry.engine == "rules" else ""
    yield f"Source: {_fitted(', '.join(entry.sources), share)}{label}"


def _fitted(text: str, room: int) -> str:
    """Return text of people on one line, escaped, in at most ``room`` characters; a cut shows as an ellipsis."""
    line = " ".join(text.split())
    if len(escape(line)) <= room:
        return escape(line)
    keep = bisect_right(range(len(line)), room - 1, key=lambda count: len(escape(line[:count]))) - 1
    return f"{escape(line[:keep]).rstrip()}…"


def set_modal(made: MadeFaq, actor: FaqActor, entries: Sequence[FaqEntry], start: int = 0, notice: str = "") -> Json:
    """Return a set as a modal, from the entry at ``start``; what does not fit a view is one button further.

    ``notice``: what there is to say above it.
    """
    faq, value = made.faq, str(made.faq.number)
    top = [button(FILES_TO_ME, "Send me the files", value)]
    top += [_publish_button(made, value), aliases_button(value)] if actor.is_staff and made.entries else []
    blocks = [note(f":information_source: {escape(notice)}")] if notice else []
    blocks += [section(f"*{_fitted(faq.title, 600)}*\n" + "\n".join(_state_lines(faq, made, 0))), row(top)]
    room, shown = VIEW_CHARS, 0
    for entry in entries[start:]:
        own = entry_blocks(faq, entry)
        room -= len(json.dumps(own))
        if len(blocks) + len(own) > VIEW_BLOCKS or (room < 0 and shown):
            break
        blocks += own
        shown += 1
    turns = [button(f"{OPEN}_more", "From the beginning", f"{value}:0")] if start else []
    turns += [button(f"{OPEN}_next", "More", f"{value}:{start + shown}")] if start + shown < len(entries) else []
    blocks += [row(turns)] if turns else []
    return modal(f"FAQ set {faq.number}", blocks, private_metadata=json.dumps({"start": start}))


def unfinished_modal(faq: FaqSet) -> Json:
    """Return the modal of a set that has no result."""
    blocks = [section(f"*{_fitted(faq.title, 600)}*\nThis set is {STATES[faq.state]}.")]
    blocks += [row([button(CANCEL, "Cancel", str(faq.number))])] if faq.state == "working" else []
    return modal(f"FAQ set {faq.number}", blocks)


def list_modal(sets: Sequence[FaqSet], *, is_staff: bool) -> Json:
    """Return the list of sets, newest first."""
    if not sets:
        return modal("FAQs", [section("There are none yet. `/faq` makes some from a text or a file.")])
    blocks = [_set_line(faq, is_staff=is_staff) for faq in sets]
    return modal("FAQs", blocks)


def _set_line(faq: FaqSet, *, is_staff: bool) -> Json:
    made = f"{faq.report['delivered']} of {faq.asked}" if faq.report else STATES[faq.state]
    owner = f" · {who(faq.owner)}" if is_staff else ""
    text = f"*{faq.number}. {one_line(faq.title)}*\n{made}{owner} · {moment(faq.created_at)}"
    return section(text, button(OPEN, "Open", str(faq.number)))


def gaps_modal(gaps: Sequence[Gap]) -> Json:
    """Return the questions without an answer, most asked first."""
    if not gaps:
        return modal("Unanswered questions", [section("None: every question so far got an answer.")])
    head = note("What people asked and no published FAQ answers, most asked first. Publish a set that does.")
    return modal("Unanswered questions", [head, *(section(_gap_line(gap)) for gap in gaps)])


def _gap_line(gap: Gap) -> str:
    times = f"asked {gap.count} times" if gap.count > 1 else "asked once"
    return f"*{_fitted(gap.question, 500)}*\n{times} · last on {gap.last_asked:%Y-%m-%d} · {', '.join(gap.cases)}"


def _text_of(block: Any) -> str:  # noqa: ANN401 - a block
    if block["type"] == "section":
        return str(block["text"]["text"])
    return str(block["elements"][0]["text"]) if block["type"] == "context" else ""
