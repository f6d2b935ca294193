"""What listens to staff who look at questions that got no answer, and answer them. Checked at every press."""

from bot.slack.blocks import loading, sentence
from bot.slack.faqs import entry_form, gap_views
from bot.slack.faqs.dependencies import FaqDependencies
from bot.slack.faqs.entry_listeners import NOT_NOW
from bot.slack.faqs.fill_modal import fill
from bot.slack.faqs.set_listeners import numbers
from bot.slack.interactions import Interaction, Json, Listener
from handlers.faq import decisions
from handlers.faq.acts import staff_only
from handlers.faq.gaps import answer_gap, draft_for, is_closed, list_gaps
from storage.errors import FrontdeskError, Refused
from storage.faq_records import FaqEntry, FaqSet

GAPS_LISTED = 40


class GapListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, dependencies: FaqDependencies) -> None:
        self._dependencies = dependencies

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("action", gap_views.ANSWER, self.open_form),
            Listener("view", gap_views.FORM, self.publish),
        )

    async def show_list(self, interaction: Interaction) -> None:
        """Show staff which questions got no answer."""
        staff_only(await self._dependencies.actor(interaction), "see which questions got no answer")
        opened = await interaction.open(loading(gap_views.TITLE))
        await interaction.ack()
        await fill(interaction, opened, gap_views.TITLE, self._list)

    async def _list(self, notice: str = "") -> Json:
        team_id = self._dependencies.identity.team_id
        return gap_views.gaps_modal(await list_gaps(self._dependencies.desk, team_id, GAPS_LISTED), notice)

    async def open_form(self, interaction: Interaction) -> None:
        """Lay the form over the list: with the question, and with a draft if staff have answered it in a case."""
        [gap_id], actor = numbers(interaction.value, 1), await self._dependencies.actor(interaction)
        staff_only(actor, "answer questions for everybody")
        opened = await interaction.open(loading("Answer this"))
        await interaction.ack()
        sealed = {"gap": gap_id, "over": interaction.view_id}
        metadata = self._dependencies.signer.sign(sealed, interaction.user)

        async def form() -> Json:
            return gap_views.gap_form(await draft_for(self._dependencies.desk, actor.team_id, gap_id), metadata)

        await fill(interaction, opened, "Answer this", form)

    async def publish(self, interaction: Interaction) -> None:
        """Publish what staff wrote; what is wrong, or came too late, is said at its field."""
        actor, fields = await self._dependencies.actor(interaction), entry_form.written(interaction)
        wrong = decisions.problems(fields.question, fields.answer)
        desk = self._dependencies.desk
        try:
            carried = self._dependencies.signer.verify(interaction.sealed, interaction.user)
            gap_id = int(carried.get("gap") or 0)
            if not wrong:
                faq, entry = await answer_gap(desk, actor, gap_id, fields.question, fields.answer)
        except FrontdeskError as error:
            wrong = {decisions.ANSWER: sentence(str(error)) if isinstance(error, Refused) else NOT_NOW}
        if wrong:
            await interaction.ack(response_action="errors", errors=wrong)
            return
        await interaction.ack()
        told = _published(faq, entry, closed=await is_closed(desk, actor.team_id, gap_id))
        await interaction.update(await self._list(told), view_id=str(carried.get("over")))


def _published(faq: FaqSet, entry: FaqEntry, *, closed: bool) -> str:
    where = f"Published as entry {entry.position} of set {faq.number}."
    if closed:
        return f"{where} Who asks this from now on gets your answer."
    return (
        f"{where} But what was asked does not lead to it: your question is too far from these words. Edit it with "
        f"`/faq {faq.number}`."
    )
