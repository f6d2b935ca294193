"""How long tests wait for a machine that may be busy: bounds for what is broken, never a measure of what is slow."""

from bot.trial.server import SlackServer
from tests.fakes.slack.seen import PATIENCE_S


def be_patient(slack: SlackServer) -> None:
    """Give the bot more than Slack's 3 seconds: whether it is quick enough is measured by ``make bench``, alone."""
    slack.delivery.ack_wait_s = PATIENCE_S
    slack.site.trigger_life_s = PATIENCE_S


__all__ = ["PATIENCE_S", "be_patient"]
