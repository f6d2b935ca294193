"""The durable run behind ``/faq``: a message that counts up, the chain, the pages and files in its thread."""

import asyncio
import contextlib
import contextvars
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.formats.faqs import as_csv, as_json, as_markdown
from bot.slack.blocks import section
from bot.slack.faqs.requests import files_id, remake_id
from bot.slack.faqs.result_views import entries_page, pages_of, status_page
from bot.slack.outbox import WHY_REFUSED, Files, PostRenderer, SlackPostSender
from bot.slack.render import Page
from handlers.desk import Desk
from handlers.faq.made import read_faq
from handlers.faq.make import make_faq, remake_entry
from handlers.faq.order import FaqLimits
from handlers.faq.source_notes import SOURCE_NOTE
from handlers.outbox.posting import send_post
from storage import faq_requests, faqs, posts
from storage.database import Database, Tx
from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from storage.faq_erase import erase_steps
from storage.faq_records import FaqEntry, FaqRequest, FaqSet
from storage.records import Post
from workflows.engine.port import Engine, Job

MAKE = "make_faq"  # the job handler's name
UPDATE_EVERY_S = 1.0
LOOK_EVERY_S = 2.0  # whether a set that is being made was cancelled at another process
SETS_AT_ONCE = 2  # at each process
ASKED_FOR = 20  # sets that wait, once there is room again
SURELY, AT_LAST = 5, 50  # tries of a rewrite: while somebody waits for it, and of what became of a set
STATUS, PAGE, FILES, NOTE = "faq_status", "faq_page", "faq_files", "faq_note"
# Why Slack took no files, by its name for that: https://docs.slack.dev/reference/methods/files.getUploadURLExternal
_OFF = "uploading files is switched off in this workspace"
_NO_FILES = {
    "missing_scope": "Slack does not let this app write files (scope files:write)",
    "file_uploads_disabled": _OFF,
    "file_uploads_except_images": _OFF,
}

log = structlog.get_logger(__name__)


def make_job(faq: FaqSet) -> Job:
    """Return the job of making a set."""
    return Job(MAKE, faq.run, f"faq:{faq.id}", (faq.id,))


@dataclass
class FaqProgress:
    """The sets that are being made: how many of their entries are proved, and the tasks that make them."""

    proved: dict[int, int] = field(default_factory=dict)
    tasks: dict[int, asyncio.Task[object]] = field(default_factory=dict)


def faq_post_renderers(faq_progress: FaqProgress) -> dict[str, PostRenderer]:
    """Return the renderers of the posts of a set."""

    def status(tx: Tx, post: Post) -> Page:
        faq = _set_of(tx, post)
        made = read_faq(tx, faq.id, ()) if faq.state == "done" else None
        readings = faqs.readings_of(tx, faq.id)
        return status_page(faq, made, faq_progress.proved.get(faq.id, 0), post.body.get("instead_of"), readings)

    def page(tx: Tx, post: Post) -> Page:
        faq = _set_of(tx, post)
        chosen = set(post.body["positions"])
        return entries_page(faq, [entry for entry in faqs.entries_of(tx, faq.id) if entry.position in chosen])

    def files(tx: Tx, post: Post) -> Files:
        return files_of(tx, _set_of(tx, post).id)

    def note(_tx: Tx, post: Post) -> Page:
        text = str(post.body.get("text", ""))
        return Page((section(text),), text)

    return {STATUS: status, PAGE: page, FILES: files, NOTE: note, SOURCE_NOTE: note}


def files_of(tx: Tx, set_id: int) -> Files:
    """Return a set as the three files."""
    made = read_faq(tx, set_id, ())
    written = (("FAQ.md", as_markdown(made)), ("FAQ.json", as_json(made)), ("FAQ.csv", as_csv(made)))
    return Files(f"FAQ set {made.faq.number} as files.", written)


def _set_of(tx: Tx, post: Post) -> FaqSet:
    faq = faqs.get_set(tx, post.set_id or 0)
    assert faq is not None  # noqa: S101 - sets are never deleted
    return faq


