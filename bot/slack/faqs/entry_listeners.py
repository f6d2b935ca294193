"""What listens to the buttons with which staff approve or reject entries of a set of FAQs. Checked at every press."""

from bot.slack.blocks import sentence
from bot.slack.faqs import entry_views
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.set_listeners import SetListeners, numbers
from bot.slack.interactions import Interaction, Listener
from handlers.faq import decisions
from handlers.faq.decisions import Seen
from storage.errors import Refused


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
