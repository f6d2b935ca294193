"""What listens to staff who approve, reject, edit or add entries of a set of FAQs. Checked at every press."""

from collections.abc import Callable
from typing import Any

from bot.slack.blocks import sentence
from bot.slack.faqs import entry_form, entry_views, result_views
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.entry_form import Written
from bot.slack.faqs.set_listeners import SetListeners, numbers, start_of
from bot.slack.interactions import Interaction, Listener
from handlers.faq import decisions
from handlers.faq.acts import FaqActor, see_entry, see_set, staff_only
from handlers.faq.decisions import Seen
from storage.database import Tx
from storage.errors import FrontdeskError, Refused
from storage.faq_records import FaqEntry, FaqSet

NOT_NOW = "Our database does not answer right now. Please try again in a minute."

Save = Callable[[Tx], tuple[FaqSet, FaqEntry]]


class EntryListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: FaqDependencies, sets: SetListeners) -> None:
        self._dependencies = dependencies
        self._sets = sets

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", entry_views.APPROVE, self.decide),
            Listener("action", entry_views.REJECT, self.decide),
            Listener("action", entry_views.EDIT, self.open_edit),
            Listener("action", result_views.ADD, self.open_add),
            Listener("view", entry_form.FORM, self.save),
        )

    async def decide(self, interaction: Interaction) -> None:
        """Approve or reject an entry as it was seen; what somebody else did meanwhile is shown instead."""
        seen, actor = Seen(*numbers(interaction.value, 3)), await self._dependencies.actor(interaction)
        act = decisions.approve if interaction.action.get("action_id") == entry_views.APPROVE else decisions.reject
        now = self._dependencies.desk.now()
        try:
            faq = await self._dependencies.desk.db.write(lambda tx: act(tx, actor, seen, now))
        except Refused as error:
            if not (actor.is_staff and interaction.view):
                raise
            await interaction.ack()
            await self._sets.show_again(interaction, actor, seen.number, f"{sentence(str(error))}.")
            return
        await self._sets.changed(interaction, actor, faq)

    # --- the form ---------------------------------------------------------------------------------------------------

    async def open_edit(self, interaction: Interaction) -> None:
        """Lay the form of an entry, as it is now, over its set."""
        seen, actor = Seen(*numbers(interaction.value, 3)), await self._dependencies.actor(interaction)

        def read(tx: Tx) -> FaqEntry:
            staff_only(actor, "edit entries")
            return see_entry(tx, actor, seen.number, seen.position)[1]

        entry = await self._dependencies.desk.db.read(read)
        metadata = self._sealed(interaction, number=seen.number, position=entry.position, version=entry.version)
        filled = Written(entry.question, entry.answer)
        await interaction.open(
            entry_form.entry_form(f"Edit entry {entry.position}", filled, metadata, (entry_form.EDITED,))
        )
        await interaction.ack()

    async def open_add(self, interaction: Interaction) -> None:
        """Lay an empty form over a set."""
        [number], actor = numbers(interaction.value, 1), await self._dependencies.actor(interaction)

        def check(tx: Tx) -> None:
            staff_only(actor, "write entries")
            see_set(tx, actor, number)

        await self._dependencies.desk.db.read(check)
        metadata = self._sealed(interaction, number=number)
        await interaction.open(entry_form.entry_form("Add an entry", Written("", ""), metadata, (entry_form.ADDED,)))
        await interaction.ack()

    def _sealed(self, interaction: Interaction, **carried: int) -> str:
        over = {"over": interaction.view_id, "start": start_of(interaction)}
        return self._dependencies.signer.sign({**over, **carried}, interaction.user)

    async def save(self, interaction: Interaction) -> None:
        """Store what the form holds; what is wrong, or came too late, is said at its field."""
        actor, fields = await self._dependencies.actor(interaction), entry_form.written(interaction)
        wrong = decisions.problems(fields.question, fields.answer)
        try:
            carried = self._dependencies.signer.verify(interaction.sealed, interaction.user)
            if not wrong:
                faq, entry = await self._dependencies.desk.db.write(self._change(actor, carried, fields))
        except FrontdeskError as error:
            wrong = {decisions.ANSWER: sentence(str(error)) if isinstance(error, Refused) else NOT_NOW}
        if wrong:
            await interaction.ack(response_action="errors", errors=wrong)
            return
        await interaction.ack()
        start, notice = int(carried.get("start") or 0), _saved(entry)
        shown = await self._sets.modal_of(actor, faq.number, start, notice)
        await interaction.update(shown, view_id=str(carried.get("over")))
        await self._dependencies.faq_jobs.show(faq.id)

    def _change(self, actor: FaqActor, carried: dict[str, Any], fields: Written) -> Save:
        """Return the transaction that keeps what was written: an entry as it was seen, or a new one."""
        number, now = int(carried["number"]), self._dependencies.desk.now()
        if "position" not in carried:
            return lambda tx: decisions.add(tx, actor, number, fields.question, fields.answer, now)
        seen = Seen(number, int(carried["position"]), int(carried["version"]))
        return lambda tx: decisions.edit(tx, actor, seen, fields.question, fields.answer, now)


def _saved(entry: FaqEntry) -> str:
    answers = "answers customers from now on" if entry.published else "is published with its set"
    return f"Entry {entry.position} is saved and {answers}."
