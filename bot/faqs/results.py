"""How a set of FAQs is shown in Slack: the message that counts up, the pages, the modal of a set, the list of sets."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.faqs.modal import Json, modal, mrkdwn, note, plain
from bot.render import PAGE_BLOCKS, PAGE_CHARS, SECTION_CHARS, Page, escape, split
from handlers.faq import MadeFaq
from handlers.faq_acts import Reader
from handlers.gaps import Gap
from storage.faq_records import FaqEntry, FaqSet

CANCEL, OPEN, PUBLISH, WITHDRAW = "faq_cancel", "faq_open", "faq_publish", "faq_withdraw"
AGAIN, REMOVE, FILES_TO_ME = "faq_again", "faq_remove", "faq_files_to_me"
BAR = 10
VIEW_BLOCKS = 94  # of a modal's 100: room for its head
SURE = {
    "title": plain("Remove this entry?"),
    "text": plain("It leaves the set and what is published. This cannot be undone."),
    "confirm": plain("Remove"),
    "deny": plain("Keep"),
}
STATES = {"working": "being made", "done": "done", "cancelled": "cancelled", "failed": "failed"}


def status_page(faq: FaqSet, made: MadeFaq | None, done: int, asked_in: str | None) -> Page:
    """Return the message of a set: it counts up while the set is made, then says what became of it.

    ``asked_in``: the channel the result was meant for, if it could not be posted there.
    """
    head = f"*FAQ set {faq.number}: {_line(faq.title)}* · for <@{faq.owner}>"
    lines = [head, *_state_lines(faq, made, done)]
    if asked_in:
        lines.append(
            f"I could not post in <#{asked_in}>, so it comes to you here. To have it there, `/invite` me and ask again."
        )
    blocks = [_section("\n".join(lines))]
    if made is not None:
        blocks += [note(_line(sentence)) for sentence in _small_print(made)]
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
        lines.append(
            "Dropped on the way: " + "; ".join(f"“{one.question}” ({one.reason})" for one in made.report.dropped)
        )
    return [line if len(line) <= SECTION_CHARS else line[: SECTION_CHARS - 1] + "…" for line in lines]


def _status_buttons(faq: FaqSet, made: MadeFaq | None) -> list[Json]:
    value = str(faq.number)
    if faq.state == "working":
        return [_row([_button(CANCEL, "Cancel", value)])]
    if made is None or not made.entries:
        return []
    return [_row([_button(OPEN, "Open", value), _publish_button(made, value)])]


def _publish_button(made: MadeFaq, value: str) -> Json:
    if any(entry.published for entry in made.entries):
        return _button(WITHDRAW, "Withdraw (staff)", value)
    return _button(PUBLISH, "Publish (staff)", value)


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
    """Return one message of entries."""
    blocks = [block for entry in entries for block in entry_blocks(faq, entry)]
    return Page(tuple(blocks), "\n\n".join(filter(None, map(_text_of, blocks)))[:PAGE_CHARS])


def entry_blocks(faq: FaqSet, entry: FaqEntry) -> list[Json]:
    """Return one entry: question, answer, quotes with their source, and what can be done with it."""
    if entry.removed_by is not None:
        return [note(f"~{entry.position}. {_line(entry.question)}~ (removed)")]
    text = f"*{entry.position}. {_line(entry.question)}*\n{escape(entry.answer)}"
    blocks = [_section(piece) for piece in split(text, SECTION_CHARS)]
    blocks += [note(piece) for piece in split("\n".join(_proof(entry)), SECTION_CHARS)]
    value = f"{faq.number}:{entry.position}"
    buttons = [_button(AGAIN, "Regenerate this one", value), {**_button(REMOVE, "Remove", value), "confirm": SURE}]
    return [*blocks, {**_row(buttons), "block_id": f"entry_{entry.position}_{entry.version}"}]


def _proof(entry: FaqEntry) -> Iterator[str]:
    for quote in entry.quotes:
        yield f"> “{_line(quote['text'])}” — _{_line(quote['title'])}_"
    label = " · extractive, without a model" if entry.engine == "rules" else ""
    yield f"Source: {', '.join(map(_line, entry.sources))}{label}"


def set_modal(made: MadeFaq, reader: Reader, entries: Sequence[FaqEntry], start: int = 0) -> Json:
    """Return a set as a modal; what does not fit a view is one button further."""
    faq, value = made.faq, str(made.faq.number)
    top = [_button(FILES_TO_ME, "Send me the files", value)]
    top += [_publish_button(made, value)] if reader.is_staff and made.entries else []
    blocks = [_section(f"*{_line(faq.title)}*\n" + "\n".join(_state_lines(faq, made, 0))), _row(top)]
    shown = 0
    for entry in entries[start:]:
        own = entry_blocks(faq, entry)
        if len(blocks) + len(own) > VIEW_BLOCKS:
            break
        blocks += own
        shown += 1
    if start + shown < len(entries):
        blocks.append(_row([_button(f"{OPEN}_more", "More", f"{value}:{start + shown}")]))
    return modal(f"FAQ set {faq.number}", blocks)


def unfinished_modal(faq: FaqSet) -> Json:
    """Return the modal of a set that has no result."""
    return modal(f"FAQ set {faq.number}", [_section(f"*{_line(faq.title)}*\nThis set is {STATES[faq.state]}.")])


def list_modal(sets: Sequence[FaqSet], *, is_staff: bool) -> Json:
    """Return the list of sets, newest first."""
    if not sets:
        return modal("FAQs", [_section("There are none yet. `/faq` makes some from a text or a file.")])
    blocks = [_set_line(faq, is_staff=is_staff) for faq in sets]
    return modal("FAQs", blocks)


def _set_line(faq: FaqSet, *, is_staff: bool) -> Json:
    made = f"{faq.report['delivered']} of {faq.asked}" if faq.report else STATES[faq.state]
    owner = f" · <@{faq.owner}>" if is_staff else ""
    when = f"<!date^{int(faq.created_at.timestamp())}^{{date_short_pretty}} {{time}}|{faq.created_at:%Y-%m-%d %H:%M}>"
    text = f"*{faq.number}. {_line(faq.title)}*\n{made}{owner} · {when}"
    return {**_section(text), "accessory": _button(OPEN, "Open", str(faq.number))}


def gaps_modal(gaps: Sequence[Gap]) -> Json:
    """Return the questions without an answer, most asked first."""
    if not gaps:
        return modal("Unanswered questions", [_section("None: every question so far got an answer.")])
    head = note("What people asked and no published FAQ answers, most asked first. Publish a set that does.")
    return modal("Unanswered questions", [head, *(_section(_gap_line(gap)) for gap in gaps)])


def _gap_line(gap: Gap) -> str:
    times = f"asked {gap.count} times" if gap.count > 1 else "asked once"
    return f"*{_line(gap.question)[:500]}*\n{times} · last on {gap.last_asked:%Y-%m-%d} · {', '.join(gap.cases)}"


def _section(text: str) -> Json:
    return {"type": "section", "text": mrkdwn(text[:3000])}


def _row(elements: list[Json]) -> Json:
    return {"type": "actions", "elements": elements}


def _button(action_id: str, text: str, value: str) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value}


def _line(text: str) -> str:
    return escape(" ".join(text.split()))


def _text_of(block: Any) -> str:  # noqa: ANN401 - a block
    if block["type"] == "section":
        return str(block["text"]["text"])
    return str(block["elements"][0]["text"]) if block["type"] == "context" else ""
