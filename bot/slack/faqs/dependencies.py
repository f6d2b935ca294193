"""What the listeners of ``/faq`` work with, and who asks."""

from dataclasses import dataclass

from bot.slack.faqs.jobs import FaqRuns
from bot.slack.identity import Listening
from bot.slack.interactions import Interaction
from bot.slack.signing import Sealer
from bot.slack.staff import Staff
from handlers.desk import Desk
from handlers.faq.acts import Reader
from workflows.engine.dbos_engine import Engine


@dataclass(frozen=True, slots=True)
class FaqDoors:
    """What the listeners work with."""

    desk: Desk
    engine: Engine
    runs: FaqRuns
    staff: Staff
    sealer: Sealer
    us: Listening

    async def reader(self, it: Interaction) -> Reader:
        """Return who asks; whether they are staff is worked out here, never read from what was sent."""
        return Reader(self.us.team_id, it.user, await self.staff.includes(it.user))
