"""Whether our own reading of a message supports a task that a model found in it; what it does not is not done."""

import re
from collections.abc import Sequence

from workflows.answers import Task
from workflows.ids.grammar import fold, normalise_product
from workflows.rules.clauses import Message
from workflows.rules.leave import is_only_mentioned
from workflows.rules.lookups import invoice_wanted, order_wanted
from workflows.rules.negation import asks_leave, is_general, is_only_said
from workflows.rules.products import Name, is_generic, is_goods
from workflows.rules.statements import says_something
from workflows.rules.things import is_thing

# Wishes to be rid of a thing in words that the rules for returns do not read: 'I'd like it gone and my money returned'.
_WISH = re.compile(
    r"\b(?:(?:i|we)\s(?:would\s)?(?:\w{2,10}\s)?(?:want|like|need|wish|demand|expect)|(?:i|we)'d\s(?:\w{2,10}\s)?(?:like|love|want"
    r"|prefer)|please|pls|kindly)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:money\s(?:back|returned|refunded)|gone|pick(?:ed)?[\s-]?up|collect(?:ed|ion)?|rid\sof|taken?\s(?:it\s|them\s)?away"
    r"|(?:go|goes|going)\sback|(?:be|get|have)\s(?:it\s|them\s)?(?:returned|refunded)|reimburse\w{0,5})\b",
    re.IGNORECASE,
)


def is_supported(task: Task, ours: Sequence[Task], message: Message, others: Sequence[Task] = ()) -> bool:
    """Tell whether ``task`` of a model is borne out by ``message`` and by ``ours``, what the rules read in it.

    ``others`` are the tasks of the model that were borne out before: "watch" and "watch strap" are not both one return.
    """
    same = [one for one in ours if one.query_type == task.query_type]
    if task.query_type == "ProductReturn":
        taken = {other.product_name for other in others if other.query_type == "ProductReturn"}
        same = [
            one
            for one in same
            if one.product_name == task.product_name or not any(_is_same(one.product_name, other) for other in taken)
        ]
    match task.query_type:
        case "ProductReturn":
            if task.product_name is None:
                return bool(same) or _wishes_it_gone(message)
            if any(_is_same(task.product_name, one.product_name) for one in same):
                return True
            named = any(one.product_name for one in ours if one.query_type == "ProductReturn")
            return _is_thing_in(message, task.product_name, alone=not named) and _wishes_it_gone(message)
        case "StatusUpdate":
            found = any(_is_same_id(task.order_id, one.order_id) for one in same)
            return found or (task.order_id is None and order_wanted(message) is not None)
        case "BillingInquiry":
            found = any(_is_same_id(task.invoice_number, one.invoice_number) for one in same)
            return found or (task.invoice_number is None and invoice_wanted(message) is not None)


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
    at = message.plain.casefold().find(fold(product).casefold())
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
