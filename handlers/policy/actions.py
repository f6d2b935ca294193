"""What the desk can decide to do about a message: plain values, in the order in which they are said."""

from dataclasses import dataclass

from storage.records import Rma, TaskRow
from workflows.answers import QueryType, Task
from workflows.routes import RouteName
from workflows.rules.followups.followups import FollowUp

WHOLE = 0
"""The part that stands for the whole message."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say words of our own. ``awaits``: what the customer owes then. ``unsure``: said since nothing was understood.

    ``last``: after all that was done.
    """

    text: str
    awaits: str | None = None
    unsure: bool = False
    part: int = WHOLE
    last: bool = False


@dataclass(frozen=True, slots=True)
class DropPending:
    """Ask no more for what the case waits for."""

    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class DropAsked:
    """Leave a task that was asked about: the answer was no."""

    task_id: int
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class NoteAccount:
    """Store the customer's account number; ``said``: and say so, where no other words do.

    ``hands_over``: it was asked for, and a person goes on with it. ``awaits``: what the customer owes then.
    """

    number: str
    said: bool = True
    hands_over: bool = True
    awaits: str | None = None
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class DoTask:
    """Let a worker do a task; what it lacks is asked for. ``fills``: the unfinished task that it completes.

    ``asks``: it is only likely that it is wanted, so that is asked, and nothing is done before a yes.
    ``about``: what was said before of the invoice that is named only now.
    """

    part: int
    task: Task
    fills: TaskRow | None = None
    asks: bool = False
    about: str = ""

    @property
    def kind(self) -> QueryType:
        """The task's type."""
        return self.task.query_type


@dataclass(frozen=True, slots=True)
class TellRecords:
    """Tell how our own records stand: pairs of kind (``rma``, ``investigation``, ``case``) and number."""

    numbers: tuple[tuple[str, str], ...]
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class TellHeld:
    """Answer questions about what was told before, from the case's own records."""

    questions: tuple[FollowUp, ...]
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class AskToCancel:
    """Ask whether these returns shall be cancelled, each with its button."""

    returns: tuple[Rma, ...]
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class CancelReturns:
    """Cancel the returns with these numbers, as their buttons do."""

    numbers: tuple[str, ...]
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class AnswerFromFaqs:
    """Answer with published entries (their row ids), verbatim, with their sources."""

    entries: tuple[int, ...]
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class ExplainReturns:
    """Start no return, and say how one is asked for."""

    text: str
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class Draft:
    """Let the route's handler answer ``text``. ``adds_to``: unless a model answers it, say it is added to that case."""

    route: RouteName
    text: str
    adds_to: str = ""
    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class NeedNobody:
    """Its customer needs no person any more: the case leaves the list of those that wait for one."""

    part: int = WHOLE


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person goes on. ``opening`` stands before the sentence that says so; ``urgent`` puts it first."""

    reason: str
    opening: str = ""
    urgent: bool = False
    part: int = WHOLE


Action = (
    Say
    | DropPending
    | DropAsked
    | NeedNobody
    | NoteAccount
    | DoTask
    | TellRecords
    | TellHeld
    | AskToCancel
    | CancelReturns
    | AnswerFromFaqs
    | ExplainReturns
    | Draft
    | HandOver
)
