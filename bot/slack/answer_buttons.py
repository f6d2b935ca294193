"""The buttons under an answer: helpful or not, a person please, cancel this return, yes or no, did you mean, here.

See ``listeners``.
"""

from collections.abc import Sequence
from typing import Any

from handlers.cases.requester_acts import SAYS_NO, SAYS_YES
from workflows.reply import Offer

RATE, PERSON, CANCEL_RETURN = "reply_rate", "reply_person", "reply_cancel_return"
RATE_RESOLUTION = "case_rate"
HERE = "reply_here"
YES, NO = "task_yes", "task_no"
ANSWERS = {YES: SAYS_YES, NO: SAYS_NO}
OFFER = "faq_offer_"  # with its place in the row: Slack wants a name for each button
MOST_OFFERED = 3
LABEL_CHARS = 75  # what Slack takes on a button

Block = dict[str, Any]


def under_answer(reply_id: int, *, rated: bool = True, person: bool = True) -> list[Block]:
    """Return the buttons under an answer: thumbs, a person; their values name the reply.

    Who may press is checked when pressed.
    """
    thumbs = _thumbs(RATE, reply_id, ("this answer helped", "this answer did not help"))
    ask = {"type": "button", "action_id": PERSON, "text": _plain("Talk to a person"), "value": str(reply_id)}
    rows: list[Block] = [thumbs] if rated else []
    return [*rows, {"type": "actions", "elements": [ask]}] if person else rows


def under_private(reply_id: int) -> Block:
    """Return the button under the line that an answer was sent to its reader alone."""
    here = {"type": "button", "action_id": HERE, "text": _plain("Answer here"), "value": str(reply_id)}
    return {"type": "actions", "elements": [here]}


def under_resolution(post_id: int) -> Block:
    """Return the thumbs under the sentence that a case is resolved."""
    return _thumbs(RATE_RESOLUTION, post_id, ("we could help you", "we could not help you"))


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


def under_question(task_id: int) -> Block:
    """Return the buttons under the question whether a task is wanted; words do as well."""
    yes = {"type": "button", "action_id": YES, "text": _plain("Yes"), "value": str(task_id), "style": "primary"}
    no = {"type": "button", "action_id": NO, "text": _plain("No, something else"), "value": str(task_id)}
    return {"type": "actions", "elements": [yes, no]}


def under_offers(reply_id: int, offers: Sequence[Offer]) -> Block:
    """Return a button for each question that may be meant; its value names the reply and the question's number."""
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"{OFFER}{at}",
                "text": _plain(_cut(f"{offer.number}. {offer.question}")),
                "value": f"{reply_id}:{offer.number}",
            }
            for at, offer in enumerate(offers[:MOST_OFFERED], start=1)
        ],
    }


def _cut(label: str) -> str:
    return label if len(label) <= LABEL_CHARS else f"{label[: LABEL_CHARS - 1]}…"


def chosen(blocks: list[Block], value: str, question: str) -> list[Block]:
    """Return a message's blocks with the question that was chosen in place of the row of buttons it was in."""
    said = {"type": "context", "elements": [_plain(f"You chose: {question}")]}
    return [said if _offers(block, value) else block for block in blocks]


def _offers(block: Block, value: str) -> bool:
    buttons = block.get("elements") or [] if block.get("type") == "actions" else []
    return any(str(one.get("action_id")).startswith(OFFER) and one.get("value") == value for one in buttons)


def answered(blocks: list[Block], task_id: str, answer: str) -> list[Block]:
    """Return a message's blocks with the answer in place of the buttons that asked for it."""
    said = {"type": "context", "elements": [_plain(f"You answered: {answer}")]}
    return [said if _asks_about(block, task_id) else block for block in blocks]


def _asks_about(block: Block, task_id: str) -> bool:
    buttons = block.get("elements") or [] if block.get("type") == "actions" else []
    return any(one.get("action_id") in ANSWERS and one.get("value") == task_id for one in buttons)


def _thumbs(action_id: str, post_id: int, read_aloud: tuple[str, str]) -> Block:
    thumbs = {
        "type": "feedback_buttons",
        "action_id": action_id,
        "positive_button": _thumb("Helpful", f"{post_id}:1", read_aloud[0]),
        "negative_button": _thumb("Not helpful", f"{post_id}:-1", read_aloud[1]),
    }
    return {"type": "context_actions", "elements": [thumbs]}


def _thumb(text: str, value: str, read_aloud: str) -> Block:
    # What is read aloud begins with what is seen: who speaks to their computer says what they see.
    return {"text": _plain(text), "value": value, "accessibility_label": f"{text}: {read_aloud}"}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}
