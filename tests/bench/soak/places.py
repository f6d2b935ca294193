"""Where people write during a soak: ten support channels, since Slack takes about one message a second in each."""

from collections.abc import Iterable

from bot.trial.workspace.workspace import BOT_USER, Channel
from tests.fakes.slack import FakeSlack
from tests.process.served import Desk

PLACES = tuple(f"C0SOAK{number:02d}" for number in range(10))


def place_of(number: int) -> str:
    """Return where message ``number`` is written: one person's are all in one channel if their number ends alike."""
    return PLACES[number % len(PLACES)]


def add_places(slack: FakeSlack, desks: Iterable[Desk]) -> None:
    """Put the channels into a workspace, the app in each; desks that are started after this answer there."""
    slack.workspace.channels |= {place: Channel(place, place.lower(), {BOT_USER}) for place in PLACES}
    for desk in desks:
        desk.settings["FRONTDESK_SUPPORT_CHANNELS"] = ",".join(PLACES)
