"""What a later message of a thread does, by its trained reader, where the grammars have found nothing in it.

The reader says what its sentences mean; here it is code that keeps of it what the case allows: a yes answers only a
question that was asked, what is asked is looked up only where a record stands, and ids are read by their grammar.
"""

import re
from collections.abc import Sequence

from handlers.conversation.held import is_meant
from handlers.conversation.reading import Understanding
from handlers.desk import Conversation
from handlers.understanding.other_orders import another_order
from handlers.understanding.statements_beside import VERY_SURE, without_statements
from storage.records import AWAITING_ACCOUNT, AWAITING_DETAILS, Rma, TaskRow
from workflows.answers import Task
from workflows.ids.grammar import find_ids
from workflows.language.detection import known_language
from workflows.language.lazy import lazy
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.changes import asks_for_change, asks_if_changed, asks_to_end, is_ending_it
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.escalation.wishes import wishes_repair
from workflows.rules.followups.answered_anew import meant_from
from workflows.rules.followups.called_off import called_off
from workflows.rules.followups.followups import ENDS, NOTHING, FollowUp, asked_by, with_it, without_excuses
from workflows.rules.followups.pending import return_task
from workflows.rules.followups.short_answers import ShortAnswer
from workflows.rules.frame.openers import opener
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.lookups.anothers import orders_of_others, says_it_is_anothers
from workflows.rules.lookups.has_come import has_come
from workflows.rules.planning.plan import Waiting, make_plan
from workflows.rules.products.products import is_generic
from workflows.rules.products.things import has_model_number, holds_goods, is_no_thing
from workflows.understanding.turns import LOOK_UPS, Awaits, Does, Said, turn_of, words_say

_ASKS_FOR: frozenset[Does] = frozenset({"look_up", "return_some"})
_UNNUMBERED: frozenset[Does] = frozenset({"when", "where", "invoice_some"})  # as the first that somebody writes
_SURE_UNNUMBERED = 0.9
_ELSE: frozenset[Does] = frozenset({"other", "value", "correct", "more", "invoice_some", "payment", *_ASKS_FOR})
_DISPUTED = frozenset({"when", "where", "done"})  # kinds of questions that a status answers
_ASSENTS: frozenset[Does] = frozenset({"yes", "no"})
_COURTESIES: frozenset[Does] = NOTHING | _ASSENTS | {"works"}
_LACKS: frozenset[Does] = frozenset({"unsure", "without"})
_ARRIVED = lazy(
    r"\b(?:arriv\w*|c[ao]me|here|there|deliver\w*|turned\sup|parcel|package|neighbou?r\w*)\b", re.IGNORECASE
)
_ONE_OF = lazy(
    r"\bone\sof\s(?:(?:the|my|our|these|those|your)\s)?(?:both\s|two\s|three\s|four\s)?(?P<things>[\w-]{3,30}?)s?\b",
    re.IGNORECASE,
)
_WHICH = lazy(r"(?:it'?s\s|it\sis\s)?the\s(?P<which>[\w-]{1,20})\sone[\s.!]*", re.IGNORECASE)
# "Hang on, the cat is on the keyboard".
_TELLS = lazy(r"\b(?:is|are|was|were|has|have|hang|hold|wait)\b", re.IGNORECASE)
_POINTS = lazy(r"\b(?:ones?|both|all|two|three|them|those|these|it)\b", re.IGNORECASE)
_NUMBER = lazy(r"\b(?P<of>account|customer|invoice|order)s?(?:'s)?\s(?:numbers?|no\b|nr\b|ids?\b|#)", re.IGNORECASE)
_NEEDS_RMA = lazy(
    r"(?:(?:hi|hello|hey|please|pls|so|just|also|then)[\s,!.]{1,2}){0,3}(?:(?:i|we)(?:'d|\swould)?\s)?(?:need|want|require|request|like|get\sme|send\sme|give\sme)\s(?:to\s(?:have|get)\s)?(?:an?|one|the|my)?\s?"
    r"(?:rma|return)\s?(?:numbers?|no\.?|codes?|labels?|slips?|authori[sz]ation)?(?:[\s,]{1,2}(?:please|pls|thanks|thank\syou))?[\s.!]{0,3}",
    re.IGNORECASE,
)
# "Not the toaster, I'm keeping that", to "which product?": the question stays.
_NOT_THAT = lazy(
    r"(?:(?:oh|well|but|no|just|only)[\s,]{1,2}){0,2}not\s(?:the|my|our|that)\s[\w'-]{2,20}(?:\s[\w'-]{1,20}){0,3}"
    r"(?:[\s,.;:\u2013-]{1,3}(?:(?:i|we)\b[^.!?]{0,20}\bkeep(?:ing)?\b[^.!?]{0,20}|(?:it|that|this)(?:\sone)?(?:'s|\sis)?\s(?:stays?|fine|good|staying|perfect)))?[\s.!]{0,3}",
    re.IGNORECASE,
)
_OF_PEOPLE = lazy(r"\b(?:orders?|parcel|package|delivery|address|account|subscription|contract|data)\b", re.IGNORECASE)
_ASSENT = lazy(
    r"\W*(?:(?:yes|yep|yeah|yup|yea|ya|no|nope|nah|ok|okay|k|kk|sure|right|fine|alright|all\sright|oui|si|s\u00ed|ja|sim)\b\W*){1,4}",
    re.IGNORECASE,
)
_FIGURES = lazy(r"(?<![\d./:-])(?!(?:19|20)\d\d(?!\d))\d{4}")  # of a number that may be an order's: it is no thanks
_FIELDS = {
    "account": AWAITING_ACCOUNT, "customer": AWAITING_ACCOUNT, "invoice": "invoice_number", "order": "order_id"
}  # fmt: skip
_THE = lazy(r"(?:[\w']+[\s,]+){0,3}?(?:the|my|our|an?)\s", re.IGNORECASE)
_LEAD = lazy(
    r"(?:(?:oh|ah|ok|okay|yes|sorry|well|please|it'?s|it\sis|that\swould\sbe|that'?s|this\sis|for|the|my|our|an?)(?:[\s,:]+|$))*+",
    re.IGNORECASE,
)


