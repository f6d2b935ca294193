"""Whether our own reading of a message bears out a task that a model found in it: done, asked first, or left."""

import re
from collections.abc import Sequence

from workflows.answers import Task
from workflows.ids.grammar import fold, normalise_product
from workflows.language.folding import small
from workflows.language.lazy import lazy
from workflows.rules.doubt.doubt import DOUBTED
from workflows.rules.evidence import Kind, confidence_of
from workflows.rules.implied.own_things import Things
from workflows.rules.lookups.lookups import invoice_wanted, order_wanted
from workflows.rules.planning.candidates import Candidate
from workflows.rules.products.products import Name, is_generic, is_goods
from workflows.rules.products.things import holds_goods, is_thing
from workflows.rules.returns.leave import is_only_mentioned
from workflows.rules.returns.weighing import is_others
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import asks_leave, is_general, is_only_said
from workflows.rules.syntax.statements import says_something
from workflows.understanding.wanted import Place, judge

# Wishes to be rid of a thing in words that the rules for returns do not read: 'I'd like it gone and my money returned'.
_WISH = lazy(
    r"\b(?:(?:i|we)\s(?:would\s)?(?:\w{2,10}\s)?(?:want|like|need|wish|demand|expect)|(?:i|we)'d\s(?:\w{2,10}\s)?(?:like|love|want"
    r"|prefer)|please|pls|kindly)\b",
    re.IGNORECASE,
)
_GONE = lazy(
    r"\b(?:money\s(?:back|returned|refunded)|gone|pick(?:ed)?[\s-]?up|collect(?:ed|ion)?|rid\sof|taken?\s(?:it\s|them\s)?away"
    r"|(?:go|goes|going)\sback|(?:be|get|have)\s(?:it\s|them\s)?(?:returned|refunded)|reimburse\w{0,5})\b",
    re.IGNORECASE,
)
# What the rules for returns read and found to be no request: 'the lamp I returned', 'I almost sent it back'.
_SPOKEN_OF = lazy(r"\b(?:return|refund)\w*|\bback\b", re.IGNORECASE)
_PRAISED = lazy(
    r"(?<!would\s)(?<!'d\s)(?<!not\s)(?<!n't\s)\b(?:like|love|enjoy|adore)\b|\b(?:works|is|are)\s(?:just\s)?(?:fine|great|lovely|perfect|beautiful)\b",
    re.IGNORECASE,
)
_ASKS_US = lazy(
    r"\b(?:can|could|would|will)\s(?:you|someone|somebody)\s(?:please\s|kindly\s)?(?!tell|say|explain|send|show|help|give|confirm|check|advise|let\b)",
    re.IGNORECASE,
)


def supported_by(task: Task, ours: Sequence[Candidate], message: Message, others: Sequence[Task] = ()) -> Kind | None:
    """Return by what ``task`` of a model is borne out in ``message``; None: it is left. ``ours``: what the rules read.

    ``others`` are the tasks of the model that were borne out before: "watch" and "watch strap" are not both one return.
    """
    same = [one for one in ours if one.task.query_type == task.query_type]
    match task.query_type:
        case "ProductReturn":
            return _return_by(task, same, message, others)
        case "StatusUpdate":
            found = [one.kind for one in same if _is_same_id(task.order_id, one.task.order_id)]
            asked = task.order_id is None and order_wanted(message) is not None
        case "BillingInquiry":
            found = [one.kind for one in same if _is_same_id(task.invoice_number, one.task.invoice_number)]
            asked = task.invoice_number is None and invoice_wanted(message) is not None
    return _surest(found) or ("unnamed" if asked else None)


def _return_by(task: Task, ours: Sequence[Candidate], message: Message, others: Sequence[Task]) -> Kind | None:
    product = task.product_name
    taken = {other.product_name for other in others if other.query_type == "ProductReturn"}
    free = [
        one
        for one in ours
        if one.task.product_name == product or not any(_is_same(one.task.product_name, other) for other in taken)
    ]
    if product is None:
        sure = [one.kind for one in free if one.certainty == "sure"]
        return _surest(sure) or ("unnamed" if _wishes_it_gone(message) else None)
    if found := [one.kind for one in free if _is_same(product, one.task.product_name)]:
        # Two of three readings: what the rules are sure of and the tagger does not see, and the model does.
        agree = _surest(found) == "rule_alone" and _is_as_named(message, product, free)
        return "explicit" if agree else _surest(found)
    named = any(one.task.product_name for one in ours)
    if not _is_thing_in(message, product, alone=not named) or _is_refuted(message, product):
        return None
    return "model_alone"


