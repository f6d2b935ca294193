"""The form of ``/faq`` as a modal, and its small modals. Pure: from data to Block Kit."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.formats.documents import FILE_TYPES
from bot.slack.blocks import Json, button, note, option, plain, row
from bot.slack.faqs.form import (
    COUNT,
    FILES,
    LANGUAGE,
    LANGUAGES,
    PAGES,
    SAME,
    TEXT_CUT,
    THREAD_CUT,
    WHERE,
    Form,
    Typed,
    text_field,
    title_field,
)
from bot.slack.faqs.text_fields import FIELD_CHARS, MOST_FIELDS
from bot.slack.render import escape
from handlers.faq.order import MOST_DOCUMENTS, MOST_QUESTIONS

FORM, ADD_DOCUMENT, ADD_ROOM = "faq_form", "faq_add_document", "faq_add_room"
MOST_FILES = 10
READ = "read_"  # how the ids of the lines begin that say what was read
FILES_LABEL = f"Files: {', '.join(f'.{one}' for one in FILE_TYPES)}"
ROOM = f"A field holds {FIELD_CHARS:,} characters; the button below adds another."
PAGES_LABEL = "Web pages and sitemaps, an address a line"
PAGES_HINT = "Pages that everybody may read. They are read again later, and you learn what of the FAQs changed."
HELP = (
    "*What you can type after* `/faq`\n"
    "• nothing: a form for your texts or files; every answer comes with a quote that stands in them\n"
    "• a text: the form with that text filled in\n"
    "• addresses of web pages or sitemaps: the form with these; the pages are read again each day\n"
    "• `list`: the sets of FAQs made here, to look at, publish or download\n"
    "• a number, such as `3`: that set; staff approve, edit, reject, add and publish its entries there\n"
    "• `gaps`: questions that no published FAQ answered, to answer them (staff)\n"
    "On a message, *Make FAQs* in its menu takes the message or its whole thread."
)
INTRO = (
    "Paste one or more texts, attach files, or name web pages. Every answer comes with a quote that stands in them "
    "letter by letter; if they carry fewer questions than you ask for, you get those that can be proved and the reason."
)

NOTICES = {
    THREAD_CUT: ":scissors: The thread has more messages than can be read at once: some are missing here.",
    TEXT_CUT: ":scissors: The text is longer than this form holds: its end is missing here. To use it all, empty the "
    "text fields and attach the text as a file.",
}


def form_modal(form: Form, metadata: str, problems: Mapping[str, str] | None = None) -> Json:
    """Return the form. ``problems`` (found after Slack got its answer) are shown under their fields, and at its top.

    What was filled in takes more than a screen, and the form is shown from its top again.
    """
    blocks = [note(INTRO), *_told(problems or {}), *(note(NOTICES[what]) for what in form.notices if what in NOTICES)]
    blocks += [_was_read(at, told) for at, told in enumerate(form.read)]
    for at, typed in enumerate(form.documents):
        blocks += _document(at, typed, many=len(form.documents) > 1)
    room = sum(form.layout) < MOST_FIELDS
    if room and len(form.documents) < MOST_DOCUMENTS:
        blocks.append(row([button(ADD_DOCUMENT, "Add another document", "add")]))
    blocks += [_file_input(), _pages(form), _count(form), _language(form)]
    blocks += [_where(form)] if form.channel else []
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": metadata,
        "title": plain("Make FAQs"),
        "submit": plain("Make FAQs"),
        "close": plain("Cancel"),
        "blocks": _with_problems(blocks, problems or {}),
    }


def _was_read(at: int, told: str) -> Json:
    return {"type": "context", "block_id": f"{READ}{at}", "elements": [plain(told)]}


def read_in(blocks: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what a form said that was read, from its modal as Slack sends it back."""
    shown = (block["elements"][0] for block in blocks if str(block.get("block_id")).startswith(READ))
    return tuple(str(one["text"]) for one in shown)[:MOST_FILES]


def _document(at: int, typed: Typed, *, many: bool) -> list[Json]:
    number = f" of document {at + 1}" if many else ""
    title: Json = {"type": "plain_text_input", "action_id": "it", "max_length": 120}
    title["placeholder"] = plain("Empty: the heading in its first line")
    blocks = [_input(title_field(at), f"Title{number}", _filled(title, typed.title), optional=True)]
    for part, text in enumerate(typed.texts):
        field: Json = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": FIELD_CHARS}
        label = f"Text{number}" if part == 0 else f"Text{number}, continued"
        blocks.append(_input(text_field(at, part), label, _filled(field, text), optional=True, hint=ROOM))
    more = f"More text{' for this document' if many else ''}"
    blocks.append(row([button(ADD_ROOM, more, str(at))], block_id=f"room_{at}"))
    return blocks


def _file_input() -> Json:
    element = {"type": "file_input", "action_id": "it", "filetypes": list(FILE_TYPES), "max_files": MOST_FILES}
    return _input(FILES, FILES_LABEL, element, optional=True)


def _pages(form: Form) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": FIELD_CHARS}
    return _input(PAGES, PAGES_LABEL, _filled(element, form.pages), optional=True, hint=PAGES_HINT)


def _count(form: Form) -> Json:
    element: Json = {"type": "number_input", "action_id": "it", "is_decimal_allowed": False}
    element |= {"min_value": "1", "max_value": str(MOST_QUESTIONS)}
    return _input(COUNT, "Number of questions", _filled(element, form.count))


def _language(form: Form) -> Json:
    options = [option("The language of the documents", SAME), *(option(name, name) for name in LANGUAGES)]
    chosen = next((option for option in options if option["value"] == form.language), options[0])
    element = {"type": "static_select", "action_id": "it", "options": options, "initial_option": chosen}
    return _input(LANGUAGE, "Language", element)


def _where(form: Form) -> Json:
    options = [option("Me, in a direct message", "me"), option("This channel", "channel")]
    chosen = options[1] if form.to_channel else options[0]
    element = {"type": "radio_buttons", "action_id": "it", "options": options, "initial_option": chosen}
    return _input(WHERE, "Deliver to", element)


def _told(problems: Mapping[str, str]) -> list[Json]:
    said = escape(" ".join(problems.values()))
    return [note(f":warning: *Nothing was made yet. {said}*")] if problems else []


def _with_problems(blocks: list[Json], problems: Mapping[str, str]) -> list[Json]:
    """Put each problem under its field; small print rather than Slack's red, which needs an answer within 3 seconds."""
    shown = []
    for block in blocks:
        shown.append(block)
        if problem := problems.get(block.get("block_id", "")):
            shown.append(note(f":warning: *{escape(problem)}*"))
    return shown


def _input(block_id: str, label: str, element: Json, *, optional: bool = False, hint: str = "") -> Json:
    block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    block |= {"hint": plain(hint)} if hint else {}
    return {**block, "optional": True} if optional else block


def _filled(element: Json, value: str) -> Json:
    return {**element, "initial_value": value} if value else element
