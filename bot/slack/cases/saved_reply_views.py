"""The dialogs of saved replies: their list, the form of one, the menu in the reply dialog. Pure."""

from collections.abc import Sequence

from bot.slack.blocks import Json, button, confirm, modal, note, one_line, option, plain, row, section
from handlers.cases.saved_replies import NAME, NAME_LENGTH, TEXT, VARIABLES
from handlers.cases.staff_reply import REPLY_LENGTH
from storage.records import SavedReply

TITLE = "Saved replies"
FORM = "saved_reply_form"
ADD, EDIT, DELETE, TAKE = "saved_reply_add", "saved_reply_edit", "saved_reply_delete", "saved_reply_take"
PREVIEW = 150
ABOUT = (
    "Staff take one in the dialog of a reply, and can change it before it goes. What stands in braces is filled in: "
)
NAMED = ", ".join(f"`{{{one}}}`" for one in VARIABLES)


def list_modal(replies: Sequence[SavedReply]) -> Json:
    """Return the list."""
    lines = [section(_line(one), button(EDIT, "Edit", str(one.id))) for one in replies]
    adds = row([button(ADD, "New saved reply", "new", style="primary")])
    return modal(TITLE, [adds, note(f"{ABOUT}{NAMED}."), *(lines or [note("There are none yet.")])])


def _line(reply: SavedReply) -> str:
    text = " ".join(reply.text.split())
    text = text if len(text) <= PREVIEW else f"{text[: PREVIEW - 1]}…"
    return f"*{one_line(reply.name)}*\n{one_line(text)}"


def form_modal(seen: SavedReply | None, metadata: str) -> Json:
    """Return the form of a new saved reply, or of the one that is changed."""
    fields = [
        _field(NAME, "Name", {"max_length": NAME_LENGTH}, seen.name if seen else ""),
        _field(TEXT, "Text", {"max_length": REPLY_LENGTH, "multiline": True}, seen.text if seen else ""),
        note(f"What stands in braces is filled in: {NAMED}."),
    ]
    if seen is not None:
        asked = confirm("Delete this saved reply?", "Replies that were sent with it stay as they are.", "Delete")
        fields.append(row([button(DELETE, "Delete", str(seen.id), style="danger", confirm=asked)]))
    title = "Edit a saved reply" if seen else "New saved reply"
    form = modal(title, fields, callback_id=FORM, private_metadata=metadata, submit=plain("Save"))
    return {**form, "close": plain("Cancel")}


def _field(block_id: str, label: str, limits: Json, value: str) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "it", **limits}
    element |= {"initial_value": value} if value else {}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def menu(replies: Sequence[SavedReply], block_id: str) -> list[Json]:
    """Return the menu of saved replies as a row; nothing where there are none."""
    options = [option(one.name, str(one.id)) for one in replies]
    element = {"type": "static_select", "action_id": TAKE, "placeholder": plain("Take a saved reply…")}
    return [row([{**element, "options": options}], block_id)] if options else []
