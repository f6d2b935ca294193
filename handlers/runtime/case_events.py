"""Who learns that a case has changed: one publisher a process, and subscribers that wiring lists. No message bus."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog

from storage.errors import FrontdeskError
from storage.records import Post

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """A case, by its row id, has changed in a way that people can see; the change is committed.

    ``answer_follows``: what was said is being answered, and the answer is published in its turn. ``posts``: what is
    posted about it besides replies, if whoever publishes has just read it.
    """

    case_id: int
    answer_follows: bool = False
    posts: Sequence[Post] | None = field(default=None, compare=False)  # what is known of it does not make it another


Subscriber = Callable[[CaseEvent], Awaitable[None]]


class CaseEvents:
    """The publisher. Whoever commits a change of a case that people can see publishes it, once, after the commit.

    What a crash loses between the commit and this is swept up: owed posts each minute, the rest at the next start.
    """

    def __init__(self) -> None:
        self._subscribers: tuple[Subscriber, ...] = ()

    def subscribe(self, *subscribers: Subscriber) -> None:
        """Set who learns of changes: once, by wiring. A subscriber may look into the database; it waits for no Slack.

        Nobody subscribes in a terminal: what is done there the serving process finds on the timeline.
        """
        assert not self._subscribers, "subscribers are listed once, in wiring"  # noqa: S101 - a bug of ours
        self._subscribers = subscribers

    async def publish(self, case_id: int, *, answer_follows: bool = False, posts: Sequence[Post] | None = None) -> None:
        """Tell everybody that the case has changed. A database that is away now does not undo what is committed."""
        event = CaseEvent(case_id, answer_follows, posts)
        for subscriber in self._subscribers:
            try:
                await subscriber(event)
            except FrontdeskError as error:
                log.warning("case_event_lost", case_id=case_id, why=str(error))
