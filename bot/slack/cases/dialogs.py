"""The dialogs laid over a case: a note, a reply as staff. Pure."""

from bot.slack.blocks import Json, note, plain
from handlers.cases.acts import NOTE_LENGTH

NOTE_FORM, REPLY_FORM = "case_note_form", "case_reply_form"
TEXT = "text"
INTERNAL = "For staff only: the customer never sees it."
PUBLIC = "It goes into the customer's thread with your name. The bot is silent there from then on."


def note_dialog(number: str, metadata: str) -> Json:
    """Return the dialog of an internal note."""
    return _dialog(NOTE_FORM, f"Note on {number}", INTERNAL, "Add the note", metadata)


def reply_dialog(number: str, metadata: str) -> Json:
    """Return the dialog of a reply to the customer."""
    return _dialog(REPLY_FORM, f"Reply in {number}", PUBLIC, "Send", metadata)


def _dialog(callback_id: str, title: str, about: str, submit: str, metadata: str) -> Json:
    element = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": NOTE_LENGTH}
    field: Json = {"type": "input", "block_id": TEXT, "label": plain("Text"), "element": element}
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "title": plain(title[:24]),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "blocks": [note(about), field],
    }
