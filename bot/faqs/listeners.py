"""What listens to ``/faq``, its shortcut, its form and its buttons. A modal opens before any other work."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.faqs import modal, results
from bot.faqs.form import FILES, THREAD_CUT, Form, as_shown, prefilled, problems_at, read_form, typed_documents
from bot.faqs.run import FaqRuns, job_of
from bot.faqs.sources import FileReader, read_talk
from bot.faqs.waiting import fill
from bot.incoming import Listening, plain_text
from bot.interaction import Interaction, Json, Listener, notice
from bot.kit import loading, sentence
from bot.seal import Sealer
from bot.staff import Staff
from handlers.desk import Desk
from handlers.faq import FaqOrder, open_faq, read_faq
from handlers.faq_acts import Reader, cancel, publish, remove_entry, see_entry, see_set
from handlers.gaps import list_gaps
from storage import faqs
from storage.database import Tx
from storage.errors import Refused, Transient
from storage.faq_records import FaqEntry, FaqSet
from workflows.documents import Document
from workflows.engine import Engine

COMMAND, SHORTCUT = "/faq", "faq_from_message"
GAPS_LISTED = 40
ANSWER_WITHIN_S = 2.0  # Slack waits 3 s for what shall become of a form
SHOWN_AFTER_S = 0.5  # until Slack shows what an ack carries; an update that overtakes it would be lost
READING = "Reading your files…"


@dataclass(frozen=True, slots=True)
class FaqDoors:
    """What the listeners work with."""

    desk: Desk
    engine: Engine
    runs: FaqRuns
    staff: Staff
    sealer: Sealer
    us: Listening


class FaqListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: FaqDoors) -> None:
        self._to = doors
        self._files = FileReader()
        self._subcommands: dict[str, Callable[[Interaction], Awaitable[None]]] = {
            "list": self._list,
            "gaps": self._gaps,
        }

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("command", COMMAND, self.command),
            Listener("shortcut", SHORTCUT, self.shortcut),
            Listener("view", modal.FORM, self.submit),
            Listener("action", modal.ADD_DOCUMENT, self.grow),
            Listener("action", modal.ADD_ROOM, self.grow),
            Listener("action", results.CANCEL, self.cancel),
            Listener("action", results.OPEN, self.open_set),
            Listener("action", f"{results.OPEN}_more", self.more),
            Listener("action", results.PUBLISH, self.publish),
            Listener("action", results.WITHDRAW, self.publish),
            Listener("action", results.AGAIN, self.again),
            Listener("action", results.REMOVE, self.remove),
            Listener("action", results.FILES_TO_ME, self.files_to_me),
        )

    # --- the form ---------------------------------------------------------------------------------------------------

    async def command(self, it: Interaction) -> None:
        """Open the form; ``list``, ``gaps`` and a bare number open what they name when they stand alone."""
        text = plain_text(it.text, self._to.us.bot_user_id)
        alone = text.casefold()
        if alone in self._subcommands:
            await self._subcommands[alone](it)
        elif alone.removeprefix("#").isdecimal() and len(alone) <= 9:
            await self._open_number(it, int(alone.removeprefix("#")))
        else:
            await it.open(self._form_modal(it, prefilled(text, self._channel_of(it))))
            await it.ack()

    def _channel_of(self, it: Interaction) -> str:
        """Return the channel a result can go to; "" for direct messages, where only the owner can get it."""
        return "" if it.channel.startswith("D") else it.channel

    def _form_modal(self, it: Interaction, form: Form, problems: dict[str, str] | None = None) -> Json:
        return modal.form_modal(form, self._to.sealer.seal(form.sealed, it.user), problems)

    async def shortcut(self, it: Interaction) -> None:
        """Open the form with a message or its thread as the first document."""
        opened = await it.open(loading("Make FAQs", "Reading the message…"))
        await it.ack()

        async def form() -> Json:
            talk = await read_talk(it, self._to.desk.db, self._to.us.team_id, self._to.us.bot_user_id)
            told = (THREAD_CUT,) if talk.cut else ()
            return self._form_modal(it, prefilled(talk.text, self._channel_of(it), talk.title, told))

        await fill(it, opened, "Make FAQs", form)

    def _form_of(self, it: Interaction) -> Form:
        return read_form(it.values(), self._to.sealer.unseal(it.metadata, it.user))

    async def grow(self, it: Interaction) -> None:
        """Give the form room for another document, or for more text of one. What is typed stays in Slack's fields."""
        form = self._form_of(it)
        if not form.fits:
            form = read_form(as_shown(it.view.get("blocks") or []), form.sealed)
        if it.action.get("action_id") == modal.ADD_DOCUMENT:
            grown = form.with_document()
        else:
            grown = form.with_room(int(it.value) if it.value.isdecimal() else -1)
        await it.ack()
        await it.update(self._form_modal(it, grown), view_hash=it.view.get("hash"))

    async def submit(self, it: Interaction) -> None:
        """Take the order: errors stand at their field; a good one is durable and queued before the form closes."""
        form = self._form_of(it)
        if problems := problems_at(form):
            await it.ack(response_action="errors", errors=problems)
            return
        reading = asyncio.create_task(self._read(it, form))
        done, _ = await asyncio.wait({reading}, timeout=ANSWER_WITHIN_S)
        if not done:
            await it.ack(response_action="update", view=loading("Make FAQs", READING))
            await fill(it, {"id": it.view_id}, "Make FAQs", lambda: self._late(it, form, reading))
        elif problems := await reading:
            await it.ack(response_action="errors", errors=problems)
        else:
            await it.ack()

    async def _late(self, it: Interaction, form: Form, reading: Awaitable[dict[str, str]]) -> Json:
        """Return what follows on "Reading your files…": the form again if something is wrong, with its files empty."""
        await asyncio.sleep(SHOWN_AFTER_S)
        problems = await reading
        if not problems:
            return notice("Make FAQs", "Your FAQs are being made; the result comes as a message.")
        if not form.fits:
            wrong = " ".join(problems.values())
            return notice("Make FAQs", f"{wrong} The form held too much text to be shown again: open a new one.")
        return self._form_modal(it, replace(form, files=()), problems)

    async def _read(self, it: Interaction, form: Form) -> dict[str, str]:
        """Read the files, store and queue the order; return the problems instead, if there are any."""
        try:
            attached = await self._files.read(it.client, form.files)
        except (Refused, Transient) as error:
            return {FILES: f"{sentence(str(error))}."}
        if problems := problems_at(form, attached):
            return problems
        documents = [document for _, document in typed_documents(form)] + attached
        faq = await open_faq(self._to.desk, self._order(it, form, documents))
        await self._to.engine.enqueue(job_of(faq))
        return {}

    def _order(self, it: Interaction, form: Form, documents: list[Document]) -> FaqOrder:
        title = ", ".join(document.title for document in documents)[:200]
        language = None if form.language == "same" else form.language
        channel = form.channel if form.to_channel else it.user
        return FaqOrder(self._to.us.team_id, it.user, title, tuple(documents), int(form.count), language, channel)

    # --- sets that are there ----------------------------------------------------------------------------------------

    async def _reader(self, it: Interaction) -> Reader:
        return Reader(self._to.us.team_id, it.user, await self._to.staff.includes(it.user))

    async def _show(self, it: Interaction, title: str, look: Callable[[Tx], Json]) -> None:
        """Open a modal at once, then put what ``look`` reads into it."""
        opened = await it.open(loading(title))
        await it.ack()
        await fill(it, opened, title, lambda: self._to.desk.db.read(look))

    async def _list(self, it: Interaction) -> None:
        reader = await self._reader(it)
        owner = None if reader.is_staff else reader.user

        def look(tx: Tx) -> Json:
            return results.list_modal(faqs.sets_of(tx, reader.team_id, owner, 40), is_staff=reader.is_staff)

        await self._show(it, "FAQs", look)

    async def _gaps(self, it: Interaction) -> None:
        if not (await self._reader(it)).is_staff:
            msg = "only support staff can see which questions got no answer"
            raise Refused(msg)
        opened = await it.open(loading("Questions"))
        await it.ack()
        found = await list_gaps(self._to.desk, self._to.us.team_id, GAPS_LISTED)
        await it.update(results.gaps_modal(found), view_id=str(opened.get("id")), view_hash=opened.get("hash"))

    async def _open_number(self, it: Interaction, number: int) -> None:
        reader = await self._reader(it)
        await self._show(it, "FAQs", lambda tx: _set_modal(tx, reader, number))

    async def open_set(self, it: Interaction) -> None:
        """Open the set a button names."""
        await self._open_number(it, _numbers(it.value, 1)[0])

    async def more(self, it: Interaction) -> None:
        """Show what did not fit the modal of a set."""
        number, start = _numbers(it.value, 2)
        reader = await self._reader(it)
        await it.update(await self._to.desk.db.read(lambda tx: _set_modal(tx, reader, number, start)))
        await it.ack()

    async def cancel(self, it: Interaction) -> None:
        """Give up a set that is being made."""
        number, reader, now = _numbers(it.value, 1)[0], await self._reader(it), self._to.desk.now()
        faq = await self._to.desk.db.write(lambda tx: cancel(tx, reader, number, now))
        await it.ack()
        self._to.runs.stop(faq.id)

    async def publish(self, it: Interaction) -> None:
        """Publish a set, or withdraw it."""
        number, reader = _numbers(it.value, 1)[0], await self._reader(it)
        wanted = it.action.get("action_id") == results.PUBLISH
        faq, _ = await self._to.desk.db.write(lambda tx: publish(tx, reader, number, published=wanted))
        await self._changed(it, reader, faq)

    async def remove(self, it: Interaction) -> None:
        """Take an entry out of its set."""
        (number, position), reader = _numbers(it.value, 2), await self._reader(it)
        faq = await self._to.desk.db.write(lambda tx: remove_entry(tx, reader, number, position))
        await self._changed(it, reader, faq)

    async def again(self, it: Interaction) -> None:
        """Make an entry anew. It stands as it is until the new one is proved."""
        (number, position), reader = _numbers(it.value, 2), await self._reader(it)
        faq, entry = await self._to.desk.db.read(lambda tx: see_entry(tx, reader, number, position))
        await it.ack()
        made = await self._to.runs.remake(faq.id, position, by_staff=reader.is_staff)
        if it.view:
            await it.update(await self._to.desk.db.read(lambda tx: _set_modal(tx, reader, number)))
        if not made:
            await it.tell(f"Nothing else could be proved from the documents: entry {entry.position} stands as it is.")

    async def _changed(self, it: Interaction, reader: Reader, faq: FaqSet) -> None:
        await it.ack()
        if it.view:
            await it.update(await self._to.desk.db.read(lambda tx: _set_modal(tx, reader, faq.number)))
        await self._to.runs.show(faq.id)

    async def files_to_me(self, it: Interaction) -> None:
        """Send the files of a set to whoever asks and may see it."""
        number, reader = _numbers(it.value, 1)[0], await self._reader(it)
        faq = await self._to.desk.db.read(lambda tx: see_set(tx, reader, number))
        await it.ack()
        await self._to.runs.send_files(faq, it.user)


def _set_modal(tx: Tx, reader: Reader, number: int, start: int = 0) -> Json:
    faq = see_set(tx, reader, number)
    if faq.state != "done":
        return results.unfinished_modal(faq)
    entries: list[FaqEntry] = faqs.entries_of(tx, faq.id)
    return results.set_modal(read_faq(tx, faq.id, ()), reader, entries, start)


def _numbers(value: str, count: int) -> list[int]:
    """Read a button's value (untrusted): numbers with colons between them."""
    parts: list[Any] = value.split(":")
    if len(parts) != count or not all(part.isdecimal() and len(part) <= 9 for part in parts):
        msg = "this button is from another version of the app: open the set again with `/faq list`"
        raise Refused(msg)
    return [int(part) for part in parts]
