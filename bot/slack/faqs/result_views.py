"""How a set of FAQs is shown in Slack: the message that counts up, the pages, the modal of a set, the list of sets."""

import json
from collections.abc import Sequence
from typing import Any

from bot.slack.blocks import Json, button, confirm, header, modal, moment, note, one_line, row, section, who
from bot.slack.faqs.alias_views import aliases_button
from bot.slack.faqs.entry_views import entry_blocks, fitted, staff_entry_blocks
from bot.slack.render import PAGE_BLOCKS, PAGE_CHARS, SECTION_CHARS, Page, escape, split
from handlers.faq.acts import FaqActor
from handlers.faq.conflicts import Conflict
from handlers.faq.listing import SetSummary
from handlers.faq.made import MadeFaq
from handlers.faq.publishing import Looked, is_for_a_look, may_answer, outcome, waits
from handlers.faq.readings import sentences_of
from storage.faq_records import FaqEntry, FaqReading, FaqSet, FaqSource

CANCEL, OPEN, PUBLISH, WITHDRAW = "faq_cancel", "faq_open", "faq_publish", "faq_withdraw"
PUBLISH_ALL = "faq_publish_all"
FILES_TO_ME, ADD, ERASE, LIST = "faq_files_to_me", "faq_add", "faq_erase", "faq_list"
BAR = 10
MOST_DROPPED = 5
MOST_READ, MOST_LOST, READ_CHARS = 5, 3, 300  # documents, losses of each, characters of its line
MOST_CONFLICTS = 5
MOST_SOURCES = 5
VIEW_CHARS = 200_000  # as JSON; Slack takes 250 kB a view
VIEW_BLOCKS = 94  # of a modal's 100: room for its head
FOR_GOOD = confirm(
    "Erase this set?",
    "Its documents and entries are erased for good, also from the records of cases that were answered from it. Replies "
    "and files in Slack stay there. This cannot be undone.",
    "Erase",
    "Keep",
)
WHAT_PUBLISHING_DOES = (
    "Published, a set answers customers, and sections of its documents may be shown to them word for word."
)
WHAT_A_LOOK_IS = "Their answers are the document's own words: publish them all with one press, or decide one by one."
STATES = {"working": "being made", "done": "done", "cancelled": "cancelled", "failed": "failed", "erased": "erased"}


def status_page(
    faq: FaqSet, made: MadeFaq | None, done: int, asked_in: str | None, readings: Sequence[FaqReading] = ()
) -> Page:
    """Return the message of a set: what was read, then it counts up while the set is made, or what became of it.

    ``asked_in``: the channel the result was meant for, if it could not be posted there.
    """
    head = f"*FAQ set {faq.number}: {one_line(faq.title)}* · for {who(faq.owner)}"
    lines = [head, *read_lines(readings), *_state_lines(faq, made, done)]
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
    if faq.state == "erased":
        return ["Erased, with its documents. Files in Slack stay until somebody deletes them there."]
    if made is None:
        return ["Something went wrong on our side, and nothing was delivered. Please ask again with `/faq`."]
    lines = [escape(sentence) for sentence in made.report.headline()]
    told = outcome(made.faq, made.entries)
    if made.faq.published:
        answering, all_of_it = _by_itself(made.entries), len(made.entries)
        some = "it" if answering == all_of_it else f"{answering} of its {all_of_it} questions"
        lines.append(f"*Published*: the desk answers from {some}.")
    elif told.to_look_at and _by_itself(made.entries):
        lines.append(f"*{_answers(_by_itself(made.entries))} ready* and published with the set.")
    lines += [f":eyes: {told.to_look_at} {WHAT_A_LOOK_IS}"] if told.to_look_at else []
    return [*lines, told.to_decide] if told.to_decide else lines


def _answers(count: int) -> str:
    return "1 answer is" if count == 1 else f"{count} answers are"


def _by_itself(entries: Sequence[FaqEntry]) -> int:
    return sum(map(may_answer, entries))


def read_lines(readings: Sequence[FaqReading]) -> list[str]:
    """Return what was read of documents, for mrkdwn."""
    return [fitted(one, READ_CHARS) for one in sentences_of(readings, MOST_READ, MOST_LOST)]


def _small_print(made: MadeFaq) -> list[str]:
    lines = made.report.small_print()
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
    warning = [] if made.faq.published else [note(WHAT_PUBLISHING_DOES)]
    return [row([button(OPEN, "Open", value), *_publish_buttons(made, value)]), *warning]


def _publish_buttons(made: MadeFaq, value: str) -> list[Json]:
    """Return what publishes a set: what is ready, or all that waits for a look with it; or what withdraws it."""
    seen, ready = Looked.at(made.entries), _by_itself(made.entries)
    every = [
        f"Publish {seen.count} more (staff)" if made.faq.published else f"Publish all {ready + seen.count} (staff)"
    ]
    both = [button(PUBLISH_ALL, text, f"{value}:{seen.count}:{seen.versions}") for text in every if seen.count]
    if made.faq.published:
        return [*both, button(WITHDRAW, "Withdraw (staff)", value)]
    text = f"Publish the {ready} ready (staff)" if seen.count else "Publish (staff)"
    return [*([button(PUBLISH, text, value)] if ready or not seen.count else []), *both]


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
    if not entries:
        return Page((note("(erased)"),), "(erased)")
    blocks = [block for entry in entries for block in entry_blocks(faq, entry)]
    if sum(len(_text_of(block)) + 2 for block in blocks) > PAGE_CHARS:
        share = PAGE_CHARS // len(entries) - 100
        blocks = [block for entry in entries for block in entry_blocks(faq, entry, share)]
    return Page(tuple(blocks), "\n\n".join(filter(None, map(_text_of, blocks))))


