"""From a response to the reply people read: the handover sentence, the small print, and what the case waits for now."""

from dataclasses import replace

from handlers.desk import (
    ANGRY,
    ASKED_FOR_PERSON,
    FAILURE,
    LANGUAGE,
    NO_NUMBER,
    PART_FAILED,
    UNCLEAR_WISH,
    UNSURE_TWICE,
    Conversation,
    Response,
)
from handlers.questions import added
from workflows.reply import Reply, Section

AUTOMATIC = "This is an automatic first response, written without a language model."
SORRY = "Something went wrong on our side while I was working on this, and I could not finish it."
WRITING_STEPS = ("technical_reply", "billing_reply", "general_reply", "synthesize")
OPENINGS = {
    ASKED_FOR_PERSON: "You asked for a person.",
    ANGRY: "I am sorry for the trouble this has caused you.",
    LANGUAGE: "I am sorry, I can only answer in English at the moment.",
    NO_NUMBER: "You need not search any further.",
    UNCLEAR_WISH: "I am not sure what you would like me to do, and I do not want to guess.",
    UNSURE_TWICE: "I still do not understand this well enough to help you myself.",
}
# Of somebody who waits for a person already.
OPENINGS_AGAIN = {**OPENINGS, ASKED_FOR_PERSON: "Our support team knows already that you asked for a person."}


def failure() -> Response:
    """Return the response to an internal failure: no details, a person."""
    return Response((Section(text=SORRY),), hand_over=(FAILURE,), by_rule=True)


def compose(conversation: Conversation, response: Response) -> tuple[Reply, Response]:
    """Return the reply and the response with all reasons for handing over."""
    response = _with_reasons(conversation, response)
    sections = list(response.sections)
    if response.hand_over:
        openings = OPENINGS_AGAIN if conversation.case.status == "escalated" else OPENINGS
        found = next((openings[reason] for reason in response.hand_over if reason in openings), response.opening)
        opening = response.opening if response.urgent else found
        words = Section(text=f"{opening} {_handed_over(conversation, response)}".strip())
        sections.insert(0 if response.urgent else len(sections), words)
    if conversation.case.status == "escalated":
        sections = _added_once(conversation, sections)
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
    """Say what is true: the case is marked for a person. When they come, and what they will do, is theirs to say.

    Who has been told so already only learns that this was added; it is said once, and not in the same words.
    """
    if conversation.case.status == "escalated":
        urgent = " The case is now marked as urgent." if response.urgent else ""
        return f"{added(conversation.case.number)}{urgent}"
    what = "The rest of this" if PART_FAILED in response.hand_over else "This"
    urgent = ", marked as urgent" if response.urgent else ""
    return f"{what} now waits for a person from our support team{urgent}, as case {conversation.case.number}."


def _added_once(conversation: Conversation, sections: list[Section]) -> list[Section]:
    """Leave the sentence that a message was added to the case where it stands last, or with its reason."""
    sentence = added(conversation.case.number)
    saying = [one for one in sections if sentence in one.text]
    kept = next((one for one in saying if one.text != sentence), saying[-1] if saying else None)
    return [one for one in sections if one is kept or sentence not in one.text]
