"""Who we are in Slack and where we listen; nothing is read or sent here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who we are and where we listen: the installation's team, our user and bot ids, the support channels.

    ``outside_only``: those among them in which people of our own organisation are answered only if they call the desk.
    """

    team_id: str
    bot_user_id: str
    bot_id: str | None
    support_channels: frozenset[str]
    outside_only: frozenset[str] = frozenset()
