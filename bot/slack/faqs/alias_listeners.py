"""What listens to the wordings of published entries. Permission is checked at every press."""

from bot.slack.blocks import loading
from bot.slack.faqs import alias_views
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.fill_modal import fill
from bot.slack.interactions import Interaction, Json, Listener
from handlers.faq.acts import FaqActor
from handlers.faq.aliases import decide_alias, list_aliases
from storage.database import Tx
from storage.errors import Refused
from storage.faq_aliases import AliasState

TITLE = "Wordings"
DECISIONS: dict[str, AliasState] = {alias_views.APPROVE: "approved", alias_views.REJECT: "rejected"}


class AliasListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: FaqDependencies) -> None:
        self._dependencies = dependencies

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", alias_views.LIST, self.show),
            Listener("action", alias_views.APPROVE, self.decide),
            Listener("action", alias_views.REJECT, self.decide),
        )

    async def show(self, interaction: Interaction) -> None:
        """Show staff the wordings of a set."""
        number, actor = _number(interaction.value), await self._dependencies.actor(interaction)
        db = self._dependencies.desk.db
        await db.read(lambda tx: list_aliases(tx, actor, number))  # refused before anything opens
        opened = await interaction.open(loading(TITLE))
        await interaction.ack()
        await fill(interaction, opened, TITLE, lambda: db.read(lambda tx: _modal(tx, actor, number)))

    async def decide(self, interaction: Interaction) -> None:
        """Approve a wording, or reject it; the modal shows it."""
        alias_id, actor = _number(interaction.value), await self._dependencies.actor(interaction)
        state = DECISIONS[str(interaction.action["action_id"])]
        db = self._dependencies.desk.db
        one = await db.write(lambda tx: decide_alias(tx, actor, alias_id, state))
        await interaction.ack()
        await interaction.update(await db.read(lambda tx: _modal(tx, actor, one.set_number)))


def _modal(tx: Tx, actor: FaqActor, number: int) -> Json:
    return alias_views.aliases_modal(number, list_aliases(tx, actor, number))


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 15):
        msg = "This button is from another version of the app and does not work any more."
        raise Refused(msg)
    return int(value)
