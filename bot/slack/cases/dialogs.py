"""The dialogs laid over a case: a note, a reply as staff. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.slack.blocks import Json, note, plain
from bot.slack.cases import saved_reply_views
from handlers.cases.acts import NOTE_LENGTH
from storage.records import PRIVATE, Case, SavedReply

NOTE_FORM, REPLY_FORM = "case_note_form", "case_reply_form"
TEXT, MENU = "text", "saved"
INTERNAL = "For staff only: the customer never sees it."
PUBLIC = "It goes into the customer's thread with your name. The bot is silent there from then on."
OTHERS_READ = "Others read along in that thread."
LAST_ALONE = ":warning: The customer's last message was a direct message, which the others there have not seen."


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the reply dialog. ``turn`` counts how often we filled it; ``notice`` is ours (mrkdwn).

    ``place`` says where the reply will stand, and who reads it there. Slack keeps what somebody typed as long as the
    block keeps its id: with each turn the blocks get another one.
    """

    text: str = ""
    turn: int = 0
    notice: str = ""
    place: str = PUBLIC


def note_dialog(number: str, metadata: str) -> Json:
    """Return the dialog of an internal note."""
    return _dialog(NOTE_FORM, f"Note on {number}", [note(INTERNAL), _field(TEXT, "")], "Add the note", metadata)


def reply_dialog(number: str, metadata: str, replies: Sequence[SavedReply] = (), draft: Draft = Draft()) -> Json:
    """Return the dialog of a reply to the customer; ``replies``: the saved ones, in a menu."""
    menu = saved_reply_views.menu(replies, _turned(MENU, draft.turn))
    notice = [note(draft.notice)] if draft.notice else []
    blocks = [note(draft.place), *menu, *notice, _field(_turned(TEXT, draft.turn), draft.text)]
    return _dialog(REPLY_FORM, f"Reply in {number}", blocks, "Send", metadata)


def place_of(case: Case, *, last_alone: bool) -> str:
    """Say where a reply in a case will stand; ``last_alone``: its customer's last words stand elsewhere (mrkdwn)."""
    others = OTHERS_READ if case.privacy == PRIVATE else ""
    return " ".join(filter(None, [PUBLIC, others, LAST_ALONE if last_alone else ""]))


def written(values: Mapping[str, Json]) -> tuple[str, str]:
    """Return what stands in the dialog's field, and the id of its block."""
    found = next((block for block in values if block.partition(":")[0] == TEXT), TEXT)
    return str(values.get(found, {}).get("value") or ""), found


def _turned(name: str, turn: int) -> str:
    return f"{name}:{turn}" if turn else name


def _field(block_id: str, text: str) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "it", "multiline": True, "max_length": NOTE_LENGTH}
    element |= {"focus_on_load": True}  # to write is what it was opened for: the menu of saved replies comes before it
    element |= {"initial_value": text} if text else {}
    return {"type": "input", "block_id": block_id, "label": plain("Text"), "element": element}


def _dialog(callback_id: str, title: str, blocks: list[Json], submit: str, metadata: str) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "title": plain(title[:24]),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "blocks": blocks,
    }
