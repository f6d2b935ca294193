"""Opening a case from a message that somebody points at; nothing listens here.

The message is asked of Slack again: that shows whether the bot is there at all, and its words are today's.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.directory import Directory
from bot.slack.errors import code_of, translated
from bot.slack.events import SLACKBOT, parse_found
from bot.slack.identity import BotIdentity
from bot.slack.interactions import Json
from bot.slack.staff import Staff
from handlers.cases.acts import Actor
from handlers.cases.opening import case_at
from handlers.desk import Desk
from handlers.intake.keep import Change, Incoming
from storage.errors import Misconfigured, Refused
from storage.records import Case, MessageKey

NOT_STAFF = (
    "only support staff can open a case from a message. To ask me something yourself, mention me, or write to me in a "
    "direct message"
)
INVITE = "I am not in this channel, and cannot answer there: write `/invite @Frontdesk` in it, and try again"
NOT_MINE = "I am no part of this direct message, and cannot answer there: ask its author to write to me"
NOT_ALLOWED = "I may not read messages of this kind of channel: `frontdesk doctor` names the scope that is missing"
GONE = "this message is not there any more"
OF_AN_APP = "that was written by an app: a case is opened for a person"
OF_STAFF = "that was written by support staff: a case is opened for a customer. Who is staff has one by mentioning me"
NO_WORDS = "there are no words in this message to open a case from"
NOBODYS = "that is not a message which a person wrote"


@dataclass(frozen=True, slots=True)
class Opened:
    """The case of a message; ``is_new``: it was opened now."""

    case: Case
    is_new: bool


@dataclass(frozen=True, slots=True)
class CaseOpener:
    """Opens cases. ``keep`` keeps a message as if it had been delivered, and queues its answer."""

    desk: Desk
    client: AsyncWebClient
    identity: BotIdentity
    staff: Staff
    directory: Directory
    keep: Callable[[Change], Awaitable[None]]

    async def case_at(self, key: MessageKey, thread_ts: str | None) -> Case | None:
        """Return the case that a message belongs to already."""
        channel = self.desk.handoff.staff_channel
        return await self.desk.db.read(lambda tx: case_at(tx, channel, key, thread_ts))

    async def open(self, actor: Actor, key: MessageKey, message: Json) -> Opened:
        """Open the case of ``message``, which Slack returned, for its author; or return the one it belongs to.

        Repeating it, at the same time too, opens nothing twice.

        Raises
        ------
        Refused
            Nobody can have a case from it; the text says why.
        """
        incoming = await self._read(key, message)
        await self.keep(replace(incoming, opened_by=actor.user))
        case = await self.case_at(key, incoming.thread_ts)
        if case is None:  # deleted meanwhile
            raise Refused(GONE)
        return Opened(case, case.thread_ts == (incoming.thread_ts or key.ts))

    async def _read(self, key: MessageKey, message: Json) -> Incoming:
        if message.get("bot_id") or message.get("user") in (self.identity.bot_user_id, SLACKBOT):
            raise Refused(OF_AN_APP)
        is_shared = await self.directory.is_shared(key.channel)
        incoming = parse_found(message, key.channel, self.identity, self.directory.names, is_shared=is_shared)
        if incoming is None:
            raise Refused(NOBODYS)
        if incoming.author in await self.staff.members():
            raise Refused(OF_STAFF)
        if not incoming.text:
            raise Refused(NO_WORDS)
        return incoming

    async def find(self, key: MessageKey) -> Json:
        """Return the message as Slack has it.

        Raises
        ------
        Refused
            It is gone, or the bot is not there to see it; the text says what to do.
        Transient
            Slack does not answer now.
        """
        channel, ts = key.channel, key.ts
        try:
            with translated():
                answer = await self.client.conversations_replies(
                    channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=1
                )
        except (Refused, Misconfigured) as error:
            why = _why_not(code_of(error), channel)
            if why is None:
                raise
            raise Refused(why) from error
        rows = answer.get("messages") or []
        found = next((row for row in rows if isinstance(row, dict) and row.get("ts") == ts), None)
        if found is None:
            raise Refused(GONE)
        return found


def _why_not(code: str, channel: str) -> str | None:
    """Return what to do about an error of Slack; None: that is not about the message."""
    if code in {"not_in_channel", "channel_not_found"}:
        return NOT_MINE if channel.startswith("D") else INVITE
    return {"missing_scope": NOT_ALLOWED, "thread_not_found": GONE, "message_not_found": GONE}.get(code)
