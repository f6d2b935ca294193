"""What listens to App Home, ``/cases`` and the lists of cases. A modal opens before any other work."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from bot.slack.blocks import loading, sentence
from bot.slack.cases import queue_view
from bot.slack.cases.dependencies import CaseDependencies, find
from bot.slack.cases.export import Exports, export_format
from bot.slack.cases.home import HomeTabs
from bot.slack.cases.prompts import offer_prompts
from bot.slack.cases.query import LONGEST_SEARCH, QueueQuery, filter_named, read_key, read_query
from bot.slack.cases.saved_reply_listeners import SavedReplyListeners
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.reading.markup import plain_words
from bot.slack.text import storable
from handlers.cases.acts import Actor
from storage.case_lists import FILTERS
from storage.errors import FrontdeskError, Refused

COMMAND = "/cases"
_NUMBER = re.compile(r"#?(?:CASE-)?\d{1,18}", re.IGNORECASE)

log = structlog.get_logger(__name__)


class QueueListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(
        self, dependencies: CaseDependencies, homes: HomeTabs, exports: Exports, replies: SavedReplyListeners
    ) -> None:
        self._dependencies = dependencies
        self._replies = replies
        self._homes = homes
        self._exports = exports

    def all(self) -> tuple[Listener, ...]:
        """Return what listens to what."""
        return (
            Listener("event", "app_home_opened", self.home),
            Listener("command", COMMAND, self.command),
            *(Listener("action", f"{queue_view.FILTER}_{name}", self.filter) for name in FILTERS),
            Listener("action", queue_view.SEARCH, self.search),
            Listener("action", queue_view.NEXT, self.next),
            Listener("action", queue_view.BACK, self.back),
            Listener("action", queue_view.OPEN, self.open_case),
        )

    async def home(self, interaction: Interaction) -> None:
        """Show Home as this person left it, in the direct message what can be asked. Errors are only logged."""
        if interaction.event.get("tab") == "messages":
            await offer_prompts(self._dependencies, interaction)
        if interaction.event.get("tab") != "home":
            return
        try:
            await self._homes.open(interaction.user)
        except FrontdeskError as error:
            log.warning("home_not_shown", user=interaction.user, why=str(error))

    # --- lists, on Home and in modals -------------------------------------------------------------------------------

    async def filter(self, interaction: Interaction) -> None:
        """Show another filter; ends a search. On Home staff find it again."""
        chosen = filter_named(interaction.value) or "all"
        actor = await self._dependencies.actor(interaction)
        if interaction.view.get("type") != "home" or not actor.is_staff:
            await self._show_query(interaction, QueueQuery(chosen))
            return
        await interaction.ack()
        await self._homes.choose(interaction.user, chosen)

    async def search(self, interaction: Interaction) -> None:
        """Show what holds the words; none shows the filter again."""
        query = read_query(interaction.metadata)
        await self._show_query(
            interaction, QueueQuery(query.filter, " ".join(storable(interaction.value).split())[:LONGEST_SEARCH])
        )

    async def next(self, interaction: Interaction) -> None:
        """Show the cases that follow."""
        key, query = read_key(interaction.value), read_query(interaction.metadata)
        await self._show_query(interaction, query.turned(key) if key else query)

    async def back(self, interaction: Interaction) -> None:
        """Show the page before."""
        await self._show_query(interaction, read_query(interaction.metadata).turned_back())

    async def _show_query(self, interaction: Interaction, query: QueueQuery) -> None:
        await interaction.ack()
        if interaction.view.get("type") == "home":
            await self._homes.show(interaction.user, query)
            return
        shown = await self._list(interaction, query)
        await interaction.update(shown)

    async def _list(self, interaction: Interaction, query: QueueQuery) -> Json:
        return await self._list_of(await self._dependencies.actor(interaction), query)

    async def _list_of(self, actor: Actor, query: QueueQuery) -> Json:
        desk = self._dependencies.desk
        now = desk.now()
        found = await desk.db.read(lambda tx: find(tx, actor, query, now))
        return queue_view.list_modal(found, now, desk.handoff)

    # --- the command ------------------------------------------------------------------------------------------------

    async def command(self, interaction: Interaction) -> None:
        """Nothing: my queue. A number: that case. A filter: its cases. ``export``, ``replies``, ``help``. Else search.

        What is typed in full decides: ``replies`` alone is the list, with another word it is searched for.
        """
        text = " ".join(plain_words(interaction.text, {}, self._dependencies.identity.bot_user_id).split())
        words = text.casefold().split()
        if words == ["help"]:
            await interaction.ack(text=queue_view.HELP)
        elif words == ["replies"]:
            await self._replies.show_list(interaction)
        elif words[:1] == ["export"] and len(words) <= 2:
            await self._export(interaction, words[1] if len(words) == 2 else "csv")
        elif _NUMBER.fullmatch(text):
            await self._show(interaction, text.upper().removeprefix("#"))
        else:
            await self._show_list(interaction, _typed_query(text, words))

    async def _export(self, interaction: Interaction, wanted: str) -> None:
        kind = export_format(wanted)
        actor = await self._dependencies.actor(interaction)
        with self._exports.one_for(actor):
            await interaction.ack(text="Your export is being made. It comes to you as a direct message.")
            await self._exports.send(actor, kind)

    async def open_case(self, interaction: Interaction) -> None:
        """Open the case a button names."""
        await self._show(interaction, interaction.value)

    async def _show(self, interaction: Interaction, number: str) -> None:
        title = number if _NUMBER.fullmatch(number) else "Case"
        actor = await self._dependencies.actor(interaction)
        await self._open(interaction, title, lambda: self._dependencies.show_case(actor, number))

    async def _show_list(self, interaction: Interaction, query: QueueQuery) -> None:
        actor = await self._dependencies.actor(interaction)
        query = query if actor.is_staff else replace(query, filter="all")
        await self._open(interaction, "Cases", lambda: self._list_of(actor, query))

    async def _open(self, interaction: Interaction, title: str, make: Callable[[], Awaitable[Json]]) -> None:
        """Open a modal at once, then put what ``make`` returns into it."""
        opened = await interaction.open(loading(title[:24]))
        await interaction.ack()
        try:
            shown = await make()
        except Refused as error:
            log.warning("case_refused", user=interaction.user, what=title, why=str(error))
            shown = notice(title, sentence(str(error)))
        await interaction.update(shown, view_id=str(opened.get("id")), view_hash=opened.get("hash"))


def _typed_query(text: str, words: Sequence[str]) -> QueueQuery:
    """Return what is looked for: nothing typed is one's own queue, a filter's name that filter, else a search."""
    named = filter_named(words[0]) if len(words) == 1 else None
    if named is not None:
        return QueueQuery(named)
    return QueueQuery(search=text[:LONGEST_SEARCH]) if words else QueueQuery("mine")
