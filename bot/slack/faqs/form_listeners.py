"""What listens to ``/faq``, its shortcut and its form. A modal opens before any other work."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

from bot.slack.blocks import loading, sentence
from bot.slack.faqs import form_view
from bot.slack.faqs.dependencies import FaqDoors
from bot.slack.faqs.fill_modal import fill
from bot.slack.faqs.form import FILES, THREAD_CUT, Form, as_shown, prefilled, problems_at, read_form, typed_documents
from bot.slack.faqs.jobs import job_of
from bot.slack.faqs.set_listeners import SetListeners
from bot.slack.faqs.sources import FileReader, read_talk
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.text import plain_text
from handlers.faq.order import MOST_CHARS, FaqOrder, open_faq
from handlers.keep import subject_of
from storage.errors import Refused, Transient
from workflows.faq.documents import Document
from workflows.masking.mask import mask

COMMAND, SHORTCUT = "/faq", "faq_from_message"
ANSWER_WITHIN_S = 2.0  # Slack waits 3 s for what shall become of a form
SHOWN_AFTER_S = 0.5  # until Slack shows what an ack carries; an update that overtakes it would be lost
READING = "Reading your files…"


class FormListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: FaqDoors, sets: SetListeners) -> None:
        self._to = doors
        self._sets = sets
        self._files = FileReader()

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("command", COMMAND, self.command),
            Listener("shortcut", SHORTCUT, self.shortcut),
            Listener("view", form_view.FORM, self.submit),
            Listener("action", form_view.ADD_DOCUMENT, self.grow),
            Listener("action", form_view.ADD_ROOM, self.grow),
        )

    async def command(self, it: Interaction) -> None:
        """Open the form; ``list``, ``gaps`` and a bare number open what they name when they stand alone."""
        text = plain_text(it.text, self._to.us.bot_user_id)
        alone = text.casefold()
        if alone == "list":
            await self._sets.show_list(it)
        elif alone == "gaps":
            await self._sets.show_gaps(it)
        elif alone.removeprefix("#").isdecimal() and len(alone) <= 9:
            await self._sets.open_number(it, int(alone.removeprefix("#")))
        else:
            await it.open(self._form_modal(it, prefilled(text, self._channel_of(it))))
            await it.ack()

    def _channel_of(self, it: Interaction) -> str:
        """Return the channel a result can go to; "" for direct messages, where only the owner can get it."""
        return "" if it.channel.startswith("D") else it.channel

    def _form_modal(self, it: Interaction, form: Form, problems: dict[str, str] | None = None) -> Json:
        return form_view.form_modal(form, self._to.sealer.seal(form.sealed, it.user), problems)

    async def shortcut(self, it: Interaction) -> None:
        """Open the form with a message or its thread as the first document."""
        opened = await it.open(loading("Make FAQs", "Reading the message…"))
        await it.ack()

        async def form() -> Json:
            talk = await read_talk(it, self._to.desk.db, self._to.us.team_id, self._to.us.bot_user_id)
            told = (THREAD_CUT,) if talk.cut else ()
            text = await self._to.desk.published_faqs.aside(lambda: mask(talk.text[: 2 * MOST_CHARS]))  # people's words
            return self._form_modal(it, prefilled(text, self._channel_of(it), subject_of(text), told))

        await fill(it, opened, "Make FAQs", form)

    def _form_of(self, it: Interaction) -> Form:
        return read_form(it.values(), self._to.sealer.unseal(it.sealed, it.user))

    async def grow(self, it: Interaction) -> None:
        """Give the form room for another document, or for more text of one. What is typed stays in Slack's fields."""
        form = self._form_of(it)
        if not form.fits:
            form = read_form(as_shown(it.view.get("blocks") or []), form.sealed)
        if it.action.get("action_id") == form_view.ADD_DOCUMENT:
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
        await self._to.engine.enqueue_again([job_of(faq)])
        return {}

    def _order(self, it: Interaction, form: Form, documents: list[Document]) -> FaqOrder:
        title = ", ".join(document.title for document in documents)[:200]
        language = None if form.language == "same" else form.language
        channel = form.channel if form.to_channel else it.user
        return FaqOrder(self._to.us.team_id, it.user, title, tuple(documents), int(form.count), language, channel)
