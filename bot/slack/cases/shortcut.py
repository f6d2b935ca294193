"""What listens to "Open a case" on a message. Its answer is seen by nobody but who pressed it."""

from bot.slack.blocks import Json, button, row, section, sentence
from bot.slack.cases import queue_view
from bot.slack.cases.dependencies import actor_of
from bot.slack.cases.opening import NOBODYS, NOT_STAFF, CaseOpener, Opened
from bot.slack.events import message_key
from bot.slack.interactions import Interaction, Listener
from handlers.cases.acts import Actor
from storage.errors import Refused
from storage.records import Case

SHORTCUT = "open_case"
OPEN_NOW = "{} is open. I answer in the thread of the message."
THERE = "This message belongs to {} already{}."


class ShortcutListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, opener: CaseOpener) -> None:
        self._opener = opener

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (Listener("shortcut", SHORTCUT, self.open),)

    async def open(self, interaction: Interaction) -> None:
        """Open a case for the author of a message; if it belongs to one, say to which."""
        await interaction.ack()
        opener, message = self._opener, interaction.message
        actor = await actor_of(opener.staff, opener.identity.team_id, interaction.user)
        if opener.staff.is_set and not actor.is_staff:
            raise Refused(NOT_STAFF)
        key = message_key(actor.team_id, interaction.channel, message.get("ts"))
        if key is None:
            raise Refused(NOBODYS)
        thread_ts = message.get("thread_ts")
        known = await opener.case_at(key, thread_ts if isinstance(thread_ts, str) else None)
        opened = Opened(known, is_new=False) if known else await opener.open(actor, key, await opener.find(key))
        text, blocks = what_happened(opened, actor)
        await interaction.tell(text, blocks)


def what_happened(opened: Opened, actor: Actor) -> tuple[str, list[Json]]:
    """Return text and blocks; the case's number and the button that opens it only for who may see the case."""
    case = opened.case
    may_see = actor.is_staff or case.requester == actor.user
    named = case.number if may_see else "a case"
    words = sentence(OPEN_NOW.format(named) if opened.is_new else THERE.format(named, _state(case, may_see=may_see)))
    opens = [row([button(queue_view.OPEN, "Open the case", case.number)])] if may_see else []
    return words, [section(words), *opens]


def _state(case: Case, *, may_see: bool) -> str:
    stands = "needs a person" if case.waits_since is not None else queue_view.state_words(case.status)
    return f" ({stands})" if may_see else ""
