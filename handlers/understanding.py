"""What a message says: read once, by the grammars and the model steps ``classify`` and ``plan``, and journaled.

It says nothing of what is to be done: that is decided in ``handlers.decide``. Reading goes only as far as a decision
needs: no message is split of which it is clear without that what follows.
"""

from collections import Counter
from functools import partial

from handlers import billing
from handlers.decide import settled
from handlers.desk import Conversation
from handlers.own_numbers import own_numbers
from handlers.published_answers import entries_for
from handlers.reading import Reading, Understanding
from storage.records import AWAITING_ACCOUNT
from workflows.answers import Leftover, Plan
from workflows.faq.questions_in_messages import asks, is_impersonal
from workflows.ids.grammar import find_ids
from workflows.language.english import english_of
from workflows.rules import first_aid, route
from workflows.rules.asking import asks_about_returning
from workflows.rules.beyond import Beyond, beyond_us
from workflows.rules.complaints import COMPLAINT, complains_of_order
from workflows.rules.danger import find_danger
from workflows.rules.smalltalk import is_bitter, is_small_talk
from workflows.rules.withdrawal import drops_waiting
from workflows.steps.classify import CLASSIFY, MessageToClassify, in_its_language
from workflows.steps.plan import PLAN, MessageToPlan, completed

STEP = "understand"
MOOD_WORDS = 14


async def understand(conversation: Conversation) -> Understanding:
    """Return what the conversation's turn says; read back if an interrupted attempt has read it before."""
    kept = conversation.run.noted(STEP, Understanding)
    if kept is not None and conversation.faqs.has(kept.entries):
        return kept
    found = await conversation.read(_first_look, conversation.turn.text.strip())
    for read_on in (_classified, _split):
        if settled(found, conversation) is None:
            found = await read_on(conversation, found)
    conversation.run.note(STEP, found)
    return found


def _first_look(text: str) -> Understanding:
    """Read what needs neither a model nor what was said before."""
    if not text:
        return Understanding(text="")
    ids = find_ids(text)
    return Understanding(
        text=text,
        danger=find_danger(text),
        is_small_talk=is_small_talk(text),
        is_bitter=is_bitter(text),
        is_thanks=first_aid.is_thanks(text),
        asks=asks(text),
        names_ids=bool(ids),
        names_invoice=any(found.kind == "invoice" for found in ids),
    )


async def _classified(conversation: Conversation, found: Understanding) -> Understanding:
    """Classify; read on in what may be settled by that: danger, another language, an answer that was awaited."""
    given = MessageToClassify(found.text, conversation.earlier, conversation.case.language or "en")
    classification = await conversation.run.step(CLASSIFY, given)
    by_rule = conversation.run.by_rule(CLASSIFY.name)
    if not by_rule:
        answered = classification
        classification = await conversation.run.aside(len(found.text), lambda: in_its_language(answered, given))
    if found.is_bitter:
        classification = classification.model_copy(update={"angry": True})
    read: dict[str, object] = {"classification": classification, "by_rule": by_rule}
    if classification.language == "en":
        read["text"] = await conversation.read(_in_english, found.text)
    found = found.model_copy(update=read)
    return await conversation.read(partial(_with_answers, conversation, found), found.text)


def _in_english(text: str) -> str:
    """Leave out what is foreign in a message that asks in English, but for ids that stand nowhere else."""
    named = Counter(found.value for found in find_ids(text))
    return english_of(text, lambda one: any(named[found.value] < 2 for found in find_ids(one)))


def _with_answers(conversation: Conversation, found: Understanding, text: str) -> Understanding:
    read: dict[str, object] = {}
    if conversation.awaiting:
        read["drops_awaited"] = drops_waiting(text)
    if _account_is_awaited(conversation):
        number = billing.account_number_in(text, asked=True)
        read |= {"account_number": number, "only_account": number is not None and billing.is_only_number(text)}
    if found.danger is not None or found.is_foreign:
        read["whole"] = _reading(conversation, text)
    return found.model_copy(update=read)


def _account_is_awaited(conversation: Conversation) -> bool:
    asked = conversation.customer.account_asked_at is not None and conversation.customer.account_number is None
    return conversation.awaiting == AWAITING_ACCOUNT or (asked and conversation.waiting is None)


async def _split(conversation: Conversation, found: Understanding) -> Understanding:
    """Split the message where it may hold tasks, and read what is none."""
    plan = None
    assert found.classification is not None  # noqa: S101 - it is classified before
    if found.classification.has_tasks or conversation.waiting is not None or found.names_ids:
        plan = await _planned(conversation, found)
    return await conversation.read(partial(_with_parts, conversation, found, plan), found.text)


async def _planned(conversation: Conversation, found: Understanding) -> Plan:
    """Split the message; code completes what the model forgot."""
    given = MessageToPlan(found.text, conversation.waits_for)
    planned = await conversation.run.step(PLAN, given)
    made = await conversation.run.aside(len(given.text), lambda: completed(planned, given))
    if not found.wants_a_person:
        return made
    # The hand-over sentence answers these; "I am not sure about that" would not.
    kept = [leftover for leftover in made.leftovers if not _asks_for_person(leftover.text)]
    return made.model_copy(update={"leftovers": kept})


def _asks_for_person(text: str) -> bool:
    """Say whether a part of a message is nothing but anger or the wish for a person."""
    found = route.classify(text)
    return (found.wants_human or found.angry) and len(text.split()) <= MOOD_WORDS


def _with_parts(conversation: Conversation, found: Understanding, plan: Plan | None, text: str) -> Understanding:
    if plan is None or not (plan.tasks or len(plan.leftovers) > 1):
        return found.model_copy(update={"is_split": True, "whole": found.whole or _reading(conversation, text)})
    leftovers = tuple(_reading(conversation, one.text, one) for one in plan.leftovers)
    read = {"tasks": tuple(plan.tasks), "leftovers": leftovers, "beside_tasks": _beside_tasks(plan, text)}
    return found.model_copy(update={"is_split": True, **read})


def _beside_tasks(plan: Plan, text: str) -> Beyond | None:
    """Return what tasks leave unsettled: an order's status is no answer to "it arrived damaged"; a return is."""
    kinds = {task.query_type for task in plan.tasks}
    found = beyond_us(text)
    if "StatusUpdate" in kinds and (found is None or not found.urgent) and complains_of_order(text, named=True):
        return COMPLAINT
    settled_by_return = "ProductReturn" in kinds and found is not None and not found.urgent
    return None if settled_by_return else found


def _reading(conversation: Conversation, text: str, leftover: Leftover | None = None) -> Reading:
    entries, unanswered = entries_for(conversation.faqs, text)
    return Reading(
        text=text,
        route=leftover.route if leftover else None,
        only_a_person=beyond_us(text) or (COMPLAINT if complains_of_order(text, named=False) else None),
        own_numbers=tuple((found.kind, found.value) for found in own_numbers(text)),
        is_impersonal=is_impersonal(text),
        asks_about_returning=asks_about_returning(text),
        entries=entries,
        unanswered=unanswered,
    )
