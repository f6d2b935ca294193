"""What of a message no task answers: the parts that are a question or a problem of their own; the rest gets no part."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from workflows.answers import Leftover, Task
from workflows.routes import RouteName
from workflows.rules.clauses import Clause, Message
from workflows.rules.invoices import asks_about

MAX_LEFTOVERS = 10


class Taken(Protocol):
    """A task and the clauses that it took."""

    @property
    def task(self) -> Task:
        """The task."""

    @property
    def used(self) -> tuple[Clause, ...]:
        """The clauses."""


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


def leftovers(message: Message, found: Sequence[Taken], route_of: Callable[[str], RouteName]) -> list[Leftover]:
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


def _is_left(message: Message, number: int, found: Sequence[Taken]) -> bool:
    """Tell whether clause ``number`` holds something that no task answers."""
    clause = message.clauses[number]
    words = message.original(clause.start, clause.end)
    if not words or _SMALL_TALK.fullmatch(words):
        return False
    if any(clause in one.used for one in found):
        return _asks_more(message, clause, found)
    return not _goes_on(message, number, found) and (not found or _needs_answer(message, clause))


def _goes_on(message: Message, number: int, found: Sequence[Taken]) -> bool:
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


def _asks_more(message: Message, clause: Clause, found: Sequence[Taken]) -> bool:
    """Tell whether a looked-up order is also to be changed: its status alone is no answer."""
    kinds = {one.task.query_type for one in found if clause in one.used}
    return kinds == {"StatusUpdate"} and (_complains(message, clause) or asks_about(message, clause))


def _complains(message: Message, clause: Clause) -> bool:
    return bool(_MORE_THAN_STATUS.search(message.plain, clause.start, clause.end))


def _needs_answer(message: Message, clause: Clause) -> bool:
    odd = any(one.kind not in ("invoice", "order") for one in message.ids_in(clause.start, clause.end))
    asks = _NEEDS_ANSWER.search(message.plain, clause.start, clause.end) is not None
    return odd or clause.question or asks or _complains(message, clause) or asks_about(message, clause)
