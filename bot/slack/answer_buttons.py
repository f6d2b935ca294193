"""The buttons under an answer: helpful or not, a person please, cancel this return. See ``listeners``."""

from typing import Any

RATE, PERSON, CANCEL_RETURN = "reply_rate", "reply_person", "reply_cancel_return"

Block = dict[str, Any]


def under_answer(reply_id: int, *, rated: bool = True, person: bool = True) -> list[Block]:
    """Return the buttons under an answer: thumbs, a person; their values name the reply.

    Who may press is checked when pressed.
    """
    thumbs = {
        "type": "feedback_buttons",
        "action_id": RATE,
        "positive_button": _thumb("Helpful", f"{reply_id}:1", "This answer helped"),
        "negative_button": _thumb("Not helpful", f"{reply_id}:-1", "This answer did not help"),
    }
    ask = {"type": "button", "action_id": PERSON, "text": _plain("Talk to a person"), "value": str(reply_id)}
    rows: list[Block] = [{"type": "context_actions", "elements": [thumbs]}] if rated else []
    return [*rows, {"type": "actions", "elements": [ask]}] if person else rows


def under_return(rma: str) -> Block:
    """Return the button under an authorised return."""
    sure = {
        "title": _plain("Cancel this return?"),
        "text": _plain(f"{rma} will not be valid any more. Please do not send the product back then."),
        "confirm": _plain("Cancel the return"),
        "deny": _plain("Keep it"),
    }
    cancel = {"type": "button", "action_id": CANCEL_RETURN, "text": _plain("Cancel this return"), "value": rma}
    return {"type": "actions", "elements": [{**cancel, "confirm": sure}]}


def _thumb(text: str, value: str, read_aloud: str) -> Block:
    return {"text": _plain(text), "value": value, "accessibility_label": read_aloud}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}
