"""From a response to the reply people read: why a person must go on, the words that say so, and the small print."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from handlers.cases.handover import beside_own_language, waits_for_person
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
from handlers.outbox.privacy import is_for_one
from handlers.policy.questions import added
from workflows.faq.standing_alone import is_another_matter
from workflows.reply import Fact, Reply, Section, small_print_of
from workflows.rules.escalation.again import happens_still
from workflows.rules.escalation.beyond import DAMAGED, change
from workflows.rules.escalation.complaints import COMPLAINT

AUTOMATIC = "This is an automatic first response, written without a language model."
PART_OF = "Part of {}"  # said under what was written outside of the case's thread
UPDATED = "Updated, since you edited your message"
STILL_RETURNED = "The return that you asked for before still stands. If you do not want it any more, cancel it here."
STILL_OPEN = "The investigation {} of it still stands. If you do not want it any more, say so: a person stops it."
SORRY = "Something went wrong on our side while I was working on this, and I could not finish it."
WRITING_STEPS = ("technical_reply", "billing_reply", "general_reply", "synthesize")
OPENINGS = {
    ASKED_FOR_PERSON: "You asked for a person, and of course you can have one.",
    ANGRY: "I am sorry for the trouble this has caused you.",
    LANGUAGE: "I am sorry, I cannot answer in this language at the moment.",
    NO_NUMBER: "You need not search any further.",
    UNCLEAR_WISH: "I am not sure what you would like me to do, and I do not want to guess.",
    UNSURE_TWICE: "I still do not understand this well enough to help you myself.",
}
# Of somebody who waits for a person already.
OPENINGS_AGAIN = {
    **OPENINGS,
    ASKED_FOR_PERSON: "Of course. Our support team has your case already.",
}


def failure() -> Response:
    """Return the response to an internal failure: no details, a person."""
    return Response((Section(text=SORRY),), hand_over=(FAILURE,), by_rule=True, untold="all")


def compose(conversation: Conversation, response: Response, when: str = "") -> Reply:
    """Return the reply. ``when``: a sentence that says when a person is there, "" if nothing is known of that."""
    sections = list(response.sections)
    if response.hand_over:
        words = Section(text=_handed_over(conversation, response, when))
        sections.insert(_place(response, sections), words)
    if conversation.case.status == "escalated":
        sections = _added_once(conversation, sections)
    sections += _still_standing(conversation, sections)
    number = conversation.case.number
    joins = conversation.turn.joins(conversation.case)
    notes = [] if any(number in section.text for section in sections) else [PART_OF.format(number) if joins else number]
    if response.by_rule:
        notes.append(AUTOMATIC)
    if response.notice:
        notes.append(response.notice)
    if conversation.replaces is not None:
        notes.insert(0, UPDATED)
    is_new = joins or conversation.replaces is not None or not conversation.stated.issuperset(notes)
    return Reply(
        sections=_numbered(sections),
        small_print=small_print_of(notes) if is_new else "",
        private=is_for_one(conversation, replace(response, sections=tuple(sections))),
    )


def _place(response: Response, sections: Sequence[Section]) -> int:
    """Return where it is said that a person goes on: at the end, but what is urgent first of all.

    A change or a cancellation is what was asked for: it stands before how its order stands.
    """
    if response.urgent:
        return 0
    told = (at for at, one in enumerate(sections) if one.facts)
    return next(told, len(sections)) if response.opening == change().opening else len(sections)


def _still_standing(conversation: Conversation, sections: Sequence[Section]) -> list[Section]:
    """Say what was done for the text before an edit and is not asked for any more: nothing is undone by that."""
    earlier = conversation.replaces
    if earlier is None:
        return []
    shown = Reply(sections=tuple(sections)).plain()
    returns = [one for one in earlier.returns if one.number not in shown]
    investigations = [one for one in earlier.investigations if one.number not in shown]
    return [
        *(
            Section(
                heading=f"Return of {one.product_name}",
                text=STILL_RETURNED,
                facts=(Fact(label="RMA number", value=one.number),),
                rma=one.number,
            )
            for one in returns
        ),
        *(
            Section(heading=f"Invoice {one.invoice_number}", text=STILL_OPEN.format(one.number))
            for one in investigations
        ),
    ]


def _numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Give each question that may be meant a number of its own: it can be chosen by it."""
    numbers = count(1)

    def numbered(section: Section) -> Section:
        offers = tuple(one.model_copy(update={"number": next(numbers)}) for one in section.offers)
        return section.model_copy(update={"offers": offers})

    return tuple(numbered(one) if one.offers else one for one in sections)