def as_later_message(found: Understanding, conversation: Conversation, whole: str) -> Understanding:
    """Return ``found`` with what the reader sees in ``whole``; as it is where grammars have read it, or nothing is."""
    is_foreign = {conversation.case.language, known_language(whole)} - {None, "en"}
    is_for_people = found.danger is not None or wishes_repair(whole)  # "I'd prefer to have it mended" is no yes
    if is_foreign or _is_read(found, conversation) or is_for_people:
        return found
    for reading in (_if_changed, _ending, _of_another, _lacking, _come, _by_grammar):
        if read := reading(found, conversation, whole):
            return read
    own = [one for one in find_ids(whole) if one.kind in {"rma", "investigation", "case"}]
    said = without_statements(without_excuses(turn_of(with_it(whole, own), _awaits(conversation))))
    does = {one.does for one in said}
    asks_for = _ASKS_FOR if _is_later(conversation) else _ASKS_FOR | _UNNUMBERED
    if does & asks_for and does <= {*NOTHING, *asks_for}:
        return _asked_for(found, said)
    names_another = len(own) > 1 or any(one.kind in {"order", "invoice"} for one in find_ids(whole))
    if names_another or not said or not _is_later(conversation):
        return found
    if "value" in does and does <= {*NOTHING, "value"}:
        return _named(found, conversation, said)
    return found if does & _ELSE else _of_the_case(found, conversation, said, whole)


