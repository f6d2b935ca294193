"""What listens to the lists and buttons of sets of FAQs that are there. Permission is checked at every press."""

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.slack.blocks import loading, sentence
from bot.slack.faqs import entry_views, result_views
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.fill_modal import fill
from bot.slack.faqs.requests import files_request, remake_request, request_job
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.render import escape
from handlers.faq.acts import FaqActor, cancel, remove_entry, see_entry, see_set
from handlers.faq.conflicts import Conflict, conflicts_in, of_set
from handlers.faq.decisions import MOST_ENTRIES
from handlers.faq.erasing import erase
from handlers.faq.listing import summaries
from handlers.faq.made import read_faq
from handlers.faq.publishing import Looked, Publishing, publish, publish_all
from storage import faqs
from storage.database import Tx
from storage.errors import Refused, Transient
from storage.faq_records import FaqEntry, FaqRequest, FaqSet
from storage.faq_requests import keep_request

SETS_LISTED = 40


class SetListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: FaqDependencies) -> None:
        self._dependencies = dependencies

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", result_views.CANCEL, self.cancel),
            Listener("action", result_views.OPEN, self.open_set),
            Listener("action", f"{result_views.OPEN}_more", self.more),
            Listener("action", f"{result_views.OPEN}_next", self.more),
            Listener("action", result_views.LIST, self.show_list),
            Listener("action", result_views.PUBLISH, self.publish),
            Listener("action", result_views.PUBLISH_ALL, self.publish_all),
            Listener("action", result_views.WITHDRAW, self.publish),
            Listener("action", entry_views.AGAIN, self.again),
            Listener("action", entry_views.REMOVE, self.remove),
            Listener("action", result_views.FILES_TO_ME, self.files_to_me),
            Listener("action", result_views.ERASE, self.erase),
        )

    async def _show(self, interaction: Interaction, title: str, read: Callable[[Tx], Json]) -> None:
        """Open a modal at once, then put what ``read`` reads into it."""
        opened = await interaction.open(loading(title))
        await interaction.ack()
        await fill(interaction, opened, title, lambda: self._dependencies.desk.db.read(read))

    async def show_list(self, interaction: Interaction) -> None:
        """Show the sets of whoever asks; to staff everybody's."""
        actor = await self._dependencies.actor(interaction)
        owner = None if actor.is_staff else actor.user

        def read(tx: Tx) -> Json:
            sets = summaries(tx, self._dependencies.desk.published_faqs, actor.team_id, owner, SETS_LISTED)
            return result_views.list_modal(sets, is_staff=actor.is_staff)

        await self._show(interaction, "FAQs", read)

    async def open_number(self, interaction: Interaction, number: int) -> None:
        """Open the set with this number."""
        actor = await self._dependencies.actor(interaction)
        await self._show(interaction, "FAQs", lambda tx: self._modal(tx, actor, number))

    async def open_set(self, interaction: Interaction) -> None:
        """Open the set a button names."""
        await self.open_number(interaction, numbers(interaction.value, 1)[0])

    async def more(self, interaction: Interaction) -> None:
        """Show what did not fit the modal of a set."""
        number, start = numbers(interaction.value, 2)
        actor = await self._dependencies.actor(interaction)
        await interaction.ack()
        await interaction.update(await self.modal_of(actor, number, start))

    async def cancel(self, interaction: Interaction) -> None:
        """Give up a set that is being made."""
        number, actor, now = (
            numbers(interaction.value, 1)[0],
            await self._dependencies.actor(interaction),
            self._dependencies.desk.now(),
        )
        faq = await self._dependencies.desk.db.write(lambda tx: cancel(tx, actor, number, now))
        await interaction.ack()
        self._dependencies.faq_jobs.stop(faq.id)
        if interaction.view:
            await interaction.update(result_views.unfinished_modal(replace(faq, state="cancelled")))
        await self._dependencies.faq_jobs.show(faq.id)

    async def publish(self, interaction: Interaction) -> None:
        """Publish a set, or withdraw it."""
        number, actor = numbers(interaction.value, 1)[0], await self._dependencies.actor(interaction)
        wanted = interaction.action.get("action_id") == result_views.PUBLISH
        done = await self._dependencies.desk.db.write(lambda tx: publish(tx, actor, number, published=wanted))
        await self.changed(interaction, actor, done.faq)
        if not interaction.view:
            await self._tell_outcome(interaction, done)

    async def publish_all(self, interaction: Interaction) -> None:
        """Publish a set with all that waited for a look, if it is what was seen."""
        number, *looked = numbers(interaction.value, 3)
        actor, now = await self._dependencies.actor(interaction), self._dependencies.desk.now()
        seen = Looked(*looked)
        try:
            done = await self._dependencies.desk.db.write(lambda tx: publish_all(tx, actor, number, now, seen))
        except Refused as error:
            if not (actor.is_staff and interaction.view):
                raise
            await interaction.ack()
            await self.show_again(interaction, actor, number, f"{sentence(str(error))}.")
            return
        await self.changed(interaction, actor, done.faq)
        if not interaction.view:
            await self._tell_outcome(interaction, done)

    async def erase(self, interaction: Interaction) -> None:
        """Erase a set with its documents. Its last copies leave the database's files with the daily chore.

        Not at once: while a file is written anew messages wait, and whoever may make FAQs may press this.
        """
        [number], actor = numbers(interaction.value, 1), await self._dependencies.actor(interaction)
        desk = self._dependencies.desk
        now = desk.now()
        faq = await desk.db.write(lambda tx: erase(tx, actor, number, now))
        await interaction.ack()
        await interaction.update(notice(f"FAQ set {number}", f"Set {number} is erased, with its documents."))
        await self._dependencies.faq_jobs.show(faq.id)
        with contextlib.suppress(Transient):  # the words are erased, and the hourly chore sees to the log, too
            await desk.db.empty_log()

    async def _tell_outcome(self, interaction: Interaction, done: Publishing) -> None:
        """Tell who pressed a button of a message what needs a decision and what conflicts; what waits stands there."""
        conflicts = await self._dependencies.desk.db.read(lambda tx: self._conflicts(tx, done.faq.number))
        told = [f"{done.sentence()} Open the set to decide."] if done.to_decide else []
        told += [one.sentence() for one in conflicts[: result_views.MOST_CONFLICTS]]
        if told:
            await interaction.tell(escape("\n".join(told)))

    async def remove(self, interaction: Interaction) -> None:
        """Take an entry out of its set."""
        (number, position), actor = numbers(interaction.value, 2), await self._dependencies.actor(interaction)
        faq = await self._dependencies.desk.db.write(lambda tx: remove_entry(tx, actor, number, position))
        await self.changed(interaction, actor, faq)

    async def again(self, interaction: Interaction) -> None:
        """Have an entry made anew, of the version that was seen. The old one is kept until the new one is proved.

        A second press that comes late finds another version; buttons of earlier versions of the app name none.
        """
        number, position, *seen = numbers(interaction.value, 2 if interaction.value.count(":") == 1 else 3)
        actor = await self._dependencies.actor(interaction)
        faq, entry = await self._dependencies.desk.db.read(lambda tx: see_entry(tx, actor, number, position))
        if seen not in ([], [entry.version]):
            await interaction.ack()
            told = f"Entry {position} was changed meanwhile: have a look at it as it is now."
            await self.show_again(interaction, actor, faq.number, told)
            return
        await self._ask(faq, remake_request(faq, entry, interaction.user, by_staff=actor.is_staff))
        await interaction.ack()
        told = f"Entry {position} is being made anew: open the set again in a moment."
        if entry.published:
            told += " Unless it is surely sound, it waits for a look before it is published."
        await self.show_again(interaction, actor, faq.number, told)

    async def _ask(self, faq: FaqSet, request: FaqRequest) -> None:
        """Owe what is asked of a set, and queue it; asked twice at once it is done once."""
        desk = self._dependencies.desk
        await desk.db.write(lambda tx: keep_request(tx, faq.team_id, request, desk.now()))
        await self._dependencies.engine.enqueue_again([request_job(request)])

    async def changed(self, interaction: Interaction, actor: FaqActor, faq: FaqSet) -> None:
        """Show a set as it is now wherever it stands: in the modal in which a button was pressed, in its messages."""
        await interaction.ack()
        await self.show_again(interaction, actor, faq.number)
        await self._dependencies.faq_jobs.show(faq.id)

    async def show_again(self, interaction: Interaction, actor: FaqActor, number: int, told: str = "") -> None:
        """Show the modal of a set as the set is now, if the button was pressed in one."""
        if interaction.view:
            shown = await self.modal_of(actor, number, start_of(interaction), told)
            await interaction.update(shown)

    async def modal_of(self, actor: FaqActor, number: int, start: int, told: str = "") -> Json:
        """Return the modal of a set as it is now."""
        return await self._dependencies.desk.db.read(lambda tx: self._modal(tx, actor, number, start, told))

    def _modal(self, tx: Tx, actor: FaqActor, number: int, start: int = 0, told: str = "") -> Json:
        faq = see_set(tx, actor, number)
        if faq.state != "done":
            return result_views.unfinished_modal(faq)
        entries: list[FaqEntry] = faqs.entries_of(tx, faq.id)
        conflicts = self._conflicts(tx, number) if actor.is_staff else []
        return result_views.set_modal(read_faq(tx, faq.id, ()), actor, entries, start, told, conflicts)

    def _conflicts(self, tx: Tx, number: int) -> list[Conflict]:
        desk = self._dependencies.desk
        return of_set(
            conflicts_in(desk.published_faqs.faqs_of(tx, self._dependencies.identity.team_id).entries), number
        )

    async def files_to_me(self, interaction: Interaction) -> None:
        """Send the files of a set to whoever asks and may see it."""
        number, actor = numbers(interaction.value, 1)[0], await self._dependencies.actor(interaction)
        faq = await self._dependencies.desk.db.read(lambda tx: see_set(tx, actor, number))
        await self._ask(faq, files_request(faq, interaction.user, secrets.token_hex(8)))
        await interaction.ack()
        await self.show_again(interaction, actor, number, "The files come to you as a direct message.")


def start_of(interaction: Interaction) -> int:
    """Return from which entry on the modal of a set, in which something was pressed, shows the set (untrusted)."""
    start = interaction.metadata.get("start")
    return start if isinstance(start, int) and 0 <= start < MOST_ENTRIES else 0


def numbers(value: str, count: int) -> list[int]:
    """Read a button's value (untrusted): numbers with colons between them."""
    parts: list[Any] = value.split(":")
    if len(parts) != count or not all(part.isdecimal() and len(part) <= 9 for part in parts):
        msg = "this button is from another version of the app: open the set again with `/faq list`"
        raise Refused(msg)
    return [int(part) for part in parts]