def why_no_files(files: Post) -> str:
    """Say why a post of files was refused, in a sentence."""
    why = _NO_FILES.get(files.body.get(WHY_REFUSED, ""), "Slack does not take them here")
    return f"The files could not be attached: {why}."


class FaqJobs:
    """Makes sets and delivers them. One instance a process."""

    def __init__(
        self,
        desk: Desk,
        sender: SlackPostSender,
        limits: FaqLimits,
        faq_progress: FaqProgress,
        engine: Callable[[], Engine],
    ) -> None:
        """``engine``: what is queued where, known once it is made."""
        self._desk = desk
        self._sender = sender
        self._limits = limits
        self._progress = faq_progress
        self._engine = engine
        self._at_work: set[int] = set()

    @property
    def db(self) -> Database:
        """The case database."""
        return self._desk.db

    async def make(self, set_id: int) -> None:
        """Make a set and deliver it; safe to run again after any crash: what is posted already is not posted twice.

        While ``SETS_AT_ONCE`` others are made it says that the set is there, and leaves it owed: no job waits. It is
        asked for again when one of them is done, and by each sweep.
        """
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is None or faq.channel is None or faq.delivered_at is not None:
            return
        status = await self._status(faq, faq.channel)
        if faq.state == "working":
            if len(self._at_work) >= SETS_AT_ONCE:
                return
            self._at_work.add(set_id)
            try:
                async with self._counting(status) as count:
                    await self._make(set_id, count)
            finally:
                self._at_work.discard(set_id)
            await self._let_others_begin(faq.team_id)
            await self._erase_left(faq)
        await self._sender.rewrite(status, AT_LAST)
        await self._deliver(set_id, status, "")
        delivered_at = self._desk.now()
        await self.db.write(lambda tx: faqs.mark_delivered(tx, set_id, delivered_at))

    async def _let_others_begin(self, team_id: str) -> None:
        """Ask again for the sets that wait, the oldest first."""
        owed = await self.db.read(lambda tx: faqs.owed_sets(tx, team_id))
        waiting = [make_job(faq) for faq in owed if faq.state == "working" and faq.id not in self._at_work]
        # In a context of its own: within a flow the durable engine would take it for a step of that flow.
        again = self._engine().enqueue_again(waiting[:ASKED_FOR])
        await asyncio.create_task(again, context=contextvars.Context())

    async def set_aside(self, set_id: int) -> None:
        """Give up a set that has killed the process again and again: it says so; one that cannot say even that ends."""
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        now = self._desk.now()
        if faq is not None and faq.state == "working":
            await self.db.write(lambda tx: faqs.fail_set(tx, set_id, now))
            await self.make(set_id)
        else:
            await self.db.write(lambda tx: faqs.mark_delivered(tx, set_id, now))

    async def _status(self, faq: FaqSet, channel: str) -> Post:
        """Post the set's message: where it was asked for, else in a direct message to the owner."""
        status = await self._stand(faq, "status", STATUS, channel, None, {})
        if status.state == "refused" and channel != faq.owner:
            return await self._stand(faq, "status:dm", STATUS, faq.owner, None, {"instead_of": channel})
        return status

    async def _make(self, set_id: int, count: asyncio.Event) -> None:
        def progress(done: int, _of: int) -> None:
            self._progress.proved[set_id] = done
            count.set()

        task = asyncio.create_task(make_faq(self._desk, set_id, self._limits, progress))
        self._progress.tasks[set_id] = task
        watching = asyncio.create_task(self._until_cancelled(set_id, task))
        try:
            await task
        except Refused:
            pass  # it was cancelled while it waited
        except asyncio.CancelledError:
            now = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
            task.cancel()
            if now is None or now.state != "cancelled":
                raise  # the process stops; the run goes on at the next start
        except FrontdeskError:
            raise  # the database blinks: the sweep asks for the set again, and what was paid for is read back
        except Exception:  # edge: of the making of a set, which says so then
            log.exception("faq_broken", set_id=set_id)
            failed_at = self._desk.now()
            await self.db.write(lambda tx: faqs.fail_set(tx, set_id, failed_at))
        finally:
            watching.cancel()
            self._progress.tasks.pop(set_id, None)
            self._progress.proved.pop(set_id, None)

    async def _until_cancelled(self, set_id: int, task: asyncio.Task[Any]) -> None:
        """End the run when the set was cancelled, whichever process was asked to."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            with contextlib.suppress(FrontdeskError):
                faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
                if faq is None or faq.state == "cancelled":
                    task.cancel()
                    return

    @contextlib.asynccontextmanager
    async def _counting(self, status: Post) -> AsyncIterator[asyncio.Event]:
        """Rewrite the set's message while the set is made, at most once a second, after each set of the event.

        A rewrite under way is waited for: what Slack takes late would hide the outcome of the set.
        """
        changed, over = asyncio.Event(), asyncio.Event()
        showing = asyncio.create_task(self._count_up(status, changed, over))
        try:
            yield changed
        finally:
            over.set()
            changed.set()
            (failed,) = await asyncio.gather(showing, return_exceptions=True)
            if isinstance(failed, Exception):  # what counts up must not hold up what is delivered
                log.error("faq_not_counted_up", exc_info=failed)

    async def _count_up(self, status: Post, changed: asyncio.Event, over: asyncio.Event) -> None:
        while not over.is_set():
            await changed.wait()
            changed.clear()
            if not over.is_set():
                await self._sender.rewrite(status)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), UPDATE_EVERY_S)

    async def _deliver(self, set_id: int, status: Post, to: str) -> None:
        """Post pages and files into the thread of the set's message.

        A channel that takes them no more (archived, bot removed meanwhile): all of it in a direct message to the owner.
        """
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is None or faq.state != "done" or status.ts is None:
            return
        before, planned = await self.db.write(lambda tx: self._plan(tx, faq, status, to))
        sent = [await send_post(self._desk, post.id, self._sender) for post in planned]
        lost = [post for post in sent if post.state == "refused"]
        if any(post.kind == PAGE for post in lost) and status.key == f"{faq.run}:status" and faq.channel != faq.owner:
            body = {"instead_of": faq.channel}
            await self._deliver(set_id, await self._stand(faq, "status:dm", STATUS, faq.owner, None, body), "dm:")
            return
        for files in (post for post in lost if post.kind == FILES):
            await self._stand(faq, f"{to}note", NOTE, status.channel, status.ts, {"text": why_no_files(files)})
        if before != await self.db.read(lambda tx: faqs.entries_of(tx, set_id)):
            await self.show(set_id)  # an entry changed while its page was on the way

    def _plan(self, tx: Tx, faq: FaqSet, status: Post, to: str) -> tuple[list[FaqEntry], list[Post]]:
        """Plan all pages and the files at once: an entry that changes later changes no page's entries."""
        faqs.hold_sets(tx, [faq.id])
        entries = faqs.entries_of(tx, faq.id)
        planned = [
            self._plan_post(tx, faq, f"{to}page:{number}", PAGE, (status.channel, status.ts), {"positions": positions})
            for number, positions in enumerate(pages_of(faq, entries), start=1)
        ]
        if entries:
            planned.append(self._plan_post(tx, faq, f"{to}files", FILES, (status.channel, status.ts), {}))
        return entries, planned

    def _plan_post(
        self, tx: Tx, faq: FaqSet, key: str, kind: str, where: tuple[str, str | None], body: Mapping[str, object]
    ) -> Post:
        channel, thread_ts = where
        values = {
            "team_id": faq.team_id,
            "key": f"{faq.run}:{key}",
            "kind": kind,
            "set_id": faq.id,
            "channel": channel,
            "thread_ts": thread_ts,
            "body": dict(body),
            "created_at": self._desk.now(),
        }
        return posts.plan_post(tx, values)

    async def _stand(
        self, faq: FaqSet, key: str, kind: str, channel: str, thread_ts: str | None, body: Mapping[str, object]
    ) -> Post:
        planned = await self.db.write(lambda tx: self._plan_post(tx, faq, key, kind, (channel, thread_ts), body))
        return await send_post(self._desk, planned.id, self._sender)

    async def send_files(self, set_id: int, *asked: str) -> None:
        """Send a set's files to whoever asked, in a direct message: a durable job, once for each key of ``asked``.

        That is its last: an earlier version put who asked before it.
        """
        key, faq = asked[-1], await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        request = await self._owed(files_id(faq, key)) if faq is not None else None
        if faq is None or request is None:
            return
        async with self._settling(request.job):
            sent = await self._stand(faq, f"files:{key}", FILES, request.asker, None, {})
            if sent.state == "refused":
                note = {"text": why_no_files(sent)}
                await self._stand(faq, f"files:{key}:note", NOTE, request.asker, None, note)

    async def _owed(self, job: str) -> FaqRequest | None:
        return await self.db.read(lambda tx: faq_requests.request_of(tx, job))

    @contextlib.asynccontextmanager
    async def _settling(self, job: str) -> AsyncIterator[None]:
        """Owe a request no more once it is done; nor if it fails by a bug: trying again would find the same bug."""
        try:
            yield
        except (Transient, Misconfigured):
            raise  # the sweep asks for it again
        except Exception:  # edge: of what is done for a request
            log.exception("faq_request_broken", job=job)
        await self.db.write(lambda tx: faq_requests.settle_request(tx, job))

    async def give_up_files(self, set_id: int, *asked: str) -> None:
        """Send no files: it has killed the process again and again."""
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is not None:
            await self.db.write(lambda tx: faq_requests.settle_request(tx, files_id(faq, asked[-1])))

    async def give_up_remake(self, set_id: int, position: int, version: int, *_: str | int) -> None:
        """Leave an entry as it is: making it anew has killed the process again and again."""
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        if faq is not None:
            await self.db.write(lambda tx: faq_requests.settle_request(tx, remake_id(faq, position, version)))

    def stop(self, set_id: int) -> None:
        """End the run of a set that was cancelled; nothing if it does not run here."""
        task = self._progress.tasks.get(set_id)
        if task is not None:
            task.cancel()

    async def remake(self, set_id: int, position: int, version: int, *_: str | int) -> None:
        """Make an entry anew and show it wherever it was posted: a durable job for each version of an entry.

        When nothing new is proved, whoever asked gets a note. An earlier version said who that is.
        """
        faq = await self.db.read(lambda tx: faqs.get_set(tx, set_id))
        request = await self._owed(remake_id(faq, position, version)) if faq is not None else None
        if faq is None or request is None:
            return
        async with self._settling(request.job):
            entry = await self.db.read(lambda tx: faqs.entry_at(tx, set_id, position))
            if entry is not None and entry.removed_by is None and entry.version == version:
                await self._remake(faq, entry, request.asker, keep_published=request.by_staff)

    async def _remake(self, faq: FaqSet, entry: FaqEntry, user: str, *, keep_published: bool) -> None:
        try:
            made = await remake_entry(self._desk, entry, self._limits, keep_published=keep_published)
        finally:
            await self._erase_left(faq)
        now = await self.db.read(lambda tx: faqs.entry_at(tx, faq.id, entry.position))
        if not made and now == entry:
            note = f"Nothing else could be proved for entry {entry.position} of set {faq.number}: it stands as it is."
            key = f"again:{entry.position}:{entry.version}:note"
            await self._stand(faq, key, NOTE, user, None, {"text": note})
        await self.show(faq.id)

    async def _erase_left(self, faq: FaqSet) -> None:
        """Erase what a model wrote for a set that was erased meanwhile."""
        now = await self.db.read(lambda tx: faqs.get_set(tx, faq.id))
        if now is not None and now.state == "erased":
            await self.db.write(lambda tx: erase_steps(tx, faq))

    async def show(self, set_id: int) -> None:
        """Update the posts of a set to what it is now."""
        for post in await self.db.read(lambda tx: posts.posts_of_set(tx, set_id)):
            await self._sender.rewrite(post, SURELY)
