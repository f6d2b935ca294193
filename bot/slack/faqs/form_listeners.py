"""What listens to ``/faq``, its shortcut and its form. A modal opens before any other work."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.slack.blocks import loading, sentence
from bot.slack.faqs import form_view
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.fill_modal import Progress, fill, shown_meanwhile
from bot.slack.faqs.form import (
    COUNT,
    FILES,
    PAGES,
    THREAD_CUT,
    Form,
    as_shown,
    prefilled,
    problems_at,
    read_form,
    typed_documents,
)
from bot.slack.faqs.gap_listeners import GapListeners
from bot.slack.faqs.jobs import make_job
from bot.slack.faqs.result_views import MOST_LOST, MOST_READ, READ_CHARS
from bot.slack.faqs.set_listeners import SetListeners
from bot.slack.faqs.sources import files_of, read_thread, with_documents
from bot.slack.file_reader import FileReader
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.reading.markup import plain_words
from bot.sources.places import apart
from handlers.faq.order import MOST_CHARS, FaqOrder, open_faq
from handlers.faq.readings import reading_of, sentences_of
from storage.errors import Refused, Transient
from workflows.faq.documents import Document
from workflows.masking.mask import mask

COMMAND, SHORTCUT = "/faq", "faq_from_message"
ANSWER_WITHIN_S = 2.0  # Slack waits 3 s for what shall become of a form
SHOWN_AFTER_S = 0.5  # until Slack shows what an ack carries; an update that overtakes it would be lost
READING = "Reading your files and pages…"
BEGUN = "Your FAQs are being made; the result comes as a message."


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a form: what is wrong at which field, else what was read, a sentence a document.

    ``is_partly_read``: something of a document is not in its text.
    """

    problems: dict[str, str]
    told: list[str] = field(default_factory=list)
    is_partly_read: bool = False

    def view(self) -> Json:
        """Return the modal of an order that was taken."""
        return notice("Make FAQs", "\n\n".join([*self.told, BEGUN]))


class FormListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: FaqDependencies, sets: SetListeners, gaps: GapListeners) -> None:
        self._dependencies = dependencies
        self._sets = sets
        self._gaps = gaps
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

    async def command(self, interaction: Interaction) -> None:
        """Open the form; ``list``, ``gaps``, ``help`` and a bare number do what they say when nothing else is typed."""
        text = plain_words(interaction.text, {}, self._dependencies.identity.bot_user_id)
        alone = text.casefold()
        if alone == "help":
            await interaction.ack(text=form_view.HELP)
        elif alone == "list":
            await self._sets.show_list(interaction)
        elif alone == "gaps":
            await self._gaps.show_list(interaction)
        elif alone.removeprefix("#").isdecimal() and len(alone) <= 9:
            await self._sets.open_number(interaction, int(alone.removeprefix("#")))
        else:
            await interaction.open(self._form_modal(interaction, prefilled(text, self._channel_of(interaction))))
            await interaction.ack()

    def _channel_of(self, interaction: Interaction) -> str:
        """Return the channel a result can go to; "" for direct messages, where only the owner can get it."""
        return "" if interaction.channel.startswith("D") else interaction.channel

    def _form_modal(self, interaction: Interaction, form: Form, problems: dict[str, str] | None = None) -> Json:
        return form_view.form_modal(form, self._dependencies.signer.sign(form.signed, interaction.user), problems)

    async def shortcut(self, interaction: Interaction) -> None:
        """Open the form with a message or its thread as the first document."""
        opened = await interaction.open(loading("Make FAQs", "Reading the message…"))
        await interaction.ack()

        async def form() -> Json:
            progress = Progress()
            files = self._files.read(interaction.client, files_of(interaction.message), progress.say)
            reading = asyncio.create_task(files)
            documents = await shown_meanwhile(interaction, str(opened.get("id")), "Make FAQs", progress, reading)
            said = read_thread(
                interaction,
                self._dependencies.desk.db,
                self._dependencies.identity.team_id,
                self._dependencies.identity.bot_user_id,
            )
            thread = await with_documents(said, documents)
            notices = (THREAD_CUT,) if thread.cut else ()
            text = await self._dependencies.desk.published_faqs.aside(
                lambda: mask(thread.text[: 2 * MOST_CHARS])
            )  # people's words
            form = prefilled(text, self._channel_of(interaction), thread.titled(text), notices)
            return self._form_modal(interaction, replace(form, read=tuple(await self._told(documents))))

        await fill(interaction, {"id": opened.get("id")}, "Make FAQs", form)  # its hash changes with what it shows

    async def _told(self, documents: Sequence[Document]) -> list[str]:
        """Return what was read of documents, a sentence each."""
        return await self._dependencies.desk.published_faqs.aside(
            lambda: [one[:READ_CHARS] for one in sentences_of([*map(reading_of, documents)], MOST_READ, MOST_LOST)]
        )

    def _form_of(self, interaction: Interaction) -> Form:
        signed = self._dependencies.signer.verify(interaction.sealed, interaction.user)
        form = read_form(interaction.values(), signed)
        return replace(form, read=form_view.read_in(interaction.view.get("blocks") or []))

    async def grow(self, interaction: Interaction) -> None:
        """Give the form room for another document, or for more text of one. What is typed stays in Slack's fields."""
        form = self._form_of(interaction)
        if not form.fits:
            shown = read_form(as_shown(interaction.view.get("blocks") or []), form.signed)
            form = replace(shown, read=form.read)
        if interaction.action.get("action_id") == form_view.ADD_DOCUMENT:
            grown = form.with_document()
        else:
            grown = form.with_room(int(interaction.value) if interaction.value.isdecimal() else -1)
        await interaction.ack()
        await interaction.update(self._form_modal(interaction, grown), view_hash=interaction.view.get("hash"))

    async def submit(self, interaction: Interaction) -> None:
        """Take the order: errors are shown at their field; a good one is durable and queued before the form closes."""
        form = self._form_of(interaction)
        if problems := problems_at(form):
            await interaction.ack(response_action="errors", errors=problems)
            return
        progress = Progress()
        reading = asyncio.create_task(self._read(interaction, form, progress))
        done, _ = await asyncio.wait({reading}, timeout=ANSWER_WITHIN_S)
        if not done:
            await interaction.ack(response_action="update", view=loading("Make FAQs", READING))
            await fill(
                interaction,
                {"id": interaction.view_id},
                "Make FAQs",
                lambda: self._late(interaction, form, reading, progress),
            )
            return
        outcome = await reading
        if outcome.problems:
            await interaction.ack(response_action="errors", errors=outcome.problems)
        elif outcome.is_partly_read:
            await interaction.ack(response_action="update", view=outcome.view())
        else:
            await interaction.ack()

    async def _late(
        self, interaction: Interaction, form: Form, reading: asyncio.Task[_Outcome], progress: Progress
    ) -> Json:
        """Return what follows on what is being read: the form again if something is wrong, with its files empty."""
        await asyncio.sleep(SHOWN_AFTER_S)
        outcome = await shown_meanwhile(interaction, interaction.view_id, "Make FAQs", progress, reading)
        if not outcome.problems:
            return outcome.view()
        if not form.fits:
            wrong = " ".join(outcome.problems.values())
            return notice("Make FAQs", f"{wrong} The form held too much text to be shown again: open a new one.")
        return self._form_modal(interaction, replace(form, files=()), outcome.problems)

    async def _read(self, interaction: Interaction, form: Form, progress: Progress) -> _Outcome:
        """Read files and pages, store and queue the order; return the problems instead, if there are any."""
        try:
            attached = await self._files.read(interaction.client, form.files, progress.say)
            typed = await self._files.read_typed([document for _, document in typed_documents(form)])
        except (Refused, Transient) as error:
            return _Outcome({FILES: f"{sentence(str(error))}."})
        try:
            pages = await self._dependencies.reader.read(form.addresses, progress.say) if form.addresses else []
        except (Refused, Transient) as error:
            return _Outcome({PAGES: f"{sentence(str(error))}."})
        attached += apart(pages, [document.title for document in (*typed, *attached)])
        if problems := problems_at(form, attached):
            return _Outcome(problems)
        documents = typed + attached
        try:
            faq = await open_faq(self._dependencies.desk, self._order(interaction, form, documents))
        except Refused as error:
            return _Outcome({COUNT: f"{sentence(str(error))}."})
        await self._dependencies.engine.enqueue_again([make_job(faq)])
        return _Outcome({}, await self._told(documents), any(one.losses for one in documents))

    def _order(self, interaction: Interaction, form: Form, documents: list[Document]) -> FaqOrder:
        title = ", ".join(document.title for document in documents)[:200]
        language = None if form.language == "same" else form.language
        channel = form.channel if form.to_channel else interaction.user
        return FaqOrder(
            self._dependencies.identity.team_id,
            interaction.user,
            title,
            tuple(documents),
            int(form.count),
            language,
            channel,
        )
