"""The durable run behind ``/faq``: a message that counts up, the chain, the pages and files in its thread."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import structlog

from bot.faq_files import as_csv, as_json, as_markdown
from bot.faqs.results import entries_page, pages_of, status_page
from bot.posts import Files, SlackPoster, Writer
from bot.render import Page
from handlers.desk import Desk
from handlers.faq import FaqLimits, make_faq, read_faq, remake_entry
from handlers.outbox import send_post
from storage import faqs, posts
from storage.database import Database, Tx
from storage.errors import Refused
from storage.faq_records import FaqSet
from storage.records import Post
from workflows.engine import Job

MAKE = "make_faq"  # the flow's name
UPDATE_EVERY_S = 1.0
STATUS, PAGE, FILES = "faq_status", "faq_page", "faq_files"

log = structlog.get_logger(__name__)


def job_of(faq: FaqSet) -> Job:
    """Return the job of making a set; its lane is the owner, who so has one set made at a time."""
    return Job(MAKE, faq.run, f"faq:{faq.owner}", (faq.id,))


@dataclass
class Counted:
    """How many entries of the sets under way are proved, and the tasks that make them."""

    proved: dict[int, int] = field(default_factory=dict)
    tasks: dict[int, asyncio.Task[object]] = field(default_factory=dict)


def writers_of(counted: Counted) -> dict[str, Writer]:
    """Return how the posts of a set are written."""

    def status(tx: Tx, post: Post) -> Page:
        faq = _set_of(tx, post)
        made = read_faq(tx, faq.id) if faq.state == "done" else None
        return status_page(faq, made, counted.proved.get(faq.id, 0), post.body.get("instead_of"))

    def page(tx: Tx, post: Post) -> Page:
        faq = _set_of(tx, post)
        chosen = set(post.body["positions"])
        return entries_page(faq, [entry for entry in faqs.entries_of(tx, faq.id) if entry.position in chosen])

    def files(tx: Tx, post: Post) -> Files:
        return files_of(tx, _set_of(tx, post).id)

    return {STATUS: status, PAGE: page, FILES: files}


def files_of(tx: Tx, set_id: int) -> Files:
    """Return a set as the three files."""
    made = read_faq(tx, set_id)
    written = (("FAQ.md", as_markdown(made)), ("FAQ.json", as_json(made)), ("FAQ.csv", as_csv(made)))
    return Files(f"FAQ set {made.faq.number} as files.", written)


def _set_of(tx: Tx, post: Post) -> FaqSet:
    faq = faqs.get_set(tx, post.set_id or 0)
    assert faq is not None  # noqa: S101 - sets are never deleted
    return faq


class FaqRuns:
    """Makes sets and delivers them. One instance a process."""

    def __init__(self, desk: Desk, poster: SlackPoster, limits: FaqLimits, counted: Counted) -> None:
        self._desk = desk
        self._poster = poster
        self._limits = limits
        self._counted = counted

    @property
    def db(self) -> Database:
        """The case database."""
        return self._desk.db

    async def make(self, set_id: int) -> None:
        """Make a set and deliver it; safe to run again after any crash: what stands in Slack is not posted twice."""
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is None or faq.channel is None or faq.delivered_at is not None:
            return
        status = await self._status(faq, faq.channel)
        if faq.state == "working":
            async with self._counting(status) as count:
                await self._make(set_id, count)
        await self._poster.rewrite(status)
        await self._deliver(set_id, status)
        delivered_at = self._desk.now()
        await self.db.write(lambda tx: faqs.mark_delivered(tx, set_id, delivered_at))

    async def _status(self, faq: FaqSet, channel: str) -> Post:
        """Make the set's message stand: where it was asked for, else in a direct message to the owner."""
        status = await self._stand(faq, "status", STATUS, channel, None, {})
        if status.state == "refused" and channel != faq.owner:
            return await self._stand(faq, "status:dm", STATUS, faq.owner, None, {"instead_of": channel})
        return status

    async def _make(self, set_id: int, count: asyncio.Event) -> None:
        def progress(done: int, _of: int) -> None:
            self._counted.proved[set_id] = done
            count.set()

        task = asyncio.create_task(make_faq(self._desk, set_id, self._limits, progress))
        self._counted.tasks[set_id] = task
        try:
            await task
        except Refused:
            pass  # cancelled before it began
        except asyncio.CancelledError:
            now = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
            task.cancel()
            if now is None or now.state != "cancelled":
                raise  # the process stops; the run goes on at the next start
        except Exception:
            log.exception("faq_broken", set_id=set_id)
            failed_at = self._desk.now()
            await self.db.write(lambda tx: faqs.fail_set(tx, set_id, failed_at))
        finally:
            self._counted.tasks.pop(set_id, None)
            self._counted.proved.pop(set_id, None)

    @contextlib.asynccontextmanager
    async def _counting(self, status: Post) -> AsyncIterator[asyncio.Event]:
        """Rewrite the set's message while the set is made, at most once a second.

        A rewrite under way is waited for: what Slack takes late would stand over what became of the set.
        """
        changed, over = asyncio.Event(), asyncio.Event()

        async def show() -> None:
            while not over.is_set():
                await changed.wait()
                changed.clear()
                if not over.is_set():
                    await self._poster.rewrite(status)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), UPDATE_EVERY_S)

        showing = asyncio.create_task(show())
        try:
            yield changed
        finally:
            over.set()
            changed.set()
            await showing

    async def _deliver(self, set_id: int, status: Post) -> None:
        """Post pages and files into the thread of the set's message."""
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is None or faq.state != "done" or status.ts is None:
            return
        entries = await self.db.read(lambda tx: faqs.entries_of(tx, set_id))
        for number, positions in enumerate(pages_of(faq, entries), start=1):
            await self._stand(faq, f"page:{number}", PAGE, status.channel, status.ts, {"positions": positions})
        if entries:
            await self._stand(faq, "files", FILES, status.channel, status.ts, {})

    async def _stand(
        self, faq: FaqSet, key: str, kind: str, channel: str, thread_ts: str | None, body: dict[str, object]
    ) -> Post:
        values = {
            "team_id": faq.team_id,
            "key": f"{faq.run}:{key}",
            "kind": kind,
            "set_id": faq.id,
            "channel": channel,
            "thread_ts": thread_ts,
            "body": body,
            "created_at": self._desk.now(),
        }
        planned = await self.db.write(lambda tx: posts.plan_post(tx, values))
        return await send_post(self._desk, planned.id, self._poster)

    async def send_files(self, faq: FaqSet, user: str) -> None:
        """Send a set's files to somebody in a direct message."""
        now = self._desk.now()
        await self._stand(faq, f"files:{user}:{now.timestamp():.0f}", FILES, user, None, {})

    def stop(self, set_id: int) -> None:
        """End the run of a set that was cancelled; nothing if it does not run here."""
        task = self._counted.tasks.get(set_id)
        if task is not None:
            task.cancel()

    async def remake(self, set_id: int, position: int, *, by_staff: bool) -> bool:
        """Make an entry anew and show it wherever it stands; False if nothing new is proved."""
        entry = await self.db.read(lambda tx: faqs.entry_at(tx, set_id, position))
        if entry is None or entry.removed_by is not None:
            return False
        done = await remake_entry(self._desk, entry, self._limits, keep_published=by_staff)
        await self.show(set_id)
        return done

    async def show(self, set_id: int) -> None:
        """Rewrite what stands in Slack of a set, as it is now."""
        for post in await self.db.read(lambda tx: posts.posts_of_set(tx, set_id)):
            await self._poster.rewrite(post)
