"""Who we are in Slack and where we listen; nothing is read or sent here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who we are and where we listen: the installation's team, our user and bot ids, the support channels.

    ``outside_only``: those among them in which people of our own organisation are answered only if they call the desk.
    ``private``: channels in which what tells of a person goes to them alone; so it does in those that are shared with
    another organisation, but for the ``open`` ones.
    """

    team_id: str
    bot_user_id: str
    bot_id: str | None
    support_channels: frozenset[str]
    outside_only: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