def _if_changed(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read the question if people have done what was handed to them; how our own records stand is told."""
    held = conversation.held
    ours = (held.returns or held.investigations) and not _OF_PEOPLE.search(whole)
    waits = conversation.case.status == "escalated" and conversation.from_requester
    if not (waits and asks_if_changed(whole)) or ours or find_ids(whole):
        return None
    return found.model_copy(update={"asks_if_changed": True})


def _ending(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read "just cancel it" where it was asked how something is cancelled: it means that, not our own question."""
    ours = conversation.held.issued or conversation.case.asked_to_cancel or conversation.waiting is not None
    if ours or not is_ending_it(whole) or not any(map(asks_to_end, conversation.written_before)):
        return None
    return found.model_copy(update={"wants_ended": True})


def _of_another(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read whose an order is that was told, or asked for, before."""
    if not says_it_is_anothers(whole):
        return None
    is_spoken_of = conversation.held.orders or any(map(orders_of_others, conversation.written_before))
    return found.model_copy(update={"of_another": True}) if is_spoken_of else None


def _come(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read that an order is there that was asked after; it is looked up no more."""
    awaits = conversation.waits_for
    is_asked_for = awaits is not None and awaits.field == "order_id"
    is_over = awaits is None and conversation.asked is None and _is_later(conversation)
    if not (conversation.from_requester and (is_asked_for or is_over) and has_come(whole)):
        return None
    return found.model_copy(update={"follow_ups": (FollowUp(kind="works", about="order"),)})


def _by_grammar(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read what is short and of fixed form: what it names or opens, and that it is not the product asked for."""
    awaits, opens = _awaits(conversation), opener(whole)
    read: dict[str, object] = {}
    if awaits == "nothing" and (named := _wants_more(found, conversation, whole)):
        read = {"names": (named,)}
    elif opens == "call" and conversation.case.status == "escalated" and conversation.from_requester:
        read = {"follow_ups": (FollowUp(kind="person", about="case"),)}
    elif opens in {"question", "call"}:
        read = {"opener": opens}
    elif awaits == "product" and _NOT_THAT.fullmatch(whole):
        read = {"is_small_talk": True}
    return found.model_copy(update=read) if read else None


def _wants_more(found: Understanding, conversation: Conversation, whole: str) -> Task | None:
    """Return what is wanted without more: "need a return label", "about my order", another order."""
    if _NEEDS_RMA.fullmatch(whole):
        return Task(query_type="ProductReturn")
    if opener(whole) == "order":
        return Task(query_type="StatusUpdate")
    return another_order(found, conversation, whole)


def _lacking(found: Understanding, conversation: Conversation, whole: str) -> Understanding | None:
    """Read "I have no idea what my account number is" where nothing was asked for: the number it names is missing."""
    named = {_FIELDS[one["of"].lower()] for one in _NUMBER.finditer(whole)}
    if _awaits(conversation) != "nothing" or len(named) != 1 or "?" in whole or found.names_ids:
        return None
    if named == {"order_id"} and conversation.held.orders:  # it is known
        return None
    does = {one.does for one in turn_of(whole, "account")}
    if not does & _LACKS or does - _LACKS - NOTHING:
        return None
    lacks = "without" if "without" in does else "unsure"
    return found.model_copy(update={"lacks_number": lacks, "lacks": named.pop()})


def _of_the_case(found: Understanding, conversation: Conversation, said: tuple[Said, ...], whole: str) -> Understanding:
    """Read an answer to the desk, or what is said or asked of what is under way; a task that is named comes first."""
    if answered := _answered(found, conversation, said):
        return answered
    tasks = make_plan(as_meant(whole).text).tasks
    is_named = any(one.product_name or one.order_id or one.invoice_number for one in tasks)
    return found if is_named else _said_of_it(found, conversation, said, whole)


def _is_later(conversation: Conversation) -> bool:
    """Say whether the case has been answered: what is asked then may be about that."""
    case = conversation.case
    answered = case.first_response_at is not None or case.status == "escalated"
    return bool(answered or conversation.awaiting or conversation.held)


def _is_read(found: Understanding, conversation: Conversation) -> bool:
    """Say whether the grammars know already what the message does."""
    if found.confirms:
        return found.confirms_only
    answer, held = found.short_answer, conversation.held
    if conversation.case.asked_to_cancel and answer:
        return answer.said != "one" or any(is_meant(one, answer.thing, answer.number) for one in held.issued)
    return bool(found.more_returns or found.amends or found.is_small_talk or found.is_bitter)


def _awaits(conversation: Conversation) -> Awaits:
    if conversation.from_requester and conversation.case.asked_to_cancel:
        return "cancel"
    if conversation.asked is not None:
        return "yes"
    if conversation.waits_for is not None:
        return "product" if conversation.waits_for.field == "product_name" else "number"
    return "account" if conversation.awaiting == AWAITING_ACCOUNT else "nothing"


def _asked_for(found: Understanding, said: Sequence[Said]) -> Understanding:
    """Read "need an rma", of which the product is asked, and "could you look up SH-10293?".

    Also "when do my roof battens come?" and "you invoiced me twice", of which the number is asked.
    """
    asking = [one for one in said if one.does not in NOTHING]
    if len(asking) != 1 or asking[0].share < VERY_SURE:
        return found
    one, ids = asking[0], find_ids(asking[0].text)
    if one.does == "return_some" and not ids:
        named = [task.product_name for task in make_plan(as_meant(one.text).text).tasks]
        is_named = any(named) and not _ONE_OF.search(one.text)
        return found if is_named else found.model_copy(update={"names": (Task(query_type="ProductReturn"),)})
    if one.does in _UNNUMBERED:
        is_told = one.share < _SURE_UNNUMBERED or find_ids(found.text) or make_plan(found.text).tasks
        if is_told or _is_for_a_person(one.text, named=False):
            return found
        wanted = Task(query_type="BillingInquiry" if one.does == "invoice_some" else "StatusUpdate")
        return found.model_copy(update={"names": (wanted,)})
    is_id = len(ids) == 1 and ids[0].kind in {"order", "unknown"}
    if one.does == "look_up" and is_id and not (make_plan(one.text).tasks or _is_for_a_person(one.text, named=True)):
        task = Task(query_type="StatusUpdate", order_id=ids[0].value)
        return found.model_copy(update={"names": (task,)})
    return found


def _named(found: Understanding, conversation: Conversation, said: Sequence[Said]) -> Understanding:
    """Read the product that was asked for where it stands alone: "Makita style planer, model 1806"."""
    values = [one.text for one in said if one.does == "value"]
    if _awaits(conversation) != "product" or len(values) != 1 or make_plan(found.text, conversation.waits_for).tasks:
        return found
    if meant_from(found.text) is not None:  # it was taken back, and nothing is named instead
        return found.model_copy(update={"is_small_talk": True})
    lead = _LEAD.match(values[0])
    name = values[0][lead.end() if lead else 0 :].strip(" .!,;:")
    if _TELLS.search(name):
        return found
    if _POINTS.search(name):
        which = _WHICH.fullmatch(values[0])
        of = [one["things"] for text in conversation.written_before if (one := _ONE_OF.search(text))]
        name = f"{which['which']} {of[-1]}" if which and of and not _POINTS.fullmatch(of[-1]) else ""
    elif not (holds_goods(name) or has_model_number(name)) and (
        not _THE.match(values[0]) or is_generic(name) or is_no_thing(name)
    ):
        return found
    return found.model_copy(update={"names": (return_task(name, ""),)}) if name else found


def _is_for_a_person(text: str, *, named: bool) -> bool:
    return beyond_us(text) is not None or complains_of_order(text, named=named)


def _answered(found: Understanding, conversation: Conversation, said: Sequence[Said]) -> Understanding | None:
    """Read the answer to what the desk asked: yes, no, which of them, or that a number is not known."""
    does, awaits = {one.does for one in said}, _awaits(conversation)
    if does & _LACKS and awaits in {"product", "number", "account"}:
        lacks = "without" if "without" in does else "unsure"
        return found.model_copy(update={"lacks_number": lacks})
    is_yes = any(one.does == "yes" and one.share >= VERY_SURE for one in said)
    if awaits == "cancel" and (answer := _to_cancel(conversation, said, is_yes=is_yes)):
        return found.model_copy(update={"short_answer": answer})
    asked = conversation.asked
    if awaits != "yes" or asked is None or does & LOOK_UPS or _names_another(found.text, asked):
        return None
    if does & {"no", "works"} and "yes" not in does:
        return found.model_copy(update={"confirms": "no", "confirms_only": True})
    if is_yes and not does & {"no", *ENDS}:
        rest = " ".join(one.text for one in said if one.does == "adds")
        wanted = wanted_task(asked, rest)
        return found.model_copy(update={"confirms": "yes", "confirmed": (wanted,), "confirms_only": True})
    return None


def _names_another(text: str, asked: TaskRow) -> bool:
    """Say whether a text asks for anything but what was asked about: "no, the amplifier"."""
    tasks = make_plan(text, Waiting("ProductReturn", "product_name")).tasks
    return any(
        one.query_type != asked.query_type or (one.product_name or asked.product_name) != asked.product_name
        for one in tasks
    )


def _to_cancel(conversation: Conversation, said: Sequence[Said], *, is_yes: bool) -> ShortAnswer | None:
    """Return the answer to "shall I cancel?"; of several returns, the one that is named."""
    does = {one.does for one in said}
    if "no" in does and not is_yes:
        return ShortAnswer(said="no")
    if not (is_yes or does & ENDS):
        return None
    named = return_named(conversation, " ".join(one.text for one in said))
    return ShortAnswer(said="one", thing=named) if named else ShortAnswer(said="yes")


def wanted_task(asked: TaskRow, rest: str) -> Task:
    """Return the task that was said yes to, with the reason that stands beside the yes."""
    task = Task.model_validate({name: getattr(asked, name) for name in Task.model_fields})
    if task.query_type != "ProductReturn" or task.reason_for_return:
        return task
    stated = make_plan(f"I want to return the {task.product_name}, {rest}").tasks if rest else []
    reasons = [one.reason_for_return for one in stated if one.product_name == task.product_name]
    return task.model_copy(update={"reason_for_return": next(filter(None, reasons), None)})


def _said_of_it(found: Understanding, conversation: Conversation, said: tuple[Said, ...], whole: str) -> Understanding:
    """Read what a message says about what is under way, or asks of it."""
    does = {one.does for one in said}
    if does <= ({*NOTHING, *_ASSENTS} if conversation.asked is None else NOTHING):
        if not all(_is_courtesy(one, conversation) for one in said):
            return found
        is_thanks = "wait" not in does and not _ASSENT.fullmatch(whole)
        return found.model_copy(update={"is_small_talk": True, "is_thanks": is_thanks})
    if "contradicts" in does:
        return found.model_copy(update={"contradicts": True})
    is_escalated = conversation.case.status == "escalated"
    if any(one.does in {"human", "person"} and one.share >= VERY_SURE for one in said) and not (
        is_escalated and "person" in does
    ):
        return found.model_copy(update={"wants_reader": True})
    text = " ".join(one.text for one in said)
    # What stands in the records is no answer to "please send it by express".
    is_wish = not does & ENDS and asks_for_change(text, of_own=bool(conversation.held.orders))
    if asked := () if is_wish else asked_by(said, find_ids(whole)):
        if is_escalated and any(_DISPUTED & {one.kind} for one in asked) and _is_disputed(conversation):
            asked = (FollowUp(kind="person", about="case"),)
        questions = tuple(dict.fromkeys(_as_held(one, conversation, text) for one in asked))
        return found.model_copy(update={"follow_ups": questions})
    adds = does <= {*NOTHING, "adds"} and "?" not in text and not is_wish
    return found.model_copy(update={"adds": True}) if adds and not _is_for_a_person(text, named=False) else found


def _is_disputed(conversation: Conversation) -> bool:
    """Say whether the requester has said that what was told of the order is not so: it is not told once more."""
    held, written = conversation.held.orders, conversation.written_before
    if not held or not conversation.from_requester:
        return False
    is_here = any(one.told.delivered for one in held)
    return any(complains_of_order(text, named=True) for text in (written if is_here else written[1:]))


def _is_courtesy(one: Said, conversation: Conversation) -> bool:
    """Say whether a sentence holds words of thanks, of assent or of waiting, and no number: else it says something.

    After a question for details a "yes" before other words answers that question.
    """
    assent = _ASSENT.match(one.text) if conversation.awaiting == AWAITING_DETAILS else None
    rest = one.text[assent.end() :] if assent else one.text
    if _FIGURES.search(rest):
        return False
    return not rest.strip() or is_small_talk(rest) or words_say(rest) in _COURTESIES


def _as_held(asked: FollowUp, conversation: Conversation, text: str) -> FollowUp:
    """Return what is asked, about what the case holds; left open where it holds nothing of the kind."""
    held, about = conversation.held, asked.about
    has = {"order": held.orders, "return": held.returns, "investigation": held.investigations, "case": True}
    if asked.kind == "works":
        is_order = bool(held.orders) and (not held.issued or _ARRIVED.search(text) is not None)
        about = "order" if is_order else None
    elif asked.kind == "cancel":
        is_invoice = about == "investigation" or (about is None and not held.issued)
        about = "investigation" if is_invoice and held.investigations else about
    elif asked.kind == "take" and held.investigations and about is None:
        about = "investigation"
    elif about is not None and not has[about] and asked.kind != "number":
        about = None
    words = called_off(text) if asked.kind == "cancel" else text
    thing = "" if asked.number else return_named(conversation, words)
    return asked.model_copy(update={"about": about, "thing": thing})


def return_named(conversation: Conversation, text: str) -> str:
    """Return the product of the one return that ``text`` names by one of its words; "" if it names none, or several."""
    words = [word.removesuffix("'s").removesuffix("'") for word in re.findall(r"[\w'-]{3,40}", text.lower())]
    named: list[Rma] = [one for one in conversation.held.returns if any(is_meant(one, word) for word in words)]
    return named[0].product_name if len(named) == 1 and len(conversation.held.returns) > 1 else ""
