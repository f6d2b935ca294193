"""Who and what the ids in Slack stand for: names, and whether a person is one. Asked of Slack once an hour each.

Before an ack only what is known here already is used; nothing is asked then.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import translated
from storage.errors import FrontdeskError, Misconfigured, Refused

REMEMBERED = 5000
FRESH_S = 3600.0  # people and channels are renamed now and then

log = structlog.get_logger(__name__)


class KnownNames(Mapping[str, str]):
    """The names that are known and fresh, by id."""

    def __init__(self, names: Mapping[str, str], is_fresh: Callable[[str], bool]) -> None:
        self._names = names
        self._is_fresh = is_fresh

    def __getitem__(self, number: str) -> str:
        """Return a name; ``KeyError`` if there is none, or it was told long ago."""
        if not self._is_fresh(number):
            raise KeyError(number)
        return self._names[number]

    def __iter__(self) -> Iterator[str]:
        """Return the ids."""
        return filter(self._is_fresh, self._names)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class Directory:
    """Names of people and channels. ``clock`` counts seconds."""

    def __init__(self, client: AsyncWebClient, team_id: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._team_id = team_id
        self._clock = clock
        self._names: dict[str, str] = {}
        self._kinds: dict[str, bool] = {}  # whether a user is a person
        self._elsewhere: set[str] = set()
        self._shared: dict[str, bool] = {}  # whether a channel is shared with another organisation
        self._told_at: dict[str, float] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}

    @property
    def names(self) -> Mapping[str, str]:
        """The names that are known now, by id: it shows what is learnt later, too."""
        return KnownNames(self._names, self._is_told)

    def last_name(self, number: str) -> str:
        """Return the name that was told last, however long ago; "" if there was none."""
        return self._names.get(number, "")

    async def learn(self, number: str) -> None:
        """Ask what a person or a channel is called, unless it was told within the hour; without an answer nothing."""
        if self._is_told(number):
            return
        asking = self._asking.get(number)
        if asking is None:
            asking = self._asking[number] = asyncio.create_task(self._ask(number))
            asking.add_done_callback(lambda _: self._asking.pop(number, None))
        await asyncio.shield(asking)

    async def learn_all(self, numbers: Iterable[str]) -> None:
        """Learn several at the same time."""
        await asyncio.gather(*map(self.learn, numbers))

    def is_nameless(self, number: str) -> bool:
        """Say whether Slack was asked, and has no name for it or does not tell."""
        return self._is_told(number) and number not in self._names

    def is_person(self, user: str) -> bool | None:
        """Say whether a user is a person and no bot; None: that is not known."""
        return self._kinds.get(user)

    def is_from_elsewhere(self, user: str) -> bool:
        """Say whether Slack has told that the person is of another organisation (Slack Connect)."""
        return user in self._elsewhere

    async def is_shared(self, channel: str) -> bool | None:
        """Say whether a channel is shared with another organisation, asked once an hour; None: that is not known."""
        if channel.startswith("D"):
            return False
        await self.learn(channel)
        return self._shared.get(channel)

    async def close(self) -> None:
        """End what is being asked."""
        under_way = list(self._asking.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _is_told(self, number: str) -> bool:
        told_at = self._told_at.get(number)
        return told_at is not None and self._clock() - told_at <= FRESH_S

    async def _ask(self, number: str) -> None:
        try:
            name = await (self._channel(number) if number[:1] in {"C", "G", "D"} else self._person(number))
        except (Refused, Misconfigured) as error:  # no such, or not for us to see: that stays so for a while
            log.info("name_unknown", id=number, why=str(error))
            name = ""
        except FrontdeskError as error:
            log.info("name_unknown", id=number, why=str(error))
            return
        if name:
            self._names[number] = name
        self._told_at.pop(number, None)
        self._told_at[number] = self._clock()
        if len(self._told_at) > REMEMBERED:
            self._forget(next(iter(self._told_at)))

    def _forget(self, number: str) -> None:
        """Forget what was told longest ago. Not all at once: whoever has just asked has not read the answer yet."""
        for known in (self._names, self._kinds, self._shared, self._told_at):
            known.pop(number, None)
        self._elsewhere.discard(number)

    async def _channel(self, number: str) -> str:
        with translated():
            answer = await self._client.conversations_info(channel=number)
        channel = answer.get("channel") or {}
        if isinstance(channel.get("is_ext_shared"), bool):
            self._shared[number] = channel["is_ext_shared"]
        return str(channel.get("name") or "")

    async def _person(self, user: str) -> str:
        with translated():
            answer = await self._client.users_info(user=user)
        person = answer.get("user") or {}
        if isinstance(person.get("is_bot"), bool):
            self._kinds[user] = not person["is_bot"]
        if person.get("team_id") not in {None, self._team_id}:
            self._elsewhere.add(user)
        profile = person.get("profile") or {}
        names = [profile.get("display_name"), profile.get("real_name"), person.get("real_name"), person.get("name")]
        return next((str(name) for name in names if name), "")
