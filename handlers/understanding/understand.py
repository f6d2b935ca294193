"""What a message says: read once, by the grammars and the model steps ``classify`` and ``plan``, and journaled.

It says nothing of what is to be done: that is decided in ``handlers.policy.decide``. Reading goes only as far as a
decision needs: no message is split of which it is clear without that what follows.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from handlers.answers.own_numbers import own_numbers
from handlers.answers.published_answers import entries_for
from handlers.conversation.reading import Reading, Understanding
from handlers.desk import Conversation
from handlers.policy.decide import settled
from handlers.understanding.earlier_complaints import INVOICE_ASKED_ABOUT, complaint_before
from handlers.understanding.later_messages import wanted_task
from handlers.understanding.pointed_out import as_pointed_out
from storage.records import AWAITING_DETAILS
from workflows.answers import Leftover, Plan, Task
from workflows.faq.questions_in_messages import asks, is_impersonal
from workflows.ids.comparing import id_key
from workflows.ids.grammar import find_ids, normalise_product
from workflows.language.courtesies import answer_to_thanks
from workflows.language.english import english_of
from workflows.language.markup import spoken
from workflows.language.passages import Passage
from workflows.model.threads import LONG_TEXT
from workflows.rules import first_aid, route
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.escalation.beyond import Beyond, beyond_us, change
from workflows.rules.escalation.broken import fails, wants_new_one
from workflows.rules.escalation.complaints import COMPLAINT, complains, complains_of_order, is_waived
from workflows.rules.escalation.danger import find_danger
from workflows.rules.escalation.money_back import ELSEWHERE, wants_it_elsewhere
from workflows.rules.escalation.persons import asks_for_person
from workflows.rules.escalation.unsettled_by_tasks import asks_the_same, unsettled_by
from workflows.rules.escalation.wishes import NEW_ONE, REPAIR, WISH, is_wish, wishes_repair
from workflows.rules.followups.followups import follow_ups
from workflows.rules.followups.one_more import more_returns
from workflows.rules.followups.references import spelled_out
from workflows.rules.followups.short_answers import answer_in
from workflows.rules.followups.yes_no import YesOrNo, yes_or_no
from workflows.rules.frame.english_announced import without_announcement
from workflows.rules.frame.mail_history import newest_words
from workflows.rules.frame.smalltalk import is_bitter, is_small_talk
from workflows.rules.implied.exchanges import only_wonders
from workflows.rules.lookups.account_numbers import account_number_in, account_told, is_bare_number, is_only_number
from workflows.rules.lookups.anothers import orders_of_others
from workflows.rules.lookups.bare_numbers import with_figures
from workflows.rules.lookups.warranties import asks_about_warranty
from workflows.rules.planning.candidates import Candidate, GatedPlan, asked_first, candidate
from workflows.rules.planning.leftovers import complaints_in, only_asks, only_tells
from workflows.rules.planning.plan import Waiting, found_in, make_plan
from workflows.rules.returns.asking import asks_about_returning
from workflows.rules.syntax.clauses import is_read_whole
from workflows.steps.classify import CLASSIFY, MessageToClassify, in_its_language
from workflows.steps.plan import PLAN, MessageToPlan, completed, route_of
from workflows.understanding import closely

STEP = "understand"
MOOD_WORDS = 14
FEW_WORDS = 8  # beside a yes or no: what is longer is a message of its own
RETURN_ASKED_ABOUT = Waiting("ProductReturn", "product_name")


async def understand(conversation: Conversation) -> Understanding:
    """Return what the conversation's turn says; read back if an interrupted attempt has read it before."""
    kept = conversation.run.noted(STEP, Understanding)
    if kept is not None and conversation.faqs.has(kept.entries):
        return kept
    await _closely_read(conversation)
    whole = spoken(conversation.turn.text).strip()
    weight = LONG_TEXT + 1 if closely.is_used() else len(whole)
    found = await conversation.run.aside(weight, partial(_first_look, conversation, whole))
    for read_on in (_classified, _split):
        if settled(found, conversation) is None:
            found = await read_on(conversation, found)
    conversation.run.note(STEP, found)
    return found


