"""Whom a case can be given to: the staff, by the names that Slack tells; nobody else is offered."""

import asyncio

from bot.slack.assign_menu import assign_menu
from bot.slack.blocks import Json
from bot.slack.handoff.display_names import DisplayNames
from bot.slack.staff import Staff
from storage.case_lists import CaseLine
from storage.records import Case


class Assignees:
    """The staff as a menu offers them. ``learn`` asks Slack; ``menu`` asks nobody."""

    def __init__(self, staff: Staff, names: DisplayNames) -> None:
        self._staff = staff
        self._names = names
        self._asked: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()

    async def learn(self) -> None:
        """Learn who is staff now, and the names of those not asked about before; without an answer their ids stay."""
        self._known = await self._staff.members()
        await asyncio.gather(*(self._ask(user) for user in self._known - self._asked))

    async def _ask(self, user: str) -> None:
        await self._names.learn(user)
        self._asked |= {user}  # not before: who waits for this may stop waiting

    def menu(self, case: Case | CaseLine) -> list[Json]:
        """Return the menu as an element of a row; nothing where there is nobody to choose."""
        return assign_menu(case, {user: self._names.plain(user) for user in self._known})
