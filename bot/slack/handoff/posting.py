"""Posts about cases on their way: sent by durable jobs of their own, written anew when their case changes."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from structlog.contextvars import bound_contextvars

from bot.slack.errors import GONE, code_of
from bot.slack.handoff import cards, digest_posts
from bot.slack.handoff.assignees import Assignees
from bot.slack.handoff.display_names import DisplayNames
from bot.slack.handoff.due import due_words
from bot.slack.handoff.thread_links import with_thread_link
from bot.slack.handoff.wanted import is_wanted
from bot.slack.outbox import PostRenderer, PreparePost, SlackPostSender, is_person
from handlers.cases.closing import RESOLVED
from handlers.cases.digest import DIGEST
from handlers.cases.due import DUE_WARNING, warn
from handlers.cases.escalation import CARD, NOTICE, REMINDER, remind
from handlers.cases.staff_reply import keep_staff_reply
from handlers.cases.unanswered import CLOSED, NUDGE, is_anything_due, nudge_settled, see_to
from handlers.desk import Desk
from handlers.faq.source_notes import SOURCE_NOTE, to_owner
from handlers.outbox.posting import LONGEST_ASKED_S, Meaning, Unreachable, send_post
from handlers.outbox.privacy import not_reached
from handlers.runtime.case_events import CaseEvent
from handlers.runtime.stops import STOP_KEY
from storage import cases, faqs, posts
from storage.database import Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.posts import STAFF_REPLY
from storage.records import Case, Post
from workflows.engine.port import Engine, Job

SEND = "send_post"  # the job handler's name
OF_STAFF = {CARD, REMINDER, DUE_WARNING}
IN_STAFF_CHANNEL = {*OF_STAFF, DIGEST}
REWRITTEN = {*OF_STAFF, RESOLVED, CLOSED}
CLOSE_S = 2.0
TRIES = 5  # of an update, while Slack is busy
ONCE_IN = timedelta(seconds=54)  # a post is tried that waits for an operator: sweeps begin a minute apart, nearly

StopSaid = Callable[[Post], Awaitable[None]]

log = structlog.get_logger(__name__)


def post_job(post: Post) -> Job:
    """Return the job of sending a post. One channel gets one at a time.

    Nothing that an engine keeps names a person: what is for one alone goes by its case or set.
    """
    about = f"case:{post.case_id}" if post.case_id is not None else f"set:{post.set_id}"
    where = about if is_person(post.channel) else post.channel
    planned_at = f"{post.created_at.timestamp():.6f}"
    formerly = f"post:{post.id}:{planned_at}"
    return Job(SEND, f"post:{post.id:012}:{planned_at}", f"post:{where}", (post.id,), formerly)


def newest_of_each_kind(tx: Tx, case_id: int) -> list[Post]:
    """Return the newest of each kind of post that shows the state of a case."""
    about = [post for post in posts.posts_of_case(tx, case_id) if post.state not in {"superseded", "refused"}]
    return list({post.kind: post for post in about if post.kind in REWRITTEN}.values())


def case_post_renderers(names: DisplayNames, assignees: Assignees, desk: Desk) -> dict[str, PostRenderer]:
    """Return the renderers of the posts about cases."""

    def due(case: Case) -> str:
        return due_words(desk.handoff, case, desk.now())

    def requester(tx: Tx, post: Post) -> str:
        return names.with_organisation(cases.get_case(tx, post.case_id or 0).requester)

    return {
        CARD: lambda tx, post: cards.card(tx, post, requester(tx, post), due, assignees.menu),
        DUE_WARNING: lambda tx, post: cards.due_warning(tx, post, requester(tx, post), due),
        REMINDER: lambda tx, post: cards.reminder(tx, post, requester(tx, post), due),
        NOTICE: lambda _tx, post: cards.notice(post),
        NUDGE: lambda tx, post: cards.nudge(tx, post, desk.handoff.close_after),
        CLOSED: cards.closed,
        DIGEST: digest_posts.digest_renderer(desk, names),
        RESOLVED: cards.resolved,
        STAFF_REPLY: lambda _tx, post: cards.staff_reply(post, names.name(str(post.body["author"]))),
    }


KINDS = (
    *(CARD, REMINDER, DUE_WARNING, NOTICE, STAFF_REPLY, RESOLVED, NUDGE, CLOSED, DIGEST),
    *(posts.REWRITE, posts.PRIVATE_REPLY, SOURCE_NOTE),
)


def post_preparers(
    client: AsyncWebClient, desk: Desk, names: DisplayNames, assignees: Assignees
) -> Mapping[str, PreparePost]:
    """Return what is asked of Slack before a post is written: names, and once a case the link to its thread."""

    async def named(post: Post) -> Post:
        case = await desk.db.read(lambda tx: cases.get_case(tx, post.case_id or 0))
        await names.learn(case.requester)
        return post

    async def linked(post: Post) -> Post:
        case = await desk.db.read(lambda tx: cases.get_case(tx, post.case_id or 0))
        await names.learn(case.requester)
        await assignees.learn()
        await with_thread_link(client, desk.db, case)
        return post

    async def by_author(post: Post) -> Post:
        await names.learn(str(post.body["author"]))
        return post

    digest = digest_posts.digest_preparer(client, desk, names)
    return {CARD: linked, REMINDER: named, DUE_WARNING: named, STAFF_REPLY: by_author, DIGEST: digest}


class CasePostSender:
    """A sender that waits for an operator when the staff channel is closed to the app: nothing is lost.

    ``stop_said`` is told that a post stands which says that work was stopped, before that is noted: if the process dies
    in between, the next one tells it again.
    """

    def __init__(self, sender: SlackPostSender, stop_said: StopSaid) -> None:
        self._sender = sender
        self._stop_said = stop_said

    async def room(self, post: Post) -> None:
        """As the sender."""
        with _unless_closed(post):
            await self._sender.room(post)

    async def find(self, post: Post) -> dict[int, str]:
        """As the sender."""
        with _unless_closed(post):
            return await self._sender.find(post)

    async def leave_one(self, post: Post, keep: str | None, mine: str | None) -> int:
        """As the sender."""
        return await self._sender.leave_one(post, keep, mine)

    async def post(self, post: Post, stands: dict[int, str]) -> tuple[str, str]:
        """As the sender."""
        with _unless_closed(post):
            posted = await self._sender.post(post, stands)
        if post.key.startswith(STOP_KEY):
            await self._stop_said(post)
        return posted


@contextmanager
def _unless_closed(post: Post) -> Iterator[None]:
    try:
        yield
    except Refused as error:
        if post.kind not in IN_STAFF_CHANNEL or code_of(error) not in GONE:
            raise
        msg = f"the staff channel is closed to the app ({error}): invite it, or set FRONTDESK_STAFF_CHANNEL"
        raise Unreachable(msg) from error


class CasePostJobs:
    """Sends and rewrites the posts about cases. One instance a process; its background work ends with ``close``."""

    def __init__(
        self, desk: Desk, sender: SlackPostSender, engine: Callable[[], Engine], team_id: str, stop_said: StopSaid
    ) -> None:
        """``engine``: what is queued where, known once it is made. ``stop_said``: is told that work was stopped."""
        self._desk = desk
        self._stop_said = stop_said
        self.team_id = team_id  # what was said in a terminal is another team's, and none of Slack's
        self._sender = sender
        self._engine = engine
        self._tried: dict[int, datetime] = {}  # posts that wait for an operator, or another process: when they did last
        self._stale: set[int] = set()
        self._writing: dict[int, asyncio.Task[None]] = {}

    async def send(self, post_id: int) -> None:
        """Send a post: the durable job. Safe to run again after any crash."""
        before = await self._case_of(post_id)
        with bound_contextvars(**({} if before is None else {"case": before.number})):
            await self._send(post_id, before)

    async def _send(self, post_id: int, before: Case | None) -> None:
        sender = CasePostSender(self._sender, self._stop_said)
        resting = self._desk.resting
        if resting and resting.rests(await self._lane_of(post_id)):
            return  # an earlier one of its channel waits
        try:
            post = await send_post(self._desk, post_id, sender, Meaning(self._wanted, self._settled))
        except (Transient, Misconfigured) as error:
            resting.rest(await self._lane_of(post_id), error, LONGEST_ASKED_S, self._desk.now())
            return
        if post.state in {"planned", "sending"}:
            self._tried[post_id] = self._desk.now()
        if post.case_id is not None and (post.kind == STAFF_REPLY or post.state == "refused"):
            await self._desk.case_events.publish(
                post.case_id
            )  # of a refused staff reply its author is told, of a bug a person
        if post.key.startswith(STOP_KEY) and post.state == "refused":
            await self._stop_said(post)
        if post.kind in REWRITTEN and before != await self._case_of(post_id):
            await self._sender.rewrite(post, TRIES)  # it changed while its post was on the way
        if post.kind in REWRITTEN:
            await self._supersede(post)

    async def _lane_of(self, post_id: int) -> str:
        post = await self._desk.db.read(lambda tx: posts.get_post(tx, post_id))
        return "" if post is None else post_job(post).lane

    async def set_aside(self, post_id: int) -> None:
        """Give up a post whose sending has killed the process again and again; its case's timeline says so."""

        def give_up(tx: Tx) -> Post | None:
            post = posts.get_post(tx, post_id)
            if post is None or post.state not in {"planned", "sending"}:
                return None
            if post.case_id is not None:
                cases.hold_cases(tx, [post.case_id])
            elif post.set_id is not None:
                faqs.hold_sets(tx, [post.set_id])
            posts.mark_refused(tx, post_id)
            self._settled(tx, replace(post, state="refused"))
            if post.case_id is not None:
                about = cases.get_case(tx, post.case_id)
                detail = f"{post.kind}: the desk stopped each time it sent it"
                cases.add_event(tx, about, self._desk.now(), actor="frontdesk", event="set aside", detail=detail)
            return post

        post = await self._desk.db.write(give_up)
        if post is not None:
            self._desk.telemetry.counts.post_ended(post.kind, "refused")
        if post is not None and post.case_id is not None:
            await self._desk.case_events.publish(post.case_id)

    async def _supersede(self, post: Post) -> None:
        """Let the card or reminder before this one say that a newer one shows the state of the case: once."""
        about = await self._desk.db.read(lambda tx: posts.posts_of_case(tx, post.case_id or 0))
        older = [one for one in about if one.kind == post.kind and one.state == "sent" and one.id < post.id]
        for one in older[-1:]:
            await self._sender.rewrite(one, TRIES)

    def _settled(self, tx: Tx, post: Post) -> None:
        if post.kind == STAFF_REPLY:
            keep_staff_reply(tx, post, self._desk.now())
        if post.kind == posts.PRIVATE_REPLY and post.state == "refused":
            not_reached(tx, post, self._desk.now())
        if post.kind == SOURCE_NOTE and post.state == "refused":
            to_owner(tx, post, self._desk.now())
        if post.kind == NUDGE:
            nudge_settled(tx, post, self._desk.now())

    def _wanted(self, tx: Tx, post: Post) -> bool:
        return is_wanted(tx, post, self._desk.handoff, self._desk.now())

    async def _case_of(self, post_id: int) -> Case | None:
        def read(tx: Tx) -> Case | None:
            post = posts.get_post(tx, post_id)
            if post is None or post.case_id is None:
                return None
            return replace(cases.get_case(tx, post.case_id), thread_link=None)  # which sending it may find out

        return await self._desk.db.read(read)

    async def case_changed(self, event: CaseEvent) -> None:
        """See to the posts about a case that has changed; once its answer is there, if one follows."""
        if not event.answer_follows:
            await self.changed(event.case_id, event.posts)

    async def changed(self, case_id: int, about: Sequence[Post] | None = None) -> None:
        """Queue what is planned about a case, and update its posted cards; returns when it is queued.

        ``about``: its posts but replies, if they were read just now. What a crash leaves behind here, and what was
        tried and waits for an operator, the sweep queues: once a minute.
        """
        if about is None:
            about = await self._desk.db.read(lambda tx: posts.posts_of_case(tx, case_id))
        about = [post for post in about if post.team_id == self.team_id]
        new = [one for one in about if one.state == "planned" and one.kind in KINDS and one.id not in self._tried]
        owed = [post_job(post) for post in new]
        try:
            await self._queue(owed)
        except FrontdeskError as error:
            log.warning("post_not_queued", case_id=case_id, why=str(error))  # the sweep queues it within a minute
        if any(post.state == "sent" and post.kind in REWRITTEN for post in about):
            self._rewrite_soon(case_id)

    async def _queue(self, owed: Sequence[Job]) -> None:
        if owed:
            # In a context of its own: within a flow the durable engine would take it for a step of that flow.
            await asyncio.create_task(self._queue_new(owed), context=contextvars.Context())

    async def _queue_new(self, owed: Sequence[Job]) -> None:
        for job in owed:
            await self._engine().enqueue(job)

    async def sweep(self, rests: Callable[[str], bool]) -> int:
        """Queue all posts about cases that are owed and not queued, also what was tried; return how many are owed.

        What was tried in vain within the last minute, whoever queued it then, is left to the next sweep, and what lies
        in a lane that ``rests``.
        """
        owed = await self._desk.db.read(lambda tx: posts.owed_posts(tx, KINDS, team_id=self.team_id))
        lately = self._desk.now() - ONCE_IN
        self._tried = {post.id: self._tried[post.id] for post in owed if post.id in self._tried}
        due = [post_job(post) for post in owed if post.id not in self._tried or self._tried[post.id] <= lately]
        await self._engine().enqueue_again([job for job in due if not rests(job.lane)])
        return len(owed)

    async def remind(self) -> None:
        """Tell the staff channel what is due and what nobody has claimed: each minute."""
        handoff, team_id, now = self._desk.handoff, self.team_id, self._desk.now()
        due = await self._desk.db.write(lambda tx: warn(tx, handoff, team_id, now))
        # Not in one transaction: each holds its cases in their order.
        unclaimed = await self._desk.db.write(lambda tx: remind(tx, handoff, team_id, now))
        for case_id in (*due, *unclaimed):
            await self._desk.case_events.publish(case_id)

    async def follow_up(self) -> None:
        """Remind customers who have not answered, and close what stays unanswered: each minute, within the hours."""
        desk, team_id, now = self._desk, self.team_id, self._desk.now()
        if await desk.db.read(lambda tx: is_anything_due(tx, desk.handoff, team_id, now)):
            for case_id in await desk.db.write(lambda tx: see_to(tx, desk.handoff, team_id, now)):
                await desk.case_events.publish(case_id)

    async def tell_week(self) -> None:
        """Post the digest of the week to the staff channel when its moment has come: looked for each minute."""
        planned = await digest_posts.plan_digest(self._desk, self.team_id)
        await self._queue([post_job(post) for post in planned])

    def _rewrite_soon(self, case_id: int) -> None:
        self._stale.add(case_id)
        writing = self._writing.get(case_id)
        if writing is None or writing.done():
            task = asyncio.create_task(self._rewrite(case_id), context=contextvars.Context())
            self._writing[case_id] = task
            task.add_done_callback(lambda done: self._forget(case_id, done))

    def _forget(self, case_id: int, done: asyncio.Task[None]) -> None:
        if self._writing.get(case_id) is done:
            del self._writing[case_id]

    async def _rewrite(self, case_id: int) -> None:
        """Write the case's posts anew, one after the other, until nothing has changed meanwhile; best effort."""
        while case_id in self._stale:
            self._stale.discard(case_id)
            try:
                for post in await self._desk.db.read(lambda tx: newest_of_each_kind(tx, case_id)):
                    await self._sender.rewrite(post, TRIES)
            except FrontdeskError as error:
                log.warning("card_not_rewritten", case_id=case_id, why=str(error))

    async def idle(self) -> None:
        """Wait until nothing is being rewritten."""
        while self._writing:
            await asyncio.wait(set(self._writing.values()))

    async def close(self) -> None:
        """Wait a moment for what is being rewritten; cut the rest."""
        if self._writing:
            _, late = await asyncio.wait(set(self._writing.values()), timeout=CLOSE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