async def _closely_read(conversation: Conversation) -> None:
    """Have what is asked for read by a sentence transformer, where one is installed, in a thread; it is kept."""
    if closely.is_used():
        text = as_meant(spoken(conversation.turn.text).strip()).text
        await conversation.run.aside(LONG_TEXT + 1, partial(found_in, text, None))


def _first_look(conversation: Conversation, whole: str) -> Understanding:
    """Read what needs no model: of what was said before only what is asked, and which things were named.

    What its writer passes on is read for what it is about. It answers nothing, takes nothing back and has no mood.
    """
    if not whole:
        return Understanding(text="")
    whole = with_figures(without_announcement(newest_words(whole)))
    asked, passes_on = conversation.asked, bool(conversation.passages)
    own = with_figures(without_announcement(newest_words(spoken(conversation.own)))).strip() if passes_on else whole
    told = account_told(own)
    if told is not None and not passes_on and _says_no_more(conversation, told.rest):
        return Understanding(text=whole, account_number=told.number, only_account=True)
    if told is None and conversation.awaits_account and not passes_on and is_bare_number(own):
        return Understanding(text=whole, account_number=account_number_in(own, asked=True), only_account=True)
    own = told.rest if told is not None else own
    mends = asked is not None and wishes_repair(own)
    answer = yes_or_no(own) if asked is not None and own and not mends else None
    said = (answer.rest if answer else "") or own
    meant = as_meant(said)
    mine = _spelled_out(conversation, meant.text)
    text = "\n".join((mine, *(passage.text for passage in conversation.passages))).strip()
    ids = find_ids(text)
    found = Understanding(
        text=text,
        account_number=told.number if told else None,
        is_cut=conversation.is_cut or not is_read_whole(whole),
        confirms="no" if mends else answer.answer if answer else None,
        confirmed=(wanted_task(asked, answer.rest),) if asked is not None and answer and answer.answer == "yes" else (),
        confirms_only=answer is not None and not passes_on and (not answer.rest or _adds_nothing(answer)),
        danger=find_danger(whole, closely=True),
        told_danger=_told_danger(conversation, whole),
        is_small_talk=not passes_on and is_small_talk(mine),
        is_bitter=is_bitter(mine),
        is_thanks=not passes_on and first_aid.is_thanks(mine),
        asks_for_person=asks_for_person(mine),
        answer_to_thanks="" if passes_on else answer_to_thanks(mine),
        asks=asks(text),
        names_ids=bool(ids),
        more_returns=more_returns(mine),
        short_answer=answer_in(said),
        names_invoice=any(found.kind == "invoice" for found in ids),
        amends=meant.amends,
        amended=_returns_of(meant.amends.meant) if meant.amends and meant.amends.kind == "thing" else (),
        instead=_returns_of(meant.perhaps),
    )
    return as_pointed_out(found, conversation, own) if own else found


def _says_no_more(conversation: Conversation, rest: str) -> bool:
    """Say whether nothing is said beside an account number: thanks at most, and no yes or no to a question of ours."""
    is_question = conversation.asked is not None or conversation.case.asked_to_cancel
    return not rest or (not is_question and is_small_talk(rest))


def _told_danger(conversation: Conversation, whole: str) -> Beyond | None:
    """Return the danger that a case is urgent for, if more is asked in it before a person is there."""
    case = conversation.case
    if case.status != "escalated" or case.priority != "urgent" or not (asks(whole) or "?" in whole):
        return None
    return next(filter(None, (find_danger(one, closely=True) for one in conversation.written_before)), None)


def _spelled_out(conversation: Conversation, text: str) -> str:
    """Return an answer to "which product?" with the things named that "both" or "the red one" stands for."""
    if conversation.waits_for != RETURN_ASKED_ABOUT:
        return text
    returned = [one.product_name for one in conversation.held.issued]
    return spelled_out(text, conversation.written_before, returned) or text


def _returns_of(words: str) -> tuple[Task, ...]:
    """Return the returns of a thing, with what is said of it, if nothing else is asked for."""
    tasks = make_plan(f"I want to return {words}").tasks if words else []
    return tuple(tasks) if all(one.query_type == "ProductReturn" and one.product_name for one in tasks) else ()