def set_modal(
    made: MadeFaq,
    actor: FaqActor,
    entries: Sequence[FaqEntry],
    start: int = 0,
    notice: str = "",
    conflicts: Sequence[Conflict] = (),
) -> Json:
    """Return a set as a modal, from the entry at ``start``; what does not fit a view is one button further.

    To staff what waits for them comes first, what needs a decision before what needs a look. ``notice``: what there is
    to say above it. ``conflicts``: questions of this set that another entry answers differently.
    """
    faq, value = made.faq, str(made.faq.number)
    shown_to = staff_entry_blocks if actor.is_staff else entry_blocks
    entries = sorted(entries, key=_group) if actor.is_staff else entries
    groups = list(map(_group, entries))
    top = [button(FILES_TO_ME, "Send me the files", value)]
    top += [*_publish_buttons(made, value), aliases_button(value)] if actor.is_staff and made.entries else []
    top += [button(ADD, "Add an entry", value)] if actor.is_staff else []
    blocks = [note(f":information_source: {escape(notice)}")] if notice else []
    blocks += [section(f"*{fitted(faq.title, 600)}*\n" + "\n".join(_state_lines(faq, made, 0))), row(top)]
    blocks += [note(WHAT_PUBLISHING_DOES)] if actor.is_staff and made.entries and not faq.published else []
    blocks += _conflict_notes(conflicts) + _source_notes(made.sources)
    room, shown = VIEW_CHARS, 0
    for at, entry in enumerate(entries[start:], start=start):
        heads = actor.is_staff and len(set(groups)) > 1 and (at == start or groups[at] != groups[at - 1])
        own = [*([_group_head(groups, groups[at])] if heads else []), *shown_to(faq, entry)]
        room -= len(json.dumps(own))
        if len(blocks) + len(own) > VIEW_BLOCKS or (room < 0 and shown):
            break
        blocks += own
        shown += 1
    turns = [button(f"{OPEN}_more", "From the beginning", f"{value}:0")] if start else []
    turns += [button(f"{OPEN}_next", "More", f"{value}:{start + shown}")] if start + shown < len(entries) else []
    turns += [_erase_button(faq)] if actor.is_staff or not faq.published else []
    blocks += [row(turns)] if turns else []
    return modal(f"FAQ set {faq.number}", blocks, private_metadata=json.dumps({"start": start}))


def _erase_button(faq: FaqSet) -> Json:
    return button(ERASE, "Erase the set", str(faq.number), style="danger", confirm=FOR_GOOD)


def _source_notes(sources: Sequence[FaqSource]) -> list[Json]:
    shown = [note(f":link: {fitted(one.address, 300)} · {_read(one)}") for one in sources[:MOST_SOURCES]]
    more = len(sources) - len(shown)
    return [*shown, note(f":link: And {more} more.")] if more > 0 else shown


def _read(one: FaqSource) -> str:
    if one.failing_since is not None:
        return f"cannot be read since {moment(one.failing_since)}: {fitted(one.problem or '', 300)}"
    return f"read {moment(one.read_at)}" if one.read_at else "not read yet"


def _group(entry: FaqEntry) -> int:
    """Return where an entry stands for staff: 0 needs a decision, 1 a look, 2 nothing."""
    return (1 if is_for_a_look(entry) else 0) if waits(entry) else 2


def _group_head(groups: Sequence[int], group: int) -> Json:
    name = ("Needs your decision", "Worded by Frontdesk: have a look", "Checked or decided")[group]
    return header(f"{name} ({groups.count(group)})")


def _conflict_notes(conflicts: Sequence[Conflict]) -> list[Json]:
    shown = [note(f":warning: {fitted(one.sentence(), SECTION_CHARS)}") for one in conflicts[:MOST_CONFLICTS]]
    more = len(conflicts) - len(shown)
    return [*shown, note(f":warning: And {more} more questions like that.")] if more > 0 else shown


def unfinished_modal(faq: FaqSet) -> Json:
    """Return the modal of a set that has no result."""
    blocks = [section(f"*{fitted(faq.title, 600)}*\nThis set is {STATES[faq.state]}.")]
    being_made = faq.state == "working"
    blocks.append(row([button(CANCEL, "Cancel", str(faq.number)) if being_made else _erase_button(faq)]))
    return modal(f"FAQ set {faq.number}", blocks)


def list_modal(sets: Sequence[SetSummary], *, is_staff: bool) -> Json:
    """Return the list of sets, newest first."""
    if not sets:
        return modal("FAQs", [section("There are none yet. `/faq` makes some from a text or a file.")])
    blocks = [_set_line(line, is_staff=is_staff) for line in sets]
    return modal("FAQs", blocks)


def _set_line(line: SetSummary, *, is_staff: bool) -> Json:
    faq = line.faq
    made = line.counts() if faq.state == "done" else STATES[faq.state]
    made = f"{faq.report['delivered']} of {faq.asked} · {made}" if faq.report and faq.asked else made
    mark = ":warning: " if line.conflicts else ""
    owner = f" · {who(faq.owner)}" if is_staff else ""
    text = f"*{faq.number}. {one_line(faq.title)}*\n{mark}{made}{owner} · {moment(faq.created_at)}"
    return section(text, button(OPEN, "Open", str(faq.number)))


def _text_of(block: Any) -> str:  # noqa: ANN401 - a block
    if block["type"] == "section":
        return str(block["text"]["text"])
    return str(block["elements"][0]["text"]) if block["type"] == "context" else ""
