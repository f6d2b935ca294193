"""What of a message no task answers: the parts that are a question or a problem of their own; the rest gets no part."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from workflows.answers import Leftover, Task
from workflows.routes import RouteName
from workflows.rules.clauses import Clause, Message, read
from workflows.rules.invoices import asks_about
from workflows.rules.own_part import complains, complains_now, is_small_talk, needs_answer

MAX_LEFTOVERS = 10


class Taken(Protocol):
    """A task and the clauses that it took."""

    @property
    def task(self) -> Task:
        """The task."""

    @property
    def used(self) -> tuple[Clause, ...]:
        """The clauses."""


# A question that goes on about the id named just before: 'where is it?', 'has it shipped yet?'.
_ABOUT_THE_ID = re.compile(
    r"\s*(?:and\s|so\s)?(?:where|when|has|have|did|will|is|are|why|can|what|how)\b(?=.{0,30}\b(?:it|they|them|that|this)\b)"
    r"[^?]{2,40}$|.*\b(?:(?:sur)?charged?|billed|fees?|amount|total)\b"
    r"|\s*(?:please|pls)\s(?:check|explain|confirm|look|advise|correct|fix|send|track)\b.{0,40}$",
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
    if not words or is_small_talk(words):
        return False
    if any(clause in one.used for one in found):
        return _asks_more(message, clause, found)
    tasks = [one.task for one in found]
    return not _goes_on(message, number, found) and (not found or needs_answer(message, clause, tasks))


def _goes_on(message: Message, number: int, found: Sequence[Taken]) -> bool:
    """Tell whether clause ``number`` goes on about the id looked up before; a complaint about an order does not."""
    clause = message.clauses[number]
    if not number or not _ABOUT_THE_ID.match(message.original(clause.start, clause.end)):
        return False
    before = message.clauses[number - 1]
    kinds = {one.task.query_type for one in found if before in one.used} - {"ProductReturn"}
    return "BillingInquiry" in kinds or (bool(kinds) and not complains(message, clause))


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
    return kinds == {"StatusUpdate"} and (
        complains_now(message.plain[clause.start : clause.end]) or asks_about(message, clause)
    )


def is_part_of_its_own(text: str, tasks: Sequence[Task] = ()) -> bool:
    """Tell whether ``text``, beside ``tasks``, is a question or a problem, and no introduction or aside."""
    message = read(text)
    return any(needs_answer(message, clause, tasks) for clause in message.clauses)
