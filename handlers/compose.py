"""From a response to the reply people read: why a person must go on, the words that say so, and the small print."""

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
from handlers.handover import beside_own_language, waits_for_person
from workflows.reply import Reply, Section, small_print_of

AUTOMATIC = "This is an automatic first response, written without a language model."
SORRY = "Something went wrong on our side while I was working on this, and I could not finish it."
WRITING_STEPS = ("technical_reply", "billing_reply", "general_reply", "synthesize")
OPENINGS = {
    ASKED_FOR_PERSON: "You asked for a person, and of course you can have one.",
    ANGRY: "I am sorry for the trouble this has caused you.",
    LANGUAGE: "I am sorry, I can only answer in English at the moment.",
    UNSURE_TWICE: "I still do not understand this well enough to help you myself.",
}


def failure() -> Response:
    """Return the response to an internal failure: no details, a person."""
    return Response((Section(text=SORRY),), hand_over=(FAILURE,), by_rule=True)


def compose(conversation: Conversation, response: Response, usually: str = "") -> Reply:
    """Return the reply. ``usually``: how soon a person usually writes, "" if that is not known."""
    sections = list(response.sections)
    if response.hand_over:
        words = Section(text=_handed_over(conversation, response, usually))
        sections.insert(0 if response.urgent else len(sections), words)
    notes = [conversation.case.number]
    if response.by_rule:
        notes.append(AUTOMATIC)
    if response.notice:
        notes.append(response.notice)
    is_new = not conversation.stated.issuperset(notes)
    return Reply(sections=tuple(sections), small_print=small_print_of(notes) if is_new else "")


def with_reasons(conversation: Conversation, response: Response) -> Response:
    """Add the reasons that show only when the answer is there: it is unsure again, or written in the wrong language."""
    reasons = list(response.hand_over)
    if response.unsure and conversation.case.unsure_count >= 1:
        reasons.append(UNSURE_TWICE)
    if conversation.language != "en" and conversation.run.by_rule(*WRITING_STEPS):
        reasons.append(LANGUAGE)  # the rules write English
    if reasons and response.unsure:
        response = replace(response, sections=(), awaiting=None)
    return replace(response, hand_over=tuple(dict.fromkeys(reasons)))


def _handed_over(conversation: Conversation, response: Response, usually: str) -> str:
    found = next((OPENINGS[reason] for reason in response.hand_over if reason in OPENINGS), response.opening)
    opening = response.opening if response.urgent else found
    case, what = conversation.case, "The rest of this" if PART_FAILED in response.hand_over else "This"
    again = case.status == "escalated"
    waits = waits_for_person(case.number, what=what, again=again, urgent=response.urgent, usually=usually)
    cannot = LANGUAGE in response.hand_over
    return beside_own_language(conversation.language, case.number, f"{opening} {waits}".strip(), cannot=cannot)
