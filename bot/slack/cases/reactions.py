"""What staff do with an emoji on a message: open a case from it, claim the case it belongs to, resolve that.

Done before Slack gets its 200: a failure is a 500, and Slack sends the reaction again. Nobody else's emoji do anything.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.slack.blocks import sentence, who
from bot.slack.cases.dependencies import actor_of
from bot.slack.cases.opening import CaseOpener
from bot.slack.events import message_key
from bot.slack.messages import ThreadRef, whisper
from handlers.cases.acts import Actor, Overtaken
from handlers.cases.by_emoji import Mark, act_by_emoji
from storage import cases
from storage.errors import FrontdeskError, Refused
from storage.records import Case, MessageKey

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji that somebody put on a message of ``author``."""

    user: str
    emoji: str
    key: MessageKey
    author: str
    mark: Mark


def parse_reaction(body: object, team_id: str) -> Reaction | None:
    """Read an Events API body (untrusted); None: no reaction that was added to a message."""
    event = body.get("event") if isinstance(body, dict) else None
    if not isinstance(event, dict) or event.get("type") != "reaction_added":
        return None
    item, user, name, at = event.get("item"), event.get("user"), event.get("reaction"), event.get("event_ts")
    if not (isinstance(item, dict) and isinstance(user, str) and isinstance(name, str) and isinstance(at, str)):
        return None
    key, emoji = message_key(team_id, item.get("channel"), item.get("ts")), name.partition("::")[0]
    stamped = message_key(team_id, item.get("channel"), at)
    author = str(event.get("item_user") or "")
    return Reaction(user, emoji, key, author, Mark(emoji, at)) if key and stamped else None


class Reactions:
    """Bolt middleware. ``emoji``: what each does (``open``, ``claim``, ``resolve``), by name."""

    def __init__(
        self,
        opener: CaseOpener,
        emoji: Mapping[str, str],
        in_background: Callable[[Coroutine[Any, Any, None]], object],
    ) -> None:
        self._opener = opener
        self._emoji = emoji
        self._in_background = in_background

    async def __call__(self, body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 - Bolt's name
        """Do what a reaction says; let everything through to its listener."""
        reaction = parse_reaction(body, self._opener.identity.team_id)
        act = None if reaction is None else self._emoji.get(reaction.emoji)
        if reaction is not None and act is not None:
            await self._react(reaction, act)
        await next()

    async def _react(self, reaction: Reaction, act: str) -> None:
        actor = await actor_of(self._opener.staff, self._opener.identity.team_id, reaction.user)
        if not actor.is_staff:
            return
        try:
            refused = await (self._open(reaction, actor) if act == "open" else self._act(reaction, actor, act))
        except Refused as error:
            refused = error
        if refused is not None:
            log.info("reaction_refused", user=reaction.user, act=act, why=str(refused))
            self._in_background(self._say(reaction, refused))

    async def _open(self, reaction: Reaction, actor: Actor) -> None:
        """Open a case; nothing if the message belongs to one."""
        key = reaction.key
        if await self._opener.case_at(key, None) is None:
            message = await self._opener.find(key)
            if await self._case_of(key, message) is None:
                await self._opener.open(actor, key, message)

    async def _act(self, reaction: Reaction, actor: Actor, act: str) -> Refused | None:
        """Claim or resolve the case of the message; nothing if it belongs to none."""
        desk, case = self._opener.desk, await self._opener.case_at(reaction.key, None)
        if case is None and reaction.author == self._opener.identity.bot_user_id:
            case = await self._answered_in(reaction.key)
        if case is None:
            return None
        found, now = case, desk.now()
        outcome = await desk.db.write(lambda tx: act_by_emoji(tx, actor, found, act, reaction.mark, now))
        await desk.case_events.publish(case.id)
        return outcome.refused

    async def _answered_in(self, key: MessageKey) -> Case | None:
        """Return the case in whose thread a message of ours stands: Slack knows the thread. A card's thread is none."""
        try:
            root = str((await self._opener.find(key)).get("thread_ts") or "")
        except Refused as error:
            log.info("reaction_without_message", channel=key.channel, why=str(error))
            return None
        return await self._opener.desk.db.read(lambda tx: cases.case_of_thread(tx, key.team_id, key.channel, root))

    async def _case_of(self, key: MessageKey, message: dict[str, Any]) -> Case | None:
        thread_ts = message.get("thread_ts")
        return await self._opener.case_at(key, thread_ts if isinstance(thread_ts, str) else None)

    async def _say(self, reaction: Reaction, refused: Refused) -> None:
        """Tell who reacted why nothing came of it; best effort."""
        words = sentence(str(refused))
        if isinstance(refused, Overtaken):
            words = words.replace(refused.by, who(refused.by))
        try:
            await whisper(self._opener.client, ThreadRef(reaction.key.channel, None), reaction.user, words)
        except FrontdeskError as error:
            log.info("reaction_not_answered", channel=reaction.key.channel, why=str(error))
