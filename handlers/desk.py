"""What every handler is given: the desk (database, model, clock), the conversation, and what a handler answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, Protocol, TypeVar, cast

from handlers.conversation.earlier_answer import EarlierAnswer
from handlers.conversation.gathering import AT_ONCE, Gathering
from handlers.conversation.held import NOTHING, Held
from handlers.conversation.standing_offers import StandingOffer
from handlers.runtime.calls import PostingCalls
from handlers.runtime.case_events import CaseEvents
from handlers.runtime.published_cache import NO_FAQS, PublishedFaqCache, PublishedFaqs
from handlers.runtime.resting import RestingLanes
from handlers.runtime.stops import Stops
from handlers.runtime.usual_wait import UsualWaits
from storage.attached import AttachedFile
from storage.database import Database
from storage.executors import Claimant
from storage.faq_gaps import Unanswered
from storage.records import AWAITING_ACCOUNT, AuthorKind, Case, Customer, Message, MessageKey, Post, TaskRow, Turn
from workflows.answers import Classification, QueryType
from workflows.hours.weekly import Weekly
from workflows.hours.working_time import ROUND_THE_CLOCK, Hours
from workflows.journal import Run
from workflows.language.passages import Passage, own_words
from workflows.model.client import Model
from workflows.model.threads import LONG_TEXT
from workflows.reply import Section
from workflows.routes import RouteName
from workflows.rules.planning.plan import Waiting
from workflows.steps.drafts import DraftRequest
from workflows.telemetry import UNWATCHED, Telemetry
from workflows.workers import WORKERS

T = TypeVar("T")
Untold = Literal["nothing", "questions", "all"]

# Reasons for handing over, as they are on the timeline.
ASKED_FOR_PERSON = "asked for a person"
ANGRY = "angry"
NO_NUMBER = "a number the customer cannot find"
UNSURE_TWICE = "not understood twice in a row"
LANGUAGE = "a language the engine cannot serve"
WANTED_NO_MORE = "an investigation that is not wanted any more"
UNCLEAR_WISH = "a wish that stayed unclear"
TOO_LONG = "a message too long to be read to its end"
FILES = "a file that only a person can look at"
MISSED = "written while the desk was away"
FAILURE = "an internal failure"
PART_FAILED = "a part could not be done"
BEYOND_FIRST_HELP = "needs more than a first response"
RATED_BAD_TWICE = "two answers in a row did not help"


DUE_SOON = 0.75


@dataclass(frozen=True, slots=True)
class HandoffSettings:
    """Where people learn that a case waits for them: a channel (None: nowhere), and again after ``remind_after``.

    They are there within ``hours``, and answer ``respond_within`` of them (None: nothing is said about that), what is
    urgent ``urgent_within`` (None: no sooner than the rest). A customer who does not answer a question is reminded of
    it after ``nudge_after`` (None: never), and their case is closed ``close_after`` that (None: never; from the
    question on where nobody is reminded). ``digest``: when the channel gets the figures of the week (None: never).
    """

    staff_channel: str | None = None
    remind_after: timedelta | None = None
    hours: Hours = ROUND_THE_CLOCK
    respond_within: timedelta | None = None
    nudge_after: timedelta | None = None
    close_after: timedelta | None = None
    digest: Weekly | None = None
    urgent_within: timedelta | None = None

    def within(self, priority: str) -> timedelta | None:
        """Return how long a person may take for a case of this priority; None: nothing is said about that."""
        soonest = self.urgent_within if priority == "urgent" else None
        return min((one for one in (soonest, self.respond_within) if one is not None), default=None)

    def due(self, waits_since: datetime | None, priority: str = "normal") -> datetime | None:
        """Return when a person owes the answer to what waits since then; of one priority the longest waiting first."""
        within = self.within(priority)
        return None if waits_since is None or within is None else self.hours.add(waits_since, within)

    def is_due_soon(self, waits_since: datetime | None, now: datetime, priority: str = "normal") -> bool:
        """Say whether three quarters of the time are over, or all of it."""
        within = self.within(priority)
        return waits_since is not None and within is not None and self.hours.add(waits_since, within * DUE_SOON) <= now


NOWHERE = HandoffSettings()


@dataclass(frozen=True, slots=True)
class Desk:
    """The services a handler uses: database, model, clock (``now``, in UTC), the cache of published FAQs, case events.

    One a process, made by ``bot.desk``. ``claimant``: in whose name it claims what it posts; ``calls``: those
    that post. ``gathering``: how long answers wait for more lines.
    """

    db: Database
    model: Model
    now: Callable[[], datetime]
    published_faqs: PublishedFaqCache = field(default_factory=PublishedFaqCache)
    handoff: HandoffSettings = NOWHERE
    case_events: CaseEvents = field(default_factory=CaseEvents)
    usual_waits: UsualWaits = field(default_factory=UsualWaits)
    claimant: Claimant = field(default_factory=Claimant)
    calls: PostingCalls = field(default_factory=PostingCalls)
    telemetry: Telemetry = UNWATCHED
    gathering: Gathering = AT_ONCE
    stops: Stops = field(default_factory=Stops)
    resting: RestingLanes = field(default_factory=RestingLanes)
    slow_back_office_s: float = 0.0  # that a simulated one takes for a number that says so


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """Where a reply goes."""

    team_id: str
    channel: str
    thread_ts: str
    message_ts: str
    requester: str


class Progress(Protocol):
    """Shows how the parts of one message get on. Never raises, never delays the reply for long."""

    def done(self, part: int, *, ok: bool) -> None:
        """Mark part ``part`` (from 1) as finished."""

    async def finish(self) -> None:
        """Show the last state."""


class PostSender(Protocol):
    """How posts reach people."""

    async def room(self, post: Post) -> None:
        """Wait until there is room for it where it goes; ``Transient`` if that takes too long for a job to wait."""

    async def find(self, post: Post) -> dict[int, str]:
        """Look once which of its pages (from 0) stand already; return the ``ts`` of each."""

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        """Post the pages that do not stand yet; return the channel and the first page's ``ts``.

        Raises ``Transient``, ``Refused`` or ``Misconfigured``.
        """

    async def leave_one(self, post: Post, keep: str | None, mine: str | None) -> int:
        """Delete what stands twice of it, best effort; return how much that was.

        ``keep``: the first page's ``ts`` that counts, "" if any does, None if none does. ``mine``: one that stands for
        sure. Raises ``Transient`` if it has to be tried again.
        """


@dataclass(frozen=True, slots=True)
class Details:
    """A message with what was missing: names in its ``text``, what its files say, masked, and what they are."""

    text: str
    passages: tuple[Passage, ...] = ()
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadRoot:
    """The first message of a thread, which a person wrote; ``text`` is masked."""

    author: str
    text: str
    edited_ts: str | None = None
    user_team: str | None = None
    files: tuple[AttachedFile, ...] = ()


class Delivery(PostSender, Protocol):
    """How replies reach people, and what is shown while they are worked out: Slack's, or the terminal's."""

    def status(self, target: ReplyTarget) -> None:
        """Show that the desk is at work; best effort, returns at once."""

    def progress(self, target: ReplyTarget, parts: list[str], message: Message) -> Progress:
        """Show the parts of a message as they get done; best effort, returns at once."""

    def settle_progress(self, target: ReplyTarget, message: Message) -> None:
        """Take away a progress message that an interrupted attempt left and this one does not go on with."""

    def end_progress(self, key: MessageKey) -> None:
        """Take away what is still shown of the turn ``key``: it is owed no answer any more; returns at once."""

    def stopped(self, key: MessageKey, streams: Sequence[str]) -> None:
        """Take away what is still shown of the turn ``key``, but ``streams``: those say that it was stopped."""

    def lacks(self, message: Message) -> bool:
        """Say whether Slack may have more to tell of a message."""

    async def details(self, message: Message) -> Details:
        """Ask for it; what is not told stays as it is. Never raises, and does not wait long."""

    async def thread_root(self, key: MessageKey) -> ThreadRoot | None:
        """Return a thread's first message; None: a customer did not write it, or it cannot be read.

        Raises ``Transient``: not now.
        """


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said before a turn: of each message who wrote it (``desk``: we did) and its words, oldest first."""

    lines: tuple[tuple[AuthorKind | Literal["desk"], str], ...] = ()

    @property
    def text(self) -> str:
        """All of it, for a model to read: only what begins a message stands at the margin, whatever is in its words."""
        return "\n".join("\n  ".join(f"{author}: {words}".splitlines()) for author, words in self.lines)

    @property
    def wrote(self) -> str:
        """What of it customers wrote."""
        return "\n".join(words for author, words in self.lines if author in {"customer", "third"})

    def by(self, author: AuthorKind | Literal["desk"]) -> tuple[str, ...]:
        """Return the words of each message of this kind of author."""
        return tuple(words for of, words in self.lines if of == author)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything known when a turn is answered. ``earlier`` is the transcript before it, as far as its author knows it.

    ``in_sight``: that transcript as far as all who read the answer know it; what is written for them is made of that.
    ``customer`` is the turn's author, who need not be the case's requester. ``waiting`` and ``pending`` are the
    requester's: nobody else can fill them. ``held``: what the case's records hold that this author may know.
    ``stated``: what the small print of the case's replies has said. ``offered``: what they were offered as meant.
    ``own``: what the turn's author says in it themselves; the turn's text holds what they pass on, the
    ``passages``, as well. ``files``: what stands with it. ``is_cut``: more was written than is kept.
    ``replaces``: the answer to the text before an edit, which this one replaces. ``wants_it_here``: the private answer
    that its author wants before everybody's eyes.
    """

    turn: Turn
    case: Case
    customer: Customer
    waiting: TaskRow | None
    pending: tuple[TaskRow, ...]
    earlier: Transcript
    in_sight: Transcript
    run: Run
    now: datetime
    classification: Classification | None = None
    faqs: PublishedFaqs = NO_FAQS
    held: Held = NOTHING
    stated: frozenset[str] = frozenset()
    offered: tuple[StandingOffer, ...] = ()
    own: str = ""
    passages: tuple[Passage, ...] = ()
    replaces: EarlierAnswer | None = None
    wants_it_here: Post | None = None
    files: tuple[AttachedFile, ...] = ()
    is_cut: bool = False

    @property
    def from_requester(self) -> bool:
        """Whether this turn is the case's requester's."""
        return self.turn.row.author == self.case.requester

    @property
    def awaiting(self) -> str | None:
        """What the author of this turn owes: what the case waits for, if the requester wrote it."""
        return self.case.awaiting if self.from_requester else None

    @property
    def asked(self) -> TaskRow | None:
        """The task about which the author of this turn was asked whether it is wanted."""
        return self.waiting if self.waiting is not None and self.waiting.asked_at is not None else None

    @property
    def waits_for(self) -> Waiting | None:
        """The field of a task that the author of this turn was asked for."""
        if self.waiting is None or self.asked is not None:
            return None
        query_type = cast("QueryType", self.waiting.query_type)
        return Waiting(query_type, WORKERS[query_type].field)

    @property
    def awaits_account(self) -> bool:
        """Whether the author of this turn was asked for their account number, and for nothing else since."""
        asked = self.customer.account_asked_at is not None and self.customer.account_number is None
        return self.awaiting == AWAITING_ACCOUNT or (asked and self.waiting is None)

    @property
    def written_before(self) -> tuple[str, ...]:
        """What the case's requester wrote before this turn, oldest first, as far as it stands in ``earlier``."""
        return tuple(filter(None, map(own_words, self.earlier.by("customer"))))

    def has_said(self, sentence: str) -> bool:
        """Say whether the desk has said this in what stands in ``earlier``."""
        return any(sentence in words for words in self.earlier.by("desk"))

    @property
    def language(self) -> str:
        """The language to answer in."""
        return self.classification.language if self.classification else "en"

    def draft_request(self, text: str, about: str = "") -> DraftRequest:
        """Return the input of a draft step for ``text``."""
        seen = self.in_sight
        return DraftRequest(text, earlier=seen.text, wrote=seen.wrote, language=self.language, about=about)

    async def read(self, rule: Callable[[str], T], text: str) -> T:
        """Return what ``rule`` finds in ``text``; a long text is read in a thread, so that others need not wait."""
        return await self.run.aside(len(text), partial(rule, text))

    async def look_up(self, rule: Callable[[str], T], text: str) -> T:
        """Return what ``rule`` finds for ``text`` in what is published; in a thread if a transformer reads it, too."""
        more = LONG_TEXT if self.faqs.offers.asks_transformer else 0
        return await self.run.aside(len(text) + more, partial(rule, text))


@dataclass(frozen=True, slots=True)
class Response:
    """What a handler answers. ``awaiting``: what the customer owes now. ``hand_over``: why a person must go on.

    ``needs_nobody``: its customer waits for no person any more. ``opening`` comes before the hand-over sentence;
    ``urgent`` raises the case's priority. ``answered_from``: the published FAQs it was answered from. ``gaps``:
    questions that nothing published answers. ``chosen``: what it answers was chosen among offers. ``opens_thread``:
    once it stands, the case is answered before all who are there. ``untold``: what was done for it and it does not say.
    """

    sections: tuple[Section, ...]
    route: RouteName | None = None
    awaiting: str | None = None
    hand_over: tuple[str, ...] = ()
    unsure: bool = False
    customer: Customer | None = None
    notice: str = ""
    by_rule: bool = False
    drops_pending: bool = False
    drops_asked: tuple[int, ...] = ()
    needs_nobody: bool = False
    opening: str = ""
    urgent: bool = False
    answered_from: str = ""
    gaps: tuple[Unanswered, ...] = ()
    chosen: StandingOffer | None = None
    opens_thread: bool = False
    untold: Untold = "nothing"
