"""The native Stop button, which people see while an agent's session is ``processing``.

What it asks is done before Slack gets its 200: a failure is a 500, and Slack sends the press again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog

from bot.slack.delivery import SlackDelivery
from bot.slack.staff import Staff
from handlers.cases.stopping import Stopping, stop
from handlers.desk import Desk

STOPPED = "agent_session_stopped"  # https://docs.slack.dev/reference/events/agent_session_stopped
MOST_STREAMS = 10

log = structlog.get_logger(__name__)


def parse_stop(body: object, team_id: str) -> Stopping | None:
    """Read an Events API body (untrusted); None: nobody of this team, or of those who share a channel, pressed Stop."""
    event = body.get("event") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(event, dict) or event.get("type") != STOPPED:
        return None
    channel, thread_ts, user = event.get("channel"), event.get("thread_ts"), event.get("user")
    if not (isinstance(channel, str) and isinstance(thread_ts, str) and isinstance(user, str)):
        return None
    team = body.get("team_id")
    if isinstance(team, str) and team not in {"", team_id}:
        log.warning("another_team", team=team)
        return None
    named = event.get("streaming_message_ts")
    streams = [ts for ts in named if isinstance(ts, str)][:MOST_STREAMS] if isinstance(named, list) else []
    at = event.get("event_ts")
    return Stopping(
        team_id, channel, thread_ts, user, is_staff=False, says_so=streams, at=at if isinstance(at, str) else ""
    )


class StopButton:
    """Bolt middleware: stops what is being worked on."""

    def __init__(self, desk: Desk, deliver: SlackDelivery, staff: Staff, team_id: str) -> None:
        self._desk = desk
        self._deliver = deliver
        self._staff = staff
        self._team_id = team_id

    async def __call__(self, body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 - Bolt's name
        """Stop what a press of the button asks to be stopped; let everything through to its listener."""
        asked = parse_stop(body, self._team_id)
        if asked is not None:
            await self._stop(replace(asked, is_staff=await self._staff.includes(asked.user)))
        await next()

    async def _stop(self, asked: Stopping) -> None:
        """Stop, let the messages say so that Slack has stopped, then set the session right: Slack leaves that to us.

        It is set right when that has been said (``CasePostJobs``); where there was nothing to stop, now.
        """
        stopped = await stop(self._desk, asked)
        for key in stopped:
            self._deliver.stopped(key, asked.says_so)
        log.info("stopped_by_a_person", channel=asked.channel, thread=asked.thread_ts, turns=len(stopped))
        if not stopped:
            self._deliver.sessions.ended(asked.channel, asked.thread_ts)
