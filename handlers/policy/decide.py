"""The desk's policy: what is done about a message, by what it says and how its case stands. Nothing is done here.

``docs/policy.md`` shows it as a table, which is a test as well.
"""

from collections.abc import Sequence

from handlers.conversation.reading import Reading, Understanding
from handlers.desk import ANGRY, ASKED_FOR_PERSON, LANGUAGE, TOO_LONG, UNCLEAR_WISH, Conversation
from handlers.policy.actions import (
    WHOLE,
    Action,
    AnswerFromFaqs,
    DoTask,
    Draft,
    DropAsked,
    ExplainReturns,
    HandOver,
    NoteAccount,
    Say,
    TellHeld,
    TellRecords,
)
from handlers.policy.decide_files import with_files
from handlers.policy.decide_followups import settled_by_records, told_beside
from handlers.policy.questions import (
    AGAIN,
    ALL_RIGHT,
    I_AM_HERE,
    LEFT,
    NO_EXCHANGE,
    NO_REPAIR,
    NO_TEXT,
    NOT_YOURS,
    READ_IN_PART,
    TAKE_YOUR_TIME,
    THANKS_FOR_TELLING,
    WELCOME,
    WHAT_FOR,
    WHAT_IS_IT,
    added,
    question,
    wanted,
)
from storage.records import AWAITING_DETAILS, TaskRow
from workflows.answers import Classification, Task
from workflows.ids.grammar import normalise_product
from workflows.routes import RouteName
from workflows.rules import first_aid
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.escalation.complaints import COMPLAINT
from workflows.rules.followups.followups import FollowUp
from workflows.rules.frame import smalltalk
from workflows.rules.implied.exchanges import wishes_mending
from workflows.rules.planning.candidates import Candidate

UNSURE_BELOW = 0.5
MOST_WORDS = 8  # of a message that can be meant as an answer: what is longer is a message of its own


def decide(found: Understanding, conversation: Conversation) -> list[Action]:
    """Return what is done about a message, in the order in which it is said."""
    known = settled(found, conversation)
    actions = known if known is not None else [*_moods(found), *_read_whole(found, conversation)]
    actions = with_files(found, conversation, actions)
    return [*actions, Say(READ_IN_PART), HandOver(TOO_LONG)] if found.is_cut else actions