def _is_as_named(message: Message, product: str, ours: Sequence[Candidate]) -> bool:
    """Tell whether ``product`` is a thing, or has the last word of the rules' name, and no reader is against it."""
    last = normalise_product(product).split()[-1:]
    named = any(normalise_product(one.task.product_name or "").split()[-1:] == last for one in ours)
    named = named or holds_goods(product)
    at = message.low.find(small(fold(product))) if named else -1
    return at >= 0 and judge(message.plain, Place(at, at + len(product), "return")).act >= DOUBTED


def _surest(kinds: Sequence[Kind]) -> Kind | None:
    if not kinds:
        return None
    best: Kind = max(kinds, key=confidence_of)
    return best


def _is_refuted(message: Message, product: str) -> bool:
    """Tell whether our own reading says of ``product`` that it is not to go back: asked of, told of, denied, another's.

    Words for returning that our rules have read and found to be no request are such a reading as well.
    """
    things, wanted = Things(message), small(fold(product))
    low = message.low
    named = [one for one in message.clauses if wanted in low[one.start : one.end]]
    return not named or any(_is_off(things, clause, wanted) for clause in named)


def _is_off(things: Things, clause: Clause, wanted: str) -> bool:
    message, plain = things.message, things.plain
    at = message.low.find(wanted, clause.start)
    sentence = [one for one in message.clauses if one.sentence == clause.sentence]
    if _SPOKEN_OF.search(plain, sentence[0].start, sentence[-1].end) or message.ids_in(clause.start, clause.end):
        return True
    if is_others(plain, at) or _PRAISED.search(plain, clause.start, clause.end):
        return True
    if things.is_blocked(at, at + len(wanted)) or is_general(message, clause.start, clause.end):
        return True
    return clause.question and not _ASKS_US.search(plain, clause.start, clause.end)


def is_same_product(one: Task, other: Task) -> bool:
    """Tell whether two returns are of one product."""
    return _is_same(one.product_name, other.product_name)


def _is_same(theirs: str | None, ours: str | None) -> bool:
    """Tell whether two names name one product: all words of the shorter one stand in the longer one."""
    one, other = (set(normalise_product(name or "").split()) for name in (theirs, ours))
    return bool(one and other) and (one <= other or other <= one)


def _is_same_id(theirs: str | None, ours: str | None) -> bool:
    """Tell whether two ids are one: "inv 7890" and "INV-7890", "#4711" and "4711"; never a part of one."""
    first, second = ("".join(char for char in (value or "").upper() if char.isalnum()) for value in (theirs, ours))
    return theirs is ours or bool(first and second and _bare(first) == _bare(second))


def _bare(letters: str) -> str:
    return letters.removeprefix("INVOICE").removeprefix("INV").removeprefix("ORDER") or letters


def _is_thing_in(message: Message, product: str, *, alone: bool) -> bool:
    """Tell whether ``product`` is a thing in ``message`` that may go back: unless ``alone``, nothing is told of it."""
    at = message.low.find(small(fold(product)))
    if at < 0 or not is_goods(product) or is_generic(product):
        return False
    end = min([one.end for one in message.clauses if one.end > at], default=len(message.plain))
    stated = says_something(message.plain, at, at + len(product), max(end, at + len(product)))
    return is_thing(message, Name(at, at + len(product), at + len(product))) and (alone or not stated)


def _wishes_it_gone(message: Message) -> bool:
    """Tell whether a clause wishes here and now that something goes back; nothing past, doubtful or negated counts."""
    for clause in message.clauses:
        whole = message.plain[clause.start : clause.end]
        gone = _GONE.search(whole)
        if not gone or not _WISH.search(whole):
            continue
        before, after = whole[: gone.start()], whole[gone.end() :]
        stated = is_only_mentioned(before, after, gerund=False, noun=True, wished=True)
        said = is_only_said(message, clause, clause.start + gone.start(), clause.start + gone.end())
        leave = asks_leave(message, clause, clause.start + gone.start())
        if not (stated or said or leave or is_general(message, clause.start, clause.end)):
            return True
    return False
