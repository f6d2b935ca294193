"""What a message may ask for, with how sure that is: what is sure is done, what is likely asked, the rest left."""

from collections.abc import Sequence

from pydantic import Field

from workflows.answers import Answer, Plan, Task
from workflows.ids.grammar import normalise_product
from workflows.rules.evidence import Certainty, Kind, certainty_of, confidence_of
from workflows.rules.planning.plan import MAX_TASKS, Waiting, found_in
from workflows.rules.syntax.clauses import Clause, Message, read

MAX_WORDS = 3000


class Candidate(Answer):
    """A task that a message may ask for; ``words`` are the customer's own that made it one.

    ``confidence``: how often, from 0 to 1, what is seen by ``kind`` is wanted.
    """

    task: Task
    certainty: Certainty
    confidence: float = Field(ge=0, le=1)
    kind: Kind
    words: str = ""


class GatedPlan(Plan):
    """A plan whose ``tasks`` may be done at once; ``candidates`` are these and, among them, what is to be asked."""

    candidates: tuple[Candidate, ...] = ()

    @property
    def likely(self) -> tuple[Candidate, ...]:
        """What is asked first."""
        return tuple(one for one in self.candidates if one.certainty == "likely")


def candidate(task: Task, kind: Kind, words: str = "") -> Candidate:
    """Return ``task`` as a candidate with the certainty and the confidence of ``kind``."""
    return Candidate(
        task=task, certainty=certainty_of(kind), confidence=confidence_of(kind), kind=kind, words=words[:MAX_WORDS]
    )


def candidates(text: str, waiting: Waiting | None = None) -> tuple[Candidate, ...]:
    """Return what ``text`` may ask for, sure and likely, in its order; ``waiting`` as for ``make_plan``."""
    message = read(text)
    found = found_in(text, waiting)[:MAX_TASKS]
    return tuple(candidate(one.task, one.kind, _words(message, one.used)) for one in found)


def asked_first(plan: GatedPlan, own: Sequence[Task]) -> GatedPlan:
    """Return a plan in which nothing is done that only words of others ask for: it is asked about, or left.

    ``own``: what the message's writer asks for in words of their own. What is merely looked up is looked up.
    """
    asked_for = {_about(task) for task in own}
    done = [one for one in plan.tasks if one.query_type == "StatusUpdate" or _about(one) in asked_for]
    asked = [one for one in plan.tasks if one not in done and _about(one)[1]]
    others = (one for one in plan.candidates if one.certainty == "likely")
    return plan.model_copy(
        update={"tasks": done, "candidates": (*others, *(candidate(one, "passed_on") for one in asked))}
    )


def _about(task: Task) -> tuple[str, str]:
    named = task.order_id or task.invoice_number or normalise_product(task.product_name or "")
    return task.query_type, named.casefold()


def _words(message: Message, used: tuple[Clause, ...]) -> str:
    clauses = sorted(dict.fromkeys(used), key=lambda one: one.start)
    return ". ".join(message.original(one.start, one.end) for one in clauses)
