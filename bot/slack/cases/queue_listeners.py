"""What listens to App Home, ``/cases`` and the lists of cases. A modal opens before any other work."""

import re
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.slack.blocks import loading, sentence
from bot.slack.cases import queue_view
from bot.slack.cases.dependencies import CaseDoors, find, show_case
from bot.slack.cases.export import Exports, export_format
from bot.slack.cases.home import HomeTabs
from bot.slack.cases.query import LARGEST_KEY, LONGEST_SEARCH, Looking, filter_named, read_looking
from bot.slack.interactions import Interaction, Json, Listener, notice
from bot.slack.text import plain_text, storable
from storage.case_lists import FILTERS
from storage.database import Tx
from storage.errors import FrontdeskError, Refused

COMMAND = "/cases"
_NUMBER = re.compile(r"#?(?:CASE-)?\d{1,18}", re.IGNORECASE)

log = structlog.get_logger(__name__)


class QueueListeners:
    """The listeners; ``all`` is the list of them."""

    def __init__(self, doors: CaseDoors, homes: HomeTabs, exports: Exports) -> None:
        self._to = doors
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

    async def home(self, it: Interaction) -> None:
        """Show Home as it was looked at last. What goes wrong is not told: nobody asked for anything."""
        if it.event.get("tab") != "home":
            return
        try:
            await self._homes.show(it.user, self._homes.looking(it.user))
        except FrontdeskError as error:
            log.warning("home_not_shown", user=it.user, why=str(error))

    # --- lists, on Home and in modals -------------------------------------------------------------------------------

    async def filter(self, it: Interaction) -> None:
        """Show another filter; ends a search."""
        await self._look(it, Looking(filter_named(it.value) or "all"))

    async def search(self, it: Interaction) -> None:
        """Show what holds the words; none shows the filter again."""
        looking = read_looking(it.metadata)
        await self._look(it, Looking(looking.filter, " ".join(storable(it.value).split())[:LONGEST_SEARCH]))

    async def next(self, it: Interaction) -> None:
        """Show older cases."""
        key = int(it.value) if it.value.isdecimal() and len(it.value) < len(str(LARGEST_KEY)) else 0
        await self._look(it, read_looking(it.metadata).turned(key))

    async def back(self, it: Interaction) -> None:
        """Show the page before."""
        await self._look(it, read_looking(it.metadata).turned_back())

    async def _look(self, it: Interaction, looking: Looking) -> None:
        await it.ack()
        if it.view.get("type") == "home":
            await self._homes.show(it.user, looking)
            return
        shown = await self._list(it, looking)
        await it.update(shown)

    async def _list(self, it: Interaction, looking: Looking) -> Json:
        actor, now = await self._to.actor(it), self._to.desk.now()
        found = await self._to.desk.db.read(lambda tx: find(tx, actor, looking, now))
        return queue_view.list_modal(found, now)

    # --- the command ------------------------------------------------------------------------------------------------

    async def command(self, it: Interaction) -> None:
        """Nothing: my queue. A number: that case. A filter: its cases. ``export``: all as a file. Else search."""
        text = " ".join(plain_text(it.text, self._to.us.bot_user_id).split())
        words = text.casefold().split()
        if words[:1] == ["export"] and len(words) <= 2:
            await self._export(it, words[1] if len(words) == 2 else "csv")
        elif _NUMBER.fullmatch(text):
            await self._show(it, text.upper().removeprefix("#"))
        elif not text:
            await self._show_list(it, Looking("mine"))
        elif (named := filter_named(words[0])) is not None and len(words) == 1:
            await self._show_list(it, Looking(named))
        else:
            await self._show_list(it, Looking(search=text[:LONGEST_SEARCH]))

    async def _export(self, it: Interaction, wanted: str) -> None:
        kind = export_format(wanted)
        actor = await self._to.actor(it)
        with self._exports.one_for(actor):
            await it.ack(text="Your export is being made. It comes to you as a direct message.")
            await self._exports.send(actor, kind)

    async def open_case(self, it: Interaction) -> None:
        """Open the case a button names."""
        await self._show(it, it.value)

    async def _show(self, it: Interaction, number: str) -> None:
        title = number if _NUMBER.fullmatch(number) else "Case"
        actor = await self._to.actor(it)
        await self._open(it, title, lambda tx: show_case(tx, actor, number))

    async def _show_list(self, it: Interaction, looking: Looking) -> None:
        actor, now = await self._to.actor(it), self._to.desk.now()
        looking = looking if actor.is_staff else replace(looking, filter="all")
        await self._open(it, "Cases", lambda tx: queue_view.list_modal(find(tx, actor, looking, now), now))

    async def _open(self, it: Interaction, title: str, look: Callable[[Tx], Json]) -> None:
        """Open a modal at once, then put what ``look`` reads into it."""
        opened = await it.open(loading(title[:24]))
        await it.ack()
        try:
            shown = await self._to.desk.db.read(look)
        except Refused as error:
            log.warning("case_refused", user=it.user, what=title, why=str(error))
            shown = notice(title, sentence(str(error)))
        await it.update(shown, view_id=str(opened.get("id")), view_hash=opened.get("hash"))