def with_reasons(conversation: Conversation, response: Response) -> Response:
    """Add the reasons that show only when the answer is there: it is unsure again, or written in the wrong language."""
    reasons = list(response.hand_over)
    if response.unsure and _is_unsure_again(conversation, response):
        reasons.append(UNSURE_TWICE)
    if conversation.language != "en" and conversation.run.by_rule(*WRITING_STEPS):
        reasons.append(LANGUAGE)  # the rules write English: of that only what code tells of records is worth reading
        told = tuple(one for one in response.sections if one.facts)
        response = _unasked(replace(response, sections=told, untold="questions"))
    if reasons and response.unsure:
        response = _unasked(replace(response, sections=(), untold="all"))
    response = replace(response, hand_over=tuple(dict.fromkeys(reasons)))
    return _only_news(conversation, response) if conversation.case.status == "escalated" else response


def _unasked(response: Response) -> Response:
    """Let a response whose questions were left out wait for no answer, and the account number be asked for later."""
    told = response.customer if response.customer and response.customer.account_number else None
    return replace(response, awaiting=None, customer=told)


def _only_news(conversation: Conversation, response: Response) -> Response:
    """Hand over a case that waits for a person already only for what is new; what adds to it is added in one line."""
    news = tuple(one for one in response.hand_over if _is_news(conversation, response, one))
    if news or not response.hand_over:
        return replace(response, hand_over=news)
    sections = (*response.sections, Section(text=added(conversation.case.number)))
    return replace(response, sections=sections, hand_over=(), opening="")


def _is_news(conversation: Conversation, response: Response, reason: str) -> bool:
    """Say whether a person has not been called for ``reason`` yet: what was said of it then is said once."""
    if reason in {FAILURE, PART_FAILED}:
        return True
    is_urgent = conversation.case.priority == "urgent"
    if response.urgent:
        text = conversation.turn.text
        is_told = is_urgent and conversation.has_said(response.opening)
        return not is_told or "?" in text or happens_still(text)
    if reason in {COMPLAINT.name, DAMAGED} and is_urgent:
        return False
    said = {OPENINGS.get(reason), OPENINGS_AGAIN.get(reason, response.opening)} - {None, ""}
    return bool(said) and not any(conversation.has_said(one) for one in said if one)


def _is_unsure_again(conversation: Conversation, response: Response) -> bool:
    """Say whether this was not understood twice. Another question is not the same again; the third in a row is enough.

    What may be meant is offered all the same.
    """
    missed = conversation.case.unsure_count
    if missed == 0 or not is_another_matter(conversation.own, conversation.written_before):
        return missed > 0
    return missed > 1 and not any(one.offers for one in response.sections)


def _handed_over(conversation: Conversation, response: Response, when: str) -> str:
    """Say what is true: the case is marked for a person. What they will do is theirs to say.

    Who has been told so already only learns that this was added; it is said once, and not in the same words.
    """
    case = conversation.case
    cannot = LANGUAGE in response.hand_over
    if case.status == "escalated":
        urgent = " The case is now marked as urgent." if response.urgent and case.priority != "urgent" else ""
        words = f"{_opening(response, OPENINGS_AGAIN)} {added(case.number)}{urgent}".strip()
    else:
        what = "The rest of this" if PART_FAILED in response.hand_over else "This"
        waits = waits_for_person(case.number, what=what, urgent=response.urgent, when=when)
        words = f"{_opening(response, OPENINGS)} {waits}".strip()
    return beside_own_language(conversation.language, case.number, words, cannot=cannot)


def _opening(response: Response, openings: Mapping[str, str]) -> str:
    found = next((openings[reason] for reason in response.hand_over if reason in openings), response.opening)
    return response.opening if response.urgent else found


def _added_once(conversation: Conversation, sections: list[Section]) -> list[Section]:
    """Leave the sentence that a message was added to the case where it stands last, or with its reason."""
    sentence = added(conversation.case.number)
    saying = [one for one in sections if sentence in one.text]
    kept = next((one for one in saying if one.text != sentence), saying[-1] if saying else None)
    return [one for one in sections if one is kept or sentence not in one.text]
