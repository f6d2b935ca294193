"""The form in which staff write or edit an entry of a set of FAQs, as a modal, and what was typed in it. Pure."""

from dataclasses import dataclass
from typing import Any

from bot.slack.blocks import Json, modal, note, plain
from bot.slack.interactions import Interaction
from bot.slack.text import storable
from handlers.faq.decisions import ANSWER, ANSWER_CHARS, QUESTION, QUESTION_CHARS, clean

FORM = "faq_entry_form"
EDITED = (
    "Another answer is marked as our team's own words: no quote is shown with it, and customers read “answered by our "
    "team”. If only the question is another, the quote stays."
)
ADDED = "The answer is marked as our team's own words: customers read “answered by our team”."


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form: question and answer, cleaned."""

    question: str
    answer: str


def entry_form(title: str, filled: Written, metadata: str, notes: tuple[str, ...], submit: str = "Save") -> Json:
    """Return the form; ``notes`` stand under its fields."""
    fields = [
        _field(QUESTION, "Question", {"max_length": QUESTION_CHARS}, filled.question[:QUESTION_CHARS]),
        _field(ANSWER, "Answer", {"max_length": ANSWER_CHARS, "multiline": True}, filled.answer[:ANSWER_CHARS]),
        *map(note, notes),
    ]
    form = modal(title, fields, callback_id=FORM, private_metadata=metadata, submit=plain(submit))
    return {**form, "close": plain("Cancel")}


def written(interaction: Interaction) -> Written:
    """Return what was typed (untrusted), as it may be kept."""
    values = interaction.values()
    return Written(*clean(_typed(values, QUESTION), _typed(values, ANSWER)))


def _typed(values: dict[str, dict[str, Any]], field: str) -> str:
    return storable(str(values.get(field, {}).get("value") or ""))


def _field(block_id: str, label: str, limits: Json, value: str) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "it", **limits}
    element |= {"initial_value": value} if value else {}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
