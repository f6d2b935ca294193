"""What listens to the native Stop button, which people see while an agent's session is ``processing``."""

import structlog

from bot.slack.delivery import SlackDelivery
from bot.slack.interactions import Interaction, Listener
from bot.slack.staff import Staff
from handlers.desk import Desk
from handlers.stopping import Stopping, stop

STOPPED = "agent_session_stopped"  # https://docs.slack.dev/reference/events/agent_session_stopped
MOST_STREAMS = 10

log = structlog.get_logger(__name__)


class StopListener:
    """Stops what is being worked on; ``all`` is the list of what listens."""

    def __init__(self, desk: Desk, deliver: SlackDelivery, staff: Staff, team_id: str) -> None:
        self._desk = desk
        self._deliver = deliver
        self._staff = staff
        self._team_id = team_id

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (Listener("event", STOPPED, self.stop),)

    async def stop(self, interaction: Interaction) -> None:
        """Stop, let the messages say so that Slack has stopped, then set the session right: Slack leaves that to us.

        It is set right when that has been said (``CasePostJobs``); where there was nothing to stop, now.
        """
        event, user = interaction.event, interaction.user
        channel, thread_ts, named = event.get("channel"), event.get("thread_ts"), event.get("streaming_message_ts")
        if not (isinstance(channel, str) and isinstance(thread_ts, str)):
            return
        streams = [ts for ts in named if isinstance(ts, str)][:MOST_STREAMS] if isinstance(named, list) else []
        is_staff = await self._staff.includes(user)
        stopped = await stop(self._desk, Stopping(self._team_id, channel, thread_ts, user, is_staff, streams))
        for key in stopped:
            self._deliver.stopped(key, streams)
        log.info("stopped_by_a_person", channel=channel, thread=thread_ts, turns=len(stopped))
        if not stopped:
            self._deliver.sessions.ended(channel, thread_ts)