def _adds_nothing(answer: YesOrNo) -> bool:
    """Say whether what stands beside a yes or no asks for nothing, though it may be the reason for a yes."""
    if is_small_talk(answer.rest):
        return True
    if len(answer.rest.split()) > FEW_WORDS or asks(answer.rest) or find_ids(answer.rest):
        return False
    return answer.answer == "yes" or not make_plan(answer.rest, RETURN_ASKED_ABOUT).tasks


async def _classified(conversation: Conversation, found: Understanding) -> Understanding:
    """Classify; read on in what may be settled by that: danger, another language, an answer that was awaited."""
    earlier = "\n".join((conversation.earlier.text, *map(_others_words, conversation.passages)))
    given = MessageToClassify(found.text, earlier, conversation.case.language or "en")
    classification = await conversation.run.step(CLASSIFY, given)
    by_rule = conversation.run.by_rule(CLASSIFY.name)
    if not by_rule:
        answered = classification
        classification = await conversation.run.aside(len(found.text), lambda: in_its_language(answered, given))
    if conversation.passages:  # whoever wrote what is passed on asks us for nothing
        mood = await conversation.read(route.classify, conversation.own)
        classification = classification.model_copy(update={"angry": mood.angry, "wants_human": mood.wants_human})
    if found.is_bitter:
        classification = classification.model_copy(update={"angry": True})
    if found.asks_for_person and classification.language == "en":
        classification = classification.model_copy(update={"wants_human": True})
    read: dict[str, object] = {"classification": classification, "by_rule": by_rule}
    if classification.language == "en":
        read["text"] = await conversation.read(_in_english, found.text)
    found = found.model_copy(update=read)
    return await conversation.read(partial(_with_answers, conversation, found), found.text)


def _others_words(passage: Passage) -> str:
    """Tell a model which words of a message are somebody else's."""
    beginning = " ".join(passage.text[:80].split())
    return f"note: not the customer's own words ({passage.head.strip('↪: ')}): {beginning}…"


def _in_english(text: str) -> str:
    """Leave out what is foreign in a message that asks in English, but for ids that stand nowhere else."""
    named = Counter(found.value for found in find_ids(text))
    return english_of(text, lambda one: any(named[found.value] < 2 for found in find_ids(one)))


def _with_answers(conversation: Conversation, found: Understanding, text: str) -> Understanding:
    read: dict[str, object] = {}
    if found.account_number is None and conversation.awaits_account:
        own = conversation.own if conversation.passages else text
        number = account_number_in(own, asked=True)
        is_only = number is not None and is_only_number(text) and not found.names_invoice
        read |= {"account_number": number, "only_account": is_only}
    if found.danger is not None or found.is_foreign:
        read["whole"] = _reading(conversation, text)
    return found.model_copy(update=read)


async def _split(conversation: Conversation, found: Understanding) -> Understanding:
    """Split the message where it may hold tasks, and read what is none."""
    if found.names_invoice:
        complaint = await conversation.read(partial(complaint_before, conversation), found.text)
        found = found.model_copy(update={"complaint": complaint})
    plan = None
    assert found.classification is not None  # noqa: S101 - it is classified before
    if found.classification.has_tasks or conversation.waiting is not None or found.names_ids:
        plan = await _planned(conversation, found)
    return await conversation.read(partial(_with_parts, conversation, found, plan), found.text)


def _waits_for(conversation: Conversation, found: Understanding) -> Waiting | None:
    """Return the field that a message may give: an invoice's number too, if its account was asked for."""
    return conversation.waits_for or (INVOICE_ASKED_ABOUT if found.complaint else None)


