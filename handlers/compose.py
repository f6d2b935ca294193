"""From a response to the reply people read: the handover sentence, the small print, and what the case waits for now."""

from dataclasses import replace

from handlers.desk import (
    ANGRY,
    ASKED_FOR_PERSON,
    FAILURE,
    LANGUAGE,
    PART_FAILED,
    UNSURE_TWICE,
    Conversation,
    Response,
)
from workflows.reply import Reply, Section

AUTOMATIC = "This is an automatic first response, written without a language model."
SORRY = "Something went wrong on our side while I was working on this, and I could not finish it."
WRITING_STEPS = ("technical_reply", "billing_reply", "general_reply", "synthesize")
OPENINGS = {
    ASKED_FOR_PERSON: "You asked for a person.",
    ANGRY: "I am sorry for the trouble this has caused you.",
    LANGUAGE: "I am sorry, I can only answer in English at the moment.",
    UNSURE_TWICE: "I still do not understand this well enough to help you myself.",
}


def failure() -> Response:
    """Return the response to an internal failure: no details, a person."""
    return Response((Section(text=SORRY),), hand_over=(FAILURE,), by_rule=True)


def compose(conversation: Conversation, response: Response) -> tuple[Reply, Response]:
    """Return the reply and the response with all reasons for handing over."""
    response = _with_reasons(conversation, response)
    sections = list(response.sections)
    if response.hand_over:
        found = next((OPENINGS[reason] for reason in response.hand_over if reason in OPENINGS), response.opening)
        opening = response.opening if response.urgent else found
        words = Section(text=f"{opening} {_handed_over(conversation, response)}".strip())
        sections.insert(0 if response.urgent else len(sections), words)
    small_print = [conversation.case.number]
    if response.by_rule:
        small_print.append(AUTOMATIC)
    if response.notice:
        small_print.append(response.notice)
    return Reply(sections=tuple(sections), small_print=" · ".join(small_print)), response


def _with_reasons(conversation: Conversation, response: Response) -> Response:
    """Add the reasons that show only when the answer is there: it is unsure again, or written in the wrong language."""
    reasons = list(response.hand_over)
    if response.unsure and conversation.case.unsure_count >= 1:
        reasons.append(UNSURE_TWICE)
    if conversation.language != "en" and conversation.run.by_rule(*WRITING_STEPS):
        reasons.append(LANGUAGE)  # the rules write English
    if reasons and response.unsure:
        response = replace(response, sections=(), awaiting=None)
    return replace(response, hand_over=tuple(dict.fromkeys(reasons)))


def _handed_over(conversation: Conversation, response: Response) -> str:
    """Say what is true: the case is marked for a person. When they come, and what they will do, is theirs to say."""
    what = "The rest of this" if PART_FAILED in response.hand_over else "This"
    again = "still waits" if conversation.case.status == "escalated" else "now waits"
    urgent = ", marked as urgent" if response.urgent else ""
    return f"{what} {again} for a person from our support team{urgent}, as case {conversation.case.number}."
