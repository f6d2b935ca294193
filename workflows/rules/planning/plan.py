"""The orchestrator's rule: a message is split into tasks and leftovers; nothing is looked up or issued here."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from workflows.answers import MissingField, Plan, QueryType, Task
from workflows.ids.grammar import REMEMBERED, FoundId, normalise_product
from workflows.language.lazy import lazy
from workflows.routes import RouteName
from workflows.rules.corrections.named_anew import Anew, named_anew
from workflows.rules.corrections.repairs import is_corrected
from workflows.rules.doubt.already import is_under_way
from workflows.rules.doubt.doubt import (
    Doubt,
    doubt_of,
    is_no_wish,
    is_right_after_all,
    is_waved_off,
    leaves_order,
    number_at,
)
from workflows.rules.doubt.kept import kept_after
from workflows.rules.doubt.quoted import asks_to_see_to_it, is_anothers_words
from workflows.rules.doubt.second_opinion import Seen, agreed
from workflows.rules.evidence import WHICH, Kind, certainty_of
from workflows.rules.followups.pending import fills_id, fills_product, return_task, told_id
from workflows.rules.implied.swaps import without_its_order
from workflows.rules.implied.unsaid import find_unsaid
from workflows.rules.lookups.bare_numbers import is_number_only, number_alone, number_told
from workflows.rules.lookups.invoices import is_only_doubted, is_only_imagined, is_only_numbers, is_only_unclear
from workflows.rules.lookups.listed_numbers import numbers_beside
from workflows.rules.lookups.lookups import (
    asked_where,
    investigation_wanted,
    invoice_wanted,
    is_disputed,
    order_wanted,
    wanted_ids,
)
from workflows.rules.lookups.not_come import not_come
from workflows.rules.lookups.unnumbered import invoice_unnumbered, is_not_here, order_unnumbered
from workflows.rules.lookups.unsettled import is_trouble_denied, is_unsettled
from workflows.rules.planning.again import after_reading_again
from workflows.rules.planning.found import FoundTask, clauses_around, lookup, once, task_of_return
from workflows.rules.planning.leftovers import leftovers
from workflows.rules.planning.one_more_thing import beside
from workflows.rules.returns.listed import lists_of, wavers_behind
from workflows.rules.returns.returns import Return, find_returns
from workflows.rules.returns.weighing import weigh, with_thing
from workflows.rules.syntax.clauses import Clause, Message, read

MAX_TASKS = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """The one field a task of this thread waits for."""

    query_type: QueryType
    field: MissingField


_READ_ALONE: frozenset[Kind] = frozenset({"read_likely", "leave", "rule_alone"})
"""What the words around a thing may show to be no wish at all; a fault or a misfit says what is wished without them."""
_GOES_BACK = lazy(r"\b(?:return\w*|refund\w*|back|cancel\w*|rid\sof|wrong|broken|damaged)\b", re.IGNORECASE)
_STATED = lazy(r"\b(?:order|number)(?:\s(?:number|no\.?|id))?\s?(?:is|was|:)\s?(?:order\s)?\#?$", re.IGNORECASE)


def _general(_: str) -> RouteName:
    return "general_question"


def make_plan(text: str, waiting: Waiting | None = None, route_of: Callable[[str], RouteName] = _general) -> Plan:
    """Split ``text`` into tasks, in its order, and leftovers with the route ``route_of`` gives them.

    A task is only what is asked for explicitly and whole; for what is merely likely see ``candidates``. ``waiting`` is
    the field an open task of the thread asked for; a short answer to it comes back as a whole task.
    Every field is the customer's own words. Untrusted text: the first 20,000 characters count. Never raises.
    """
    found = found_in(text, waiting)
    sure = [one for one in found if one.is_sure]
    left = leftovers(read(text), found, route_of)
    if any(one.kind == "passed_on" for one in found):
        left = [one for one in left if not asks_to_see_to_it(one.text)]
    return Plan(tasks=[one.task for one in sure[:MAX_TASKS]], leftovers=left)


@lru_cache(maxsize=REMEMBERED)
def found_in(text: str, waiting: Waiting | None) -> tuple[FoundTask, ...]:
    """Return the tasks of ``text``, sure and likely; those of the last few texts are remembered, several steps ask.

    ``waiting`` has no default: called in two ways, one text would be read twice. Where a sentence transformer is
    installed it reads what is not waited for, too: 25 ms of CPU.
    """
    seen = seen_in(text, waiting)
    return seen if waiting else after_reading_again(read(text), seen)


@lru_cache(maxsize=REMEMBERED)
def seen_in(text: str, waiting: Waiting | None) -> tuple[FoundTask, ...]:
    """Return the tasks of ``text`` as ``found_in``, by its words and the trained readers alone."""
    message = read(text)
    found = [replace(one, kind="awaited") for one in _fill(message, waiting)] if waiting else []
    taken = {clause for one in found for clause in one.used}
    found += [one for one in _tasks(message) if not (taken and taken.issuperset(one.used))]
    return tuple(_doubted(message, once(sorted(found, key=lambda one: one.at))))


def _is_return(one: FoundTask) -> bool:
    return one.task.query_type == "ProductReturn"


def _doubted(message: Message, found: Sequence[FoundTask]) -> Iterator[FoundTask]:
    """Yield ``found`` without what the message says against doing at all; what it makes doubtful is asked about."""
    for one in found:
        if one.kind == "awaited":
            yield one
        elif not one.is_sure:
            if not (_is_over(message, one) or _is_on_its_way(message, one, found)):
                yield one
        elif one.task.query_type == "StatusUpdate":
            places = (at for place in one.places for at in numbers_beside(message, place))
            if not all(leaves_order(message, at) for at in places):
                yield one
        else:
            yield from _weighed(message, one, found)


def _is_over(message: Message, one: FoundTask) -> bool:
    """Tell whether what may be wanted is not, after all."""
    if one.task.query_type == "BillingInquiry":
        return is_right_after_all(message, one.at)
    if one.named is None:
        return False
    return is_under_way(message, one.named) or (one.kind in _READ_ALONE and is_no_wish(message, one.named))


def _is_on_its_way(message: Message, one: FoundTask, found: Sequence[FoundTask]) -> bool:
    """Tell whether a thing that only may go back has not come, and its order is looked up."""
    is_looked_up = any(two.is_sure and two.task.order_id for two in found)
    if one.named is None or one.kind not in _READ_ALONE or not is_looked_up or _GOES_BACK.search(message.plain):
        return False
    number = next((each.sentence for each in message.clauses if each.start <= one.named[0] < each.end), None)
    own = [each for each in message.clauses if each.sentence == number]
    return bool(own) and is_not_here(message.plain[own[0].start : own[-1].end])


def _weighed(message: Message, one: FoundTask, found: Sequence[FoundTask]) -> Iterator[FoundTask]:
    """Yield a return or an invoice that is asked for surely, what is meant instead of it, or nothing."""
    doubt = _doubt_of(message, one, invoice=one.task.query_type == "BillingInquiry") or _said_anew(message, one, found)
    if (anew := _named_anew(message, one, found)) and (doubt is None or doubt.asks):
        task = return_task(message.original(*anew.named), "")
        yield replace(one, task=task, kind=one.kind if anew.is_sure else "doubted", named=anew.named)
    elif doubt is None and all(is_anothers_words(message, at) for at in one.places):
        yield replace(one, kind="passed_on")
    elif doubt is None or (doubt.asks and not (one.task.product_name or one.task.invoice_number)):
        number = number_at(message, one.at) if one.task.invoice_number else None
        yield replace(one, kind="doubted") if number and is_unsettled(message, number) else one
    elif doubt.asks:
        task = return_task(message.original(*doubt.instead), "") if doubt.instead else one.task
        yield replace(one, task=task, kind="doubted")


def _doubt_of(message: Message, one: FoundTask, *, invoice: bool) -> Doubt | None:
    if one.kind == "listed" and one.named:  # its heading says what is wished, not the words beside it
        if is_waved_off(message):
            return Doubt(asks=False)
        unsure = wavers_behind(message, one.named) or kept_after(message, *one.named) in {"it", "otherwise"}
        return Doubt(asks=True) if unsure else None
    doubts = (doubt_of(message, at, one.named, invoice=invoice) for at in one.places)
    first = next(doubts)
    return first if first and all(doubts) else None


def _named_anew(message: Message, one: FoundTask, found: Sequence[FoundTask]) -> Anew | None:
    """Return what the thing of a return is then said to be."""
    if one.task.query_type != "ProductReturn" or one.named is None or one.kind == "listed":
        return None
    others = [normalise_product(two.task.product_name or "") for two in found if two is not one and two.is_sure]
    anew = named_anew(message, one.named, others)
    return None if anew and lists_of(message).holds(anew.named[0]) else anew


def _said_anew(message: Message, one: FoundTask, found: Sequence[FoundTask]) -> Doubt | None:
    """Return a doubt of a return after which another is asked for with "hang on" between, and no "also"."""
    later = [two.named for two in found if two.is_sure and two.named and one.named and two.named[0] > one.named[1]]
    is_anew = later and is_corrected(message, one.named[1] if one.named else 0, later[0][0])
    return Doubt(asks=True) if is_anew else None


def _unsaid(message: Message, seen: list[Seen]) -> list[Seen]:
    """Return what is probably to go back beside what was ``seen``: of another thing, and in other clauses."""
    known = {_name_of(message, one.back) for one in seen}
    taken = {clause for one in seen for clause in one.back.used}
    more: list[Seen] = []
    for back, kind in find_unsaid(message) if "" not in known else ():
        name = _name_of(message, back)
        is_listed = back.product is not None and lists_of(message).holds(back.product[0])
        if name and name not in known and back.used[0] not in taken and not is_listed:
            known.add(name)
            more.append(Seen(back, kind))
    return more


def _name_of(message: Message, back: Return) -> str:
    return normalise_product(message.original(*back.product) if back.product else "")


def _fill(message: Message, waiting: Waiting) -> list[FoundTask]:
    """Return the task that waited, filled, if the message answers it."""
    if waiting.field == "product_name":
        tasks, used = fills_product(message)
        filled = [FoundTask(used[0].start + n, task, used) for n, task in enumerate(tasks)]
        return filled + _stated_orders(message, used)
    wanted: str = "invoice" if waiting.field == "invoice_number" else "order"
    bare = fills_id(message) or told_id(message, wanted)
    if bare is None:
        return []
    value, clause = bare
    named = [one for one in message.ids_in(clause.start, clause.end) if one.kind != "unknown"]
    if named and named[0].kind != wanted:
        return []
    value = named[0].value if named else value
    task = lookup(FoundId("invoice" if wanted == "invoice" else "order", value, 0, 0))
    return [FoundTask(clause.start, task, (clause,))]


def _stated_orders(message: Message, used: tuple[Clause, ...]) -> list[FoundTask]:
    """Return the orders told beside the product that was asked for: 'the lamp, and the order is A-12345'."""
    return [
        FoundTask(one.start, lookup(one), (clause,))
        for clause in used
        for one in message.ids_in(clause.start, clause.end)
        if one.kind == "order" and _STATED.search(message.plain, clause.start, one.start)
    ]


def holds_tasks(text: str) -> bool:
    """Tell whether ``make_plan`` finds a task in ``text``."""
    return any(one.is_sure for one in found_in(text, None))


def _tasks(message: Message) -> list[FoundTask]:
    returns = find_returns(message)
    ruled = _returns(message, returns)
    seen = agreed(message, [*ruled, *_unsaid(message, ruled)])
    found = [
        FoundTask(one.back.at, task_of_return(message, one.back), one.back.used, one.kind, one.back.product)
        for one in seen
    ]
    swapped = [one.back for one in seen if one.kind == "swap"]
    added = [*swapped, *(one.back for one in seen if one.kind == "read")]
    ids = without_its_order(message, wanted_ids(message, [*returns, *added]), swapped)
    kind_of_ids = _kind_of_invoices(message) if ids and not found else "explicit"
    for one in ids:
        if one.kind == "invoice" and (is_only_imagined(message, one) or is_trouble_denied(message, one)):
            continue
        kind = kind_of_ids if one.kind == "invoice" else "explicit"
        found.append(FoundTask(one.start, lookup(one), _asking_for(message, one), kind))
    has_order = any(one.kind == "order" for one in ids)
    clause = None if has_order else order_wanted(message) or order_unnumbered(message) or not_come(message)
    if clause:
        found.append(_unnamed_order(message, clause))
    elif not found and all(one.kind == "unknown" for one in message.ids):
        found += _bare_number(message)
    is_named = any(one.kind in {"invoice", "unknown"} for one in message.ids)
    clause = None if is_named else _unnumbered_invoice(message, found)
    if clause:
        found.append(FoundTask(clause.start, Task(query_type="BillingInquiry"), (clause,), "unnamed"))
    return [*found, *beside(message, found)]


def _unnamed_order(message: Message, clause: Clause) -> FoundTask:
    """Return the order that ``clause`` asks for without a number: that of the one number that stands by itself."""
    alone = number_alone(message)
    if alone is None:
        return FoundTask(clause.start, Task(query_type="StatusUpdate"), (clause,), "unnamed")
    number, its = alone
    used = (clause,) if its == clause else (clause, its)
    return FoundTask(clause.start, Task(query_type="StatusUpdate", order_id=number), used)


def _bare_number(message: Message) -> list[FoundTask]:
    """Return the order whose number is all that is said, which is asked about, or that is told in a complaint."""
    told = number_told(message)
    number = told or (number_alone(message) if is_number_only(message) else None)
    if number is None:
        return []
    task = Task(query_type="StatusUpdate", order_id=number[0])
    return [FoundTask(number[1].start, task, (number[1],), "explicit" if told else "bare_number")]


def _unnumbered_invoice(message: Message, found: Sequence[FoundTask]) -> Clause | None:
    """Return the clause of one invoice without its number that is said to be wrong, or asked about beside ``found``."""
    taken = {clause for one in found for clause in one.used}
    if clause := invoice_unnumbered(message, taken):
        return clause
    clause = invoice_wanted(message)
    is_sure = clause and (found or investigation_wanted(message, clause) or is_disputed(message, clause))
    return clause if is_sure and clause not in taken else None


def _kind_of_invoices(message: Message) -> Kind:
    if is_only_numbers(message):
        return "bare_number"
    if is_only_unclear(message):
        return "unclear"
    return "doubted" if is_only_doubted(message) else "explicit"


def _returns(message: Message, returns: Sequence[Return]) -> list[Seen]:
    """Return ``returns`` with what they are seen by; a question can only be asked of a thing that has a name.

    Which of several is meant is asked for like a name that is missing.
    """
    found: list[Seen] = []
    for number, back in enumerate(returns):
        kind = weigh(message, returns, number)
        named = with_thing(message, back) if kind and certainty_of(kind) == "likely" else back
        if named and kind in WHICH:
            named = replace(named, product=None)
        if kind and named:
            found.append(Seen(named, kind))
    return found


def _asking_for(message: Message, one: FoundId) -> tuple[Clause, ...]:
    """Return the clauses that ask for ``one``: its own, and where its number only is told, the one that asks."""
    own = clauses_around(message, one.start)
    told = one.kind == "order" and all(other.kind == "unknown" for other in message.ids_in(one.start, one.start + 1))
    asking = asked_where(message, own[0]) if told and own else None
    return (*own, asking) if asking else own