async def _planned(conversation: Conversation, found: Understanding) -> GatedPlan:
    """Split the message; code completes what the model forgot."""
    is_no_to_return = found.confirms == "no" and conversation.asked and conversation.asked.query_type == "ProductReturn"
    given = MessageToPlan(found.text, RETURN_ASKED_ABOUT if is_no_to_return else _waits_for(conversation, found))
    planned = await conversation.run.step(PLAN, given)
    made = await conversation.run.aside(len(given.text), lambda: completed(planned, given))
    if not (found.wants_a_person or conversation.passages):
        return made
    # The hand-over sentence answers these; "I am not sure about that" would not. Of somebody else they need no answer.
    kept = [leftover for leftover in made.leftovers if not _asks_for_person(leftover.text)]
    return made.model_copy(update={"leftovers": kept})


def _asks_for_person(text: str) -> bool:
    """Say whether a part of a message is nothing but anger or the wish for a person."""
    found = route.classify(text)
    return (found.wants_human or found.angry) and len(text.split()) <= MOOD_WORDS


def _with_parts(conversation: Conversation, found: Understanding, plan: GatedPlan | None, text: str) -> Understanding:
    plan = plan or completed(_by_rule(text), MessageToPlan(text))
    if conversation.passages:
        plan = asked_first(plan, make_plan(conversation.own, _waits_for(conversation, found)).tasks)
    if any(task.order_id for task in plan.tasks) and (others := orders_of_others(text)):
        found = found.model_copy(update={"of_another": True})
        plan = plan.model_copy(update={"tasks": [task for task in plan.tasks if task.order_id not in others]})
    likely = _likely(conversation, plan, found.instead)
    told = [one for one in likely if _is_told(conversation, one.task)]
    tasks = (*found.confirmed, *plan.tasks, *(one.task for one in told))
    if not (tasks or likely or len(plan.leftovers) > 1):
        whole = found.whole or _reading(conversation, text)
        only = _only_tells(found, whole)
        fault = not only and _tells_of_fault(whole.text)
        update = {"is_split": True, "whole": whole, "only_tells": only, "tells_of_fault": fault}
        return found.model_copy(update=update)
    left = [one for one in plan.leftovers if not any(asked.words and one.text in asked.words for asked in likely)]
    left += [_left(one) for one in plan.likely if one not in likely and one.words and tasks]
    likely = tuple(one for one in likely if one not in told)
    beside = _beside_tasks(plan, likely, text)
    parts = [_reading(conversation, one.text, one) for one in left]
    wrong = complaints_in(text, found_in(text, None)) if beside is COMPLAINT else []
    complaints = [
        one for one in parts if beside is COMPLAINT and (one.text in wrong or complains_of_order(one.text, named=True))
    ]
    parts = [one for one in parts if beside is None or not asks_the_same(one.text, beside)]  # one answer: a person
    read: dict[str, object] = {"tasks": tasks, "likely": likely, "is_split": True}
    read["leftovers"] = tuple(one for one in parts if one not in complaints)
    read["complaints"] = tuple(one.text for one in complaints)
    read["beside_tasks"] = next(filter(None, (one.only_a_person for one in complaints)), beside)
    return found.model_copy(update=read)


def _by_rule(text: str) -> Plan:
    """Return the parts beside what is only likely; without that, only parts that go to different routes."""
    parts = make_plan(text, route_of=route_of).leftovers
    return Plan(leftovers=parts if found_in(text, None) or len({one.route for one in parts}) > 1 else [])


def _only_tells(found: Understanding, whole: Reading) -> bool:
    """Say whether a message that holds no task is only a story or a compliment: nobody is needed for it."""
    known = found.classification
    is_plain = known is not None and known.language == "en" and not (known.angry or known.wants_human)
    if not is_plain or whole.entries or whole.own_numbers or found.names_ids or found.follow_ups:
        return False
    why = whole.only_a_person
    return only_tells(whole.text) if why is None else not why.urgent and is_waived(whole.text)


def _tells_of_fault(text: str) -> bool:
    """Say whether something is wrong with the order that a text names, though it does not ask how that stands."""
    return any(one.kind == "order" for one in find_ids(text)) and (complains(text) or fails(text))


