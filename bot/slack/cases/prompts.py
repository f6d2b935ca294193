"""What a person is offered to ask when they open the direct message: how their case stands, and what others ask."""

import structlog

from bot.slack.cases.dependencies import CaseDependencies
from bot.slack.errors import translated
from bot.slack.interactions import Interaction
from bot.slack.manifest import SUGGESTED_PROMPTS
from storage.case_lists import View, page
from storage.errors import FrontdeskError

TITLE = "What can I do for you?"
MOST = 4  # that Slack shows

log = structlog.get_logger(__name__)


async def offer_prompts(dependencies: CaseDependencies, interaction: Interaction) -> None:
    """Offer them; best effort: nobody asked for anything."""
    channel, user, team_id = interaction.event.get("channel"), interaction.user, dependencies.identity.team_id
    if not isinstance(channel, str) or not channel.startswith("D"):
        return
    own = await dependencies.desk.db.read(lambda tx: page(tx, View(team_id, "all", requester=user), limit=1))
    prompts = [
        {"title": f"How does {line.number} stand?", "message": f"How does {line.number} stand?"}
        for line in own
        if line.status != "resolved"
    ]
    prompts += [{"title": title, "message": message} for title, message in SUGGESTED_PROMPTS]
    try:
        with translated():
            await dependencies.client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=TITLE, prompts=prompts[:MOST]
            )
    except FrontdeskError as error:
        log.info("prompts_not_offered", channel=channel, why=str(error))
