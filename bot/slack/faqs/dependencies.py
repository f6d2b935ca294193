"""What the listeners of ``/faq`` work with, and who asks."""

from dataclasses import dataclass

from bot.slack.faqs.jobs import FaqJobs
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Interaction
from bot.slack.signing import Signer
from bot.slack.staff import Staff
from bot.sources.reader import SourceReader
from handlers.desk import Desk
from handlers.faq.acts import FaqActor
from workflows.engine.port import Engine


@dataclass(frozen=True, slots=True)
class FaqDependencies:
    """What the listeners work with."""

    desk: Desk
    engine: Engine
    faq_jobs: FaqJobs
    staff: Staff
    signer: Signer
    identity: BotIdentity
    reader: SourceReader

    async def actor(self, interaction: Interaction) -> FaqActor:
        """Return who asks; whether they are staff is worked out here, never read from what was sent."""
        return FaqActor(self.identity.team_id, interaction.user, await self.staff.includes(interaction.user))