def _likely(conversation: Conversation, plan: GatedPlan, instead: Sequence[Task]) -> tuple[Candidate, ...]:
    """Return what may be wanted: its requester can be asked; of anybody else it is left to its route.

    Published policy comes before the question: what only asks whether something can be returned may have its answer.
    """
    if not conversation.from_requester:
        return ()
    likely = [one for one in plan.likely if not (_is_bare_order(one) and _is_awaited(conversation))]
    unanswered = [one for one in likely if not _is_published(conversation, one)]
    known = {normalise_product(one.product_name or "") for one in (*plan.tasks, *(two.task for two in unanswered))}
    others = (one for one in instead if normalise_product(one.product_name or "") not in known)
    return (*unanswered, *(candidate(task, "choice") for task in others))


def _is_awaited(conversation: Conversation) -> bool:
    """Say whether a number can be what was asked for; a question in other words has none."""
    in_other_words = conversation.awaiting == AWAITING_DETAILS and conversation.case.route != "technical_support"
    return bool(conversation.awaiting) and not in_other_words


def _is_bare_order(likely: Candidate) -> bool:
    """Say whether only a number is seen: where something is asked for, it answers that and names no order."""
    return likely.kind == "bare_number" and likely.task.query_type == "StatusUpdate"


def _is_told(conversation: Conversation, task: Task) -> bool:
    """Say whether an order was looked up in the case before: its number alone asks for it again."""
    told = {id_key(one.told.order_id) for one in conversation.held.orders}
    return task.order_id is not None and id_key(task.order_id) in told


def _is_published(conversation: Conversation, likely: Candidate) -> bool:
    """Say whether published FAQs answer what is only asked."""
    entries, unanswered = entries_for(conversation.faqs, likely.words)
    return likely.kind == "leave" and bool(entries) and not unanswered


def _left(likely: Candidate) -> Leftover:
    return Leftover(text=likely.words, route=route_of(likely.words))


def _beside_tasks(plan: GatedPlan, likely: Sequence[Candidate], text: str) -> Beyond | None:
    """Return what tasks leave unsettled: an order's status is no answer to "it arrived damaged"; a return is."""
    kinds = {task.query_type for task in (*plan.tasks, *(one.task for one in likely))}
    found, beside = beyond_us(text, of_own="StatusUpdate" in kinds), text
    for one in likely:  # what is wrong with a thing that is asked about is no complaint about the order named beside it
        beside = beside.replace(one.words, " ") if one.words else beside
    if (
        "StatusUpdate" in kinds
        and (found is None or not found.urgent)
        and (
            (complains_of_order(beside, named=True) and not only_asks(beside))
            or complaints_in(beside, found_in(text, None))
        )
    ):
        return COMPLAINT
    wonders = any(one.kind == "swap" and only_wonders(one.words) for one in likely)
    if wonders and found in {None, change()} and not any(one.query_type == "ProductReturn" for one in plan.tasks):
        return None  # whether the thing goes back is asked; a person sees to the exchange for who wants one
    if "ProductReturn" in kinds and found in {None, change()} and (is_wish(text) or wants_new_one(text)):
        return WISH
    is_issued = any(task.query_type == "ProductReturn" for task in plan.tasks)
    if (found is None or not found.urgent) and (more := unsettled_by(kinds, text, found, is_issued=is_issued)):
        return more
    settled_by_return = "ProductReturn" in kinds and found is not None and not found.urgent
    return None if settled_by_return else found


def _reading(conversation: Conversation, text: str, leftover: Leftover | None = None) -> Reading:
    entries, unanswered = entries_for(conversation.faqs, text)
    return Reading(
        text=text,
        route=leftover.route if leftover else None,
        only_a_person=beyond_us(text, of_own=bool(conversation.held.orders))
        or (COMPLAINT if complains_of_order(text, named=False) else None)
        or (ELSEWHERE if conversation.held.returns and wants_it_elsewhere(text) else None)
        or (NEW_ONE if wants_new_one(text) else None)
        or (REPAIR if wishes_repair(text) else None),
        own_numbers=tuple((found.kind, found.value) for found in own_numbers(text)),
        is_impersonal=is_impersonal(text),
        asks_about_returning=asks_about_returning(text),
        asks_about_warranty=asks_about_warranty(text),
        entries=entries,
        unanswered=unanswered,
        follow_ups=follow_ups(text) if leftover else (),
    )
