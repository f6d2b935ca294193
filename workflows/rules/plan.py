"""The orchestrator's rule: a message is split into tasks and leftovers; nothing is looked up or issued here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from workflows.answers import Leftover, MissingField, Plan, QueryType, Task
from workflows.ids.grammar import REMEMBERED, FoundId, normalise_product
from workflows.routes import RouteName
from workflows.rules.clauses import Clause, Message, read
from workflows.rules.invoices import asks_about
from workflows.rules.lookups import invoice_wanted, order_wanted, wanted_ids
from workflows.rules.pending import fills_id, fills_product, return_task
from workflows.rules.returns import Return, find_returns

MAX_TASKS = 20
MAX_LEFTOVERS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """The one field a task of this thread waits for."""

    query_type: QueryType
    field: MissingField


@dataclass(frozen=True, slots=True)
class _Found:
    """A task with the place it was asked at and the clauses it took."""

    at: int
    task: Task
    used: tuple[Clause, ...]


_SMALL_TALK = re.compile(
    r"(?:[\s,.!:;)-]|\b(?:hi|hello|hey|hiya|dear|good\s(?:morning|afternoon|evening|day)|greetings|there|all"
    r"|everyone|team|folks|support|customer\sservice|sir|madam|or|and|thanks?|thank\syou|thx|ty|cheers|so\smuch"
    r"|very\smuch|a\slot|in\sadvance|many|for\syour\s(?:help|time|support|assistance|patience|reply)"
    r"|kind|best|warm|regards|wishes|sincerely|yours|truly|faithfully|bye|goodbye|have\sa\s(?:nice|good|great"
    r"|lovely)\s(?:day|one|week|weekend|evening)|hope\s(?:you'?re|you\sare|this\sfinds\syou|all\sis)\s(?:well"
    r"|good|fine|doing\swell)|hope\syou\sare\sdoing\swell|how\sare\syou|please|pls|ok(?:ay)?|great|perfect"
    r"|i\s(?:have|need)\s(?:a\sfew|some|two|three|2|3|several|a\scouple\sof)\s(?:things|questions|requests|issues"
    r"|help)|need\shelp\sw(?:ith|/)\s\w+\sthings?|first|second|third|firstly|secondly|thirdly|lastly|finally|also"
    r"|(?:and\s)?now|then|any\s(?:news|update|idea|ideas)|asap|urgent(?:ly)?|let\sme\sknow|that(?:'?s|\sis)\s(?:it|all)"
    r"|(?:please\s)?(?:advise|help|check|confirm)(?:\sme)?|(?:can|could|would|will)\s(?:you|u|i|we|someone)"
    r"|(?:i|we)(?:'d|\swould|\salso|\swould\salso)?|(?:give|send)\sme|an\supdate|(?:need|here)|what(?:'s|\sis)\sgoing\son|what\snow|how|yes|additionally"
    r"|besides|moreover|(?:do(?:n't|nt|\snot))\s(?:want|need)\sto\sreturn\sanything|(?:two|three|few|quick|couple|one|things?"
    r"|questions?|requests?|issues?|points?)"
    r"|looking\sforward(?:\sto\s(?:your|hearing)(?:\sfrom\syou|\sreply|\sresponse)?)?)\b)*",
    re.IGNORECASE,
)
# A question that goes on about the id named just before: 'where is it?', 'has it shipped yet?'.
_ABOUT_THE_ID = re.compile(
    r"\s*(?:and\s|so\s)?(?:where|when|has|have|did|will|is|are|why|can|what|how)\b(?=.{0,30}\b(?:it|they|them|that|this)\b)"
    r"[^?]{2,40}$|.*\b(?:(?:sur)?charged?|billed|fees?|amount|total)\b"
    r"|\s*(?:please|pls)\s(?:check|explain|confirm|look|advise|correct|fix|send|track)\b.{0,40}$",
    re.IGNORECASE,
)
_NEEDS_ANSWER = re.compile(
    r"\b(?:where|what|when|why|how|who|which|can|could|would|please|pls|help|want|need|cancel|change|refund|error|tell\sme"
    r"|crash\w*|charged|wrong|problem|issue|trouble|broken|fail\w*|refused|password|log\s?in|reset|agent|human"
    r"|person|complain\w*|question|"
    r"does\snot|doesn'?t|isn'?t|not\sworking|unable|can'?t|cannot|won'?t|address|update|case|rma)\b",
    re.IGNORECASE,
)
# What the status of an order does not answer: wishes to change it, and complaints about what came.
_MORE_THAN_STATUS = re.compile(
    r"\b(?:cancel|change|amend|modify|edit|add|remove|(?<!wrong\s)address|redirect|refund|compensat\w+|money\sback|replac\w+"
    r"|exchang\w+|damaged|broken|smashed|shattered|cracked|crushed|torn|leaking|spoil(?:ed|t)|defective|faulty|(?:is|are|was|were|a|the"
    r"|completely|totally)\s(?:all\s)?wrong|wrong\s(?:item|product|size|colou?r|thing|one|order|model|part|article)s?"
    r"|missing\s(?:an?|the|one|two|some|several|my|parts?|pieces?|items?|from|in)|(?:parts?|pieces?|items?|something|one|half)\s(?:\w+\s)?"
    r"(?:is|are|was|were)\smissing|incomplete|stolen|theft|stole|(?:charged|billed|paid)\s(?:\w+\s)?(?:twice|double|again|too\smuch)"
    r"|(?:charged|billed)\s(?:me|us)\s(?:twice|double)|double[\s-]charged|overcharged|stopped\s(?:charging|working)"
    r"|(?:not|doesn'?t|don'?t|won'?t|isn'?t|never)\swork(?:s|ing)?|(?:came|arrived|delivered)\s(?:\w+\s)?without)\b",
    re.IGNORECASE,
)


_STATED = re.compile(r"\b(?:order|number)(?:\s(?:number|no\.?|id))?\s?(?:is|was|:)\s?(?:order\s)?\#?$", re.IGNORECASE)


def _general(_: str) -> RouteName:
    return "general_question"


def make_plan(text: str, waiting: Waiting | None = None, route_of: Callable[[str], RouteName] = _general) -> Plan:
    """Split ``text`` into tasks, in its order, and leftovers with the route ``route_of`` gives them.

    ``waiting`` is the field an open task of the thread asked for; a short answer to it comes back as a whole task.
    Every field is the customer's own words. Untrusted text: the first 20,000 characters count. Never raises.
    """
    found = list(found_in(text, waiting))
    leftovers = _leftovers(read(text), found, route_of)
    return Plan(tasks=[one.task for one in found[:MAX_TASKS]], leftovers=leftovers)


@lru_cache(maxsize=REMEMBERED)
def found_in(text: str, waiting: Waiting | None = None) -> tuple[_Found, ...]:
    """Return the tasks of ``text``; those of the last few texts are remembered, for several steps ask for them."""
    message = read(text)
    found = _fill(message, waiting) if waiting else []
    taken = {clause for one in found for clause in one.used}
    found += [one for one in _tasks(message) if not (taken and taken.issuperset(one.used))]
    return tuple(_once(sorted(found, key=lambda one: one.at)))


def _fill(message: Message, waiting: Waiting) -> list[_Found]:
    """Return the task that waited, filled, if the message answers it."""
    if waiting.field == "product_name":
        tasks, used = fills_product(message)
        filled = [_Found(used[0].start + n, task, used) for n, task in enumerate(tasks)]
        return filled + _stated_orders(message, used)
    wanted: str = "invoice" if waiting.field == "invoice_number" else "order"
    bare = fills_id(message)
    if bare is None:
        return []
    value, clause = bare
    named = [one for one in message.ids_in(clause.start, clause.end) if one.kind != "unknown"]
    if named and named[0].kind != wanted:
        return []
    value = named[0].value if named else value
    task = _lookup(FoundId("invoice" if wanted == "invoice" else "order", value, 0, 0))
    return [_Found(clause.start, task, (clause,))]


def _stated_orders(message: Message, used: tuple[Clause, ...]) -> list[_Found]:
    """Return the orders told beside the product that was asked for: 'the lamp, and the order is A-12345'."""
    return [
        _Found(one.start, _lookup(one), (clause,))
        for clause in used
        for one in message.ids_in(clause.start, clause.end)
        if one.kind == "order" and _STATED.search(message.plain, clause.start, one.start)
    ]


def _lookup(one: FoundId) -> Task:
    if one.kind == "invoice":
        return Task(query_type="BillingInquiry", invoice_number=one.value[:80])
    return Task(query_type="StatusUpdate", order_id=one.value[:80])


def _tasks(message: Message) -> list[_Found]:
    returns = find_returns(message)
    found = [_Found(back.at, _return_task(message, back), back.used) for back in returns]
    ids = wanted_ids(message, returns)
    found += [_Found(one.start, _lookup(one), _clauses_around(message, one.start)) for one in ids]
    clause = order_wanted(message)
    if clause and not any(one.kind == "order" for one in ids):
        found.append(_Found(clause.start, Task(query_type="StatusUpdate"), (clause,)))
    clause = invoice_wanted(message)
    if (
        clause
        and found
        and not any(one.kind == "invoice" for one in message.ids)
        and not any(clause in one.used for one in found)
    ):
        found.append(_Found(clause.start, Task(query_type="BillingInquiry"), (clause,)))
    return found


def _clauses_around(message: Message, at: int) -> tuple[Clause, ...]:
    return tuple(clause for clause in message.clauses if clause.start <= at < clause.end)


def _return_task(message: Message, back: Return) -> Task:
    name = message.original(*back.product) if back.product else ""
    reason = message.original(*back.reason) if back.reason else ""
    return return_task(name, reason)


def _once(found: list[_Found]) -> list[_Found]:
    """Drop tasks asked twice: the same id, the same product. A product that comes back with a reason keeps it."""
    kept: dict[tuple[str, str], _Found] = {}
    for one in found:
        task = one.task
        key = (
            task.query_type,
            normalise_product(task.product_name or "") or task.invoice_number or task.order_id or "",
        )
        first = kept.get(key)
        if first is None:
            kept[key] = one
            continue
        stated = task if task.reason_for_return and not first.task.reason_for_return else first.task
        kept[key] = _Found(first.at, stated, (*first.used, *one.used))
    named = any(one.task.query_type == "ProductReturn" and one.task.product_name for one in kept.values())
    if named:
        kept.pop(("ProductReturn", ""), None)
    return list(kept.values())


def _leftovers(message: Message, found: list[_Found], route_of: Callable[[str], RouteName]) -> list[Leftover]:
    """Return the parts that no task took: all there is when there are no tasks, else what needs an answer."""
    parts: list[Leftover] = []
    known: set[str] = set()
    last = -2
    for number, clause in enumerate(message.clauses):
        words = message.original(clause.start, clause.end)
        if words.casefold() in known or not _is_left(message, number, found):
            continue
        known.add(words.casefold())
        part = _with_mark(words, clause)
        route = route_of(part)
        if parts and last == number - 1 and parts[-1].route == route and len(parts[-1].text) + len(part) < 2990:
            parts[-1] = Leftover(text=_joined(parts[-1].text, part), route=route)
        elif len(parts) < MAX_LEFTOVERS:
            parts.append(Leftover(text=part[:3000], route=route))
        last = number
    return parts if parts or found else _whole(message, route_of)


def _is_left(message: Message, number: int, found: list[_Found]) -> bool:
    """Tell whether clause ``number`` holds something that no task answers."""
    clause = message.clauses[number]
    words = message.original(clause.start, clause.end)
    if not words or _SMALL_TALK.fullmatch(words):
        return False
    if any(clause in one.used for one in found):
        return _asks_more(message, clause, found)
    return not _goes_on(message, number, found) and (not found or _needs_answer(message, clause))


def _goes_on(message: Message, number: int, found: list[_Found]) -> bool:
    """Tell whether clause ``number`` goes on about the id looked up before; a complaint about an order does not."""
    clause = message.clauses[number]
    if not number or not _ABOUT_THE_ID.match(message.original(clause.start, clause.end)):
        return False
    before = message.clauses[number - 1]
    kinds = {one.task.query_type for one in found if before in one.used} - {"ProductReturn"}
    return "BillingInquiry" in kinds or (bool(kinds) and not _complains(message, clause))


def _joined(first: str, second: str) -> str:
    return f"{first} {second}" if first.endswith("?") else f"{first}. {second}"


def _with_mark(words: str, clause: Clause) -> str:
    return f"{words}?" if clause.question else words


def _whole(message: Message, route_of: Callable[[str], RouteName]) -> list[Leftover]:
    words = " ".join(message.words.split())[:3000]
    return [Leftover(text=words, route=route_of(words))] if words else []


def _asks_more(message: Message, clause: Clause, found: list[_Found]) -> bool:
    """Tell whether a looked-up order is also to be changed: its status alone is no answer."""
    kinds = {one.task.query_type for one in found if clause in one.used}
    return kinds == {"StatusUpdate"} and (_complains(message, clause) or asks_about(message, clause))


def _complains(message: Message, clause: Clause) -> bool:
    return bool(_MORE_THAN_STATUS.search(message.plain, clause.start, clause.end))


def _needs_answer(message: Message, clause: Clause) -> bool:
    odd = any(one.kind not in ("invoice", "order") for one in message.ids_in(clause.start, clause.end))
    asks = _NEEDS_ANSWER.search(message.plain, clause.start, clause.end) is not None
    return odd or clause.question or asks or _complains(message, clause) or asks_about(message, clause)