def settled(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Return what is done as far as it is clear from what has been read; None if more must be read for it."""
    if not found.text:
        return [Say(NO_TEXT, awaits=AWAITING_DETAILS)]
    if found.danger is None and found.only_account:
        return [*_moods(found), *_noted(found, conversation)]
    if found.danger is None and (known := _settled_shortly(found, conversation)):
        return [*_noted(found, conversation), *known]
    return None if found.classification is None else _settled_by_kind(found, found.classification, conversation)


def _settled_shortly(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Return what is done about a yes or no, what the case's records answer, and small talk."""
    if found.confirms_only:
        return _confirmed(found, conversation)
    return settled_by_records(found, conversation) or _small_talk(found, conversation)


def _confirmed(found: Understanding, conversation: Conversation) -> list[Action]:
    """Do what was asked about, or leave it."""
    if found.confirms == "yes":
        return _tasks(found.confirmed, conversation)
    return [*_left(found, conversation), Say(LEFT)]


def _left(found: Understanding, conversation: Conversation) -> list[Action]:
    asked = conversation.asked
    return [DropAsked(asked.id)] if found.confirms == "no" and asked is not None else []


def _settled_by_kind(
    found: Understanding, classification: Classification, conversation: Conversation
) -> list[Action] | None:
    """Return what is done where the kind of message settles it: danger, a language we do not speak, an answer to us."""
    if found.danger is not None and not _answered_whole(found.whole):
        return _danger(found, found.danger, conversation)
    if found.is_foreign:
        told = found.whole and _from_faqs(found.whole, classification.route)
        return [*_moods(found), *([told] if told else [HandOver(LANGUAGE)])]
    if found.only_account:
        return [*_moods(found), *_noted(found, conversation)]
    return None


def _noted(found: Understanding, conversation: Conversation, *, said: bool = True) -> list[Action]:
    """Keep the account number that was told; a person goes on if it was asked for, and no invoice is named with it."""
    if found.account_number is None:
        return []
    names_invoice = any(task.query_type == "BillingInquiry" for task in found.tasks)
    is_asked = conversation.awaits_account
    kept = conversation.awaiting if found.only_account and not is_asked else None
    return [NoteAccount(found.account_number, said, is_asked and not names_invoice, kept)]


def _small_talk(found: Understanding, conversation: Conversation) -> list[Action] | None:
    """Answer small talk shortly and leave open what is awaited, unless it works now; a bitter word gets a person."""
    if found.is_bitter and _is_short(found.text) and not (found.asks or found.names_ids):
        return [HandOver(ANGRY)]
    if found.opener:
        return [Say(_opened(found, conversation), awaits=conversation.awaiting)]
    if found.answer_to_thanks and not found.is_small_talk:
        return [Say(found.answer_to_thanks, awaits=conversation.awaiting)]
    if not found.is_small_talk:
        return None
    reply, is_answer = first_aid.general(found.text)
    waits = conversation.case.status == "escalated" and conversation.from_requester
    if is_answer and waits and not first_aid.is_thanks(found.text):
        return [TellHeld((FollowUp(kind="person", about="case"),))]  # who greets again wants to know who is there
    words = reply if is_answer else WELCOME if found.is_thanks else ALL_RIGHT
    if conversation.waits_for and not is_answer:
        words = TAKE_YOUR_TIME
    is_done = conversation.awaiting == AWAITING_DETAILS and smalltalk.is_over(found.text)
    return [Say(words, awaits=None if is_done else conversation.awaiting)]


def _opened(found: Understanding, conversation: Conversation) -> str:
    """Ask what it is; who only calls hears that we are here, and what we still need."""
    if found.opener == "question":
        return WHAT_IS_IT
    if conversation.asked is not None:
        return f"{I_AM_HERE} {wanted(conversation.asked)}"
    if conversation.waits_for is not None:
        return f"{I_AM_HERE} {question(conversation.waits_for.field)}"
    return f"{I_AM_HERE} {TAKE_YOUR_TIME if conversation.awaiting else WHAT_FOR}"


def _is_short(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS


def _moods(found: Understanding) -> list[Action]:
    classification = found.classification
    moods = (
        (ANGRY, classification and classification.angry),
        (ASKED_FOR_PERSON, classification and classification.wants_human),
    )
    return [HandOver(reason) for reason, is_so in moods if is_so]


def _answered_whole(reading: Reading | None) -> bool:
    """Say whether published FAQs answer all of an impersonal question ("Can the battery catch fire?")."""
    return reading is not None and reading.is_impersonal and bool(reading.entries) and not reading.unanswered


def _danger(found: Understanding, danger: Beyond, conversation: Conversation) -> list[Action] | None:
    """A person first. What is merely looked up is told below; nothing dangerous is told to be sent by post."""
    first = [*_moods(found), _for_a_person(danger), *_noted(found, conversation)]
    if not found.names_ids:
        return first
    if not found.is_split:
        return None
    looked_up = [task for task in found.tasks if task.query_type != "ProductReturn"]
    return [*first, *_tasks(looked_up, conversation)]


def _read_whole(found: Understanding, conversation: Conversation) -> list[Action]:
    """Decide about a message that was read to its end."""
    if found.of_another and not (found.tasks or found.likely):
        return [*_left(found, conversation), Say(NOT_YOURS, awaits=conversation.awaiting)]
    if found.tasks or found.likely or found.leftovers:
        return [*_left(found, conversation), *_noted(found, conversation), *_parts(found, conversation)]
    assert found.whole is not None  # noqa: S101 - it was read as one text, or in parts
    if not found.account_number and (again := _ask_again(found, found.whole, conversation)):
        return [again]
    if found.only_tells and not (conversation.waits_for or (found.account_number and conversation.awaits_account)):
        told_too = _noted(found, conversation)
        return [*_left(found, conversation), *told_too, Say(THANKS_FOR_TELLING, awaits=conversation.awaiting)]
    route = _route(found, conversation)
    told = _answer(found.whole, route, WHOLE, _adds_to(found, conversation))
    if found.told_danger and any(isinstance(one, Draft) and one.adds_to for one in told):
        told = [_for_a_person(found.told_danger)]  # what keeps people safe is said again, before a person is there
    if found.tells_of_fault and any(isinstance(one, Draft) and one.route == "general_question" for one in told):
        told = [_for_a_person(COMPLAINT)]
    answer = [*_left(found, conversation), *told]
    # Billing's own words acknowledge the number.
    said = not any(isinstance(one, Draft) and one.route == "billing_inquiry" for one in answer)
    return [*_noted(found, conversation, said=said), *answer]


def _parts(found: Understanding, conversation: Conversation) -> list[Action]:
    asked = _questions(found, conversation)
    actions = [*_tasks(found.tasks, conversation, found.complaint), *asked]
    for part, reading in enumerate(found.leftovers, start=len(actions) + 1):
        known = told_beside(reading, found.tasks, conversation, part)
        actions += (
            known
            if known is not None
            else _answer(reading, reading.route or "general_question", part, _adds_to(found, conversation))
        )
    if found.of_another:
        actions.append(Say(NOT_YOURS, last=True))
    if found.beside_tasks and not any(isinstance(one, HandOver) for one in actions):
        actions.append(_for_a_person(found.beside_tasks))
    if asked and not any(isinstance(one, HandOver) for one in actions):
        actions += _not_mine(found.likely)
    return actions or [HandOver(UNCLEAR_WISH)]  # it was asked about before: asking again would not help


def _questions(found: Understanding, conversation: Conversation) -> list[Action]:
    """Ask about what is only likely: its requester, and once."""
    if not conversation.from_requester:
        return []
    known = {_about(row) for row in conversation.pending}
    new = [one.task for one in found.likely if _about(one.task) not in known]
    return [DoTask(part, task, asks=True) for part, task in enumerate(new, start=len(found.tasks) + 1)]


def _not_mine(likely: Sequence[Candidate]) -> list[Action]:
    """Say what the desk cannot do of what is wished for, where it asks whether a thing goes back instead."""
    if any(one.kind == "swap" for one in likely):
        return [Say(NO_EXCHANGE, last=True)]
    return [Say(NO_REPAIR, last=True)] if any(wishes_mending(one.words) for one in likely) else []


def _about(task: Task | TaskRow) -> tuple[str, str]:
    """Return what a task is about, the same for all ways to write it."""
    named = task.product_name or task.invoice_number or task.order_id or ""
    return task.query_type, normalise_product(named)


def _tasks(tasks: Sequence[Task], conversation: Conversation, complaint: str = "") -> list[Action]:
    """Number the tasks; one that states what an unfinished task lacks, or that it is wanted, stands in its place.

    ``complaint``: what was said before of the invoice that is named now.
    """
    open_rows = list(conversation.pending)
    actions: list[Action] = []
    for part, task in enumerate(tasks, start=1):
        fills = next((row for row in open_rows if _completes(task, row)), None)
        done = task
        if fills is not None:
            open_rows.remove(fills)
            reason = task.reason_for_return or fills.reason_for_return
            done = task.model_copy(update={"reason_for_return": reason})
        actions.append(DoTask(part, done, fills, about=complaint if task.query_type == "BillingInquiry" else ""))
    return actions


def _completes(task: Task, row: TaskRow) -> bool:
    """Say whether a task states what the row lacks: a field, or, named again, that it is wanted."""
    return row.query_type == task.query_type and (row.asked_at is None or _about(row) == _about(task))


def _answer(reading: Reading, route: RouteName, part: int, adds_to: str = "") -> list[Action]:
    """Decide about a text that is no task: a person, our own records, published FAQs, and the rest by its route.

    ``adds_to``: the case that waits for a person already; what only rules could say is added to it.
    """
    if reading.asks_about_warranty and route == "technical_support":
        route = "general_question"  # no first help answers that
    records: list[Action] = [TellRecords(reading.own_numbers, part)] if reading.own_numbers else []
    if reading.only_a_person is not None:
        handed = _for_a_person(reading.only_a_person, part)
        return [handed, *records] if part == WHOLE else [handed]
    if records:
        return records
    told = _from_faqs(reading, route, part)
    if told is None and reading.asks_about_returning:
        return [Say(added(adds_to), part=part) if adds_to else ExplainReturns(reading.text, part)]
    if told is not None and not reading.unanswered:
        return [told]
    drafted = Draft(route, reading.unanswered if told else reading.text, adds_to, part)
    return [told, drafted] if told else [drafted]


def _from_faqs(reading: Reading, route: RouteName, part: int = WHOLE) -> AnswerFromFaqs | None:
    """Answer from published FAQs; of what is billing's only what tells nothing of its writer."""
    may_be_told = route != "billing_inquiry" or reading.is_impersonal
    return AnswerFromFaqs(reading.entries, part) if may_be_told and reading.entries else None


def _ask_again(found: Understanding, whole: Reading, conversation: Conversation) -> Say | None:
    """Ask once more for the awaited field if the message can be meant as an answer; after that a person goes on."""
    if not conversation.waits_for or not _is_short(found.text) or found.wants_a_person:
        return None
    if found.asks or found.names_ids or whole.only_a_person:
        return None
    return Say(f"{AGAIN} {question(conversation.waits_for.field)}", awaits=conversation.awaiting, unsure=True)


def _adds_to(found: Understanding, conversation: Conversation) -> str:
    """Return the case's number if a person has been asked for already, so that more words by rule help nobody."""
    return conversation.case.number if conversation.case.status == "escalated" and not found.is_thanks else ""


def _route(found: Understanding, conversation: Conversation) -> RouteName:
    """Return who answers: details that were asked for stay with the case's route; doubt goes to general."""
    assert found.classification is not None  # noqa: S101 - what is not classified is settled before
    is_unsure = found.classification.confidence < UNSURE_BELOW
    if found.names_invoice:
        return "billing_inquiry"
    if is_unsure and conversation.awaiting == AWAITING_DETAILS and conversation.case.route == "technical_support":
        return "technical_support"
    return "general_question" if is_unsure else found.classification.route


def _for_a_person(beyond: Beyond, part: int = WHOLE) -> HandOver:
    return HandOver(beyond.name, beyond.opening, beyond.urgent, part)
